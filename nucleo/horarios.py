"""From the rows of a calendar to the schedule that computes: its versions one after another.

A version rules from its day on, and the one before it until then: a clock that spans both runs by
both. The rows keep a season by month and day; the schedule wants it year by year.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, time, timedelta
from itertools import pairwise

from nucleo.calendario import Horario, Intervalo, Temporada
from nucleo.models import Festivo, IntervaloSemanal, VersionCalendario
from nucleo.models.calendario import MINUTOS_DEL_DIA, TODO_EL_ANIO

EJERCICIOS = range(2008, 2041)
DESDE_SIEMPRE, PARA_SIEMPRE = date(1900, 1, 1), date(2200, 1, 1)
UN_DIA = timedelta(days=1)


def horario_de(version: VersionCalendario) -> Horario:
    """The schedule of a calendar up to that version, with its holidays."""
    versiones = list(
        VersionCalendario.objects.filter(
            calendario=version.calendario_id, vigente_desde__lte=version.vigente_desde
        )
        .order_by("vigente_desde")
        .prefetch_related("intervalos", "temporadas")
    )
    rangos = list(_rangos(versiones))
    temporadas = [
        temporada
        for una, (desde, hasta) in zip(versiones, rangos, strict=True)
        for temporada in _semanas_de(una, desde, hasta, es_ultima=una is versiones[-1])
    ]
    return Horario(
        _semana(versiones[-1]),
        festivos=_festivos(version, versiones, rangos),
        temporadas=temporadas,
        zona=version.calendario.zona,
    )


def _rangos(versiones: list[VersionCalendario]) -> Iterator[tuple[date, date]]:
    """The days on which each one rules: the first, since always; the last, for ever."""
    comienzos = [DESDE_SIEMPRE, *(una.vigente_desde for una in versiones[1:]), PARA_SIEMPRE]
    for desde, siguiente in pairwise(comienzos):
        yield desde, siguiente - UN_DIA


def _semana(version: VersionCalendario) -> list[Intervalo]:
    return [
        _intervalo(fila)
        for fila in version.intervalos.all()
        if fila.temporada_desde == TODO_EL_ANIO
    ]


def _semanas_de(
    version: VersionCalendario, desde: date, hasta: date, *, es_ultima: bool
) -> Iterator[Temporada]:
    """Its seasons inside its days; of the versions before the last, also the rest of the year."""
    semana, libre = _semana(version), desde
    for temporada in _temporadas(version):
        inicio, fin = max(temporada.desde, desde), min(temporada.hasta, hasta)
        if inicio > fin:
            continue
        if not es_ultima and libre < inicio:
            yield Temporada(libre, inicio - UN_DIA, semana)
        yield Temporada(inicio, fin, temporada.intervalos)
        libre = fin + UN_DIA
    if not es_ultima and libre <= hasta:
        yield Temporada(libre, hasta, semana)


def _temporadas(version: VersionCalendario) -> list[Temporada]:
    por_fechas: dict[tuple[int, int], list[Intervalo]] = defaultdict(list)
    for temporada in version.temporadas.all():
        por_fechas[temporada.desde, temporada.hasta] = []  # closed, if nothing else is said
    for fila in version.intervalos.all():
        if fila.temporada_desde != TODO_EL_ANIO:
            por_fechas[fila.temporada_desde, fila.temporada_hasta].append(_intervalo(fila))
    return sorted(
        (
            Temporada(_fecha(ejercicio, desde), _fecha(ejercicio, hasta), intervalos)
            for (desde, hasta), intervalos in por_fechas.items()
            for ejercicio in EJERCICIOS
        ),
        key=lambda temporada: temporada.desde,
    )


def _festivos(
    version: VersionCalendario,
    versiones: list[VersionCalendario],
    rangos: Iterable[tuple[date, date]],
) -> frozenset[date]:
    cerrados = [rango for una, rango in zip(versiones, rangos, strict=True) if una.con_festivos]
    if not cerrados:
        return frozenset()
    fechas = Festivo.objects.de(version.calendario).values_list("fecha", flat=True)
    return frozenset(
        fecha for fecha in fechas if any(desde <= fecha <= hasta for desde, hasta in cerrados)
    )


def _intervalo(fila: IntervaloSemanal) -> Intervalo:
    return (fila.dia_semana, _hora(fila.desde_min), _hora(fila.hasta_min))


def _hora(minutos: int) -> time:
    """Minutes since midnight as a time; 24:00 is written 00:00."""
    return time(*divmod(minutos % MINUTOS_DEL_DIA, 60))


def _fecha(ejercicio: int, mes_dia: int) -> date:
    """615 is the 15th of June; a 29th of February is the 28th in other years."""
    mes, dia = divmod(mes_dia, 100)
    return date(ejercicio, mes, min(dia, monthrange(ejercicio, mes)[1]))
