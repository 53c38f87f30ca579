"""How long the repairs under guarantee make it last, as JSON."""

from __future__ import annotations

from rest_framework import serializers

from normativa.api.campos import HechosSerializer, MotivoSerializer, RespuestaSerializer
from normativa.api.esquemas.ventas import (
    GarantiaLegalSerializer,
    PlazosSerializer,
    ReparacionSerializer,
    VentaSerializer,
    reparacion_desde,
    venta_desde,
)
from normativa.formularios.ventas import en_comun
from normativa.hechos import HechosSuspension


class HechosSuspensionSerializer(HechosSerializer):
    """`defecto`: the one of now, compared with those of the repairs."""

    venta = VentaSerializer()
    reparaciones = serializers.ListField(
        child=ReparacionSerializer(), required=False, max_length=100
    )
    defecto = serializers.CharField(default="", allow_blank=True, max_length=120)

    def hechos(self) -> HechosSuspension:
        datos = self.validated_data
        return HechosSuspension(
            venta_desde(datos["venta"]),
            tuple(map(reparacion_desde, datos.get("reparaciones", ()))),
            en_comun(datos["defecto"]),
        )


class ResultadoSuspensionSerializer(RespuestaSerializer):
    """`plazos`: null dates while suspended. `hasta_mismo_defecto`: for the fault of `defecto`."""

    garantia = GarantiaLegalSerializer()
    plazos = PlazosSerializer(source="cobertura.plazos")
    hasta_mismo_defecto = serializers.DateField(source="cobertura.hasta", allow_null=True)
    motivos = MotivoSerializer(many=True, source="cobertura.motivos")
