"""A case told again from its raw events, without looking at what its row says. Pure Python.

It is the other way of counting: the services keep derived columns fact by fact and `consultas`
adds them up in SQL; this reads the whole history of a case at once. `verificacion` compares both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from nucleo.calendario import Horario, Pausa, laborable_entre

Horarios = Callable[[int], Horario]  # by the id of the calendar's version

_FIN_DE_ESPERA = frozenset({"reanudada", "resuelta", "anulada", "spam", "fusionada"})
_CONTACTO_POR_TELEFONO = frozenset({"aporta", "otro"})
_SIGUE_ABIERTA = {
    "abierta": True,
    "resuelta": False,
    "reabierta": True,
    "anulada": False,
    "spam": False,
    "spam_deshecho": True,
    "fusionada": False,
    "fusion_deshecha": True,
}


@dataclass(frozen=True)
class Suceso:
    """What this module needs of an event."""

    codigo: str
    ocurrido_en: datetime
    dia_local: date
    datos: dict[str, Any]


@dataclass
class Resolucion:
    en: datetime
    dia: date
    segundos: int | None  # None: the source knew the day and not the hours
    pausas: list[Pausa]  # what had stopped its clock, as it was known then
    deshecha: bool = False


@dataclass
class Historia:
    """What the events of one case say of it."""

    llegada_en: datetime
    dia_llegada: date
    respondida_en: datetime | None = None
    segundos_respuesta: int | None = None
    resoluciones: list[Resolucion] = field(default_factory=list)
    contactos_cliente: int = 1  # the one that opened it
    reaperturas: int = 0
    traspasos: int = 0
    abierta: bool = True
    anulada: bool = False
    esperas: list[Pausa] = field(default_factory=list)
    esperando_desde: datetime | None = None
    contingencias: dict[int, tuple[datetime, datetime | None]] = field(default_factory=dict)
    pausas_respuesta: list[Pausa] = field(default_factory=list)
    reclamacion_respondida_en: datetime | None = None
    promesas_cumplidas: dict[int, datetime] = field(default_factory=dict)
    promesas_anuladas: set[int] = field(default_factory=set)

    @property
    def resolucion(self) -> Resolucion | None:
        """The resolution that stands, if one does."""
        ultima = self.resoluciones[-1] if self.resoluciones else None
        return ultima if ultima and not ultima.deshecha else None

    def contingencias_hasta(self, en: datetime) -> list[Pausa]:
        """The stretches of those it is in; one that lasts is closed with `en`."""
        return [(desde, hasta or en) for desde, hasta in self.contingencias.values()]


class SinApertura(ValueError):
    """The events of a case do not begin with its opening."""


def contar_historia(sucesos: Iterable[Suceso], horarios: Horarios) -> Historia:
    """Tell a case from its events, in the order in which they were written."""
    restantes = iter(sucesos)
    primero = next(restantes, None)
    if primero is None or primero.codigo != "abierta":
        raise SinApertura
    historia = Historia(primero.ocurrido_en, primero.dia_local)
    for suceso in restantes:
        _terminar_espera(historia, suceso)
        contar = _POR_CODIGO.get(suceso.codigo)
        if contar is not None:
            contar(historia, suceso, horarios)
        historia.abierta = _SIGUE_ABIERTA.get(suceso.codigo, historia.abierta)
    return historia


def _terminar_espera(historia: Historia, suceso: Suceso) -> None:
    if suceso.codigo in _FIN_DE_ESPERA and historia.esperando_desde is not None:
        historia.esperas.append((historia.esperando_desde, suceso.ocurrido_en))
        historia.esperando_desde = None


def _responder(historia: Historia, suceso: Suceso, horarios: Horarios) -> None:
    if historia.respondida_en is not None:
        return
    historia.respondida_en = suceso.ocurrido_en
    historia.pausas_respuesta = historia.contingencias_hasta(suceso.ocurrido_en)
    historia.segundos_respuesta = laborable_entre(
        historia.llegada_en, suceso.ocurrido_en, horarios(suceso.datos["calendario"])
    )


def _llamar(historia: Historia, suceso: Suceso, horarios: Horarios) -> None:
    if suceso.datos["contestada"]:
        _responder(historia, suceso, horarios)
    entrante = suceso.datos["sentido"] == "entrante"
    historia.contactos_cliente += entrante and suceso.datos["motivo"] in _CONTACTO_POR_TELEFONO


def _escribir(historia: Historia, suceso: Suceso, horarios: Horarios) -> None:
    historia.contactos_cliente += 1


def _asignar(historia: Historia, suceso: Suceso, horarios: Horarios) -> None:
    historia.traspasos += bool(suceso.datos["traspaso"])


def _esperar(historia: Historia, suceso: Suceso, horarios: Horarios) -> None:
    if suceso.datos["para_reloj"]:
        historia.esperando_desde = suceso.ocurrido_en


def _resolver(historia: Historia, suceso: Suceso, horarios: Horarios) -> None:
    segundos = None
    pausas = [*historia.esperas, *historia.contingencias_hasta(suceso.ocurrido_en)]
    if suceso.datos["segundos"] is not None:
        segundos = laborable_entre(
            historia.llegada_en,
            suceso.ocurrido_en,
            horarios(suceso.datos["calendario"]),
            pausas,
        )
    historia.resoluciones.append(Resolucion(suceso.ocurrido_en, suceso.dia_local, segundos, pausas))


def _reabrir(historia: Historia, suceso: Suceso, horarios: Horarios) -> None:
    historia.reaperturas += 1
    if historia.resoluciones:
        historia.resoluciones[-1].deshecha = True


def _anular(historia: Historia, suceso: Suceso, horarios: Horarios) -> None:
    historia.anulada = True


def _recuperar(historia: Historia, suceso: Suceso, horarios: Horarios) -> None:
    historia.anulada = False


def _cumplir(historia: Historia, suceso: Suceso, horarios: Horarios) -> None:
    historia.promesas_cumplidas[suceso.datos["promesa"]] = suceso.ocurrido_en


def _retirar(historia: Historia, suceso: Suceso, horarios: Horarios) -> None:
    historia.promesas_anuladas.add(suceso.datos["promesa"])


def _contestar(historia: Historia, suceso: Suceso, horarios: Horarios) -> None:
    """A complaint was answered on its substance, or deemed resolved for not being completed."""
    if historia.reclamacion_respondida_en is None:
        historia.reclamacion_respondida_en = suceso.ocurrido_en


def _enlazar(historia: Historia, suceso: Suceso, horarios: Horarios) -> None:
    if suceso.datos["desde"]:
        desde = datetime.fromisoformat(suceso.datos["desde"])
        historia.contingencias[suceso.datos["contingencia"]] = (desde, None)


def _soltar(historia: Historia, suceso: Suceso, horarios: Horarios) -> None:
    cual = suceso.datos["contingencia"]
    if cual in historia.contingencias:
        hasta = datetime.fromisoformat(suceso.datos["hasta"])
        historia.contingencias[cual] = (historia.contingencias[cual][0], hasta)


def _desenlazar(historia: Historia, suceso: Suceso, horarios: Horarios) -> None:
    historia.contingencias.pop(suceso.datos["contingencia"], None)


_POR_CODIGO: dict[str, Callable[[Historia, Suceso, Horarios], None]] = {
    "mensaje_saliente": _responder,
    "mensaje_entrante": _escribir,
    "llamada": _llamar,
    "asignada": _asignar,
    "en_espera": _esperar,
    "resuelta": _resolver,
    "reabierta": _reabrir,
    "anulada": _anular,
    "spam": _anular,
    "spam_deshecho": _recuperar,
    "promesa_cumplida": _cumplir,
    "promesa_anulada": _retirar,
    "reclamacion_respondida": _contestar,
    "no_completada": _contestar,
    "contingencia_enlazada": _enlazar,
    "contingencia_terminada": _soltar,
    "contingencia_deshecha": _desenlazar,
}
