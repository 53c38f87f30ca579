"""When two mails are the same one delivered twice: by what is theirs, not what relays write."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime

CABECERAS_PROPIAS = (b"from", b"to", b"cc", b"subject", b"date")
MAX_CABECERAS = 256 * 1024
MAX_MENSAJE_ID = 255
_UNA = re.compile(rb"^([!-9;-~]+)[ \t]*:(.*(?:\n[ \t].*)*)", re.MULTILINE)
_ID = re.compile(rb"<[^<>\s]+>")


def mensaje_id_de(crudo: bytes) -> str:
    """Its Message-ID with its brackets; empty without one, or with one that is too long."""
    for nombre, valor in _cabeceras(crudo):
        if nombre == b"message-id":
            encontrado = _ID.search(valor)
            texto = encontrado.group().decode("ascii", "replace") if encontrado else ""
            return texto.replace("\x00", "") if len(texto) <= MAX_MENSAJE_ID else ""
    return ""


def huella_de(crudo: bytes, recibido_en: datetime) -> str:
    """SHA-256 of its body and of the headers that its sender wrote.

    Of a mail with neither Message-ID nor date nothing tells a repetition from another one alike
    (a machine that complains again): then its arrival counts too.
    """
    resumen = hashlib.sha256()
    propias = [par for par in _cabeceras(crudo) if par[0] in CABECERAS_PROPIAS]
    for nombre, valor in sorted(propias):
        resumen.update(nombre + b":" + b" ".join(valor.split()) + b"\n")
    if not mensaje_id_de(crudo) and not any(nombre == b"date" for nombre, _valor in propias):
        resumen.update(recibido_en.isoformat().encode())
    resumen.update(_cuerpo(crudo))
    return resumen.hexdigest()


def _cabeceras(crudo: bytes) -> list[tuple[bytes, bytes]]:
    bloque = crudo[: min(_fin_de_cabeceras(crudo), MAX_CABECERAS)].replace(b"\r\n", b"\n")
    return [(m.group(1).lower(), m.group(2).strip()) for m in _UNA.finditer(bloque)]


def _cuerpo(crudo: bytes) -> bytes:
    return crudo[_fin_de_cabeceras(crudo) :].replace(b"\r\n", b"\n").strip()


def _fin_de_cabeceras(crudo: bytes) -> int:
    fines = [fin for fin in (crudo.find(b"\r\n\r\n"), crudo.find(b"\n\n")) if fin >= 0]
    return min(fines, default=len(crudo))
