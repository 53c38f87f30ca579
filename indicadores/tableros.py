"""What the pages show, put together from what was measured: cards and one indicator's board."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from indicadores import graficos, lectura
from indicadores.calculo import Recuento, Resultado
from indicadores.catalogo import CATALOGO, Indicador
from indicadores.exportacion import Linea
from indicadores.forms import DetalleForm, RangoForm, TableroForm
from indicadores.lectura import Desglose, Punto
from indicadores.models import Dimension, Lapso
from indicadores.presentacion import Ficha
from indicadores.rango import Rango


@dataclass(frozen=True)
class Renglon:
    """A line of a table: what it speaks of, its figure, and the way to its rows."""

    titulo: str
    ficha: Ficha
    url: str
    es_provisional: bool = False


def fichas(form: RangoForm, hoy: date) -> list[Ficha]:
    """The card of every indicator: three statements, whatever the range."""
    rango = form.rango
    ahora = lectura.series(CATALOGO, rango)
    antes = lectura.totales(CATALOGO, form.comparado)
    metas = lectura.metas_vigentes(rango.hasta)
    return [
        Ficha(
            indicador,
            indicador.resultado(_suma(ahora[codigo].values())),
            indicador.resultado(antes[codigo]),
            metas.get(codigo),
            indicador.es_provisional(rango.hasta, hoy),
            _chispa(lectura.puntos(indicador, ahora[codigo], rango, hoy)),
        )
        for codigo, indicador in CATALOGO.items()
    ]


def por_secciones(todas: Iterable[Ficha]) -> dict[str, list[Ficha]]:
    secciones: dict[str, list[Ficha]] = {}
    for ficha in todas:
        secciones.setdefault(str(ficha.indicador.seccion), []).append(ficha)
    return secciones


def tablero(indicador: Indicador, form: TableroForm, hoy: date) -> dict[str, Any]:
    """Everything that the page of an indicator shows over the days of its form."""
    rango, comparado, codigo = form.rango, form.comparado, indicador.codigo
    objetivo = lectura.metas_vigentes(rango.hasta).get(codigo)
    serie = lectura.series([codigo], rango)[codigo]
    puntos = lectura.puntos(indicador, serie, rango, hoy)
    antes = lectura.series([codigo], comparado)[codigo]
    valores, otros = lectura.desglose(indicador, form.dimension, rango)
    ficha = Ficha(
        indicador,
        indicador.resultado(_suma(serie.values())),
        indicador.resultado(_suma(antes.values())),
        objetivo,
        indicador.es_provisional(rango.hasta, hoy),
    )
    return {
        "indicador": indicador,
        "ficha": ficha,
        "rango": rango,
        "comparado": comparado,
        "periodo": Lapso(rango.periodo).label.lower(),
        "dimension": Dimension(form.dimension),
        "url_filas": _url_filas(indicador, rango.desde, rango.hasta),
        "periodos": [_renglon_de_punto(indicador, punto, objetivo) for punto in puntos],
        "desglose": [
            _renglon_de_valor(indicador, valor, form.dimension, rango, objetivo)
            for valor in valores
        ],
        "otros": otros,
        "hay_banda": any(punto.resultado.intervalo for punto in puntos),
        "hay_huecos": any(graficos.es_hueco(indicador, punto) for punto in puntos),
        "grafico": graficos.serie(
            indicador,
            puntos,
            periodo=rango.periodo,
            objetivo=objetivo,
            comparados=lectura.puntos(indicador, antes, comparado, hoy),
        ),
        "grafico_desglose": graficos.barras(indicador, valores, objetivo),
    }


def serie_completa(indicador: Indicador, form: DetalleForm, hoy: date) -> dict[str, Any]:
    """What the API tells of an indicator: the range, each period, each value by periods."""
    rango, dimension = form.rango, form.dimension
    total = lectura.series([indicador.codigo], rango)[indicador.codigo]
    return {
        "indicador": indicador,
        "desde": rango.desde,
        "hasta": rango.hasta,
        "periodo": rango.periodo,
        "por": dimension,
        "objetivo": lectura.metas_vigentes(rango.hasta).get(indicador.codigo),
        "resumen": indicador.resultado(_suma(total.values())),
        "periodos": lectura.puntos(indicador, total, rango, hoy),
        "valores": _valores(indicador, dimension, rango, hoy),
    }


def _valores(indicador: Indicador, dimension: str, rango: Rango, hoy: date) -> list[dict[str, Any]]:
    if dimension == Dimension.TOTAL:
        return []
    por_valor = lectura.series_por_valor(indicador.codigo, dimension, rango)
    nombres = lectura.etiquetas(dimension, por_valor)
    return [
        {
            "valor": valor,
            "etiqueta": nombres[valor],
            "resumen": indicador.resultado(_suma(por_valor[valor].values())),
            "periodos": [
                punto
                for punto in lectura.puntos(indicador, por_valor[valor], rango, hoy)
                if punto.desde in por_valor[valor]
            ],
        }
        for valor in sorted(por_valor, key=lambda valor: nombres[valor])
    ]


def lineas_de_csv(indicador: Indicador, form: TableroForm, hoy: date) -> Iterator[Linea]:
    """Each period in total and by every value of the dimension, and the whole range."""
    rango = form.rango
    total = lectura.series([indicador.codigo], rango)[indicador.codigo]
    for punto in lectura.puntos(indicador, total, rango, hoy):
        yield punto.desde, punto.hasta, Dimension.TOTAL, "", punto.resultado
    por_valor = lectura.series_por_valor(indicador.codigo, form.dimension, rango)
    nombres = lectura.etiquetas(form.dimension, por_valor)
    for valor, serie in sorted(por_valor.items(), key=lambda par: nombres[par[0]]):
        for desde, hasta in rango.periodos():
            if desde in serie:
                resultado = indicador.resultado(serie[desde])
                yield desde, hasta, form.dimension, nombres[valor], resultado
    resultado = indicador.resultado(_suma(total.values()))
    yield rango.desde, rango.hasta, Dimension.TOTAL, "", resultado


def _suma(recuentos: Iterable[Recuento]) -> Recuento:
    total = Recuento()
    for recuento in recuentos:
        total.sumar(recuento)
    return total


def _chispa(puntos: Sequence[Punto]) -> list[float | None]:
    return [punto.resultado.valor for punto in puntos]


def _renglon_de_punto(indicador: Indicador, punto: Punto, objetivo: Decimal | None) -> Renglon:
    ficha = Ficha(indicador, punto.resultado, Resultado(0), objetivo)
    return Renglon(
        graficos.periodo_en_palabras(punto),
        ficha,
        _url_filas(indicador, punto.desde, punto.hasta),
        punto.es_provisional,
    )


def _renglon_de_valor(
    indicador: Indicador, fila: Desglose, dimension: str, rango: Rango, objetivo: Decimal | None
) -> Renglon:
    ficha = Ficha(indicador, fila.resultado, Resultado(0), objetivo)
    url = _url_filas(indicador, rango.desde, rango.hasta, por=dimension, valor=fila.valor)
    return Renglon(fila.etiqueta, ficha, url)


def _url_filas(indicador: Indicador, desde: date, hasta: date, **otros: str) -> str:
    dias = {"dia": desde} if desde == hasta else {"desde": desde, "hasta": hasta}
    ruta = reverse("indicadores:filas", args=[indicador.codigo])
    return f"{ruta}?{urlencode({**dias, **otros})}"


def atajos(hoy: date) -> list[tuple[str, Rango]]:
    """The ranges that people ask for most, ending yesterday: today is measured tonight."""
    ayer = hoy - timedelta(1)
    return [
        (_("30 días"), Rango(ayer - timedelta(29), ayer, Lapso.DIA)),
        (_("90 días"), Rango(ayer - timedelta(89), ayer, Lapso.SEMANA)),
        (_("12 meses"), Rango(ayer - timedelta(364), ayer, Lapso.MES)),
        (_("24 meses"), Rango(ayer - timedelta(729), ayer, Lapso.MES)),
    ]
