"""Mergeable histograms of whole numbers, with quantiles within 1 %. Pure Python, all in integers.

A bucket holds the numbers from its bound up to the next bound. Small numbers have one each; from
there on a bound is 2 % above the one before, so that the value that stands for a bucket is within
1 % of everything in it. PostgreSQL's `width_bucket(x, bounds)` and `cubo_de` give the same bucket:
two histograms of the same facts are the same integers, whoever counts them.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import ceil

ERROR_MAXIMO = Fraction(1, 100)
MAYOR = 2**31 - 1  # what an integer column holds
_RAZON = (1 + ERROR_MAXIMO) / (1 - ERROR_MAXIMO)  # greatest ÷ smallest number of one bucket


def _limites() -> tuple[int, ...]:
    limites = [0]
    while limites[-1] <= MAYOR:
        limites.append(int(limites[-1] * _RAZON) + 1)
    return tuple(limites[:-1])


# Bucket k (from 1, as width_bucket counts) holds [LIMITES[k - 1], LIMITES[k]).
LIMITES = _limites()


def cubo_de(numero: int) -> int:
    """The bucket of a number from 0 to MAYOR."""
    if not 0 <= numero <= MAYOR:
        raise ValueError(f"un histograma cuenta números de 0 a {MAYOR}, no {numero}")
    return bisect_right(LIMITES, numero)


def valor_de(cubo: int) -> float:
    """The number that stands for a bucket: within 1 % of all those in it."""
    menor = LIMITES[cubo - 1]
    mayor = LIMITES[cubo] - 1 if cubo < len(LIMITES) else MAYOR
    return 2 * menor * mayor / (menor + mayor) if mayor else 0.0


def histograma_de(numeros: Iterable[int]) -> Counter[int]:
    """How many numbers fall in each bucket. Merging two histograms is adding them."""
    return Counter(cubo_de(numero) for numero in numeros)


def cuantil(histograma: Mapping[int, int], q: float) -> float | None:
    """The number at the nearest rank of `q`, within 1 %; None if nothing was counted."""
    total = sum(histograma.values())
    return valor_en(histograma, ceil(q * total)) if total else None


def valor_en(histograma: Mapping[int, int], rango: int) -> float:
    """The number that takes that place, from 1, when all are put in order."""
    vistos = 0
    for cubo in sorted(histograma):
        vistos += histograma[cubo]
        if vistos >= rango:
            return valor_de(cubo)
    raise ValueError(f"el histograma no tiene {rango} números")


def momentos(histograma: Mapping[int, int]) -> tuple[int, float, float]:
    """Count, sum and sum of squares: exact for small whole numbers (answers of a survey)."""
    pares = [(valor_de(cubo), cuenta) for cubo, cuenta in histograma.items()]
    return (
        sum(cuenta for _, cuenta in pares),
        sum(valor * cuenta for valor, cuenta in pares),
        sum(valor * valor * cuenta for valor, cuenta in pares),
    )
