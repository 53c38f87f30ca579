"""Until when there have to be spare parts, as JSON."""

from __future__ import annotations

from rest_framework import serializers

from normativa.api.campos import (
    HechosSerializer,
    RespuestaSerializer,
    TerritorioField,
    eleccion,
    fecha_opcional,
    importe_opcional,
)
from normativa.formularios.campos import con_codigos
from normativa.reglas.recambios import HechosRecambios, TipoPieza


class HechosRecambiosSerializer(HechosSerializer):
    """`solicitado`: when the part was asked for."""

    fin_fabricacion = fecha_opcional()
    sigue_fabricandose = serializers.BooleanField(default=False)
    solicitado = fecha_opcional()
    importado = serializers.BooleanField(default=False)
    pieza = eleccion(TipoPieza, TipoPieza.FUNCIONAL)
    precio_aparato_eur = importe_opcional()
    territorio = TerritorioField()
    hoy = fecha_opcional()

    def hechos(self) -> HechosRecambios:
        return HechosRecambios(**con_codigos(self.validated_data, pieza=TipoPieza))


class ResultadoRecambiosSerializer(RespuestaSerializer):
    """`lectura_anterior_hasta`: what the older texts gave, for models that ended before 2022."""

    disponibles_hasta = serializers.DateField(allow_null=True)
    lectura_anterior_hasta = serializers.DateField(allow_null=True)
    transitorio = serializers.BooleanField()
    exigible = serializers.BooleanField(allow_null=True)
    servir_hasta = serializers.DateField(allow_null=True)
