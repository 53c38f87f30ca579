"""The quote of a repair, as JSON."""

from __future__ import annotations

from rest_framework import serializers

from normativa.api.campos import (
    HechosSerializer,
    ImporteField,
    MotivoSerializer,
    RespuestaSerializer,
    TerritorioField,
    cantidad,
    codigos,
    eleccion,
    fecha_opcional,
    importe_opcional,
)
from normativa.formularios.campos import PRIMERA_CON_HABILES, con_codigos
from normativa.reglas.presupuesto import DecisionPresupuesto, HechosPresupuesto
from normativa.reglas.sector import Gama, Sector

GAMAS = codigos(Gama)  # the schema names its enumeration after it


class HechosPresupuestoSerializer(HechosSerializer):
    """`fecha`: which rules are in force; by default, that of the request or of today."""

    sector = eleccion(Sector, Sector.APARATO)
    gama = eleccion(Gama, Gama.OTRA)
    territorio = TerritorioField()
    consumidor = serializers.BooleanField(allow_null=True, default=True)
    fecha = fecha_opcional(desde=PRIMERA_CON_HABILES)
    solicitado = serializers.BooleanField(default=True)
    fecha_solicitud = fecha_opcional(desde=PRIMERA_CON_HABILES)
    comunicado = fecha_opcional(desde=PRIMERA_CON_HABILES)
    validez_dias = cantidad(3650)
    decision = eleccion(DecisionPresupuesto, DecisionPresupuesto.PENDIENTE)
    firmado = serializers.BooleanField(default=False)
    tarifa_hora_eur = importe_opcional()
    importe_anunciado_eur = importe_opcional()
    minutos_reales = cantidad(6000)
    renuncia_firmada = serializers.BooleanField(default=False)
    renuncia_manuscrita = serializers.BooleanField(default=False)

    def hechos(self) -> HechosPresupuesto:
        datos = con_codigos(
            self.validated_data, sector=Sector, gama=Gama, decision=DecisionPresupuesto
        )
        return HechosPresupuesto(**datos)


class ResultadoPresupuestoSerializer(RespuestaSerializer):
    """`coste_maximo_eur`: if it is refused; `coste_eur`: what may be charged as things are."""

    listo_hasta = serializers.DateField(allow_null=True)
    valido_hasta = serializers.DateField(allow_null=True)
    caducado = serializers.BooleanField(allow_null=True)
    coste_eur = ImporteField(allow_null=True)
    coste_maximo_eur = ImporteField(allow_null=True)
    puede_empezar = serializers.BooleanField()
    conservar_hasta = serializers.DateField(allow_null=True)
    bloqueos = MotivoSerializer(many=True)
