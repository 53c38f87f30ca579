"""How long a paid repair or installation is guaranteed, as JSON."""

from __future__ import annotations

from rest_framework import serializers

from normativa.api.campos import (
    FechaField,
    HechosSerializer,
    RespuestaSerializer,
    TerritorioField,
    codigos,
)
from normativa.formularios.garantia_reparacion import KM_MAXIMOS
from normativa.reglas.garantia_reparacion import HechosGarantiaReparacion
from normativa.reglas.sector import Sector

SECTORES = codigos(Sector)  # the schema names its enumeration after it


class KilometrosField(serializers.IntegerField):
    def __init__(self) -> None:
        super().__init__(
            required=False, allow_null=True, default=None, min_value=0, max_value=KM_MAXIMOS
        )


class HechosGarantiaReparacionSerializer(HechosSerializer):
    """`entregado`: handed back after the repair. The rest, from `fallo` on, if it failed again."""

    entregado = FechaField(allow_null=True, default=None)
    sector = serializers.ChoiceField(choices=SECTORES, default=Sector.APARATO.value)
    territorio = TerritorioField()
    consumidor = serializers.BooleanField(allow_null=True, default=True)
    km_entrega = KilometrosField()
    meses_ofrecidos = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=0, max_value=240
    )
    en_garantia_legal = serializers.BooleanField(default=False)
    fecha_contrato = FechaField(allow_null=True, default=None)
    fallo = FechaField(allow_null=True, default=None)
    km_fallo = KilometrosField()
    mismo_fallo = serializers.BooleanField(allow_null=True, default=None)
    manipulado = serializers.BooleanField(default=False)
    uso_indebido = serializers.BooleanField(default=False)
    prueba_uso_indebido = serializers.BooleanField(default=False)
    oculta_rechazada = serializers.BooleanField(default=False)
    rechazo_en_factura = serializers.BooleanField(default=False)

    def hechos(self) -> HechosGarantiaReparacion:
        datos = self.validated_data
        return HechosGarantiaReparacion(**{**datos, "sector": Sector(datos["sector"])})


class ResultadoGarantiaReparacionSerializer(RespuestaSerializer):
    """`hasta`: the better of the repair's and the legal guarantee's for the same defect."""

    hasta = serializers.DateField(allow_null=True)
    hasta_reparacion = serializers.DateField(allow_null=True)
    hasta_mismo_defecto = serializers.DateField(allow_null=True)
    hasta_km = serializers.IntegerField(allow_null=True)
    anulada = serializers.BooleanField()
    cubierto = serializers.BooleanField(allow_null=True)
