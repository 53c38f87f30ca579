"""How long the repairs under guarantee make it last, as JSON."""

from __future__ import annotations

from rest_framework import serializers

from normativa.api.campos import HechosSerializer, RespuestaSerializer
from normativa.api.esquemas.ventas import (
    ReparacionSerializer,
    VentaSerializer,
    reparacion_desde,
    venta_desde,
)
from normativa.formularios.ventas import en_comun
from normativa.reglas.mismo_defecto import HechosSuspension


class HechosSuspensionSerializer(HechosSerializer):
    """`defecto`: the one of now, compared with those of the repairs."""

    venta = VentaSerializer()
    reparaciones = serializers.ListField(
        child=ReparacionSerializer(), required=False, max_length=100
    )
    defecto = serializers.CharField(default="", allow_blank=True, max_length=120)
    origen = serializers.CharField(default="", allow_blank=True, max_length=120)

    def hechos(self) -> HechosSuspension:
        datos = self.validated_data
        return HechosSuspension(
            venta_desde(datos["venta"]),
            tuple(map(reparacion_desde, datos.get("reparaciones", ()))),
            en_comun(datos["defecto"]),
            en_comun(datos["origen"]),
        )


class ResultadoSuspensionSerializer(RespuestaSerializer):
    """Null dates while suspended. `fin_mismo_defecto`: for the fault of `defecto`."""

    inicio = serializers.DateField(allow_null=True)
    fin = serializers.DateField(allow_null=True)
    fin_presuncion = serializers.DateField(allow_null=True)
    fin_mismo_defecto = serializers.DateField(allow_null=True)
    dias = serializers.IntegerField()
    suspendida = serializers.BooleanField()
