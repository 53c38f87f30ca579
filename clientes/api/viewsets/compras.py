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
from clientes.servicios import recibir_compra
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

    @extend_schema(
        request=NuevaCompraSerializer, responses={200: CompraSerializer, 201: CompraSerializer}
    )
    @idempotente
    def create(self, request: Request) -> Response:
        """Record a purchase; a consumer's unit gets its legal coverage.

        Once for each customer and `referencia`: told again it answers 200 with the same one. What
        was not known before (unit, invoice, delivery note, amount) is filled in and moves the legal
        coverage; what contradicts it is a 409.
        """
        compra, nueva = recibir_compra(por=self.actor, **self.leer(NuevaCompraSerializer))
        datos = CompraSerializer(compra).data
        return creado(datos, f"compras/{compra.pk}") if nueva else Response(datos)
