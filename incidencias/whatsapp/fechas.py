"""The dates of an export: day or month first, 12 or 24 hours, whatever the telephone said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

TROZOS = re.compile(r"[/.\-]")
SIGLO = 2000


class Orden(StrEnum):
    """What the first number of a date is."""

    DIA = "dia"
    MES = "mes"


@dataclass(frozen=True)
class Marca:
    """A date and an hour as they are written, still to be understood."""

    fecha: str
    hora: str
    mitad: str = ""  # "a", "p": of the 12-hour clock


def instante_de(marca: Marca, orden: Orden) -> datetime | None:
    """The instant, naive, in that order; None if there is no such day or hour."""
    numeros = [int(trozo) for trozo in TROZOS.split(marca.fecha)]
    horas, minutos, *resto = (int(trozo) for trozo in re.split(r"[:.]", marca.hora))
    try:
        return datetime(  # noqa: DTZ001 - of the telephone: its zone is not in the export
            *_anio_mes_dia(numeros, marca.fecha, orden),
            _hora(horas, marca.mitad),
            minutos,
            resto[0] if resto else 0,
        )
    except ValueError:
        return None


def _anio_mes_dia(numeros: list[int], fecha: str, orden: Orden) -> tuple[int, int, int]:
    if len(TROZOS.split(fecha)[0]) == 4:  # 2026-11-22
        anio, mes, dia = numeros
        return anio, mes, dia
    primero, segundo, anio = numeros
    dia, mes = (primero, segundo) if orden == Orden.DIA else (segundo, primero)
    return (anio if anio >= 100 else SIGLO + anio), mes, dia


def _hora(horas: int, mitad: str) -> int:
    if not mitad:
        return horas
    if not 1 <= horas <= 12:
        raise ValueError(horas)
    return horas % 12 + (12 if mitad == "p" else 0)


def ordenes_posibles(marcas: Sequence[Marca], ahora: datetime) -> list[Orden]:
    """The orders in which the dates can be read, the most credible first; none if neither.

    A chat goes forward in time and does not come from the future: it settles most of them.
    """
    leidas = {orden: [instante_de(marca, orden) for marca in marcas] for orden in Orden}
    posibles = [orden for orden in Orden if all(uno is not None for uno in leidas[orden])]
    sueltas = {o: _fuera_de_orden([i for i in leidas[o] if i], ahora) for o in posibles}
    minimo = min(sueltas.values(), default=0)
    return [orden for orden in posibles if sueltas[orden] == minimo]


def _fuera_de_orden(instantes: Iterable[datetime], ahora: datetime) -> int:
    """How many go back in time by more than an hour (the clocks change), or are still to come."""
    fuera, anterior = 0, None
    for instante in instantes:
        atras = anterior is not None and (anterior - instante).total_seconds() > 3700
        fuera += atras or instante > ahora
        anterior = instante
    return fuera
