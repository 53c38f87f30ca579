"""A fault that shows while another one is repaired, as JSON."""

from __future__ import annotations

from rest_framework import serializers

from normativa.api.campos import (
    FechaField,
    HechosSerializer,
    ImporteField,
    InstanteField,
    RespuestaSerializer,
    TerritorioField,
    eleccion,
    importe_opcional,
)
from normativa.formularios.campos import con_codigos
from normativa.reglas.averia_oculta import HechosAveriaOculta
from normativa.reglas.sector import Sector


class HechosAveriaOcultaSerializer(HechosSerializer):
    """`con_presupuesto` false: it was waived in writing. `detectada_en`: vehicles."""

    fecha = FechaField()
    sector = eleccion(Sector, Sector.APARATO)
    territorio = TerritorioField()
    con_presupuesto = serializers.BooleanField(default=False)
    valor_nuevo_eur = importe_opcional()
    coste_extra_eur = importe_opcional()
    aceptada = serializers.BooleanField(allow_null=True, default=None)
    detectada_en = InstanteField(allow_null=True, default=None)

    def hechos(self) -> HechosAveriaOculta:
        return HechosAveriaOculta(**con_codigos(self.validated_data, sector=Sector))


class ResultadoAveriaOcultaSerializer(RespuestaSerializer):
    """`maximo_eur`: up to where one may go on with notice only; zero, nothing without consent."""

    maximo_eur = ImporteField(allow_null=True)
    porcentaje = serializers.DecimalField(max_digits=5, decimal_places=2, allow_null=True)
    puede_seguir = serializers.BooleanField(allow_null=True)
    nuevo_presupuesto = serializers.BooleanField(allow_null=True)
    avisar_hasta = serializers.DateTimeField(allow_null=True)
