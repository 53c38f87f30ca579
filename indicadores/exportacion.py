"""The figures of a page as a CSV that a Spanish Excel opens: semicolons, decimal comma, UTF-8."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from io import StringIO

from indicadores.calculo import Resultado

CABECERA = [
    "desde",
    "hasta",
    "dimension",
    "valor_de_la_dimension",
    "n",
    "aciertos",
    "fallos",
    "pendientes",
    "valor",
    "intervalo_inferior",
    "intervalo_superior",
    "media",
    "mediana",
    "p90",
    "dentro_pct",
]
BOM = "\ufeff"
Linea = tuple[date, date, str, str, Resultado]


def escribir_csv(lineas: Iterable[Linea]) -> Iterator[str]:
    """The file, line by line."""
    yield BOM + _linea(CABECERA)
    for desde, hasta, dimension, etiqueta, resultado in lineas:
        intervalo = resultado.intervalo or (None, None)
        yield _linea(
            [
                desde.isoformat(),
                hasta.isoformat(),
                dimension,
                _inofensivo(etiqueta),
                str(resultado.n),
                str(resultado.aciertos),
                str(resultado.fallos),
                str(resultado.pendientes),
                *map(
                    _numero,
                    (
                        resultado.valor,
                        *intervalo,
                        resultado.media,
                        resultado.mediana,
                        resultado.p90,
                        resultado.dentro,
                    ),
                ),
            ]
        )


def _numero(valor: float | None) -> str:
    return "" if valor is None else f"{valor:.4f}".rstrip("0").rstrip(".").replace(".", ",")


def _inofensivo(texto: str) -> str:
    """A name that begins like a formula would be one in Excel."""
    return f"'{texto}" if texto[:1] in tuple("=+-@\t\r") else texto


def _linea(celdas: list[str]) -> str:
    salida = StringIO()
    csv.writer(salida, delimiter=";").writerow(celdas)
    return salida.getvalue()
