"""Labour and travel of a service at home, as JSON."""

from __future__ import annotations

from rest_framework import serializers

from normativa.api.campos import (
    FechaField,
    HechosSerializer,
    ImporteField,
    RespuestaSerializer,
    TerritorioField,
    cantidad,
    codigos,
    eleccion,
    importe_opcional,
)
from normativa.formularios.campos import con_codigos
from normativa.formularios.desplazamiento import VISITAS_MAXIMAS
from normativa.reglas.desplazamiento import HechosDesplazamiento, Recargo
from normativa.reglas.sector import Gama, Sector

RECARGOS = codigos(Recargo)  # the schema names its enumeration after it


class HechosDesplazamientoSerializer(HechosSerializer):
    """One service, however many appliances and visits. `sencilla`: the only one with a minimum."""

    fecha = FechaField()
    sector = eleccion(Sector, Sector.APARATO)
    gama = eleccion(Gama, Gama.OTRA)
    territorio = TerritorioField()
    consumidor = serializers.BooleanField(allow_null=True, default=True)
    minutos_reales = cantidad(6000)
    en_domicilio = serializers.BooleanField(default=True)
    sencilla = serializers.BooleanField(default=True)
    aparatos = serializers.IntegerField(default=1, min_value=1, max_value=VISITAS_MAXIMAS)
    visitas = serializers.IntegerField(default=1, min_value=1, max_value=VISITAS_MAXIMAS)
    visitas_sin_usuario = serializers.IntegerField(
        default=0, min_value=0, max_value=VISITAS_MAXIMAS
    )
    en_garantia = serializers.BooleanField(default=False)
    tarifa_hora_eur = importe_opcional()
    desplazamiento_eur = importe_opcional()
    recargos = serializers.ListField(
        child=serializers.ChoiceField(choices=RECARGOS), default=list, max_length=len(RECARGOS)
    )

    def hechos(self) -> HechosDesplazamiento:
        datos = con_codigos(self.validated_data, sector=Sector, gama=Gama)
        recargos = tuple(map(Recargo, datos["recargos"]))
        return HechosDesplazamiento(**{**datos, "recargos": recargos})


class ResultadoDesplazamientoSerializer(RespuestaSerializer):
    """Ceilings: less may be billed, never more."""

    minutos = serializers.IntegerField(allow_null=True)
    mano_obra_eur = serializers.DecimalField(max_digits=14, decimal_places=2, allow_null=True)
    desplazamientos = serializers.IntegerField()
    desplazamiento_eur = ImporteField(allow_null=True)
    recargos_no_admitidos = serializers.ListField(child=serializers.ChoiceField(choices=RECARGOS))
