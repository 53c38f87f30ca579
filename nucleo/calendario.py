"""Calendar arithmetic: business time, days, months. Pure Python, without Django.

Two families, never mixed:

* **Business time** (SLA clocks): `Horario`, `sumar_laborable`, `laborable_entre`. Aware datetimes
  in, UTC out; a second is a real second, so a day with a clock change has 23 or 25 hours.
* **Legal time**: `sumar_dias`, `sumar_dias_habiles`, `sumar_meses`, `sumar_anios`. Dates in, dates
  out; the starting day is excluded and the last day lasts until midnight (Código Civil art. 5).

It is called in bulk, so a `Horario` is laid out once as a line of UTC intervals with running
totals, shared by all equal schedules of the process; each question is then a bisection (2–6 µs).
"""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

T = TypeVar("T", bound=Any)  # anything with an order: datetimes, dates, integers

ZONA_PENINSULAR = "Europe/Madrid"
LUNES, MARTES, MIERCOLES, JUEVES, VIERNES, SABADO, DOMINGO = range(7)

EPOCA = datetime(1970, 1, 1, tzinfo=UTC)
UN_DIA = timedelta(days=1)
MICROS = 1_000_000
SEGUNDOS_DIA = 86_400
PRIMER_ANIO, ULTIMO_ANIO = 1970, 2120  # a date beyond is a typing error, not work to be computed

Intervalo = tuple[int, time, time]  # day of the week (0 = Monday), opens, closes (00:00 = midnight)
Pausa = tuple[datetime, datetime]  # half-open; the caller closes a running pause with "now"
Semana = tuple[tuple[tuple[int, int], ...], ...]  # seven days of (from, to) in local seconds


class SinTiempoLaborable(ValueError):
    """There is not so much business time in the schedule: it is empty or the years run out."""


# --- Intervals


def unir_intervalos(intervalos: Iterable[tuple[T, T]]) -> list[tuple[T, T]]:
    """Merge half-open intervals that touch or overlap, sorted; empty or inverted ones disappear."""
    unidos: list[tuple[T, T]] = []
    for desde, hasta in sorted(i for i in intervalos if i[0] < i[1]):
        if unidos and desde <= unidos[-1][1]:
            unidos[-1] = (unidos[-1][0], max(unidos[-1][1], hasta))
        else:
            unidos.append((desde, hasta))
    return unidos


# --- Schedules


@dataclass(frozen=True)
class Temporada:
    """Dates, both included, with a week of their own (summer hours). No intervals: closed."""

    desde: date
    hasta: date
    intervalos: Collection[Intervalo] = ()

    def __post_init__(self) -> None:
        if self.hasta < self.desde:
            raise ValueError("La temporada termina antes de empezar.")
        object.__setattr__(self, "intervalos", _ordenados(self.intervalos))


@dataclass(frozen=True)
class Horario:
    """When somebody works: weekly intervals, several a day, seasons and holidays, in one time zone.

    `Horario([(LUNES, time(9), time(14)), (LUNES, time(16), time(19)), …], festivos=[navidad])`.
    A holiday is closed also inside a season; seasons may not overlap. An interval does not cross
    midnight: a night shift is two (22:00–00:00 and, on the next day, 00:00–06:00).
    Equal schedules share what they have computed, so building one again costs little.
    """

    intervalos: Collection[Intervalo]
    festivos: Collection[date] = frozenset()
    temporadas: Collection[Temporada] = ()
    zona: str = ZONA_PENINSULAR
    _linea: "_Linea" = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        temporadas = tuple(sorted(self.temporadas, key=lambda temporada: temporada.desde))
        for anterior, siguiente in pairwise(temporadas):
            if siguiente.desde <= anterior.hasta:
                raise ValueError("Las temporadas de un horario no se pueden solapar.")
        object.__setattr__(self, "intervalos", _ordenados(self.intervalos))
        object.__setattr__(self, "festivos", frozenset(self.festivos))
        object.__setattr__(self, "temporadas", temporadas)
        object.__setattr__(self, "_linea", _linea_de(self))

    @classmethod
    def continuo(cls, zona: str = ZONA_PENINSULAR) -> "Horario":
        """Day and night, every day: every second counts."""
        return cls([(dia, time(0), time(0)) for dia in range(7)], zona=zona)

    def es_laborable(self, dia: date) -> bool:
        """Whether there is any business time on that local day."""
        return bool(self._linea.segundos_locales(dia))

    def esta_abierto(self, instante: datetime) -> bool:
        """Whether that instant is business time."""
        micros = _micros(instante)
        return self._linea.cubrir(micros, micros).entre(micros, micros + MICROS) > 0

    def abre_desde(self, instante: datetime) -> datetime:
        """That instant if it is business time, or the next opening. Raises SinTiempoLaborable."""
        if self.esta_abierto(instante):
            return instante
        return sumar_laborable(instante, 1, self) - timedelta(seconds=1)

    def tramos_del_dia(self, dia: date) -> list[tuple[datetime, datetime]]:
        """The intervals of that local day, in UTC."""
        return [(_instante(a), _instante(b)) for a, b in self._linea.tramos(dia)]


def _ordenados(intervalos: Iterable[Intervalo]) -> tuple[Intervalo, ...]:
    """Checked, sorted and without repetition, so that equal schedules compare equal."""
    ordenados = tuple(sorted(set(intervalos)))
    for dia, abre, cierra in ordenados:
        if not 0 <= dia <= DOMINGO:
            raise ValueError(f"No hay un día de la semana {dia}: van de 0 (lunes) a 6 (domingo).")
        if _segundos(cierra, cierre=True) <= _segundos(abre):
            raise ValueError(f"El tramo de {abre:%H:%M} a {cierra:%H:%M} termina antes de empezar.")
    return ordenados


def _segundos(hora: time, *, cierre: bool = False) -> int:
    if cierre and hora == time(0):
        return SEGUNDOS_DIA
    return hora.hour * 3600 + hora.minute * 60 + hora.second


def _semana(intervalos: Iterable[Intervalo]) -> Semana:
    dias: list[list[tuple[int, int]]] = [[] for _ in range(7)]
    for dia, abre, cierra in intervalos:
        dias[dia].append((_segundos(abre), _segundos(cierra, cierre=True)))
    return tuple(tuple(unir_intervalos(tramos)) for tramos in dias)


@lru_cache(maxsize=512)
def _linea_de(horario: Horario) -> "_Linea":
    """One line for all equal schedules (`_linea` takes no part in the comparison)."""
    return _Linea(horario)


@dataclass(frozen=True, slots=True)
class _Trazado:
    """Some whole years of a schedule as UTC intervals with running totals, in microseconds."""

    primero: int  # years laid out, the second not included
    ultimo: int
    inicios: list[int]
    fines: list[int]
    totales: list[int]  # business time up to each end

    def hasta(self, micros: int) -> int:
        """Business microseconds from the beginning of what is laid out to an instant inside it."""
        i = bisect_right(self.inicios, micros) - 1
        if i < 0:
            return 0
        return self.totales[i] - max(0, self.fines[i] - micros)

    def entre(self, desde: int, hasta: int) -> int:
        return self.hasta(hasta) - self.hasta(desde)

    def tras(self, desde: int, micros: int) -> int | None:
        """The first instant with `micros` (> 0) of business time since `desde`, if laid out."""
        objetivo = self.hasta(desde) + micros
        i = bisect_left(self.totales, objetivo)
        return self.fines[i] - (self.totales[i] - objetivo) if i < len(self.totales) else None


class _Linea:
    """A schedule that is laid out by years, when asked for.

    `_trazado` is replaced whole, never changed, and each question works on the one it was given:
    threads may lay out the same years twice, but never see half of them.
    """

    def __init__(self, horario: Horario) -> None:
        self.zona = ZoneInfo(horario.zona)
        self.festivos = frozenset(horario.festivos)
        self.semana = _semana(horario.intervalos)
        self.temporadas = [(t.hasta, _semana(t.intervalos)) for t in horario.temporadas]
        self.comienzos = [t.desde for t in horario.temporadas]  # sorted, and never overlapping
        self._trazado: _Trazado | None = None

    def segundos_locales(self, dia: date) -> tuple[tuple[int, int], ...]:
        if dia in self.festivos:
            return ()
        i = bisect_right(self.comienzos, dia) - 1
        if i >= 0 and dia <= self.temporadas[i][0]:
            return self.temporadas[i][1][dia.weekday()]
        return self.semana[dia.weekday()]

    def tramos(self, dia: date) -> Iterator[tuple[int, int]]:
        """The intervals of a local day in microseconds UTC."""
        locales = self.segundos_locales(dia)
        if not locales:
            return
        medianoche = datetime(dia.year, dia.month, dia.day)  # noqa: DTZ001 (the zone is set below)
        comienzo = medianoche.replace(tzinfo=self.zona)
        if comienzo.utcoffset() == (medianoche + UN_DIA).replace(tzinfo=self.zona).utcoffset():
            base = _micros(comienzo)
            for abre, cierra in locales:
                yield base + abre * MICROS, base + cierra * MICROS
            return
        for tramo in locales:  # the clocks change today: each hour by its own offset
            inicio, fin = (
                _micros((medianoche + timedelta(seconds=s)).replace(tzinfo=self.zona))
                for s in tramo
            )
            if inicio < fin:  # 02:00–03:00 does not exist in spring
                yield inicio, fin

    def cubrir(self, desde: int, hasta: int) -> _Trazado:
        """The years of both instants, with one to spare at each side: local years are not UTC's."""
        primero, ultimo = _instante(desde).year - 1, _instante(hasta).year + 2
        trazado = self._trazado
        if trazado is None:
            return self._trazar(primero, ultimo)
        if trazado.primero <= primero and ultimo <= trazado.ultimo:
            return trazado
        return self._trazar(min(primero, trazado.primero), max(ultimo, trazado.ultimo))

    def avanzar(self, trazado: _Trazado, desde: int, micros: int) -> int:
        """The first instant with `micros` (> 0) of business time since `desde`."""
        while (fin := trazado.tras(desde, micros)) is None:
            # Double what is laid out ahead: an empty schedule gives up after a few turns.
            delante = max(2, trazado.ultimo - _instante(desde).year)
            if trazado.ultimo > ULTIMO_ANIO:
                raise SinTiempoLaborable("El horario no tiene tiempo laborable suficiente.")
            trazado = self._trazar(trazado.primero, min(trazado.ultimo + delante, ULTIMO_ANIO + 2))
        return fin

    def _trazar(self, primero: int, ultimo: int) -> _Trazado:
        if primero < PRIMER_ANIO - 1 or ultimo > ULTIMO_ANIO + 2:
            raise SinTiempoLaborable(f"El calendario va de {PRIMER_ANIO} a {ULTIMO_ANIO}.")
        inicios, fines, totales, total = [], [], [], 0
        dia, final = date(primero, 1, 1), date(ultimo, 1, 1)
        while dia < final:
            for abre, cierra in self.tramos(dia):
                total += cierra - abre
                inicios.append(abre)
                fines.append(cierra)
                totales.append(total)
            dia += UN_DIA
        self._trazado = trazado = _Trazado(primero, ultimo, inicios, fines, totales)
        return trazado


def _micros(instante: datetime) -> int:
    """Microseconds UTC since 1970. TypeError for a naive datetime, which is not an instant."""
    delta = instante - EPOCA
    return (delta.days * SEGUNDOS_DIA + delta.seconds) * MICROS + delta.microseconds


def _instante(micros: int) -> datetime:
    return EPOCA + timedelta(microseconds=micros)


# --- Business time


def sumar_laborable(
    inicio: datetime, segundos: int, horario: Horario, pausas: Iterable[Pausa] = ()
) -> datetime:
    """The first instant, in UTC, by which `segundos` of business time have passed since `inicio`.

    Time inside a pause does not count. Zero seconds is `inicio` itself; a deadline that fills a
    working day falls at its closing time, not at the next opening. Raises SinTiempoLaborable.
    """
    if segundos < 0:
        raise ValueError("No se puede sumar un tiempo negativo.")
    if segundos == 0:
        return inicio.astimezone(UTC)
    linea, cursor, resto = horario._linea, _micros(inicio), segundos * MICROS
    trazado = linea.cubrir(cursor, cursor)
    for desde, hasta in _micros_unidos(pausas) if pausas else ():
        if hasta <= cursor:
            continue
        trazado = linea.cubrir(cursor, hasta)
        antes = trazado.entre(cursor, desde) if desde > cursor else 0
        if resto <= antes:
            break
        cursor, resto = hasta, resto - antes
    return _instante(linea.avanzar(trazado, cursor, resto))


def restar_laborable(fin: datetime, segundos: int, horario: Horario) -> datetime:
    """The instant, in UTC, since which `segundos` (> 0) of business time have passed at `fin`.

    Raises SinTiempoLaborable if there is not so much in the year before.
    """
    micros = _micros(fin)
    trazado = horario._linea.cubrir(micros, micros)
    objetivo = trazado.hasta(micros) - segundos * MICROS
    if objetivo < 0:
        raise SinTiempoLaborable("El horario no tiene tiempo laborable suficiente.")
    i = bisect_right(trazado.totales, objetivo)
    return _instante(trazado.fines[i] - (trazado.totales[i] - objetivo))


def laborable_entre(
    desde: datetime, hasta: datetime, horario: Horario, pausas: Iterable[Pausa] = ()
) -> int:
    """Whole seconds of business time between two instants, without the pauses; 0 if inverted."""
    inicio, fin = _micros(desde), _micros(hasta)
    if fin <= inicio:
        return 0
    trazado = horario._linea.cubrir(inicio, fin)
    total = trazado.entre(inicio, fin)
    for a, b in _micros_unidos(pausas) if pausas else ():
        if a < fin and b > inicio:
            total -= trazado.entre(max(a, inicio), min(b, fin))
    return total // MICROS


def _micros_unidos(pausas: Iterable[Pausa]) -> list[tuple[int, int]]:
    return unir_intervalos((_micros(a), _micros(b)) for a, b in pausas)


# --- Legal time


def sumar_dias(dia: date, n: int) -> date:
    """`n` natural days after `dia`, which does not count (CC art. 5.1); holidays do (art. 5.2)."""
    return dia + timedelta(days=n)


def sumar_dias_habiles(dia: date, n: int, festivos: Collection[date] = frozenset()) -> date:
    """`n` (≥ 0) working days after `dia`, which does not count: Monday to Friday but `festivos`.

    Consumer law does not define *día hábil*; this is the reading of Ley 39/2015 art. 30 by analogy.
    """
    if n < 0:
        raise ValueError("No se pueden sumar días hábiles negativos.")
    while n:
        dia += UN_DIA
        n -= es_habil(dia, festivos)
    return dia


def es_habil(dia: date, festivos: Collection[date] = frozenset()) -> bool:
    """Whether a date is a *día hábil*: Monday to Friday and not a holiday."""
    return dia.weekday() < SABADO and dia not in festivos


def ultimo_habil(dia: date, festivos: Collection[date] = frozenset()) -> date:
    """The last working day up to `dia`: when to act, because legal limits do not roll over."""
    while not es_habil(dia, festivos):
        dia -= UN_DIA
    return dia


def sumar_meses(dia: date, n: int) -> date:
    """Date to date; where the final month has no such day, its last day (CC art. 5.1)."""
    anio, mes = divmod(dia.year * 12 + dia.month - 1 + n, 12)
    return dia.replace(year=anio, month=mes + 1, day=min(dia.day, monthrange(anio, mes + 1)[1]))


def sumar_anios(dia: date, n: int) -> date:
    """Date to date; 29 February falls on the 28th in a year without it (CC art. 5.1)."""
    return sumar_meses(dia, 12 * n)
