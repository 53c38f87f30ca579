"""Which policy and which calendar judge a case: looked up by date, remembered for seconds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from django.conf import settings

from cuentas.models import Grupo
from incidencias.models import ObjetivoPolitica, TipoObjetivo, VersionPolitica
from nucleo.calendario import Horario, Pausa, laborable_entre, sumar_laborable
from nucleo.catalogos import CALENDARIO_GENERAL
from nucleo.models import Calendario, VersionCalendario

SEGUNDOS_EN_MEMORIA = 5


@dataclass(frozen=True)
class Reloj:
    """The dated versions that judge one case, and what they say. Times in working seconds."""

    version_politica_id: int | None
    version_calendario_id: int
    horario: Horario
    segundos: dict[tuple[str, int], int]

    def plazo(self, tipo: TipoObjetivo, prioridad: int) -> int | None:
        """Working seconds given to that target at that priority; None if nothing is promised."""
        return self.segundos.get((tipo, prioridad))

    def limite(self, desde: datetime, segundos: int, pausas: list[Pausa]) -> datetime:
        return sumar_laborable(desde, segundos, self.horario, pausas)

    def medir(self, desde: datetime, hasta: datetime, pausas: list[Pausa]) -> int:
        """Working seconds between two instants, without the pauses."""
        return laborable_entre(desde, max(desde, hasta), self.horario, pausas)


_recordados: dict[tuple[int | None, str, int], tuple[float, Reloj]] = {}


def reloj_para(grupo_id: int | None, segmento: str, en: datetime) -> Reloj:
    """The clock of a case of that group and customer segment that arrived at `en`.

    Versions never change, so each process may remember which one rules for a few seconds;
    `en` counts by days: a version begins at midnight.
    """
    clave = (grupo_id, segmento, en.toordinal())
    recordado = _recordados.get(clave)
    if recordado and recordado[0] > monotonic():
        return recordado[1]
    if len(_recordados) > settings.RELOJES_EN_MEMORIA:
        _recordados.clear()
    reloj = _buscar(grupo_id, segmento, en)
    _recordados[clave] = (monotonic() + SEGUNDOS_EN_MEMORIA, reloj)
    return reloj


def olvidar_relojes() -> None:
    """Look them up again at the next call: after a new version, and between tests."""
    _recordados.clear()
    _horarios.clear()


def reloj_de_versiones(version_politica_id: int | None, version_calendario_id: int) -> Reloj:
    """The clock of versions already chosen: an open target goes on with its own."""
    return Reloj(
        version_politica_id,
        version_calendario_id,
        _horario(version_calendario_id),
        _segundos(version_politica_id),
    )


def _buscar(grupo_id: int | None, segmento: str, en: datetime) -> Reloj:
    politica = _version_politica(segmento, en)
    calendario = _version_calendario(grupo_id, en)
    return reloj_de_versiones(politica, calendario.pk)


def _version_politica(segmento: str, en: datetime) -> int | None:
    """The customer segment's policy before the default one; the version in force at `en`."""
    version = (
        VersionPolitica.objects.filter(politica__activa=True, politica__segmento__in={"", segmento})
        .filter(vigente_desde__lte=en)
        .order_by("-politica__segmento", "-politica__es_por_defecto", "-vigente_desde")
        .first()
    )
    return version.pk if version else None


def _version_calendario(grupo_id: int | None, en: datetime) -> VersionCalendario:
    """The group's calendar as it was at `en`; before its first version, that one."""
    calendario = Calendario.objects.filter(nombre=CALENDARIO_GENERAL)
    if grupo_id is not None:
        calendario = Calendario.objects.filter(
            pk__in=Grupo.objects.filter(pk=grupo_id).values("calendario_id")
        )
    versiones = VersionCalendario.objects.filter(calendario__in=calendario)
    vigente = versiones.filter(vigente_desde__lte=en.date()).order_by("-vigente_desde").first()
    return vigente or versiones.earliest("vigente_desde")


_horarios: dict[int, tuple[float, Horario]] = {}


def _horario(version_calendario_id: int) -> Horario:
    recordado = _horarios.get(version_calendario_id)
    if recordado and recordado[0] > monotonic():
        return recordado[1]
    version = VersionCalendario.objects.select_related("calendario").get(pk=version_calendario_id)
    horario = version.horario()
    _horarios[version_calendario_id] = (monotonic() + SEGUNDOS_EN_MEMORIA, horario)
    return horario


def _segundos(version_politica_id: int | None) -> dict[tuple[str, int], int]:
    filas = ObjetivoPolitica.objects.filter(version=version_politica_id)
    return {(fila.tipo, fila.prioridad): fila.segundos for fila in filas}
