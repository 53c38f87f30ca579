"""Chance with a seed: the same draws in the same order give the same company."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

T = TypeVar("T")
ZONA = ZoneInfo("Europe/Madrid")
DESPIERTAN, DUERMEN = 8, 23


class Azar(random.Random):
    """Python's generator with the draws that a story needs."""

    def suerte(self, probabilidad: float) -> bool:
        return self.random() < probabilidad

    def segun(self, pesos: Mapping[T, float]) -> T:
        """One of the keys, as often as its weight says."""
        return self.choices(*_listas(tuple(pesos.items())))[0]

    def alguno(self, cosas: Sequence[T]) -> T:
        return cosas[int(self.random() * len(cosas))]

    def mediana(self, valor: float, dispersion: float = 0.6) -> float:
        """A skewed number around that median: most are near, a few are far above."""
        return valor * self.lognormvariate(0.0, dispersion)

    def minutos(self, desde: float, hasta: float) -> timedelta:
        return timedelta(seconds=int(self.uniform(desde, hasta) * 60))

    def uid(self) -> UUID:
        return UUID(int=self.getrandbits(128), version=4)


@cache
def _listas(pares: tuple[tuple[T, float], ...]) -> tuple[list[T], list[float]]:
    return [cosa for cosa, _ in pares], [peso for _, peso in pares]


def de_dia(instante: datetime, azar: Azar) -> datetime:
    """That moment or, at night, some time of the next morning, in the time of its customers."""
    local = instante.astimezone(ZONA)
    if DESPIERTAN <= local.hour < DUERMEN:
        return instante
    manana = local if local.hour < DESPIERTAN else local + timedelta(days=1)
    return manana.replace(hour=azar.choice((8, 8, 9, 10)), minute=azar.randrange(60))


def entero(instante: datetime) -> datetime:
    """Without microseconds: people write minutes."""
    return instante.replace(microsecond=0)
