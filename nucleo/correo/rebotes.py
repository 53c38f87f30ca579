"""What a bounce says: to whom it did not arrive, whether for ever, and which mail it was.

Anybody can write a bounce: who marks an address because of one looks first whether the mail that
it speaks of (`original`) was ours and went to that address.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nucleo.correo.cabeceras import Cabeceras, correo_valido, identificadores, separar_cabeceras
from nucleo.correo.limpieza import en_una_linea, limpiar
from nucleo.correo.partes import Parte, contenido_de
from nucleo.correo.tipos import Defecto, Rebote

MAX_INFORME = 100_000  # bytes
MAX_BLOQUES = 50
MAX_MOTIVO = 300
DEVUELTOS = {"message/rfc822", "text/rfc822-headers", "message/rfc822-headers"}
# Not of the address, though they begin by 5: full, too big, the network, refused by a policy.
NO_ES_LA_DIRECCION = re.compile(r"5\.(2\.[23]|3\.|4\.|5\.|6\.|7\.)")

_CORREO = r"[\w.!#$%&'*+/=?^{|}~-]{1,64}@[\w.-]{1,250}\w"
_DESTINO = re.compile(
    rf"(?im)^[ \t]*(?:<({_CORREO})>|({_CORREO})[ \t]*(?:\(|:|$)"
    rf"|(?:to|para|a|rcpt to):?[ \t]*<({_CORREO})>)"
)
_CODIGO = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_SMTP = re.compile(r"(?<![\d.])([45])\d\d[ -]")
_ID_ORIGINAL = re.compile(r"(?im)^[ \t>]*message-id:\s*(<[^<>\s]{1,300}>)")


@dataclass(slots=True)
class Devuelto:
    """`original`: the Message-ID of what comes back. No `rebote`: it arrived, or only late."""

    rebote: Rebote | None = None
    original: str = ""


def leer_rebote(cabeceras: Cabeceras, partes: list[Parte], texto: str) -> Devuelto:
    """From the report if there is one; else from what the server tells in words."""
    original = _original(partes, texto)
    for parte in partes:
        if parte.tipo == "message/delivery-status":
            return Devuelto(_de_informe(contenido_de(parte, set())), original)
    return Devuelto(_de_palabras(cabeceras, texto), original)


def _de_informe(crudo: bytes) -> Rebote | None:
    """The worst of its recipients: one that failed before one that is delayed (RFC 3464)."""
    rebotes = [uno for bloque in _bloques(crudo) if (uno := _de_bloque(bloque))]
    return max(rebotes, key=lambda uno: uno.permanente, default=None)


def _bloques(crudo: bytes) -> Iterator[Cabeceras]:
    posicion, crudo = 0, crudo[:MAX_INFORME]
    for _vez in range(MAX_BLOQUES):
        if posicion >= len(crudo):
            return
        bloque, siguiente = separar_cabeceras(crudo, posicion)
        yield bloque
        posicion = max(siguiente, posicion + 1)


def _de_bloque(bloque: Cabeceras) -> Rebote | None:
    accion = bloque.una("action").strip().lower()
    destino = bloque.una("original-recipient") or bloque.una("final-recipient")
    if accion not in {"failed", "delayed"} or not destino:
        return None
    correo = correo_valido(destino.partition(";")[2].strip() or destino.strip())
    estado, diagnostico = bloque.una("status"), bloque.una("diagnostic-code")
    motivo = en_una_linea(diagnostico.partition(";")[2] or diagnostico or estado, MAX_MOTIVO)
    codigo = _CODIGO.search(estado) or _CODIGO.search(diagnostico)
    return Rebote(correo, accion == "failed" and _es_permanente(codigo, motivo), motivo)


def _es_permanente(codigo: re.Match[str] | None, motivo: str) -> bool:
    """Whether the address is no good, and not only the day or the message."""
    if codigo and codigo[1] != "5.0.0":
        return codigo[1].startswith("5") and not NO_ES_LA_DIRECCION.match(codigo[1])
    clase = _SMTP.search(motivo)
    return clase is None or clase[1] == "5"


def _de_palabras(cabeceras: Cabeceras, texto: str) -> Rebote | None:
    """The first address that the server names, and the line that says why."""
    hallado = _DESTINO.search(texto[:20_000])
    destino = cabeceras.una("x-failed-recipients").partition(",")[0]
    if not destino and hallado:
        destino = next(filter(None, hallado.groups()))
    correo = correo_valido(destino)
    if not correo:
        return None
    desde = hallado.start() if hallado else 0
    codigo = _CODIGO.search(texto, desde, desde + 2_000)
    motivo = _linea_de_motivo(texto[desde : desde + 2_000])
    return Rebote(correo, _es_permanente(codigo, motivo), motivo)


def _linea_de_motivo(texto: str) -> str:
    lineas = [linea for linea in texto.splitlines() if linea.strip()]
    con_codigo = [uno for uno in lineas if _CODIGO.search(uno) or _SMTP.search(uno)]
    return en_una_linea((con_codigo or lineas[1:] or lineas or [""])[0], MAX_MOTIVO)


def _original(partes: list[Parte], texto: str) -> str:
    defectos: set[Defecto] = set()
    for parte in partes:
        if parte.tipo in DEVUELTOS:
            cabeceras, _fin = separar_cabeceras(contenido_de(parte, defectos)[:MAX_INFORME])
            return next(iter(identificadores(cabeceras, "message-id")), "")
    hallado = _ID_ORIGINAL.search(texto[:MAX_INFORME])
    return limpiar(hallado[1]) if hallado else ""
