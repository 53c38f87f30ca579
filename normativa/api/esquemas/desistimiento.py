"""Until when a consumer may change their mind, as JSON."""

from __future__ import annotations

from decimal import Decimal

from rest_framework import serializers

from normativa.api.campos import (
    HechosSerializer,
    ImporteField,
    RespuestaSerializer,
    cantidad,
    codigos,
    eleccion,
    fecha_opcional,
    importe_opcional,
)
from normativa.formularios.campos import con_codigos
from normativa.reglas.desistimiento import (
    Excepcion,
    HechosDesistimiento,
    Modalidad,
    Objeto,
)


def parte() -> serializers.DecimalField:
    """So much of a service: hours, visits…"""
    return serializers.DecimalField(
        max_digits=8, decimal_places=2, min_value=Decimal(0), allow_null=True, default=None
    )


class HechosDesistimientoSerializer(HechosSerializer):
    """`posesion`: goods; `celebrado`: services and digital content. `enviado`: the withdrawal."""

    modalidad = serializers.ChoiceField(choices=codigos(Modalidad))
    objeto = eleccion(Objeto, Objeto.BIEN)
    consumidor = serializers.BooleanField(allow_null=True, default=True)
    celebrado = fecha_opcional()
    posesion = fecha_opcional()
    informado = serializers.BooleanField(default=True)
    informado_despues = fecha_opcional()
    excepcion = eleccion(Excepcion)
    adicional = serializers.BooleanField(default=False)
    dias_ofrecidos = cantidad(3650)
    enviado = fecha_opcional()
    leido = fecha_opcional()
    recoge_empresario = serializers.BooleanField(default=False)
    solicitud_expresa = serializers.BooleanField(default=False)
    reconoce_perdida = serializers.BooleanField(default=False)
    terminado = fecha_opcional()
    precio_eur = importe_opcional()
    valor_mercado_eur = importe_opcional()
    parte_hecha = parte()
    parte_total = parte()

    def hechos(self) -> HechosDesistimiento:
        return HechosDesistimiento(
            **con_codigos(
                self.validated_data, modalidad=Modalidad, objeto=Objeto, excepcion=Excepcion
            )
        )


class ResultadoDesistimientoSerializer(RespuestaSerializer):
    """`ultimo_dia` null: there is no right, or it cannot be said (`faltan`)."""

    tiene_derecho = serializers.BooleanField(allow_null=True)
    ultimo_dia = serializers.DateField(allow_null=True)
    en_plazo = serializers.BooleanField(allow_null=True)
    devolver_hasta = serializers.DateField(allow_null=True)
    reembolsar_hasta = serializers.DateField(allow_null=True)
    debe_eur = ImporteField(allow_null=True)
    responde_del_deterioro = serializers.BooleanField(allow_null=True)
