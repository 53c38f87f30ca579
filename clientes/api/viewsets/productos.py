"""The catalogue of products in the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import extend_schema
from rest_framework import mixins
from rest_framework.response import Response

from clientes.api.serializers.equipos import NuevoProductoSerializer, ProductoSerializer
from clientes.api.viewsets.comun import PARAMETRO_ID, Base, creado
from clientes.filters import ProductoFilter
from clientes.models import Producto
from clientes.servicios import cambiar_producto, crear_producto
from nucleo.api import idempotente

if TYPE_CHECKING:
    from rest_framework.request import Request

    from clientes.models import ProductoQuerySet


class ProductoViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Base):
    """The catalogue, the newest first."""

    queryset = Producto.objects.none()
    serializer_class = ProductoSerializer
    filterset_class = ProductoFilter

    def get_queryset(self) -> ProductoQuerySet:
        return Producto.objects.visibles_para(self.request.user).para_listado()  # type: ignore[arg-type]

    @extend_schema(parameters=[PARAMETRO_ID])
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One model."""
        return super().retrieve(request, *args, **kwargs)

    @extend_schema(request=NuevoProductoSerializer, responses={201: ProductoSerializer})
    @idempotente
    def create(self, request: Request) -> Response:
        """Add a model."""
        producto = crear_producto(por=self.actor, **self.leer(NuevoProductoSerializer))
        return creado(ProductoSerializer(producto).data, f"productos/{producto.pk}")

    @extend_schema(
        request=NuevoProductoSerializer, responses=ProductoSerializer, parameters=[PARAMETRO_ID]
    )
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change a model, or put it out of use with `activo: false`."""
        pk = self.get_object().pk
        cambios = self.leer(NuevoProductoSerializer, parcial=True)
        return Response(ProductoSerializer(cambiar_producto(pk, por=self.actor, **cambios)).data)
