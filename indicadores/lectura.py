"""Read what was measured: series, totals and breakdowns of a range, each in one statement.

Whole weeks or months are read as such and only the ends of the range by days, so that two years
are 24 rows and some days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import F, Q, Sum
from django.utils.translation import gettext_lazy as _

from incidencias.models import Canal
from indicadores.calculo import Recuento, Resultado
from indicadores.catalogo import Indicador
from indicadores.models import Dimension, Lapso, Medicion, Meta
from indicadores.rango import Rango, principio_de

# Values that are shown apart in a breakdown; the rest are told as how many there are.
MAXIMO_DE_VALORES = 20
_MODELOS = {
    Dimension.CATEGORIA: "incidencias.Categoria",
    Dimension.GRUPO: "cuentas.Grupo",
    Dimension.PRODUCTO: "clientes.Producto",
    Dimension.TECNICO: "sat.Tecnico",
}
# Read in two steps: first which count most, then only those.
_DE_MUCHOS_VALORES = frozenset({Dimension.PRODUCTO, Dimension.TECNICO})
_SIN_VALOR = {
    Dimension.CANAL: _("Sin canal"),
    Dimension.CATEGORIA: _("Sin categoría"),
    Dimension.GRUPO: _("Sin grupo"),
    Dimension.PRODUCTO: _("Sin producto"),
    Dimension.TECNICO: _("Sin técnico"),
}

# Indicator, day, value, and then the numbers of the measurement.
_Fila = tuple[Any, ...]
_COLUMNAS = (
    *("indicador", "dia", "valor"),
    *("n", "aciertos", "fallos", "pendientes", "suma", "cubos", "cuentas"),
)


@dataclass(frozen=True)
class Punto:
    """An indicator over one period."""

    desde: date
    hasta: date
    resultado: Resultado
    es_provisional: bool


@dataclass(frozen=True)
class Desglose:
    """An indicator for one value of a dimension, over the whole range."""

    valor: str
    etiqueta: str
    resultado: Resultado


def totales(codigos: Iterable[str], rango: Rango) -> dict[str, Recuento]:
    """The sum of a range for each indicator."""
    sumas: dict[str, Recuento] = defaultdict(Recuento)
    for codigo, _dia, _valor, *numeros in _leer(codigos, Dimension.TOTAL, rango, Lapso.MES):
        sumas[codigo].anadir(*numeros)
    return sumas


def series(codigos: Iterable[str], rango: Rango) -> dict[str, dict[date, Recuento]]:
    """The sums of each period of a range, by its first day, for each indicator."""
    sumas: dict[str, dict[date, Recuento]] = defaultdict(lambda: defaultdict(Recuento))
    for codigo, dia, _valor, *numeros in _leer(codigos, Dimension.TOTAL, rango, rango.periodo):
        sumas[codigo][_periodo_de(rango, dia)].anadir(*numeros)
    return sumas


def _periodo_de(rango: Rango, dia: date) -> date:
    return max(principio_de(rango.periodo, dia), rango.desde)


def puntos(
    indicador: Indicador, serie: dict[date, Recuento], rango: Rango, hoy: date
) -> list[Punto]:
    """Every period of the range, also those without data."""
    return [
        Punto(
            desde,
            hasta,
            indicador.resultado(serie.get(desde, Recuento())),
            indicador.es_provisional(hasta, hoy),
        )
        for desde, hasta in rango.periodos()
    ]


def por_valor(
    codigo: str, dimension: str, rango: Rango, valores: Iterable[str] | None = None
) -> dict[str, Recuento]:
    """The sum of a range for each value of a dimension, or for those values only."""
    sumas: dict[str, Recuento] = defaultdict(Recuento)
    for _codigo, _dia, valor, *numeros in _leer([codigo], dimension, rango, Lapso.MES, valores):
        sumas[valor].anadir(*numeros)
    return sumas


def series_por_valor(codigo: str, dimension: str, rango: Rango) -> dict[str, dict[date, Recuento]]:
    """The sums of each period for each value of a dimension."""
    sumas: dict[str, dict[date, Recuento]] = defaultdict(lambda: defaultdict(Recuento))
    for _codigo, dia, valor, *numeros in _leer([codigo], dimension, rango, rango.periodo):
        sumas[valor][_periodo_de(rango, dia)].anadir(*numeros)
    return sumas


def desglose(
    indicador: Indicador, dimension: str, rango: Rango, maximo: int = MAXIMO_DE_VALORES
) -> tuple[list[Desglose], int]:
    """The values that count most, with the most cases first, and how many others there are."""
    if dimension in _DE_MUCHOS_VALORES:
        valores = _por_peso(indicador.codigo, dimension, rango)
        sumas = por_valor(indicador.codigo, dimension, rango, valores[:maximo])
    else:
        sumas = por_valor(indicador.codigo, dimension, rango)
        valores = sorted(sumas, key=lambda valor: (-_peso(sumas[valor]), valor))
    elegidos = valores[:maximo]
    nombres = etiquetas(dimension, elegidos)
    filas = [
        Desglose(valor, nombres[valor], indicador.resultado(sumas[valor])) for valor in elegidos
    ]
    return filas, len(valores) - len(elegidos)


def _peso(recuento: Recuento) -> int:
    return recuento.n + recuento.pendientes


def _por_peso(codigo: str, dimension: str, rango: Rango) -> list[str]:
    """The values of a dimension, those that count most first, without reading histograms."""
    pesos = (
        _filtrar([codigo], dimension, rango, Lapso.MES)
        .values("valor")
        .annotate(peso=Sum(F("n") + F("pendientes")))
        .order_by("-peso", "valor")
    )
    return list(pesos.values_list("valor", flat=True))


def etiquetas(dimension: str, valores: Iterable[str]) -> dict[str, str]:
    """How each value of a dimension is called, in one statement."""
    valores = list(valores)
    if dimension == Dimension.TOTAL:
        return dict.fromkeys(valores, str(_("Total")))
    nombres: dict[str, str] = {"": str(_SIN_VALOR[Dimension(dimension)])}
    if dimension == Dimension.CANAL:
        nombres |= {valor: str(etiqueta) for valor, etiqueta in Canal.choices}
    elif ids := [int(valor) for valor in valores if valor]:
        modelo = apps.get_model(_MODELOS[Dimension(dimension)])
        filas = modelo._default_manager.filter(pk__in=ids)
        if dimension == Dimension.TECNICO:
            filas = filas.select_related("usuario")
        nombres |= {str(fila.pk): str(fila) for fila in filas}
    return {valor: nombres.get(valor, valor) for valor in valores}


def metas_vigentes(dia: date) -> dict[str, Any]:
    """The target of each indicator that rules on that day."""
    return {meta.indicador: meta.objetivo for meta in Meta.objects.vigentes_el(dia)}


def metas_de(codigo: str) -> list[Meta]:
    """Every target that an indicator has had, the newest first."""
    return list(
        Meta.objects.filter(indicador=codigo)
        .select_related("fijada_por")
        .order_by("-vigente_desde")
    )


def medido_hasta() -> date | None:
    """The last day that has measurements."""
    return (
        Medicion.objects.filter(
            indicador__in=["llegadas", "resueltas"], dimension=Dimension.TOTAL, lapso=Lapso.DIA
        )
        .order_by("-dia")
        .values_list("dia", flat=True)
        .first()
    )


# --- One read of the primary key


def _filtrar(
    codigos: Iterable[str],
    dimension: str,
    rango: Rango,
    lapso: str,
    valores: Iterable[str] | None = None,
) -> Any:
    tramos = Q()
    for cual, desde, hasta in rango.tramos(lapso):
        tramos |= Q(lapso=cual, dia__range=(desde, hasta))
    filas = Medicion.objects.filter(tramos, indicador__in=list(codigos), dimension=dimension)
    return filas if valores is None else filas.filter(valor__in=list(valores))


def _leer(
    codigos: Iterable[str],
    dimension: str,
    rango: Rango,
    lapso: str,
    valores: Iterable[str] | None = None,
) -> Iterable[_Fila]:
    return _filtrar(codigos, dimension, rango, lapso, valores).values_list(*_COLUMNAS)
