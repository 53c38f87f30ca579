"""By when a complaint has to be answered, as JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from normativa.api.campos import (
    FechaField,
    HechosSerializer,
    MotivoSerializer,
    PlazoSerializer,
    RespuestaSerializer,
    TerritorioField,
    codigos,
)
from normativa.formularios.campos import PRIMERA_CON_HABILES
from normativa.reglas.reclamacion import ClaseLegal, HechosReclamacion


class HechosReclamacionSerializer(HechosSerializer):
    presentada = FechaField(desde=PRIMERA_CON_HABILES)
    clase = serializers.ChoiceField(
        choices=codigos(ClaseLegal), default=ClaseLegal.QUEJA_RECLAMACION.value
    )
    consumidor = serializers.BooleanField(default=True)
    gran_empresa = serializers.BooleanField(default=False)
    facturacion = serializers.BooleanField(default=False)
    compleja = serializers.BooleanField(default=False)
    territorio = TerritorioField()

    def hechos(self) -> HechosReclamacion:
        datos = self.validated_data
        return HechosReclamacion(**{**datos, "clase": ClaseLegal(datos["clase"])})


class LimiteSerializer(serializers.Serializer[Any]):
    codigo = serializers.CharField()
    fecha = serializers.DateField()
    plazo = PlazoSerializer()
    informativo = serializers.BooleanField()
    motivos = MotivoSerializer(many=True)


class PlazosReclamacionSerializer(RespuestaSerializer):
    """`efectivo`: the earliest that counts; `objetivo`: the last working day up to it."""

    limites = LimiteSerializer(many=True)
    efectivo = LimiteSerializer(allow_null=True)
    objetivo = serializers.DateField(allow_null=True)
