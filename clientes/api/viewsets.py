"""Customers, units and purchases in the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, permissions, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from clientes.api.serializers import (
    ClienteDetalleSerializer,
    ClienteSerializer,
    CompraSerializer,
    EquipoDetalleSerializer,
    EquipoSerializer,
    FechaSerializer,
    NuevaCompraSerializer,
    NuevoClienteSerializer,
    NuevoEquipoSerializer,
    VeredictoSerializer,
)
from clientes.cobertura import veredicto_de
from clientes.filters import ClienteFilter, CompraFilter, EquipoFilter
from clientes.models import Cliente, Compra, Equipo
from clientes.servicios import (
    cambiar_cliente,
    dar_de_alta_cliente,
    registrar_compra,
    registrar_equipo,
)
from nucleo.api import idempotente
from nucleo.tiempo import dia_local

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.serializers import Serializer
    from rest_framework.views import APIView

    from clientes.eventos import Actor
    from clientes.models import ClienteQuerySet, CompraQuerySet, EquipoQuerySet

ID = "[0-9]{1,18}"
PARAMETRO_ID = OpenApiParameter(
    "id", {"type": "integer", "minimum": 1, "maximum": 10**18 - 1}, OpenApiParameter.PATH
)


class LaOficinaEscribe(permissions.BasePermission):
    """Who may see them reads them; only the office writes."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return request.method in permissions.SAFE_METHODS or request.user.es_de_oficina


class Base(viewsets.GenericViewSet):
    """By id, for whoever may see it; writing, for the office."""

    permission_classes = [permissions.IsAuthenticated, LaOficinaEscribe]
    lookup_value_regex = ID

    def _leer(self, forma: type[Serializer[Any]], *, parcial: bool = False) -> dict[str, Any]:
        """The body, checked: a 400 says field by field what is wrong."""
        datos = forma(
            data=self.request.data, partial=parcial, context=self.get_serializer_context()
        )
        datos.is_valid(raise_exception=True)
        return datos.validated_data

    @property
    def _actor(self) -> Actor:
        return self.request.auth or self.request.user  # type: ignore[return-value]


def _creado(datos: Any, ruta: str) -> Response:
    return Response(datos, status=status.HTTP_201_CREATED, headers={"Location": f"/api/v1/{ruta}/"})


class ClienteViewSet(mixins.ListModelMixin, Base):
    """Customers, the newest first; `q` finds by any part of their data."""

    queryset = Cliente.objects.none()  # the real one depends on who asks
    serializer_class = ClienteSerializer
    filterset_class = ClienteFilter

    def get_queryset(self) -> ClienteQuerySet:
        visibles = Cliente.objects.visibles_para(self.request.user).para_listado()  # type: ignore[arg-type]
        if self.action == "list":
            return visibles
        return visibles.prefetch_related("contactos", "sedes")

    @extend_schema(responses=ClienteDetalleSerializer, parameters=[PARAMETRO_ID])
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One customer with its contacts and sites."""
        return Response(ClienteDetalleSerializer(self.get_object()).data)

    @extend_schema(request=NuevoClienteSerializer, responses={201: ClienteDetalleSerializer})
    @idempotente
    def create(self, request: Request) -> Response:
        """Create a customer."""
        cliente = dar_de_alta_cliente(por=self._actor, **self._leer(NuevoClienteSerializer))
        return _creado(ClienteDetalleSerializer(cliente).data, f"clientes/{cliente.pk}")

    @extend_schema(
        request=NuevoClienteSerializer,
        responses=ClienteDetalleSerializer,
        parameters=[PARAMETRO_ID],
    )
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change the given fields of a customer."""
        pk = self.get_object().pk
        cambios = self._leer(NuevoClienteSerializer, parcial=True)
        if cambios.get("es_consumidor", True) is None:
            del cambios["es_consumidor"]
        cambiar_cliente(pk, por=self._actor, **cambios)
        return Response(ClienteDetalleSerializer(self.get_object()).data)


class EquipoViewSet(mixins.ListModelMixin, Base):
    """Units, the newest first."""

    queryset = Equipo.objects.none()
    serializer_class = EquipoSerializer
    filterset_class = EquipoFilter

    def get_queryset(self) -> EquipoQuerySet:
        visibles = Equipo.objects.visibles_para(self.request.user)  # type: ignore[arg-type]
        if self.action == "list":
            return visibles.para_listado()
        return visibles.con_cobertura()

    @extend_schema(responses=EquipoDetalleSerializer, parameters=[PARAMETRO_ID])
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One unit with its coverages."""
        return Response(EquipoDetalleSerializer(self.get_object()).data)

    @extend_schema(request=NuevoEquipoSerializer, responses={201: EquipoDetalleSerializer})
    @idempotente
    def create(self, request: Request) -> Response:
        """Register a unit of a customer."""
        equipo = registrar_equipo(por=self._actor, **self._leer(NuevoEquipoSerializer))
        return _creado(EquipoDetalleSerializer(equipo).data, f"equipos/{equipo.pk}")

    @extend_schema(parameters=[PARAMETRO_ID, FechaSerializer], responses=VeredictoSerializer)
    @action(detail=True, filterset_class=None, pagination_class=None)
    def cobertura(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Whether it is covered for a fault that showed on `fecha`, who pays and why."""
        pregunta = FechaSerializer(data=request.query_params)
        pregunta.is_valid(raise_exception=True)
        dia = pregunta.validated_data.get("fecha") or dia_local(timezone.now())
        return Response(veredicto_de(self.get_object(), manifestacion=dia))


class CompraViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Base):
    """Purchases, the newest first."""

    queryset = Compra.objects.none()
    serializer_class = CompraSerializer
    filterset_class = CompraFilter

    def get_queryset(self) -> CompraQuerySet:
        return Compra.objects.visibles_para(self.request.user)  # type: ignore[arg-type]

    @extend_schema(parameters=[PARAMETRO_ID])
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One purchase."""
        return super().retrieve(request, *args, **kwargs)

    @extend_schema(request=NuevaCompraSerializer, responses={201: CompraSerializer})
    @idempotente
    def create(self, request: Request) -> Response:
        """Record a purchase; a consumer's unit gets its legal coverage."""
        compra = registrar_compra(por=self._actor, **self._leer(NuevaCompraSerializer))
        return _creado(CompraSerializer(compra).data, f"compras/{compra.pk}")
