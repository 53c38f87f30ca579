"""Purchases in the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import extend_schema
from rest_framework import mixins
from rest_framework.response import Response

from clientes.api.serializers.compras import CompraSerializer, NuevaCompraSerializer
from clientes.api.viewsets.comun import PARAMETRO_ID, Base, creado
from clientes.filters import CompraFilter
from clientes.models import Compra
from clientes.servicios import registrar_compra
from nucleo.api import idempotente

if TYPE_CHECKING:
    from rest_framework.request import Request

    from clientes.models import CompraQuerySet


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
        compra = registrar_compra(por=self.actor, **self.leer(NuevaCompraSerializer))
        return creado(CompraSerializer(compra).data, f"compras/{compra.pk}")
