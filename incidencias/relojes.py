"""Which policy and which calendar judge a case: looked up by date, remembered for seconds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from time import monotonic
from typing import Any, TypeVar

from cuentas.models import Grupo
from incidencias.models import ObjetivoPolitica, TipoObjetivo, VersionPolitica
from nucleo.calendario import Horario, Pausa, laborable_entre, sumar_laborable
from nucleo.catalogos import CALENDARIO_GENERAL
from nucleo.models import Calendario, VersionCalendario
from nucleo.tiempo import dia_local

T = TypeVar("T")
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


@dataclass(frozen=True)
class Versiones:
    """Which versions there are, newest first: policies by segment, calendars by team."""

    politicas: dict[str, list[tuple[datetime, int]]]
    calendarios: dict[int | None, list[tuple[date, int]]]


def reloj_para(grupo_id: int | None, segmento: str, en: datetime) -> Reloj:
    """The clock of a case of that group and customer segment that arrived at `en`.

    The customer segment's policy goes before the default one. Before the first version of a
    calendar, that one counts. Versions never change, so each process remembers them for seconds.
    """
    versiones = _recordar("versiones", _versiones)
    if grupo_id not in versiones.calendarios:  # created since the last look
        _recordados.pop("versiones", None)
        versiones = _recordar("versiones", _versiones)
    de_su_segmento = _vigente(versiones.politicas.get(segmento, []), en)
    por_defecto = _vigente(versiones.politicas.get("", []), en)
    calendarios = versiones.calendarios[grupo_id]
    calendario = _vigente(calendarios, dia_local(en)) or calendarios[-1][1]
    return reloj_de_versiones(de_su_segmento or por_defecto, calendario)


def reloj_de_versiones(version_politica_id: int | None, version_calendario_id: int) -> Reloj:
    """The clock of versions already chosen: an open target goes on with its own."""
    return Reloj(
        version_politica_id,
        version_calendario_id,
        _recordar(f"horario:{version_calendario_id}", lambda: _horario(version_calendario_id)),
        _recordar(f"segundos:{version_politica_id}", lambda: _segundos(version_politica_id)),
    )


def olvidar_relojes() -> None:
    """Look everything up again at the next call: after a new version, and between tests."""
    _recordados.clear()


_recordados: dict[str, tuple[float, Any]] = {}


def _recordar(clave: str, buscar: Callable[[], T]) -> T:
    recordado = _recordados.get(clave)
    if recordado is None or recordado[0] < monotonic():
        recordado = (monotonic() + SEGUNDOS_EN_MEMORIA, buscar())
        _recordados[clave] = recordado
    return recordado[1]


def _vigente(versiones: Sequence[tuple[Any, int]], en: date) -> int | None:
    return next((pk for desde, pk in versiones if desde <= en), None)


def _versiones() -> Versiones:
    politicas: dict[str, list[tuple[datetime, int]]] = defaultdict(list)
    vigentes = VersionPolitica.objects.filter(politica__activa=True).order_by(
        "-politica__es_por_defecto", "-vigente_desde"
    )
    for segmento, desde, pk in vigentes.values_list("politica__segmento", "vigente_desde", "pk"):
        politicas[segmento].append((desde, pk))
    por_calendario: dict[int, list[tuple[date, int]]] = defaultdict(list)
    for calendario, dia, pk in VersionCalendario.objects.order_by("-vigente_desde").values_list(
        "calendario_id", "vigente_desde", "pk"
    ):
        por_calendario[calendario].append((dia, pk))
    general = Calendario.objects.values_list("pk", flat=True).get(nombre=CALENDARIO_GENERAL)
    calendarios: dict[int | None, list[tuple[date, int]]] = {None: por_calendario[general]}
    for grupo, calendario in Grupo.objects.values_list("pk", "calendario_id"):
        calendarios[grupo] = por_calendario[calendario] or por_calendario[general]
    return Versiones(politicas, calendarios)


def _horario(version_calendario_id: int) -> Horario:
    version = VersionCalendario.objects.select_related("calendario").get(pk=version_calendario_id)
    return version.horario()


def _segundos(version_politica_id: int | None) -> dict[tuple[str, int], int]:
    filas = ObjetivoPolitica.objects.filter(version=version_politica_id)
    return {(fila.tipo, fila.prioridad): fila.segundos for fila in filas}
