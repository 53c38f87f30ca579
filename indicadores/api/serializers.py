"""Indicators as the API shows them. Read only."""

from typing import Any

from rest_framework import serializers

from indicadores.calculo import Fiabilidad
from indicadores.catalogo import Indicador, Sentido, Unidad
from indicadores.models import Dimension, Lapso

DECIMALES = 4
UNIDADES = [(unidad.value, unidad.value) for unidad in Unidad]
SENTIDOS = [(sentido.value, sentido.value) for sentido in Sentido]


class IndicadorSerializer(serializers.Serializer[Indicador]):
    """An entry of the catalogue."""

    codigo = serializers.CharField()
    nombre = serializers.CharField()
    formula = serializers.CharField(help_text="Qué mide, en palabras.")
    fuentes = serializers.ListField(child=serializers.CharField())
    unidad = serializers.ChoiceField(
        choices=UNIDADES,
        help_text="Los tiempos, en segundos laborables.",
    )
    sentido = serializers.ChoiceField(choices=SENTIDOS)
    ancla = serializers.CharField(help_text="En qué día cuenta cada caso.")
    es_aditivo = serializers.BooleanField(help_text="Si los días suman semanas y meses.")
    minimo_n = serializers.IntegerField(help_text="Con menos casos, la cifra es insuficiente.")
    dias_provisionales = serializers.IntegerField()
    dimensiones = serializers.ListField(
        child=serializers.ChoiceField(choices=Dimension.choices), help_text="Valores de «por»."
    )


def _redondo(valor: Any) -> float | None:
    return None if valor is None else round(float(valor), DECIMALES)


class ResultadoSerializer(serializers.Serializer[Any]):
    """A figure with what it takes to believe it; `valor` is null when nothing was counted."""

    n = serializers.IntegerField()
    aciertos = serializers.IntegerField()
    fallos = serializers.IntegerField()
    pendientes = serializers.IntegerField(help_text="Aún abiertos: no están en n.")
    valor = serializers.FloatField(allow_null=True)
    intervalo = serializers.SerializerMethodField(help_text="Del 95 %: [menor, mayor].")
    fiabilidad = serializers.ChoiceField(choices=[una.value for una in Fiabilidad])
    media = serializers.FloatField(allow_null=True)
    mediana = serializers.FloatField(
        allow_null=True, help_text="Con un error de un 1 % como mucho."
    )
    p90 = serializers.FloatField(allow_null=True, help_text="Con un error de un 1 % como mucho.")
    dentro = serializers.FloatField(
        allow_null=True, help_text="% dentro de plazo, o de notas buenas."
    )

    def get_intervalo(self, resultado: Any) -> list[float] | None:
        if resultado.intervalo is None:
            return None
        return [round(limite, DECIMALES) for limite in resultado.intervalo]

    def to_representation(self, resultado: Any) -> dict[str, Any]:
        """By hand: a series has hundreds, and field by field they took a third of the answer."""
        return {
            "n": resultado.n,
            "aciertos": resultado.aciertos,
            "fallos": resultado.fallos,
            "pendientes": resultado.pendientes,
            "valor": _redondo(resultado.valor),
            "intervalo": self.get_intervalo(resultado),
            "fiabilidad": resultado.fiabilidad.value,
            "media": _redondo(resultado.media),
            "mediana": _redondo(resultado.mediana),
            "p90": _redondo(resultado.p90),
            "dentro": _redondo(resultado.dentro),
        }


class PeriodoSerializer(serializers.Serializer[Any]):
    desde = serializers.DateField()
    hasta = serializers.DateField()
    es_provisional = serializers.BooleanField()
    resultado = ResultadoSerializer()


class ValorSerializer(serializers.Serializer[Any]):
    """One value of the dimension: its figure over the whole range, and each period with cases."""

    valor = serializers.CharField(help_text="Código o id; vacío si no tiene.", allow_blank=True)
    etiqueta = serializers.CharField()
    resumen = ResultadoSerializer()
    periodos = PeriodoSerializer(many=True)


class SerieSerializer(serializers.Serializer[Any]):
    indicador = IndicadorSerializer()
    desde = serializers.DateField()
    hasta = serializers.DateField()
    periodo = serializers.ChoiceField(choices=Lapso.choices)
    por = serializers.ChoiceField(choices=Dimension.choices)
    objetivo = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)
    resumen = ResultadoSerializer()
    periodos = PeriodoSerializer(many=True)
    valores = ValorSerializer(many=True, help_text="Vacío si no se pide una dimensión.")
