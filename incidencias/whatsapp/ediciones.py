"""Which of the messages already brought is the one that an export shows edited. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from incidencias.whatsapp.lectura import MensajeDeChat


@dataclass(frozen=True)
class Traido:
    """A message of ours that an earlier export brought. `cuando`: the telephone's own hour."""

    mensaje: int
    huella: str
    cuando: datetime
    propio: bool


@dataclass(frozen=True)
class Edicion:
    """What a message of ours says from now on, and the fingerprint by which it is known."""

    mensaje: int
    antes: str
    huella: str
    texto: str


def ediciones(
    mensajes: Sequence[MensajeDeChat],
    huellas: Sequence[str],
    traidos: Iterable[Traido],
    nosotros: Set[str],
) -> list[Edicion]:
    """An edited message keeps its minute, its side and its place: in that minute, the first of
    those brought that this export no longer says.
    """
    dichas, conocidas = set(huellas), set()
    huerfanos: dict[tuple[datetime, bool], list[Traido]] = defaultdict(list)
    for uno in sorted(traidos, key=lambda traido: (traido.cuando, traido.mensaje)):
        conocidas.add(uno.huella)
        if uno.huella not in dichas:
            huerfanos[_minuto(uno.cuando), uno.propio].append(uno)
    halladas = []
    for mensaje, huella in zip(mensajes, huellas, strict=True):
        suyos = huerfanos.get((_minuto(mensaje.cuando), mensaje.autor in nosotros))
        if mensaje.editado and huella not in conocidas and suyos:
            antes = suyos.pop(0)
            halladas.append(Edicion(antes.mensaje, antes.huella, huella, mensaje.texto))
    return halladas


def _minuto(cuando: datetime) -> datetime:
    return cuando.replace(second=0, microsecond=0)
