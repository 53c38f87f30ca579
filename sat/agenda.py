"""The agenda as the coordinator sees it: technicians down, hours or days across. No HTTP here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from nucleo.empresa import empresa
from sat.models import Cita, OrdenTrabajo, Tecnico

PRIMERA_HORA, ULTIMA_HORA = 7, 21
PASO_MIN = 30
PASOS = (ULTIMA_HORA - PRIMERA_HORA) * 60 // PASO_MIN


@dataclass(frozen=True)
class Ocupado:
    """A time that is taken by what this person may not see: nothing but the time is known."""

    tecnico_id: int
    empieza_en: datetime
    termina_en: datetime
    es_ajena: bool = True


EnAgenda = Cita | Ocupado


@dataclass(frozen=True)
class Casilla:
    """A stretch of the day of a técnico: free (`hora`), or taken by an appointment."""

    ancho: int
    hora: str = ""
    cita: EnAgenda | None = None

    @property
    def en_punto(self) -> bool:
        return self.hora.endswith(":00")


@dataclass
class FilaDia:
    tecnico: Tecnico
    casillas: list[Casilla]
    fuera: list[EnAgenda] = field(default_factory=list)  # before or after the hours shown


@dataclass
class FilaSemana:
    tecnico: Tecnico
    dias: list[tuple[date, list[EnAgenda]]]


def instante(dia: date, hora: time = time.min) -> datetime:
    return datetime.combine(dia, hora, tzinfo=ZoneInfo(empresa().zona))


def filas_de_dia(dia: date, tecnicos: Sequence[Tecnico], visibles: Any) -> list[FilaDia]:
    """The day of each técnico, in stretches of half an hour."""
    citas = _por_tecnico(tecnicos, visibles, instante(dia), instante(dia + timedelta(days=1)))
    return [_fila_de_dia(dia, tecnico, citas[tecnico.pk]) for tecnico in tecnicos]


def _fila_de_dia(dia: date, tecnico: Tecnico, citas: list[EnAgenda]) -> FilaDia:
    apertura = instante(dia, time(PRIMERA_HORA))
    fila, paso = FilaDia(tecnico, []), 0
    for cita in citas:
        primero, ultimo = _pasos(cita, apertura)
        if ultimo <= 0 or primero >= PASOS:
            fila.fuera.append(cita)
            continue
        primero, ultimo = max(primero, paso), min(max(ultimo, paso + 1), PASOS)
        if ultimo <= paso:  # two short ones in the same half hour, at the end of the day
            fila.fuera.append(cita)
            continue
        fila.casillas += _libres(paso, primero)
        fila.casillas.append(Casilla(ultimo - primero, cita=cita))
        paso = ultimo
    fila.casillas += _libres(paso, PASOS)
    return fila


def _pasos(cita: EnAgenda, apertura: datetime) -> tuple[int, int]:
    """First and last half hour that an appointment touches, counted from the first one shown."""
    desde = (cita.empieza_en - apertura).total_seconds() / 60
    hasta = (cita.termina_en - apertura).total_seconds() / 60
    return int(desde // PASO_MIN), int(-(-hasta // PASO_MIN))


def _libres(desde: int, hasta: int) -> Iterator[Casilla]:
    for paso in range(desde, hasta):
        minutos = PRIMERA_HORA * 60 + paso * PASO_MIN
        yield Casilla(1, hora=f"{minutos // 60:02d}:{minutos % 60:02d}")


def filas_de_semana(lunes: date, tecnicos: Sequence[Tecnico], visibles: Any) -> list[FilaSemana]:
    """The week of each técnico, a list of appointments a day."""
    dias = [lunes + timedelta(days=n) for n in range(7)]
    citas = _por_tecnico(tecnicos, visibles, instante(lunes), instante(lunes + timedelta(days=7)))
    zona = ZoneInfo(empresa().zona)
    filas = []
    for tecnico in tecnicos:
        por_dia = defaultdict(list)
        for cita in citas[tecnico.pk]:
            por_dia[cita.empieza_en.astimezone(zona).date()].append(cita)
        filas.append(FilaSemana(tecnico, [(dia, por_dia[dia]) for dia in dias]))
    return filas


def _por_tecnico(
    tecnicos: Sequence[Tecnico], visibles: Any, desde: datetime, hasta: datetime
) -> defaultdict[int, list[EnAgenda]]:
    """What takes the time of each técnico in that stretch, in order, with two statements.

    Of what this person may not see, only that the time is taken: a hole where somebody works
    would be offered, and the database would refuse it.
    """
    a_la_vista = list(visibles.no_anuladas().entre(desde, hasta).para_listado())
    todas: list[EnAgenda] = [*a_la_vista, *_ajenas(tecnicos, a_la_vista, desde, hasta)]
    por_tecnico: defaultdict[int, list[EnAgenda]] = defaultdict(list)
    for una in sorted(todas, key=lambda una: una.empieza_en):
        por_tecnico[una.tecnico_id].append(una)
    return por_tecnico


def _ajenas(
    tecnicos: Sequence[Tecnico], a_la_vista: list[Cita], desde: datetime, hasta: datetime
) -> Iterator[Ocupado]:
    ajenas = (
        Cita.objects.no_anuladas()
        .entre(desde, hasta)
        .filter(tecnico__in=tecnicos)
        .exclude(pk__in=[cita.pk for cita in a_la_vista])
    )
    for tecnico_id, franja in ajenas.values_list("tecnico", "franja"):
        yield Ocupado(tecnico_id, franja.lower, franja.upper)


def por_colocar(visibles: Any, cuantas: int) -> list[OrdenTrabajo]:
    """What waits for an appointment: the most urgent first, then the oldest (RD 58/1988 2.2)."""
    return list(
        visibles.por_planificar()
        .para_listado()
        .select_related("habilidad")
        .order_by("prioridad", "ocurrida_en", "pk")[:cuantas]
    )
