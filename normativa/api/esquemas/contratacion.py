"""Whether what was accepted at a distance or at home binds, as JSON."""

from __future__ import annotations

from rest_framework import serializers

from normativa.api.campos import (
    HechosSerializer,
    ImporteField,
    MotivoSerializer,
    RespuestaSerializer,
    codigos,
    eleccion,
    fecha_opcional,
    importe_opcional,
)
from normativa.api.esquemas.desistimiento import parte
from normativa.formularios.campos import con_codigos
from normativa.reglas.contratacion import Aceptacion, HechosContratacion, Vendido


class HechosContratacionSerializer(HechosSerializer):
    """`texto_boton`: what the button of the page said, as it was."""

    aceptacion = serializers.ChoiceField(choices=codigos(Aceptacion))
    vendido = eleccion(Vendido, Vendido.REPARACION)
    consumidor = serializers.BooleanField(allow_null=True, default=True)
    aceptado = fecha_opcional()
    entregado = fecha_opcional()
    texto_boton = serializers.CharField(default="", allow_blank=True, max_length=200)
    llamamos_nosotros = serializers.BooleanField(default=False)
    confirmado_por_escrito = serializers.BooleanField(default=False)
    visita_no_solicitada = serializers.BooleanField(default=False)
    visita_urgente = serializers.BooleanField(default=False)
    informado = serializers.BooleanField(default=True)
    confirmado_en_soporte_duradero = serializers.BooleanField(default=True)
    solicitud_expresa = serializers.BooleanField(default=False)
    reconoce_perdida = serializers.BooleanField(default=False)
    terminado = fecha_opcional()
    desiste = fecha_opcional()
    precio_eur = importe_opcional()
    parte_hecha = parte()
    parte_total = parte()

    def hechos(self) -> HechosContratacion:
        return HechosContratacion(
            **con_codigos(self.validated_data, aceptacion=Aceptacion, vendido=Vendido)
        )


class ResultadoContratacionSerializer(RespuestaSerializer):
    """`informacion`: what had to be told before. `anulable`: no copy nor confirmation was given."""

    se_aplica = serializers.BooleanField(allow_null=True)
    vinculado = serializers.BooleanField(allow_null=True)
    anulable = serializers.BooleanField()
    informacion = MotivoSerializer(many=True)
    puede_empezar = serializers.BooleanField(allow_null=True)
    tiene_desistimiento = serializers.BooleanField(allow_null=True)
    desistimiento_hasta = serializers.DateField(allow_null=True)
    debe_eur = ImporteField(allow_null=True)
