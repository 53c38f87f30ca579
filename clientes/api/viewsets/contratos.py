"""Maintenance contracts in the API. No PATCH: what was signed is renewed or ended (409 if not)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import extend_schema
from rest_framework import mixins
from rest_framework.decorators import action
from rest_framework.response import Response

from clientes.api.serializers import contratos as s
from clientes.api.viewsets.comun import Base, LaOficinaEscribe, creado
from clientes.filters import ContratoFilter
from clientes.models import ContratoMantenimiento
from clientes.roles import CONTRATAN
from clientes.servicios import contratos as servicios
from nucleo.api import idempotente

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.serializers import Serializer
    from rest_framework.views import APIView

    from clientes.models import ContratoQuerySet


class QuienContrata(LaOficinaEscribe):
    """Who may see them reads them; only those who contract write."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not super().has_permission(request, view):
            return False
        return request.method in ("GET", "HEAD", "OPTIONS") or request.user.tiene_rol(*CONTRATAN)


def _accion(cuerpo: type[Serializer[Any]]) -> Callable[[Any], Any]:
    """The schema of a decision: its body, and the contract as it is left."""
    return extend_schema(request=cuerpo, responses={200: s.ContratoDetalleSerializer})


class ContratoViewSet(mixins.ListModelMixin, Base):
    """Contracts, the newest first."""

    queryset = ContratoMantenimiento.objects.none()
    serializer_class = s.ContratoSerializer
    filterset_class = ContratoFilter
    permission_classes = [*Base.permission_classes[:1], QuienContrata]
    lookup_field = "codigo"
    lookup_value_regex = r"CTR-[0-9]{2}-[0-9]{6,12}"

    def get_queryset(self) -> ContratoQuerySet:
        return ContratoMantenimiento.objects.visibles_para(self.request.user)  # type: ignore[arg-type]

    @extend_schema(responses=s.ContratoDetalleSerializer)
    def retrieve(self, request: Request, codigo: str) -> Response:
        """One contract with its periods, what is left of each, and its units."""
        return self._contrato(self.get_object())

    @extend_schema(request=s.NuevoContratoSerializer, responses={201: s.ContratoDetalleSerializer})
    @idempotente
    def create(self, request: Request) -> Response:
        """Write a draft: nothing binds until it is signed."""
        forma = s.NuevoContratoSerializer(data=request.data, context=self.get_serializer_context())
        forma.is_valid(raise_exception=True)
        contrato = servicios.redactar_contrato(forma.datos(), por=self.actor)
        datos = s.ContratoDetalleSerializer(contrato).data
        return creado(datos, f"contratos/{contrato.codigo}")

    @_accion(s.FirmaSerializer)
    @action(detail=True, methods=["post"], filterset_class=None, pagination_class=None)
    def firmar(self, request: Request, codigo: str) -> Response:
        """The customer signs: it binds and its units get their coverage."""
        return self._decidir(servicios.firmar_contrato, **self.leer(s.FirmaSerializer))

    @_accion(s.RenovarSerializer)
    @action(detail=True, methods=["post"], filterset_class=None, pagination_class=None)
    def renovar(self, request: Request, codigo: str) -> Response:
        """Both agree the next period."""
        forma = s.RenovarSerializer(data=request.data)
        forma.is_valid(raise_exception=True)
        return self._decidir(servicios.renovar_contrato, **forma.datos())

    @_accion(s.QuienLoPideSerializer)
    @action(
        detail=True,
        methods=["post"],
        url_path="no-renovar",
        filterset_class=None,
        pagination_class=None,
    )
    def no_renovar(self, request: Request, codigo: str) -> Response:
        """Somebody says that silence is not to renew it."""
        return self._decidir(servicios.no_renovar_contrato, **self.leer(s.QuienLoPideSerializer))

    @_accion(s.RescindirContratoSerializer)
    @action(detail=True, methods=["post"], filterset_class=None, pagination_class=None)
    def rescindir(self, request: Request, codigo: str) -> Response:
        """End it before its time; what was paid for the days that are left is owed back."""
        return self._decidir(
            servicios.rescindir_contrato, **self.leer(s.RescindirContratoSerializer)
        )

    @_accion(s.SinDatosSerializer)
    @action(detail=True, methods=["post"], filterset_class=None, pagination_class=None)
    def descartar(self, request: Request, codigo: str) -> Response:
        """Throw a draft away."""
        return self._decidir(servicios.descartar_contrato, **self.leer(s.SinDatosSerializer))

    def _decidir(self, servicio: Callable[..., Any], **datos: Any) -> Response:
        servicio(self.get_object().pk, por=self.actor, **datos)
        return self._contrato(self.get_object())

    def _contrato(self, contrato: ContratoMantenimiento) -> Response:
        return Response(s.ContratoDetalleSerializer(contrato).data)
