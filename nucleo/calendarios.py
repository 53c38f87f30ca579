"""Decisions over calendars: a new one, a new week from a day on, seasons, holidays of a town."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nucleo.catalogos import copiar_festivos
from nucleo.cursores import avisar
from nucleo.errores import ErrorDeNegocio
from nucleo.exigencias import exigir_texto
from nucleo.models import (
    Calendario,
    Festivo,
    IntervaloSemanal,
    TemporadaCalendario,
    VersionCalendario,
)
from nucleo.models.calendario import MINUTOS_DEL_DIA
from nucleo.restricciones import traducir_integridad
from nucleo.tiempo import hoy

TAREA = "incidencias.tasks.recalcular_plazos"  # whoever computes by them looks again
LO_MAS_LEJANO = timedelta(days=366 * 3)
ENERO, DICIEMBRE = 101, 1231

Tramo = tuple[int, int]  # minutes since midnight; the second may be of the next day (22:00–06:00)
Semana = Mapping[int, Sequence[Tramo]]


@dataclass(frozen=True)
class NuevaTemporada:
    """Days of the year (615 = 15 June) with a week of their own; without hours, closed."""

    nombre: str
    desde: int
    hasta: int
    semana: Semana = field(default_factory=dict)


@transaction.atomic
def crear_calendario(nombre: str, *, zona: str, comunidad: str, municipio: str = "") -> Calendario:
    """A calendar of a place, with the holidays of its community; its week comes after."""
    nombre = exigir_texto(nombre, _("Ponle un nombre."), "nombre")
    if Calendario.objects.filter(nombre=nombre).exists():
        raise ErrorDeNegocio(_("Ya hay un calendario con ese nombre."), campo="nombre")
    calendario = Calendario.objects.create(
        nombre=nombre, zona=zona, comunidad=comunidad, municipio=municipio.strip()
    )
    copiar_festivos()
    return calendario


@transaction.atomic
def publicar_semana(
    pk: int,
    *,
    desde: date,
    semana: Semana,
    temporadas: Iterable[NuevaTemporada] = (),
    con_festivos: bool = True,
) -> VersionCalendario:
    """The week that rules from a day on; what was worked before was by the versions before.

    Raises ErrorDeNegocio for a day that is not to come, a week without hours, or stretches or
    seasons that overlap.
    """
    calendario = Calendario.objects.select_for_update().get(pk=pk)
    primera = not calendario.versiones.exists()
    if not (hoy() if primera else hoy() + timedelta(days=1)) <= desde <= hoy() + LO_MAS_LEJANO:
        raise ErrorDeNegocio(
            _("Rige desde mañana o más tarde, y antes de tres años."), campo="desde"
        )
    if calendario.versiones.filter(vigente_desde__gte=desde).exists():
        raise ErrorDeNegocio(_("Ya hay una versión que empieza ese día o después."), campo="desde")
    if not any(semana.values()):
        raise ErrorDeNegocio(_("Pon al menos unas horas en algún día."))
    version = VersionCalendario(
        calendario=calendario, vigente_desde=desde, con_festivos=con_festivos
    )
    with traducir_integridad():
        version.save(force_insert=True)
        IntervaloSemanal.objects.bulk_create(_intervalos(version, semana, 0, 0))
        for temporada in temporadas:
            _poner_temporada(version, temporada)
    avisar(TAREA)
    return version


def _poner_temporada(version: VersionCalendario, temporada: NuevaTemporada) -> None:
    """One that crosses New Year is written as two."""
    rangos = [(temporada.desde, temporada.hasta)]
    if temporada.hasta < temporada.desde:
        rangos = [(ENERO, temporada.hasta), (temporada.desde, DICIEMBRE)]
    for desde, hasta in rangos:
        TemporadaCalendario.objects.create(
            version=version, nombre=temporada.nombre, desde=desde, hasta=hasta
        )
        IntervaloSemanal.objects.bulk_create(_intervalos(version, temporada.semana, desde, hasta))


def _intervalos(
    version: VersionCalendario, semana: Semana, desde: int, hasta: int
) -> list[IntervaloSemanal]:
    """A night shift is two stretches: until midnight, and what is left of it the next day."""
    trozos: list[tuple[int, int, int]] = []
    for dia, tramos in semana.items():
        for abre, cierra in tramos:
            fin = cierra if cierra > abre else cierra + MINUTOS_DEL_DIA
            trozos.append((dia, abre, min(fin, MINUTOS_DEL_DIA)))
            if fin > MINUTOS_DEL_DIA:
                trozos.append(((dia + 1) % 7, 0, fin - MINUTOS_DEL_DIA))
    return [
        IntervaloSemanal(
            version=version,
            dia_semana=dia,
            desde_min=abre,
            hasta_min=cierra,
            temporada_desde=desde,
            temporada_hasta=hasta,
        )
        for dia, abre, cierra in trozos
    ]


@transaction.atomic
def anotar_festivo(
    *,
    fecha: date,
    nombre: str,
    calendario: Calendario | None = None,
    comunidad: str = "",
    municipio: str = "",
) -> Festivo:
    """A holiday of a town, or of one calendar only; from tomorrow on: what was worked, was worked.

    Open clocks are computed again. Raises ErrorDeNegocio if it is there already.
    """
    _exigir_por_venir(fecha)
    festivo = Festivo(
        fecha=fecha,
        nombre=exigir_texto(nombre, _("Di qué fiesta es."), "nombre"),
        calendario=calendario,
        comunidad=comunidad,
        municipio=municipio,
    )
    with traducir_integridad():
        festivo.save(force_insert=True)
    avisar(TAREA)
    return festivo


@transaction.atomic
def quitar_festivo(pk: int) -> None:
    """Take back a holiday that somebody noted, while it is to come. Raises ErrorDeNegocio."""
    festivo = Festivo.objects.select_for_update().get(pk=pk)
    if festivo.calendario_id is None and not festivo.municipio:
        raise ErrorDeNegocio(_("Los festivos nacionales y autonómicos no se quitan aquí."))
    _exigir_por_venir(festivo.fecha)
    festivo.delete()
    avisar(TAREA)


def _exigir_por_venir(fecha: date) -> None:
    if not hoy() < fecha <= hoy() + LO_MAS_LEJANO:
        raise ErrorDeNegocio(
            _("Un festivo se pone de mañana en adelante, y antes de tres años."), campo="fecha"
        )


def semana_de(version: VersionCalendario, desde: int = 0, hasta: int = 0) -> dict[int, list[Any]]:
    """Its stretches by day of the week, as they are stored."""
    dias: dict[int, list[Any]] = {dia: [] for dia in range(7)}
    for fila in version.intervalos.all():
        if (fila.temporada_desde, fila.temporada_hasta) == (desde, hasta):
            dias[fila.dia_semana].append((fila.desde_min, fila.hasta_min))
    return dias
