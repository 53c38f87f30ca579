"""A good that is ready and nobody collects, as JSON."""

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
from normativa.formularios.campos import PRIMERA_CON_HABILES, con_codigos
from normativa.reglas.almacenaje import HechosAlmacenaje
from normativa.reglas.sector import Sector


class HechosAlmacenajeSerializer(HechosSerializer):
    """`aviso`: when we said that it was ready. `tarifa_expuesta`: on public display."""

    entrada = fecha_opcional(desde=PRIMERA_CON_HABILES)
    aviso = fecha_opcional(desde=PRIMERA_CON_HABILES)
    recogida = fecha_opcional(desde=PRIMERA_CON_HABILES)
    sector = eleccion(Sector, Sector.APARATO)
    territorio = TerritorioField()
    tarifa_expuesta = serializers.BooleanField(default=False)
    en_custodia = serializers.BooleanField(default=True)
    tarifa_dia_eur = importe_opcional()
    hoy = fecha_opcional(desde=PRIMERA_CON_HABILES)

    def hechos(self) -> HechosAlmacenaje:
        return HechosAlmacenaje(**con_codigos(self.validated_data, sector=Sector))


class ResultadoAlmacenajeSerializer(RespuestaSerializer):
    """`dias` and `importe_eur`: up to its collection, or today. Null: it cannot be said."""

    gratis_hasta = serializers.DateField(allow_null=True)
    cobrable_desde = serializers.DateField(allow_null=True)
    dias = serializers.IntegerField(allow_null=True)
    importe_eur = serializers.DecimalField(max_digits=14, decimal_places=2, allow_null=True)
    recuperar_hasta = serializers.DateField(allow_null=True)
    conservar_hasta = serializers.DateField(allow_null=True)
    no_disponer_antes_de = serializers.DateField(allow_null=True)
