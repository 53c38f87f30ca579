"""Intervals of confidence, 95 %. Pure Python, without Django."""

from math import ceil, floor, sqrt

Z95 = 1.959963984540054  # for proportions and means
Z_NPS = 1.96  # as the definition of the NPS margin writes it

Intervalo = tuple[float, float]


def wilson(aciertos: int, n: int) -> Intervalo:
    """Wilson's interval of a proportion, in 0..1. It needs n ≥ 1; it never leaves 0..1."""
    p, z2 = aciertos / n, Z95**2
    centro = (p + z2 / (2 * n)) / (1 + z2 / n)
    radio = Z95 / (1 + z2 / n) * sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    return max(0.0, centro - radio), min(1.0, centro + radio)


def nps(promotores: int, detractores: int, n: int) -> float:
    """The net promoter score, −100..100."""
    return 100 * (promotores - detractores) / n


def margen_nps(promotores: int, detractores: int, n: int) -> float:
    """± 1.96·√[(p + d − (p − d)²) / n], in points."""
    p, d = promotores / n, detractores / n
    return 100 * Z_NPS * sqrt(max(0.0, p + d - (p - d) ** 2) / n)


def intervalo_media(n: int, suma: float, cuadrados: float) -> Intervalo | None:
    """Interval of a mean by the normal approximation; None with fewer than two values."""
    if n < 2:
        return None
    media = suma / n
    varianza = max(0.0, (cuadrados - n * media * media) / (n - 1))
    radio = Z95 * sqrt(varianza / n)
    return media - radio, media + radio


def rangos_mediana(n: int) -> tuple[int, int] | None:
    """The places, from 1, of the two values between which the median lies; None if n is too small.

    Order statistics with the normal approximation of the binomial: no shape is assumed.
    """
    menor = floor(n / 2 - Z95 * sqrt(n) / 2)
    mayor = ceil(1 + n / 2 + Z95 * sqrt(n) / 2)
    return (menor, mayor) if menor >= 1 and mayor <= n else None
