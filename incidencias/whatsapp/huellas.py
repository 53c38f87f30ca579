"""Which message of an export is which: the same one, however often and with whatever around it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Set

from incidencias.whatsapp.lectura import MensajeDeChat


def huellas_de(mensajes: Iterable[MensajeDeChat], nosotros: Set[str]) -> list[str]:
    """The fingerprint of each, in order: its minute, its side, its words, and which of the same.

    Not the author's name (it changes when the telephone learns who it is), not the seconds (Android
    leaves them out) and not the name of the file (an export without media does not have it): the
    same message has the same one in all the exports of a telephone.
    """
    vistos: Counter[str] = Counter()
    huellas = []
    for mensaje in mensajes:
        lado = "nosotros" if mensaje.autor in nosotros else "cliente"
        texto = " ".join(mensaje.texto.split())
        marca = "fichero" if mensaje.con_fichero else ""
        base = f"{mensaje.cuando:%Y-%m-%dT%H:%M}|{lado}|{marca}|{texto}"
        vistos[base] += 1
        huellas.append(hashlib.sha256(f"{base}|{vistos[base]}".encode()).hexdigest())
    return huellas
