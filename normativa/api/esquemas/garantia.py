"""«¿Está cubierto?» as JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from normativa.api.campos import (
    FechaField,
    HechosSerializer,
    MotivoSerializer,
    RespuestaSerializer,
    TerritorioField,
    codigos,
)
from normativa.api.esquemas.ventas import (
    GarantiaLegalSerializer,
    PlazosSerializer,
    ReparacionSerializer,
    VentaSerializer,
    reparacion_desde,
    venta_desde,
)
from normativa.formularios.ventas import en_comun
from normativa.reglas.manifestacion import QuienPrueba
from normativa.reglas.vias import (
    Concepto,
    Exclusion,
    Hechos,
    Instalacion,
    OtraCobertura,
    Pagador,
    Papel,
    TipoVia,
    Veredicto,
)

# By name, because the schema names its enumerations after them (SPECTACULAR_SETTINGS).
TIPOS_DE_VIA, PAGADORES = codigos(TipoVia), codigos(Pagador)


class OtraCoberturaSerializer(serializers.Serializer[Any]):
    tipo = serializers.ChoiceField(
        choices=[c for c in codigos(TipoVia) if c not in {TipoVia.LEGAL, TipoVia.ENTRE_EMPRESAS}]
    )
    desde = FechaField()
    hasta = FechaField()
    paga = serializers.ChoiceField(choices=PAGADORES)
    piezas_pct = serializers.IntegerField(default=100, min_value=0, max_value=100)
    mano_obra_pct = serializers.IntegerField(default=100, min_value=0, max_value=100)
    desplazamiento_pct = serializers.IntegerField(default=100, min_value=0, max_value=100)
    defecto = serializers.CharField(default="", allow_blank=True, max_length=120)


class HechosGarantiaSerializer(HechosSerializer):
    """`consumidor` null: not known, which gives an honest "indeterminado"."""

    manifestacion = FechaField()
    consumidor = serializers.BooleanField(allow_null=True, default=None)
    venta = VentaSerializer(required=False, allow_null=True)
    papel = serializers.ChoiceField(choices=codigos(Papel), default=Papel.VENDEDOR.value)
    reparaciones = serializers.ListField(
        child=ReparacionSerializer(), required=False, max_length=100
    )
    defecto = serializers.CharField(default="", allow_blank=True, max_length=120)
    origen = serializers.CharField(default="", allow_blank=True, max_length=120)
    otras = serializers.ListField(child=OtraCoberturaSerializer(), required=False, max_length=100)
    exclusion = serializers.ChoiceField(choices=codigos(Exclusion), allow_null=True, default=None)
    instalacion = serializers.ChoiceField(
        choices=codigos(Instalacion), allow_null=True, default=None
    )
    presuncion_incompatible = serializers.BooleanField(default=False)
    uso_indebido = serializers.BooleanField(default=False)
    vendedor_inaccesible = serializers.BooleanField(default=False)
    territorio = TerritorioField()
    hoy = FechaField(required=False, allow_null=True)

    def hechos(self) -> Hechos:
        datos = dict(self.validated_data)
        venta = datos.pop("venta", None)
        return Hechos(
            **{
                **datos,
                "papel": Papel(datos["papel"]),
                "exclusion": Exclusion(datos["exclusion"]) if datos["exclusion"] else None,
                "instalacion": Instalacion(datos["instalacion"]) if datos["instalacion"] else None,
                "defecto": en_comun(datos["defecto"]),
                "origen": en_comun(datos["origen"]),
                "venta": venta_desde(venta) if venta else None,
                "reparaciones": tuple(map(reparacion_desde, datos.get("reparaciones", ()))),
                "otras": tuple(map(_otra, datos.get("otras", ()))),
            }
        )


def _otra(datos: dict[str, Any]) -> OtraCobertura:
    return OtraCobertura(
        **{
            **datos,
            "tipo": TipoVia(datos["tipo"]),
            "paga": Pagador(datos["paga"]),
            "defecto": en_comun(datos["defecto"]),
        }
    )


class ViaSerializer(serializers.Serializer[Any]):
    tipo = serializers.ChoiceField(choices=TIPOS_DE_VIA)
    veredicto = serializers.ChoiceField(choices=codigos(Veredicto))
    paga = serializers.ChoiceField(choices=PAGADORES, allow_null=True)
    hasta = serializers.DateField(allow_null=True)
    prueba = serializers.ChoiceField(choices=codigos(QuienPrueba), allow_null=True)
    fin_accion = serializers.DateField(allow_null=True)
    faltan = serializers.ListField(child=serializers.CharField())
    piezas_pct = serializers.IntegerField()
    mano_obra_pct = serializers.IntegerField()
    desplazamiento_pct = serializers.IntegerField()
    motivos = MotivoSerializer(many=True)


class ConceptoPagadoSerializer(serializers.Serializer[Any]):
    """Who pays a concept of the repair, and how much of it; the customer pays the rest."""

    concepto = serializers.ChoiceField(choices=codigos(Concepto))
    quien = serializers.ChoiceField(choices=PAGADORES, allow_null=True)
    pct = serializers.IntegerField()
    via = serializers.ChoiceField(choices=TIPOS_DE_VIA, allow_null=True)


class DeberDeRepararSerializer(serializers.Serializer[Any]):
    """Whose duty it is. `por_cuenta`: we may do it, on their account and order."""

    quien = serializers.ChoiceField(choices=PAGADORES, allow_null=True)
    es_nuestro = serializers.BooleanField()
    por_cuenta = serializers.BooleanField()


class DecisionSerializer(RespuestaSerializer):
    """`garantia`: R1, before repairs. `plazos`: R2, after them; null dates while suspended."""

    veredicto = serializers.ChoiceField(choices=codigos(Veredicto))
    via = serializers.ChoiceField(choices=TIPOS_DE_VIA)
    paga = serializers.ChoiceField(choices=PAGADORES, allow_null=True)
    hasta = serializers.DateField(allow_null=True)
    prueba = serializers.ChoiceField(choices=codigos(QuienPrueba), allow_null=True)
    fin_accion = serializers.DateField(allow_null=True)
    piezas_pct = serializers.IntegerField()
    mano_obra_pct = serializers.IntegerField()
    desplazamiento_pct = serializers.IntegerField()
    derivacion = MotivoSerializer(allow_null=True)
    conceptos = ConceptoPagadoSerializer(many=True)
    deber = DeberDeRepararSerializer()
    vias = ViaSerializer(many=True)
    garantia = GarantiaLegalSerializer(allow_null=True)
    plazos = PlazosSerializer(source="manifestacion.cobertura.plazos", allow_null=True)
