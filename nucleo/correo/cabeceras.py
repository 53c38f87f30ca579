"""The headers of a mail or of one of its parts: bounded, and read however badly written."""

import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.utils import collapse_rfc2231_value, getaddresses, parsedate_to_datetime

from nucleo.correo.limpieza import descifrar, en_una_linea
from nucleo.correo.tipos import Direccion

MAX_CABECERAS = 1_000
MAX_BLOQUE = 2_000_000  # bytes of headers that are looked at
MAX_VALOR = 64 * 1024  # characters kept of one header
MAX_PARAMETROS = 4_096
MAX_DESTINATARIOS = 500
MAX_REFERENCIAS = 100
MAX_ASUNTO = 500
MAX_NOMBRE = 150
MAX_DIRECCION = 254  # RFC 5321
PRIMER_EJERCICIO = 2000
ADELANTO_MAXIMO = timedelta(days=2)  # clocks that run fast, zones badly written

_CAMPO = re.compile(rb"([\x21-\x39\x3b-\x7e]{1,100})[ \t]*:(.*)", re.DOTALL)
_IDENTIFICADOR = re.compile(r"<[^<>\s]{1,300}>")
_SUELTO = re.compile(r"[^<>\s,;\"]{1,200}@[^<>\s,;\"]{1,200}")
_CORREO = re.compile(
    r"[^\s<>()\[\],;:\\\"@]{1,64}@(?:[^\W_](?:[\w.-]{0,250}[^\W_])?|\[[\d.:a-f]+\])"
)
_PALABRA = re.compile(r"=\?([^?\s*]{1,60})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?]*)\?=")
_ENTRE_PALABRAS = re.compile(r"(\?=)\s+(=\?[^?\s]{1,80}\?[bBqQ]\?)")


@dataclass(slots=True)
class Cabeceras:
    """Name in lower case and value as it came, unfolded. `enorme`: something was cut."""

    pares: list[tuple[str, str]] = field(default_factory=list)
    enorme: bool = False

    def una(self, nombre: str) -> str:
        """The first of that name, decoded by nobody; empty if there is none."""
        return next((valor for clave, valor in self.pares if clave == nombre), "")

    def todas(self, nombre: str) -> list[str]:
        return [valor for clave, valor in self.pares if clave == nombre]

    def hay(self, *nombres: str) -> bool:
        return any(clave in nombres for clave, _valor in self.pares)


def separar_cabeceras(
    crudo: bytes, inicio: int = 0, fin: int | None = None
) -> tuple[Cabeceras, int]:
    """The headers between `inicio` and `fin`, and where the body starts.

    A line that is no header ends them, as when the blank line is missing.
    """
    cabeceras, tamano = Cabeceras(), 0
    actual: list[bytes] = []
    fin = len(crudo) if fin is None else fin
    hasta = inicio + MAX_BLOQUE
    while inicio < fin:
        if inicio > hasta:
            cabeceras.enorme = True
            inicio = _tras_linea_blanca(crudo, inicio, fin)
            break
        linea = _linea(crudo, inicio, fin)
        if not linea.strip(b"\r\n"):
            inicio += len(linea)
            break
        if linea[:1] in b" \t" and actual:
            if tamano < MAX_VALOR:
                actual.append(linea)
            tamano += len(linea)
        elif _CAMPO.match(linea[:200]):
            _apuntar(cabeceras, actual, tamano)
            actual, tamano = [linea], len(linea)
        elif not linea.startswith((b"From ", b">From ")) or cabeceras.pares or actual:
            break
        inicio += len(linea)
    _apuntar(cabeceras, actual, tamano)
    return cabeceras, inicio


def _tras_linea_blanca(crudo: bytes, inicio: int, fin: int) -> int:
    finales = [
        (crudo.find(blanca, inicio - 1, fin), len(blanca)) for blanca in (b"\n\n", b"\n\r\n")
    ]
    return min((donde + largo for donde, largo in finales if donde >= 0), default=fin)


def _linea(crudo: bytes, inicio: int, fin: int) -> bytes:
    salto = crudo.find(b"\n", inicio, fin)
    return crudo[inicio:fin] if salto < 0 else crudo[inicio : salto + 1]


def _apuntar(cabeceras: Cabeceras, lineas: list[bytes], tamano: int) -> None:
    if not lineas:
        return
    if tamano > MAX_VALOR or len(cabeceras.pares) >= MAX_CABECERAS:
        cabeceras.enorme = True
    campo = _CAMPO.match(b"".join(lineas)[: MAX_VALOR + 100])
    if campo and len(cabeceras.pares) < MAX_CABECERAS:
        valor, _bien = descifrar(b" ".join(campo[2].splitlines()))
        cabeceras.pares.append((campo[1].decode("ascii").lower(), valor.strip()))


def decodificar(valor: str) -> str:
    """RFC 2047, forgiving: what is not well encoded stays as it came."""
    if "=?" not in valor:
        return valor
    junto = _ENTRE_PALABRAS.sub(r"\1\2", valor)
    texto, pendiente, juego, fin = [], b"", "", 0
    for palabra in _PALABRA.finditer(junto):
        suelto = junto[fin : palabra.start()]
        if pendiente and (suelto or palabra[1].lower() != juego):
            texto.append(descifrar(pendiente, juego)[0])
            pendiente = b""
        texto.append(suelto)
        pendiente += _bytes_de(palabra)  # a character may be split between two words
        juego, fin = palabra[1].lower(), palabra.end()
    if pendiente:
        texto.append(descifrar(pendiente, juego)[0])
    return "".join([*texto, junto[fin:]])


def _bytes_de(palabra: re.Match[str]) -> bytes:
    contenido = palabra[3].encode("utf-8", "replace")
    if palabra[2] in "qQ":
        return quopri.decodestring(contenido, header=True)
    limpio = re.sub(rb"[^A-Za-z0-9+/]", b"", contenido)
    limpio = limpio[:-1] if len(limpio) % 4 == 1 else limpio
    try:
        return binascii.a2b_base64(limpio + b"=" * (-len(limpio) % 4))
    except binascii.Error:
        return palabra[0].encode("utf-8", "replace")


def asunto_de(cabeceras: Cabeceras) -> str:
    return en_una_linea(decodificar(cabeceras.una("subject")), MAX_ASUNTO)


def parametros(valor: str) -> dict[str, str]:
    """Those of a Content-Type or Content-Disposition, its value under the empty name."""
    mensaje: Message = Message()
    mensaje["content-type"] = valor[:MAX_PARAMETROS]
    try:
        pares = mensaje.get_params(failobj=[]) or []
        leidos = {clave.lower(): collapse_rfc2231_value(dato) for clave, dato in pares[1:]}
    except Exception:  # noqa: BLE001 - RFC 2231 with absurd sets or numbers: as without them
        leidos = {}
    return {"": valor.split(";", 1)[0].strip().lower()[:100], **leidos}


def direcciones(cabeceras: Cabeceras, nombre: str) -> tuple[tuple[Direccion, ...], bool]:
    """Those of every header of that name, and whether some had to be left out."""
    leidas: dict[str, Direccion] = {}
    for valor in cabeceras.todas(nombre):
        for direccion in _direcciones(valor):
            if len(leidas) == MAX_DESTINATARIOS:
                return tuple(leidas.values()), True
            leidas.setdefault(direccion.correo, direccion)
    return tuple(leidas.values()), False


def _direcciones(valor: str) -> Iterator[Direccion]:
    try:
        pares = getaddresses([valor])
    except Exception:  # noqa: BLE001 - nested comments, mostly: what looks like an address
        pares = []
    if not any("@" in correo for _nombre, correo in pares):
        pares = [("", suelto) for suelto in _SUELTO.findall(valor)]
    for nombre, correo in pares:
        limpio = correo_valido(correo)
        if limpio:
            yield Direccion(en_una_linea(decodificar(nombre), MAX_NOMBRE), limpio)


def correo_valido(texto: str) -> str:
    """The address in lower case, or empty if no mail could be sent to it."""
    limpio = en_una_linea(decodificar(texto), MAX_DIRECCION + 1).strip("<>'").lower()
    valido = len(limpio) <= MAX_DIRECCION and _CORREO.fullmatch(limpio) and ".." not in limpio
    return limpio if valido else ""


def identificadores(cabeceras: Cabeceras, nombre: str) -> tuple[str, ...]:
    """Message-IDs, with their angle brackets, each once: the first and the last ones."""
    valor = " ".join(cabeceras.todas(nombre))
    vistos = tuple(dict.fromkeys(en_una_linea(uno, 302) for uno in _IDENTIFICADOR.findall(valor)))
    return vistos if len(vistos) <= MAX_REFERENCIAS else (vistos[0], *vistos[1 - MAX_REFERENCIAS :])


def fecha_de(valor: str, ahora: datetime) -> datetime | None:
    """When it says that it was sent; None if it says nothing credible."""
    try:
        fecha = parsedate_to_datetime(valor[:200])
        fecha = fecha.replace(tzinfo=UTC) if fecha.tzinfo is None else fecha.astimezone(UTC)
    except Exception:  # noqa: BLE001 - years, zones and hours that do not exist
        return None
    creible = fecha.year >= PRIMER_EJERCICIO and fecha <= ahora + ADELANTO_MAXIMO
    return fecha if creible else None
