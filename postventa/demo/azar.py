"""Chance with a seed: the same draws in the same order give the same company."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import TypeVar
from uuid import UUID

T = TypeVar("T")


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


def entero(instante: datetime) -> datetime:
    """Without microseconds: people write minutes."""
    return instante.replace(microsecond=0)
