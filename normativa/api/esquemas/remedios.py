"""What the consumer may ask for, as JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from normativa.api.campos import (
    FechaField,
    HechosSerializer,
    ImporteField,
    MotivoSerializer,
    RespuestaSerializer,
    TerritorioField,
    codigos,
)
from normativa.reglas.remedios import (
    Gravedad,
    HechosRemedios,
    Intento,
    Remedio,
    ResultadoIntento,
)

REMEDIOS = codigos(Remedio)  # the schema names its enumeration after it


class IntentoSerializer(serializers.Serializer[Any]):
    """`fecha`: when the good was handed back."""

    fecha = FechaField()
    resultado = serializers.ChoiceField(
        choices=codigos(ResultadoIntento), default=ResultadoIntento.FALLIDO.value
    )
    remedio = serializers.ChoiceField(choices=REMEDIOS, default=Remedio.REPARACION.value)


class HechosRemediosSerializer(HechosSerializer):
    """`fecha`: when the customer told us. The amounts are only for a price reduction."""

    fecha = FechaField()
    consumidor = serializers.BooleanField(allow_null=True, default=True)
    fecha_contrato = FechaField(required=False, allow_null=True)
    digital = serializers.BooleanField(default=False)
    intentos = serializers.ListField(child=IntentoSerializer(), required=False, max_length=100)
    gravedad = serializers.ChoiceField(choices=codigos(Gravedad), default=Gravedad.NORMAL.value)
    reparacion_imposible = serializers.BooleanField(default=False)
    reparacion_desproporcionada = serializers.BooleanField(default=False)
    sustitucion_imposible = serializers.BooleanField(default=False)
    sustitucion_desproporcionada = serializers.BooleanField(default=False)
    negativa = serializers.BooleanField(default=False)
    eleccion = serializers.ChoiceField(choices=REMEDIOS, allow_null=True, default=None)
    rechaza_eleccion = serializers.BooleanField(default=False)
    rechaza_garantia = serializers.BooleanField(default=False)
    informe_firmado = serializers.BooleanField(default=False)
    territorio = TerritorioField()
    precio_eur = ImporteField(required=False, allow_null=True)
    valor_conforme_eur = ImporteField(required=False, allow_null=True)
    valor_entregado_eur = ImporteField(required=False, allow_null=True)

    def hechos(self) -> HechosRemedios:
        datos = self.validated_data
        return HechosRemedios(
            **{
                **datos,
                "gravedad": Gravedad(datos["gravedad"]),
                "eleccion": Remedio(datos["eleccion"]) if datos["eleccion"] else None,
                "intentos": tuple(map(_intento, datos.get("intentos", ()))),
            }
        )


def _intento(datos: dict[str, Any]) -> Intento:
    return Intento(datos["fecha"], ResultadoIntento(datos["resultado"]), Remedio(datos["remedio"]))


class ResultadoRemediosSerializer(RespuestaSerializer):
    """`remedios`: all that are open. `bloqueos`: what we may not do. `objetivo_interno`: ours,
    not of the law, which only says "a reasonable time"."""

    remedios = serializers.ListField(child=serializers.ChoiceField(choices=REMEDIOS))
    por_norma_autonomica = serializers.ListField(child=serializers.ChoiceField(choices=REMEDIOS))
    eleccion_admitida = serializers.BooleanField(allow_null=True)
    reduccion_eur = ImporteField(allow_null=True)
    objetivo_interno = serializers.DateField(allow_null=True)
    bloqueos = MotivoSerializer(many=True)
