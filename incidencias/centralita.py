"""What a telephone exchange tells, put together: from the set of its events to the call they tell.

Pure: the same events, in whatever order they came and however often, give the same call.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from incidencias.models.opciones import SentidoLlamada
from incidencias.models.opciones_telefono import EstadoLlamada, TipoSuceso

# What happens first of what is told with the same instant.
_RANGO = {tipo: lugar for lugar, tipo in enumerate(TipoSuceso.values)}


@dataclass(frozen=True)
class Suceso:
    """One event: what, when, and what the exchange says of it (numero, extension, cola…)."""

    tipo: str
    en: datetime
    datos: Mapping[str, Any] = field(default_factory=dict)

    @property
    def clave(self) -> str:
        """Its content: the same event told twice is one; anything different, another."""
        texto = json.dumps(
            [self.tipo, self.en.astimezone(UTC).isoformat(), dict(self.datos)],
            sort_keys=True,
            default=str,
        )
        return hashlib.sha256(texto.encode("utf-8", "surrogatepass")).hexdigest()

    def __hash__(self) -> int:
        return hash(self.clave)


@dataclass(frozen=True)
class Plegada:
    """The call as its events tell it; times in whole seconds."""

    estado: str
    sentido: str
    numero: str  # as the exchange wrote it
    marcado: str
    cola: str
    extensiones: list[str]  # where it rang
    agente: str  # whose extension or mail had it last; where it rings, if it is one place
    ofrecida_en: datetime
    contestada_en: datetime | None
    abandonada_en: datetime | None
    terminada_en: datetime | None
    espera_s: int | None
    duracion_s: int
    transferencias: int
    grabacion_url: str
    grabacion_consentida: bool | None


def plegar(sucesos: Iterable[Suceso]) -> Plegada:
    """The state of a call from its events. Raises ValueError if there are none.

    An answered call is never an abandoned one, whatever else is told; what ends without an answer
    is. Clocks that disagree do not make it end before it began. No consent, no recording.
    """
    en_orden = sorted(set(sucesos), key=lambda uno: (uno.en, _RANGO[uno.tipo], uno.clave))
    if not en_orden:
        raise ValueError("A call is told by one event at least.")
    ofrecida_en = _primero(en_orden, TipoSuceso.OFRECIDA) or en_orden[0].en
    contestada_en = _no_antes(_primero(en_orden, TipoSuceso.CONTESTADA), ofrecida_en)
    abandonada_en, terminada_en = _final(en_orden, ofrecida_en, contestada_en)
    atendida_o_no = contestada_en or abandonada_en
    consentida = _lo_ultimo(en_orden, "grabacion_consentida", None)
    return Plegada(
        estado=_estado(contestada_en, terminada_en),
        sentido=_lo_primero(en_orden, "sentido") or SentidoLlamada.ENTRANTE.value,
        numero=_lo_primero(en_orden, "numero"),
        marcado=_lo_primero(en_orden, "marcado"),
        cola=_lo_primero(en_orden, "cola"),
        extensiones=_donde_sono(en_orden),
        agente=_quien(en_orden, es_atendida=contestada_en is not None),
        ofrecida_en=ofrecida_en,
        contestada_en=contestada_en,
        abandonada_en=abandonada_en,
        terminada_en=terminada_en,
        espera_s=_segundos(ofrecida_en, atendida_o_no) if atendida_o_no else None,
        duracion_s=_segundos(contestada_en, terminada_en) if contestada_en else 0,
        transferencias=sum(uno.tipo == TipoSuceso.TRANSFERIDA for uno in en_orden),
        grabacion_url=_lo_ultimo(en_orden, "grabacion_url", "") if consentida else "",
        grabacion_consentida=consentida,
    )


def _primero(sucesos: list[Suceso], tipo: str) -> datetime | None:
    return next((uno.en for uno in sucesos if uno.tipo == tipo), None)


def _ultimo(sucesos: list[Suceso], tipo: str) -> datetime | None:
    return _primero(sucesos[::-1], tipo)


def _no_antes(en: datetime | None, desde: datetime) -> datetime | None:
    return None if en is None else max(en, desde)


def _final(
    sucesos: list[Suceso], ofrecida_en: datetime, contestada_en: datetime | None
) -> tuple[datetime | None, datetime | None]:
    """(abandoned, ended)."""
    abandonada = _primero(sucesos, TipoSuceso.ABANDONADA)
    terminada = _ultimo(sucesos, TipoSuceso.TERMINADA)
    if contestada_en is not None:
        return None, _no_antes(terminada or _ultimo(sucesos, TipoSuceso.ABANDONADA), contestada_en)
    fin = _no_antes(abandonada or terminada, ofrecida_en)
    return fin, fin


def _estado(contestada_en: datetime | None, terminada_en: datetime | None) -> str:
    if contestada_en is None:
        return EstadoLlamada.ABANDONADA if terminada_en else EstadoLlamada.SONANDO
    return EstadoLlamada.TERMINADA if terminada_en else EstadoLlamada.EN_CURSO


def _lo_primero(sucesos: list[Suceso], que: str) -> str:
    return next((str(uno.datos[que]) for uno in sucesos if uno.datos.get(que)), "")


def _lo_ultimo(sucesos: list[Suceso], que: str, si_no: Any) -> Any:
    dichos = (uno.datos[que] for uno in sucesos[::-1] if uno.datos.get(que) not in (None, ""))
    return next(dichos, si_no)


def _donde_sono(sucesos: list[Suceso]) -> list[str]:
    return sorted({str(uno.datos["agente"]) for uno in sucesos if uno.datos.get("agente")})


def _quien(sucesos: list[Suceso], *, es_atendida: bool) -> str:
    """Who has it: the last to take it; while nobody does, the only one that it rings for."""
    if es_atendida:
        tomas = {TipoSuceso.CONTESTADA, TipoSuceso.TRANSFERIDA}
        tienen = [s.datos["agente"] for s in sucesos if s.tipo in tomas and s.datos.get("agente")]
        if tienen:
            return str(tienen[-1])
    suena_en = _donde_sono(sucesos)
    return suena_en[0] if len(suena_en) == 1 else ""


def _segundos(desde: datetime, hasta: datetime | None) -> int:
    """Whole seconds that have gone by: 179.9 are 179."""
    return int((hasta - desde).total_seconds()) if hasta else 0
