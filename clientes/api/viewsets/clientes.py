"""Customers in the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, Q
from drf_spectacular.utils import extend_schema
from rest_framework import mixins
from rest_framework.decorators import action
from rest_framework.response import Response

from clientes.api.serializers.clientes import (
    ClienteDetalleSerializer,
    ClienteSerializer,
    NuevoClienteSerializer,
)
from clientes.api.serializers.partes import DuplicadoSerializer, FusionSerializer
from clientes.api.viewsets.comun import PARAMETRO_ID, Base, creado
from clientes.filters import ClienteFilter
from clientes.models import Cliente, Contacto, PosibleDuplicado, Sede
from clientes.servicios import (
    cambiar_cliente,
    dar_de_alta_cliente,
    fusionar_cliente,
    separar_cliente,
)
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
            return visibles.vivos()
        return visibles.prefetch_related(*self._de_cada_uno())

    def _de_cada_uno(self) -> list[Prefetch[Any]]:
        """Of the people and the sites of a customer, those that whoever asks may see."""
        return [
            Prefetch(nombre, modelo.objects.visibles_para(self.request.user))
            for nombre, modelo in (("contactos", Contacto), ("sedes", Sede))
        ]

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

    @extend_schema(
        request=FusionSerializer, responses=ClienteDetalleSerializer, parameters=[PARAMETRO_ID]
    )
    @action(detail=True, methods=["post"], filterset_class=None, pagination_class=None)
    def fusionar(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """This customer is the same as `en_cliente`, which survives. It can be undone."""
        pk, datos = self.get_object().pk, self.leer(FusionSerializer)
        queda = fusionar_cliente(pk, por=self.actor, **datos)
        return Response(ClienteDetalleSerializer(queda).data)

    @extend_schema(request=None, responses=ClienteDetalleSerializer, parameters=[PARAMETRO_ID])
    @action(detail=True, methods=["post"], filterset_class=None, pagination_class=None)
    def separar(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Undo the merge of this customer."""
        cliente = separar_cliente(self.get_object().pk, por=self.actor)
        return Response(ClienteDetalleSerializer(cliente).data)

    @extend_schema(
        responses=DuplicadoSerializer(many=True), parameters=[PARAMETRO_ID], filters=False
    )
    @action(detail=True, filterset_class=None, pagination_class=None)
    def duplicados(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Who may be the same as this customer, the surest first; at most 20."""
        pk = self.get_object().pk
        posibles = PosibleDuplicado.objects.visibles_para(request.user).pendientes()  # type: ignore[arg-type]
        suyas = posibles.filter(Q(uno=pk) | Q(otro=pk)).order_by("-puntos", "-pk")[:20]
        return Response(DuplicadoSerializer(suyas, many=True).data)
