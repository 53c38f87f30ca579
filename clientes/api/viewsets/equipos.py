"""Units in the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import mixins
from rest_framework.decorators import action
from rest_framework.response import Response

from clientes.api.serializers.equipos import (
    EquipoDetalleSerializer,
    EquipoSerializer,
    FalloSerializer,
    NuevoEquipoSerializer,
    VeredictoSerializer,
)
from clientes.api.viewsets.comun import PARAMETRO_ID, Base, creado
from clientes.cobertura import veredicto_de
from clientes.filters import EquipoFilter
from clientes.models import Equipo
from clientes.servicios import registrar_equipo
from nucleo.api import idempotente
from nucleo.tiempo import dia_local

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
