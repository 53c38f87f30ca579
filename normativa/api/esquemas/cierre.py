"""Closing a complaint, the way out of court, and a cut in a basic service, as JSON."""

from __future__ import annotations

from rest_framework import serializers

from normativa.api.campos import (
    FechaField,
    HechosSerializer,
    InstanteField,
    MotivoSerializer,
    RespuestaSerializer,
    fecha_opcional,
)
from normativa.formularios.campos import PRIMERA_CON_HABILES
from normativa.reglas.adr import HechosADR
from normativa.reglas.completar import HechosCompletar
from normativa.reglas.continuidad import HechosContinuidad


class HechosCompletarSerializer(HechosSerializer):
    """`vence`: its legal date to be answered by; `denegada`: wholly or in part."""

    pedida = fecha_opcional(desde=PRIMERA_CON_HABILES)
    completada = fecha_opcional(desde=PRIMERA_CON_HABILES)
    avisada = serializers.BooleanField(default=False)
    respondida = serializers.BooleanField(default=False)
    denegada = serializers.BooleanField(default=False)
    con_motivos = serializers.BooleanField(default=False)
    con_adr = serializers.BooleanField(default=False)
    vence = fecha_opcional(desde=PRIMERA_CON_HABILES)
    hoy = fecha_opcional(desde=PRIMERA_CON_HABILES)

    def hechos(self) -> HechosCompletar:
        return HechosCompletar(**self.validated_data)


class ResultadoCierreSerializer(RespuestaSerializer):
    """`resuelta_desde`: not completed, it may be deemed resolved from that day."""

    se_puede_cerrar = serializers.BooleanField()
    impedimentos = MotivoSerializer(many=True)
    completar_hasta = serializers.DateField(allow_null=True)
    resuelta_desde = serializers.DateField(allow_null=True)
    responder_hasta = serializers.DateField(allow_null=True)


class HechosADRSerializer(HechosSerializer):
    presentada = FechaField()
    expediente_completo = fecha_opcional()

    def hechos(self) -> HechosADR:
        return HechosADR(**self.validated_data)


class HitosADRSerializer(RespuestaSerializer):
    """`resultado_hasta`: null until the body has the whole file."""

    informar_hasta = serializers.DateField()
    admisible_despues_de = serializers.DateField()
    admisible_hasta = serializers.DateField()
    resultado_hasta = serializers.DateField(allow_null=True)
    prorroga_hasta = serializers.DateField(allow_null=True)


class HechosContinuidadSerializer(HechosSerializer):
    comunicado_en = InstanteField()
    servicio_continuo = serializers.BooleanField(default=True)

    def hechos(self) -> HechosContinuidad:
        return HechosContinuidad(**self.validated_data)


class ResultadoContinuidadSerializer(RespuestaSerializer):
    """`vence_en`: null where there is no such duty."""

    vence_en = serializers.DateTimeField(allow_null=True)
