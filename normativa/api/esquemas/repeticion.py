"""Claiming what a guarantee cost from whoever caused it, as JSON."""

from __future__ import annotations

from rest_framework import serializers

from normativa.api.campos import (
    HechosSerializer,
    ImporteField,
    RespuestaSerializer,
    fecha_opcional,
    importe_opcional,
)
from normativa.reglas.repeticion import HechosRepeticion


class HechosRepeticionSerializer(HechosSerializer):
    """`ejecutado`: when the remedy was done."""

    ejecutado = fecha_opcional()
    fecha_contrato = fecha_opcional()
    coste_eur = importe_opcional()
    hoy = fecha_opcional()

    def hechos(self) -> HechosRepeticion:
        return HechosRepeticion(**self.validated_data)


class ResultadoRepeticionSerializer(RespuestaSerializer):
    """`en_plazo`: today."""

    reclamar_hasta = serializers.DateField(allow_null=True)
    en_plazo = serializers.BooleanField(allow_null=True)
    importe_eur = ImporteField(allow_null=True)
