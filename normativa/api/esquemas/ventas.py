"""A sale and its repairs under guarantee, as JSON, in and out."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from normativa.api.campos import FechaField, MotivoSerializer, codigos
from normativa.formularios.ventas import en_comun
from normativa.reglas.garantia import TipoBien, Venta
from normativa.reglas.suspension import Reparacion

TIPOS_DE_BIEN = codigos(TipoBien)  # the schema names its enumeration after it


class VentaSerializer(serializers.Serializer[Any]):
    fecha_contrato = FechaField(required=False, allow_null=True)
    fecha_factura = FechaField(required=False, allow_null=True)
    fecha_albaran = FechaField(required=False, allow_null=True)
    tipo = serializers.ChoiceField(choices=TIPOS_DE_BIEN, default=TipoBien.NUEVO.value)
    meses_pactados = serializers.IntegerField(
        required=False, allow_null=True, min_value=0, max_value=120
    )
    meses_presuncion = serializers.IntegerField(
        required=False, allow_null=True, min_value=0, max_value=120
    )
    fin_suministro = FechaField(required=False, allow_null=True)
    parte_de_bien = serializers.BooleanField(default=False)


class ReparacionSerializer(serializers.Serializer[Any]):
    entrada = FechaField()
    salida = FechaField(required=False, allow_null=True)
    defecto = serializers.CharField(required=False, allow_blank=True, max_length=120)
    origen = serializers.CharField(required=False, allow_blank=True, max_length=120)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs.get("salida") and attrs["salida"] < attrs["entrada"]:
            raise serializers.ValidationError({"salida": _("No puede volver antes de entrar.")})
        return attrs


def venta_desde(datos: dict[str, Any]) -> Venta:
    return Venta(**{**datos, "tipo": TipoBien(datos["tipo"])})


def reparacion_desde(datos: dict[str, Any]) -> Reparacion:
    textos = {clave: en_comun(datos[clave]) for clave in ("defecto", "origen") if clave in datos}
    return Reparacion(**{**datos, **textos})


class GarantiaLegalSerializer(serializers.Serializer[Any]):
    regimen = serializers.CharField()
    tipo = serializers.ChoiceField(choices=TIPOS_DE_BIEN)
    fecha_contrato = serializers.DateField()
    inicio = serializers.DateField()
    fin = serializers.DateField()
    fin_presuncion = serializers.DateField()
    fin_accion = serializers.DateField(allow_null=True)
    motivos = MotivoSerializer(many=True)


class PlazosSerializer(serializers.Serializer[Any]):
    fin = serializers.DateField(allow_null=True)
    fin_presuncion = serializers.DateField(allow_null=True)
    dias = serializers.IntegerField()
    motivos = MotivoSerializer(many=True)
