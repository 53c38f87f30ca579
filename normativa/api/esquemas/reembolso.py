"""By when money goes back to the consumer, as JSON."""

from __future__ import annotations

from rest_framework import serializers

from normativa.api.campos import (
    FechaField,
    HechosSerializer,
    ImporteField,
    RespuestaSerializer,
    codigos,
    fecha_opcional,
    importe_opcional,
)
from normativa.formularios.campos import con_codigos
from normativa.reglas.reembolso import CausaReembolso, HechosReembolso


class HechosReembolsoSerializer(HechosSerializer):
    """`aviso`: when the consumer told us; of an overcharge, when it was charged."""

    causa = serializers.ChoiceField(choices=codigos(CausaReembolso))
    aviso = FechaField()
    hay_bienes = serializers.BooleanField(default=True)
    bienes_recibidos = fecha_opcional()
    prueba_devolucion = fecha_opcional()
    recoge_empresario = serializers.BooleanField(default=False)
    importe_eur = importe_opcional()
    hoy = fecha_opcional()

    def hechos(self) -> HechosReembolso:
        return HechosReembolso(**con_codigos(self.validated_data, causa=CausaReembolso))


class ResultadoReembolsoSerializer(RespuestaSerializer):
    """`vence` null while it may be withheld because nothing came back yet."""

    vence = serializers.DateField(allow_null=True)
    se_puede_retener = serializers.BooleanField()
    desde = serializers.DateField(allow_null=True)
    vencido = serializers.BooleanField(allow_null=True)
    doble_eur = ImporteField(allow_null=True)
