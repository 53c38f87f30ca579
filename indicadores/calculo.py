"""From the whole numbers of some measurements to what a person reads. Pure Python."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from indicadores import estadistica
from indicadores.histograma import cuantil, momentos, valor_en


@dataclass
class Recuento:
    """The sum of some measurements: days, values of a dimension, or both."""

    n: int = 0
    aciertos: int = 0
    fallos: int = 0
    pendientes: int = 0
    suma: int = 0
    histograma: dict[int, int] = field(default_factory=dict)

    def anadir(
        self,
        n: int,
        aciertos: int,
        fallos: int,
        pendientes: int,
        suma: int,
        cubos: Iterable[int],
        cuentas: Iterable[int],
    ) -> None:
        """Add the columns of one measurement."""
        self.n += n
        self.aciertos += aciertos
        self.fallos += fallos
        self.pendientes += pendientes
        self.suma += suma
        # A plain dict and a local `get`: this runs for every bucket of two years (a Counter: x 4).
        histograma, previo = self.histograma, self.histograma.get
        for cubo, cuenta in zip(cubos, cuentas, strict=True):
            histograma[cubo] = previo(cubo, 0) + cuenta

    def sumar(self, otro: Recuento) -> None:
        self.anadir(
            otro.n,
            otro.aciertos,
            otro.fallos,
            otro.pendientes,
            otro.suma,
            otro.histograma.keys(),
            otro.histograma.values(),
        )


class Fiabilidad(StrEnum):
    """How far a figure may be believed."""

    FIRME = "firme"
    INSUFICIENTE = "insuficiente"  # fewer cases than the minimum of the indicator
    SIN_DATOS = "sin_datos"  # none: there is no figure, and it is not zero


@dataclass(frozen=True)
class Resultado:
    """The figure of an indicator over some days, with what it takes to believe it.

    `valor`, `intervalo`, `media`, `mediana` and `p90` are in the unit of the indicator; `dentro` is
    the percentage within target, with the interval `dentro_intervalo`.
    """

    n: int
    valor: float | None = None
    intervalo: tuple[float, float] | None = None
    fiabilidad: Fiabilidad = Fiabilidad.SIN_DATOS
    media: float | None = None
    mediana: float | None = None
    p90: float | None = None
    dentro: float | None = None
    dentro_intervalo: tuple[float, float] | None = None
    aciertos: int = 0
    fallos: int = 0
    pendientes: int = 0


def _fiabilidad(n: int, minimo: int) -> Fiabilidad:
    return Fiabilidad.FIRME if n >= minimo else Fiabilidad.INSUFICIENTE


def _en_porcentaje(intervalo: tuple[float, float]) -> tuple[float, float]:
    return 100 * intervalo[0], 100 * intervalo[1]


def proporcion(r: Recuento, minimo_n: int) -> Resultado:
    """Hits ÷ n as a percentage, with Wilson's interval."""
    if not r.n:
        return Resultado(0, pendientes=r.pendientes)
    return Resultado(
        n=r.n,
        valor=100 * r.aciertos / r.n,
        intervalo=_en_porcentaje(estadistica.wilson(r.aciertos, r.n)),
        fiabilidad=_fiabilidad(r.n, minimo_n),
        aciertos=r.aciertos,
        fallos=r.n - r.aciertos,
        pendientes=r.pendientes,
    )


def cumplimiento(r: Recuento, minimo_n: int) -> Resultado:
    """Hits ÷ whatever was due: what is still not done counts against us, and is told apart."""
    n = r.n + r.pendientes
    if not n:
        return Resultado(0)
    return Resultado(
        n=n,
        valor=100 * r.aciertos / n,
        intervalo=_en_porcentaje(estadistica.wilson(r.aciertos, n)),
        fiabilidad=_fiabilidad(n, minimo_n),
        aciertos=r.aciertos,
        fallos=r.fallos,
        pendientes=r.pendientes,
    )


def puntuacion_nps(r: Recuento, minimo_n: int) -> Resultado:
    """% promoters − % detractors; its margin only from `minimo_n` answers on."""
    if not r.n:
        return Resultado(0)
    valor = estadistica.nps(r.aciertos, r.fallos, r.n)
    margen = estadistica.margen_nps(r.aciertos, r.fallos, r.n)
    firme = r.n >= minimo_n
    return Resultado(
        n=r.n,
        valor=valor,
        intervalo=(max(-100.0, valor - margen), min(100.0, valor + margen)) if firme else None,
        fiabilidad=_fiabilidad(r.n, minimo_n),
        aciertos=r.aciertos,
        fallos=r.fallos,
    )


def media(r: Recuento, minimo_n: int) -> Resultado:
    """The mean of small whole numbers, and the share of hits beside it where there are any."""
    if not r.n:
        return Resultado(0)
    n, suma, cuadrados = momentos(r.histograma)
    valor = r.suma / r.n
    return Resultado(
        n=r.n,
        valor=valor,
        media=valor,
        intervalo=estadistica.intervalo_media(n, suma, cuadrados),
        fiabilidad=_fiabilidad(r.n, minimo_n),
        aciertos=r.aciertos,
        fallos=r.fallos,
        dentro=_dentro(r),
        dentro_intervalo=_dentro_intervalo(r),
    )


def duracion(r: Recuento, minimo_n: int) -> Resultado:
    """Median, p90 and share within target of a time; who still waits is told apart."""
    if not r.n:
        return Resultado(0, pendientes=r.pendientes)
    mediana = cuantil(r.histograma, 0.5)
    rangos = estadistica.rangos_mediana(r.n)
    return Resultado(
        n=r.n,
        valor=mediana,
        intervalo=rangos and (valor_en(r.histograma, rangos[0]), valor_en(r.histograma, rangos[1])),
        fiabilidad=_fiabilidad(r.n, minimo_n),
        media=r.suma / r.n,
        mediana=mediana,
        p90=cuantil(r.histograma, 0.9),
        aciertos=r.aciertos,
        fallos=r.fallos,
        pendientes=r.pendientes,
        dentro=_dentro(r),
        dentro_intervalo=_dentro_intervalo(r),
    )


def cuenta(r: Recuento, minimo_n: int) -> Resultado:
    """How many: zero is a figure here."""
    return Resultado(n=r.n, valor=float(r.n), fiabilidad=Fiabilidad.FIRME)


def _dentro(r: Recuento) -> float | None:
    """The share of hits among those that could be judged; None if none could."""
    juzgados = r.aciertos + r.fallos
    return 100 * r.aciertos / juzgados if juzgados else None


def _dentro_intervalo(r: Recuento) -> tuple[float, float] | None:
    juzgados = r.aciertos + r.fallos
    return _en_porcentaje(estadistica.wilson(r.aciertos, juzgados)) if juzgados else None
