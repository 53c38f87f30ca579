"""The right to repair, which is not law in Spain yet, as JSON."""

from __future__ import annotations

from rest_framework import serializers

from normativa.api.campos import (
    FechaField,
    HechosSerializer,
    RespuestaSerializer,
    eleccion,
    fecha_opcional,
)
from normativa.formularios.campos import con_codigos
from normativa.reglas.derecho_reparar import HechosDerechoReparar, ProductoReparable


class HechosDerechoRepararSerializer(HechosSerializer):
    """`fin_garantia`: with its suspensions; without it, that of a new good."""

    entregado = FechaField()
    fecha_contrato = fecha_opcional()
    fin_garantia = fecha_opcional()
    reparado = fecha_opcional()
    ya_ampliada = serializers.BooleanField(default=False)
    producto = eleccion(ProductoReparable)
    formulario = fecha_opcional()

    def hechos(self) -> HechosDerechoReparar:
        return HechosDerechoReparar(**con_codigos(self.validated_data, producto=ProductoReparable))


class ResultadoDerechoRepararSerializer(RespuestaSerializer):
    """What would follow; `en_vigor` says whether it does."""

    en_vigor = serializers.BooleanField()
    fin_garantia = serializers.DateField(allow_null=True)
    fin_ampliado = serializers.DateField(allow_null=True)
    fabricante_obligado = serializers.BooleanField(allow_null=True)
    formulario_hasta = serializers.DateField(allow_null=True)
