"""What an indicator is: its words, where it comes from, what it counts and how it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.functional import Promise

from indicadores.calculo import Recuento, Resultado
from indicadores.models import Dimension, Hechos

Texto = str | Promise


class Unidad(StrEnum):
    PORCENTAJE = "porcentaje"
    PUNTOS = "puntos"  # −100..100
    NOTA = "nota"  # 1..7
    SEGUNDOS = "segundos"  # of business time
    VECES = "veces"
    CASOS = "casos"


class Sentido(StrEnum):
    MAS = "mas_es_mejor"
    MENOS = "menos_es_mejor"
    NINGUNO = "ninguno"


@dataclass(frozen=True)
class Medida:
    """SQL over the columns of the facts: constants of this file, never what somebody typed."""

    cuenta: str = "true"  # the rows that make n
    aciertos: str = "false"
    fallos: str = "false"
    pendientes: str = "false"
    suma: str = "0"
    numero: str | None = None  # what the histogram counts, among the rows that make n


@dataclass(frozen=True)
class Indicador:
    codigo: str
    nombre: Texto
    formula: Texto  # in words, shown next to the number
    fuentes: tuple[str, ...]  # event codes and tables
    unidad: Unidad
    sentido: Sentido
    ancla: Texto
    hechos: Hechos
    medida: Medida
    calculo: Callable[[Recuento, int], Resultado]
    dimensiones: tuple[Dimension, ...]
    seccion: Texto = ""
    acierto: Texto = ""  # what a hit, a miss and what still waits are called
    fallo: Texto = ""
    pendiente: Texto = ""
    dentro: Texto = ""  # what the share of hits beside a mean or a median is called
    es_aditivo: bool = True  # whether days and values add up to weeks and totals
    minimo_n: int = 1
    dias_provisionales: int = 0

    def resultado(self, recuento: Recuento) -> Resultado:
        return self.calculo(recuento, self.minimo_n)

    def es_provisional(self, hasta: date, hoy: date) -> bool:
        """Whether a range that ends that day may still change without anything being corrected."""
        return bool(self.dias_provisionales) and hasta > hoy - timedelta(self.dias_provisionales)
