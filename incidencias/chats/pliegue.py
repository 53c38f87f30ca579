"""What the events of a chat add up to, in whatever order they were told. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from incidencias.models.chats import DeQuien, EstadoChat, TipoSucesoChat

TERMINAN = frozenset({TipoSucesoChat.TERMINADO, TipoSucesoChat.ABANDONADO})
DATOS = ("nombre", "correo", "telefono", "agente", "incidencia", "identificado")


@dataclass(frozen=True)
class Suceso:
    """One event. `clave` makes it the same one when it is told again."""

    clave: str
    tipo: str
    ocurrido_en: datetime
    de: str = ""
    texto: str = ""
    datos: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Plegado:
    """The chat as its events tell it."""

    estado: str
    ofrecido_en: datetime
    atendido_en: datetime | None = None
    abandonado_en: datetime | None = None
    terminado_en: datetime | None = None
    datos: Mapping[str, Any] = field(default_factory=dict)


def plegar(sucesos: Iterable[Suceso]) -> Plegado:
    """The same whatever the order. At least one event is needed.

    Somebody of ours who writes has answered, though nobody said so; who leaves, or sees it end,
    without an answer has abandoned; nothing happens before the chat is offered.
    """
    todos = sorted(sucesos, key=_lugar)
    ofrecido_en = _primero(todos, TipoSucesoChat.OFRECIDO) or todos[0].ocurrido_en
    contestado = next((uno.ocurrido_en for uno in todos if _contesta(uno)), None)
    finales = [max(uno.ocurrido_en, ofrecido_en) for uno in todos if uno.tipo in TERMINAN]
    datos = _datos(todos)
    if contestado is None:
        return Plegado(
            EstadoChat.ABANDONADO if finales else EstadoChat.ESPERANDO,
            ofrecido_en,
            abandonado_en=min(finales, default=None),
            datos=datos,
        )
    atendido_en = max(contestado, ofrecido_en)
    return Plegado(
        EstadoChat.TERMINADO if finales else EstadoChat.ATENDIDO,
        ofrecido_en,
        atendido_en=atendido_en,
        terminado_en=max([*finales, atendido_en]) if finales else None,
        datos=datos,
    )


def _lugar(suceso: Suceso) -> tuple[Any, ...]:
    """A place of its own for each, also among those of the same instant."""
    datos = repr(sorted(suceso.datos.items()))
    return suceso.ocurrido_en, suceso.clave, suceso.tipo, suceso.de, suceso.texto, datos


def _primero(sucesos: list[Suceso], tipo: str) -> datetime | None:
    return next((uno.ocurrido_en for uno in sucesos if uno.tipo == tipo), None)


def _contesta(suceso: Suceso) -> bool:
    return suceso.tipo == TipoSucesoChat.ATENDIDO or suceso.de == DeQuien.NOSOTROS


def _datos(sucesos: list[Suceso]) -> dict[str, Any]:
    """What is known of who is there: of each thing, the last that was said."""
    conocidos: dict[str, Any] = {}
    for suceso in sucesos:
        conocidos |= {c: v for c, v in suceso.datos.items() if c in DATOS and v not in ("", None)}
    return conocidos
