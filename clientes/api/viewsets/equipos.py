"""Units in the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import mixins
from rest_framework.decorators import action
from rest_framework.response import Response

from clientes.api.serializers.coberturas import (
    AnularCoberturaSerializer,
    NuevaCoberturaSerializer,
)
from clientes.api.serializers.equipos import (
    CambioEquipoSerializer,
    CoberturaSerializer,
    EquipoDetalleSerializer,
    EquipoSerializer,
    FalloSerializer,
    NuevoEquipoSerializer,
    RetiradaSerializer,
    SustitucionSerializer,
    TraspasoSerializer,
    VeredictoSerializer,
)
from clientes.api.viewsets.comun import ID, PARAMETRO_ID, Base, creado, parametro_de_id
from clientes.cobertura import veredicto_de
from clientes.filters import EquipoFilter
from clientes.models import Equipo
from clientes.servicios import (
    anular_cobertura,
    cambiar_equipo,
    dar_cobertura,
    registrar_equipo,
    retirar_equipo,
    sustituir_equipo,
    traspasar_equipo,
)
from nucleo.api import idempotente
from nucleo.tiempo import dia_local

PARAMETRO_COBERTURA = parametro_de_id("cobertura")

if TYPE_CHECKING:
    from rest_framework.request import Request

    from clientes.models import EquipoQuerySet


class EquipoViewSet(mixins.ListModelMixin, Base):
    """Units, the newest first."""

    queryset = Equipo.objects.none()
    serializer_class = EquipoSerializer
    filterset_class = EquipoFilter

    def get_queryset(self) -> EquipoQuerySet:
        visibles = Equipo.objects.visibles_para(self.request.user)  # type: ignore[arg-type]
        if self.action == "list":
            return visibles.para_listado()
        if self.action == "cobertura":
            return visibles.para_veredicto()
        return visibles.con_cobertura()

    @extend_schema(responses=EquipoDetalleSerializer, parameters=[PARAMETRO_ID])
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One unit with its coverages."""
        return Response(EquipoDetalleSerializer(self.get_object()).data)

    @extend_schema(request=NuevoEquipoSerializer, responses={201: EquipoDetalleSerializer})
    @idempotente
    def create(self, request: Request) -> Response:
        """Register a unit of a customer."""
        equipo = registrar_equipo(por=self.actor, **self.leer(NuevoEquipoSerializer))
        return creado(EquipoDetalleSerializer(equipo).data, f"equipos/{equipo.pk}")

    @extend_schema(
        request=CambioEquipoSerializer,
        responses=EquipoDetalleSerializer,
        parameters=[PARAMETRO_ID],
    )
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change the given fields of a unit."""
        pk = self.get_object().pk
        cambiar_equipo(pk, por=self.actor, **self.leer(CambioEquipoSerializer, parcial=True))
        return self._como_esta()

    @extend_schema(
        request=TraspasoSerializer, responses=EquipoDetalleSerializer, parameters=[PARAMETRO_ID]
    )
    @action(detail=True, methods=["post"], filterset_class=None, pagination_class=None)
    def traspasar(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Another owner: what follows the thing goes along, personal data do not."""
        traspasar_equipo(self.get_object().pk, por=self.actor, **self.leer(TraspasoSerializer))
        return self._como_esta()

    @extend_schema(
        request=SustitucionSerializer,
        responses={201: EquipoDetalleSerializer},
        parameters=[PARAMETRO_ID],
    )
    @action(detail=True, methods=["post"], filterset_class=None, pagination_class=None)
    @idempotente
    def sustituir(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Another unit in its place, with its rights (TRLGDCU art. 122). Answers the new one."""
        averiado = self.get_object().pk
        nuevo = sustituir_equipo(averiado, por=self.actor, **self.leer(SustitucionSerializer))
        return creado(EquipoDetalleSerializer(nuevo).data, f"equipos/{nuevo.pk}")

    @extend_schema(
        request=RetiradaSerializer, responses=EquipoDetalleSerializer, parameters=[PARAMETRO_ID]
    )
    @action(detail=True, methods=["post"], filterset_class=None, pagination_class=None)
    def retirar(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Out of use, with its reason."""
        retirar_equipo(self.get_object().pk, por=self.actor, **self.leer(RetiradaSerializer))
        return self._como_esta()

    def _como_esta(self) -> Response:
        """The unit, read again."""
        return Response(EquipoDetalleSerializer(self.get_object()).data)

    @extend_schema(
        request=NuevaCoberturaSerializer,
        responses={201: CoberturaSerializer},
        parameters=[PARAMETRO_ID],
    )
    @action(detail=True, methods=["post"], filterset_class=None, pagination_class=None)
    @idempotente
    def coberturas(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Give it a right by hand: a commercial guarantee, an extension, that of a repair."""
        equipo = self.get_object()
        dada = dar_cobertura(equipo.pk, por=self.actor, **self.leer(NuevaCoberturaSerializer))
        return creado(CoberturaSerializer(dada).data, f"equipos/{equipo.pk}")

    @extend_schema(
        request=AnularCoberturaSerializer,
        responses=CoberturaSerializer,
        parameters=[PARAMETRO_ID, PARAMETRO_COBERTURA],
    )
    @action(
        detail=True,
        methods=["post"],
        url_path=f"coberturas/(?P<cobertura>{ID})/anular",
        filterset_class=None,
        pagination_class=None,
    )
    def anular_cobertura(
        self, request: Request, cobertura: str, *args: Any, **kwargs: Any
    ) -> Response:
        """Take a right back, with its reason; what the law gives stands (409)."""
        suya = get_object_or_404(self.get_object().coberturas.all(), pk=cobertura)
        anulada = anular_cobertura(suya.pk, por=self.actor, **self.leer(AnularCoberturaSerializer))
        return Response(CoberturaSerializer(anulada).data)

    @extend_schema(parameters=[PARAMETRO_ID, FalloSerializer], responses=VeredictoSerializer)
    @action(detail=True, filterset_class=None, pagination_class=None)
    def cobertura(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Whether it is covered for a fault that showed on `fecha`, who pays each thing and why."""
        pregunta = FalloSerializer(data=request.query_params)
        pregunta.is_valid(raise_exception=True)
        fallo = pregunta.validated_data
        dia = fallo.get("fecha") or dia_local(timezone.now())
        sintoma = fallo.get("sintoma", "")
        return Response(veredicto_de(self.get_object(), manifestacion=dia, defecto=sintoma))
