"""Purchases: how they are read and what creates them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from clientes.api.serializers.comun import SoloLosQueVe
from clientes.models import Cliente, Compra, Equipo, Producto


class CompraSerializer(serializers.ModelSerializer):
    class Meta:
        model = Compra
        fields = (
            "id",
            "cliente",
            "equipo",
            "producto",
            "referencia",
            "vendedor",
            "condicion",
            "meses_pactados",
            "fecha_contrato",
            "fecha_factura",
            "fecha_albaran",
            "importe_eur",
        )


class NuevaCompraSerializer(CompraSerializer):
    cliente = SoloLosQueVe(queryset=Cliente.objects.all())
    equipo = SoloLosQueVe(queryset=Equipo.objects.all(), required=False, allow_null=True)
    producto = SoloLosQueVe(queryset=Producto.objects.all(), required=False, allow_null=True)

    class Meta(CompraSerializer.Meta):
        validators: list[Any] = []
        fields = tuple(campo for campo in CompraSerializer.Meta.fields if campo != "id")
