"""Vega-Lite v6 specifications. Data and shape only: colours come from the theme, in the browser."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from indicadores.catalogo import Indicador, Unidad
from indicadores.lectura import Desglose, Punto
from indicadores.models import Lapso
from indicadores.presentacion import HORA, con_unidad, intervalo_en_palabras
from nucleo.formato import MESES, numero_es

ESQUEMA = "https://vega.github.io/schema/vega-lite/v6.json"
ALTO, ALTO_DE_BARRA, MAXIMO_DE_FECHAS = 260, 28, 8
_FORMATO_FECHA = {Lapso.DIA: "%-d %b", Lapso.SEMANA: "%-d %b", Lapso.MES: "%b %Y"}
_TITULOS = {
    Unidad.PORCENTAJE: "%",
    Unidad.PUNTOS: _("puntos"),
    Unidad.NOTA: _("de 1 a 7"),
    Unidad.SEGUNDOS: _("horas laborables"),
    Unidad.VECES: _("por incidencia"),
    Unidad.CASOS: _("incidencias"),
}
# Between what values a unit lives: an axis never shows what cannot be.
_TOPES = {Unidad.PORCENTAJE: (0, 100), Unidad.PUNTOS: (-100, 100), Unidad.NOTA: (1, 7)}

Spec = dict[str, Any]


def en_eje(valor: float | Decimal | None, unidad: Unidad) -> float | None:
    """A value as the axis counts it: hours for times."""
    if valor is None:
        return None
    return round(float(valor) / HORA, 4) if unidad == Unidad.SEGUNDOS else round(float(valor), 4)


def serie(
    indicador: Indicador,
    puntos: Sequence[Punto],
    *,
    periodo: str,
    objetivo: Decimal | None = None,
    comparados: Sequence[Punto] = (),
) -> Spec:
    """The series with its interval as a band, the compared range dashed and the target as a line.

    Hollow points are provisional or have fewer cases than the indicator needs.
    """
    filas = [_fila(indicador, punto) for punto in puntos]
    for fila, antes in zip(filas, comparados, strict=False):
        fila["antes"] = en_eje(antes.resultado.valor, indicador.unidad)
    eje_x = {
        "field": "dia",
        "type": "temporal",
        "scale": {"type": "utc"},
        "axis": _eje_de_fechas(puntos, periodo),
    }
    eje_y = _eje_y(indicador, "valor", filas, objetivo)
    capas: list[Spec] = []
    if any(fila["menor"] is not None for fila in filas):
        capas.append(
            {
                "mark": {"type": "area", "line": False, "interpolate": "linear"},
                "encoding": {
                    "x": eje_x,
                    "y": {**eje_y, "field": "menor"},
                    "y2": {"field": "mayor"},
                },
            }
        )
    if comparados:
        capas.append(
            {
                "mark": {"type": "line", "strokeDash": [3, 3], "opacity": 0.55, "strokeWidth": 1.5},
                "encoding": {"x": eje_x, "y": {**eje_y, "field": "antes"}},
            }
        )
    capas.append({"mark": {"type": "line"}, "encoding": {"x": eje_x, "y": eje_y}})
    capas += [
        _puntos(eje_x, eje_y, firmes=firmes)
        for firmes in (True, False)
        if any(fila["firme"] == firmes and fila["valor"] is not None for fila in filas)
    ]
    if objetivo is not None:
        capas.append(_regla(objetivo, indicador.unidad))
    return _spec(filas, {"height": ALTO, "layer": capas})


def barras(
    indicador: Indicador, filas: Sequence[Desglose], objetivo: Decimal | None = None
) -> Spec:
    """Each value of a dimension as a point with its interval; counts, as bars."""
    unidad = indicador.unidad
    datos = [
        {
            "valor": en_eje(fila.resultado.valor, unidad),
            "menor": _borde(fila.resultado.intervalo, 0, unidad),
            "mayor": _borde(fila.resultado.intervalo, 1, unidad),
            "etiqueta": fila.etiqueta,
            "cifra": con_unidad(fila.resultado.valor, unidad),
            "casos": numero_es(fila.resultado.n),
        }
        for fila in filas
    ]
    eje_y = {
        "field": "etiqueta",
        "type": "nominal",
        "sort": [fila.etiqueta for fila in filas],
        "axis": {
            "title": None,
            "labelLimit": 190,
            "grid": False,
            "ticks": False,
            "domain": False,
            "labelPadding": 8,
        },
    }
    eje_x = _eje_y(indicador, "valor", datos, objetivo)
    ayuda = [
        {"field": "etiqueta", "title": " "},
        {"field": "cifra", "title": str(indicador.nombre)},
        {"field": "casos", "title": "n"},
    ]
    if unidad == Unidad.CASOS:
        marcas: list[Spec] = [
            {
                "mark": {"type": "bar", "height": {"band": 0.6}},
                "encoding": {"y": eje_y, "x": eje_x, "tooltip": ayuda},
            }
        ]
    else:
        marcas = [
            {
                "mark": {"type": "bar", "height": 6, "opacity": 0.28, "cornerRadius": 3},
                "encoding": {
                    "y": eje_y,
                    "x": {**eje_x, "field": "menor"},
                    "x2": {"field": "mayor"},
                },
            },
            {
                "mark": {"type": "point", "size": 70},
                "encoding": {"y": eje_y, "x": eje_x, "tooltip": ayuda},
            },
        ]
        if objetivo is not None:
            marcas.append(_regla(objetivo, unidad, eje="x"))
    return _spec(datos, {"height": max(1, len(filas)) * ALTO_DE_BARRA, "layer": marcas})


def es_hueco(indicador: Indicador, punto: Punto) -> bool:
    """Whether a point has to be taken with care: too few cases, or it may still change."""
    hay = punto.resultado.n > 0
    return hay and (punto.es_provisional or punto.resultado.n < indicador.minimo_n)


def _fila(indicador: Indicador, punto: Punto) -> dict[str, Any]:
    resultado, unidad = punto.resultado, indicador.unidad
    return {
        "dia": punto.desde.isoformat(),
        "valor": en_eje(resultado.valor, unidad),
        "menor": _borde(resultado.intervalo, 0, unidad),
        "mayor": _borde(resultado.intervalo, 1, unidad),
        "firme": not es_hueco(indicador, punto),
        "periodo": periodo_en_palabras(punto),
        "cifra": con_unidad(resultado.valor, unidad),
        "intervalo": intervalo_en_palabras(resultado.intervalo, unidad) or "–",
        "casos": numero_es(resultado.n),
    }


def periodo_en_palabras(punto: Punto) -> str:
    """ "5 mar 2026", or "2–8 mar 2026"."""
    desde, hasta = punto.desde, punto.hasta
    fin = f"{hasta.day} {MESES[hasta.month - 1]} {hasta.year}"
    if desde == hasta:
        return fin
    if desde.month == hasta.month:
        return f"{desde.day}–{fin}"
    return f"{desde.day} {MESES[desde.month - 1]} – {fin}"


def _borde(intervalo: tuple[float, float] | None, cual: int, unidad: Unidad) -> float | None:
    return None if intervalo is None else en_eje(intervalo[cual], unidad)


def _eje_y(
    indicador: Indicador, campo: str, filas: Sequence[dict[str, Any]], objetivo: Decimal | None
) -> Spec:
    return {
        "field": campo,
        "type": "quantitative",
        "axis": {"title": str(_TITULOS[indicador.unidad]), "tickCount": 5, "titlePadding": 8},
        "scale": _escala(indicador, filas, objetivo),
    }


def _escala(
    indicador: Indicador, filas: Sequence[dict[str, Any]], objetivo: Decimal | None
) -> Spec:
    """From zero for counts and times; for the rest what is there, with air, inside its limits."""
    if indicador.unidad not in _TOPES:
        return {"zero": True, "nice": True}
    valores = [
        fila[campo]
        for fila in filas
        for campo in ("valor", "menor", "mayor", "antes")
        if fila.get(campo) is not None
    ]
    if objetivo is not None:
        valores.append(float(objetivo))
    suelo, techo = _TOPES[indicador.unidad]
    if not valores:
        return {"domain": [suelo, techo]}
    aire = max((max(valores) - min(valores)) * 0.1, (techo - suelo) * 0.02)
    return {
        "domain": [max(suelo, min(valores) - aire), min(techo, max(valores) + aire)],
        "nice": False,
        "clamp": True,
    }


def _eje_de_fechas(puntos: Sequence[Punto], periodo: str) -> Spec:
    """Labels on the first days of the periods themselves, not on round dates between them."""
    paso = -(-len(puntos) // MAXIMO_DE_FECHAS)
    return {
        "title": None,
        "format": _FORMATO_FECHA[Lapso(periodo)],
        "values": [_en_utc(punto.desde) for punto in puntos[:: paso or 1]],
        "labelOverlap": True,
        "grid": False,
    }


def _en_utc(dia: date) -> Spec:
    return {"year": dia.year, "month": dia.month, "date": dia.day, "utc": True}


def _puntos(eje_x: Spec, eje_y: Spec, *, firmes: bool) -> Spec:
    """The points one may trust, full; or the others, hollow."""
    return {
        "transform": [{"filter": "datum.firme" if firmes else "!datum.firme"}],
        "mark": {"type": "point", "filled": firmes, "opacity": 1, "size": 44},
        "encoding": {
            "x": eje_x,
            "y": eje_y,
            "tooltip": [
                {"field": "periodo", "title": str(_("Días"))},
                {"field": "cifra", "title": str(_("Valor"))},
                {"field": "intervalo", "title": str(_("IC 95 %"))},
                {"field": "casos", "title": "n"},
            ],
        },
    }


def _regla(objetivo: Decimal, unidad: Unidad, eje: str = "y") -> Spec:
    return {
        "data": {"values": [{"objetivo": en_eje(objetivo, unidad)}]},
        "mark": {"type": "rule", "strokeWidth": 1.5, "strokeDash": [6, 4]},
        "encoding": {eje: {"field": "objetivo", "type": "quantitative"}},
    }


def _spec(filas: Sequence[dict[str, Any]], resto: Spec) -> Spec:
    return {
        "$schema": ESQUEMA,
        "width": "container",
        "autosize": {"type": "fit-x", "contains": "padding"},
        "data": {"values": list(filas)},
        **resto,
    }
