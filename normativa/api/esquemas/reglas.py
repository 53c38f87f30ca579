"""The rules and their figures, as JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from normativa.api.campos import PlazoSerializer, codigos
from normativa.reglas.tipos import Certeza


class ParametroSerializer(PlazoSerializer):
    codigo = serializers.CharField()
    desde = serializers.DateField()
    hasta = serializers.DateField(allow_null=True)
    territorio = serializers.CharField(allow_blank=True)
    norma = serializers.CharField()
    articulo = serializers.CharField(allow_blank=True)
    certeza = serializers.ChoiceField(choices=codigos(Certeza))
    nota = serializers.CharField(allow_blank=True)
    propio = serializers.BooleanField()


class ReglaSerializer(serializers.Serializer[Any]):
    codigo = serializers.CharField()
    titulo = serializers.CharField()
    resumen = serializers.CharField()
    normas = serializers.ListField(child=serializers.CharField())
    parametros = ParametroSerializer(many=True)
