"""Customers in the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import extend_schema
from rest_framework import mixins
from rest_framework.response import Response

from clientes.api.serializers.clientes import (
    ClienteDetalleSerializer,
    ClienteSerializer,
    NuevoClienteSerializer,
)
from clientes.api.viewsets.comun import PARAMETRO_ID, Base, creado
from clientes.filters import ClienteFilter
from clientes.models import Cliente
from clientes.servicios import cambiar_cliente, dar_de_alta_cliente
from nucleo.api import idempotente

if TYPE_CHECKING:
    from rest_framework.request import Request

    from clientes.models import ClienteQuerySet


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
        cliente = dar_de_alta_cliente(por=self.actor, **self.leer(NuevoClienteSerializer))
        return creado(ClienteDetalleSerializer(cliente).data, f"clientes/{cliente.pk}")

    @extend_schema(
        request=NuevoClienteSerializer,
        responses=ClienteDetalleSerializer,
        parameters=[PARAMETRO_ID],
    )
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change the given fields of a customer."""
        pk = self.get_object().pk
        cambios = self.leer(NuevoClienteSerializer, parcial=True)
        if cambios.get("es_consumidor", True) is None:
            del cambios["es_consumidor"]
        cambiar_cliente(pk, por=self.actor, **cambios)
        return Response(ClienteDetalleSerializer(self.get_object()).data)
