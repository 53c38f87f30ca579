"""winmail.dat: what Outlook sends to who it takes for another Outlook (MS-OXTNEF).

Read here and not by a library: the one there is spends hours on thirty bytes that promise four
thousand million properties. This reader takes each byte once and never more objects than MAXIMO.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from nucleo.correo.limpieza import descifrar

FIRMA = 0x223E9F78
MAXIMO = 5_000  # objects of a file, properties of an object, values of a property

ADJUNTO_NUEVO, ADJUNTO_TITULO, ADJUNTO_DATOS = 0x9002, 0x8010, 0x800F
ADJUNTO_PROPIEDADES, MENSAJE_PROPIEDADES, MENSAJE_TEXTO = 0x9005, 0x9003, 0x800C
PAGINA_DE_CODIGOS = 0x9007

CUERPO, CUERPO_HTML, CUERPO_RTF = 0x1000, 0x1013, 0x1009
DATOS, NOMBRE_CORTO, NOMBRE_LARGO, TIPO_MIME, CID = 0x3701, 0x3704, 0x3707, 0x370E, 0x3712
VARIABLES = {0x000D, 0x001E, 0x001F, 0x0102}  # object, string, Unicode string, binary
UNICODE, OBJETO = 0x001F, 0x000D
FIJOS = {0x0002: 4, 0x0003: 4, 0x0004: 4, 0x000A: 4, 0x000B: 4}
FIJOS |= {0x0005: 8, 0x0006: 8, 0x0007: 8, 0x0014: 8, 0x0040: 8, 0x0048: 16, 0x0001: 0}
VARIOS_VALORES = 0x1000
CON_NOMBRE = 0x8000
TAMANO_GUID = 16


@dataclass(slots=True)
class AdjuntoTnef:
    nombre: str = ""
    tipo: str = ""
    cid: str = ""
    contenido: bytes = field(default=b"", repr=False)


@dataclass(slots=True)
class MensajeTnef:
    """`tiene_rtf`: its body came compressed in RTF, which is not read."""

    texto: str = ""
    html: str = ""
    tiene_rtf: bool = False
    adjuntos: list[AdjuntoTnef] = field(default_factory=list)


def leer_tnef(crudo: bytes) -> MensajeTnef:
    """Raises ValueError or struct.error if it is not TNEF or is cut short."""
    if len(crudo) < 6 or _u32(crudo, 0) != FIRMA:
        raise ValueError("no es TNEF")
    mensaje, pagina = MensajeTnef(), "cp1252"
    for nombre, datos in _objetos(crudo):
        if nombre == PAGINA_DE_CODIGOS and len(datos) >= 4:
            pagina = f"cp{_u32(datos, 0)}"
        elif nombre == ADJUNTO_NUEVO:
            mensaje.adjuntos.append(AdjuntoTnef())
        elif nombre == MENSAJE_TEXTO:
            mensaje.texto = _texto(datos, pagina)
        elif nombre == MENSAJE_PROPIEDADES:
            _completar_mensaje(mensaje, datos, pagina)
        elif mensaje.adjuntos:
            _completar_adjunto(mensaje.adjuntos[-1], nombre, datos, pagina)
    return mensaje


def _completar_mensaje(mensaje: MensajeTnef, datos: bytes, pagina: str) -> None:
    for nombre, tipo, valor in _propiedades(datos):
        if nombre == CUERPO:
            mensaje.texto = _cadena(tipo, valor, pagina)
        elif nombre == CUERPO_HTML:
            mensaje.html = _cadena(tipo, valor, pagina)
        elif nombre == CUERPO_RTF:
            mensaje.tiene_rtf = True


def _completar_adjunto(adjunto: AdjuntoTnef, nombre: int, datos: bytes, pagina: str) -> None:
    if nombre == ADJUNTO_TITULO:
        adjunto.nombre = adjunto.nombre or _texto(datos, pagina)
    elif nombre == ADJUNTO_DATOS:
        adjunto.contenido = datos
    elif nombre == ADJUNTO_PROPIEDADES:
        for propiedad, tipo, valor in _propiedades(datos):
            _aplicar(adjunto, propiedad, tipo, valor, pagina)


def _aplicar(adjunto: AdjuntoTnef, propiedad: int, tipo: int, valor: bytes, pagina: str) -> None:
    if propiedad == DATOS and valor:
        adjunto.contenido = valor[TAMANO_GUID:] if tipo == OBJETO else valor
    elif propiedad == NOMBRE_LARGO:
        adjunto.nombre = _cadena(tipo, valor, pagina)
    elif propiedad == NOMBRE_CORTO:
        adjunto.nombre = adjunto.nombre or _cadena(tipo, valor, pagina)
    elif propiedad == TIPO_MIME:
        adjunto.tipo = _cadena(tipo, valor, pagina).lower()
    elif propiedad == CID:
        adjunto.cid = _cadena(tipo, valor, pagina).strip("<>")


def _objetos(crudo: bytes) -> Iterator[tuple[int, bytes]]:
    """Name and data of each object; one that is cut short gives what there is."""
    posicion = 6
    for _vez in range(MAXIMO):
        if posicion + 11 > len(crudo):
            return
        largo = _u32(crudo, posicion + 5)
        inicio = posicion + 9
        yield _u16(crudo, posicion + 1), crudo[inicio : inicio + largo]
        posicion = inicio + largo + 2  # and its checksum


def _propiedades(datos: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Name, type and first value of each MAPI property of variable length."""
    posicion = 4
    for _vez in range(min(_u32(datos, 0), MAXIMO)):
        if posicion + 4 > len(datos):
            return
        tipo, nombre = _u16(datos, posicion), _u16(datos, posicion + 2)
        posicion += 4
        if nombre >= CON_NOMBRE:
            posicion = _tras_el_nombre(datos, posicion)
        varios, tipo = tipo & VARIOS_VALORES, tipo & ~VARIOS_VALORES
        if tipo in VARIABLES:
            valor, posicion = _valor(datos, posicion)
            yield nombre, tipo, valor
        elif tipo in FIJOS:
            cuantos = _u32(datos, posicion) if varios else 1
            posicion += cuantos * FIJOS[tipo] + (4 if varios else 0)
        else:
            return


def _tras_el_nombre(datos: bytes, posicion: int) -> int:
    """Past the GUID and the number or string that name a property."""
    es_cadena = _u32(datos, posicion + TAMANO_GUID)
    numero = _u32(datos, posicion + TAMANO_GUID + 4)
    return posicion + TAMANO_GUID + 8 + (_a_cuatro(numero) if es_cadena else 0)


def _valor(datos: bytes, posicion: int) -> tuple[bytes, int]:
    """The first of its values, and where the next property starts."""
    cuantos = _u32(datos, posicion)
    posicion += 4
    primero = b""
    for numero in range(min(cuantos, MAXIMO)):
        largo = _u32(datos, posicion)
        if numero == 0:
            primero = datos[posicion + 4 : posicion + 4 + largo]
        posicion += 4 + _a_cuatro(largo)
    return primero, posicion


def _cadena(tipo: int, valor: bytes, pagina: str) -> str:
    return _texto(valor, "utf-16-le" if tipo == UNICODE else pagina)


def _texto(valor: bytes, pagina: str) -> str:
    return descifrar(valor, pagina)[0].rstrip("\x00")


def _a_cuatro(largo: int) -> int:
    return largo + -largo % 4


def _u16(datos: bytes, posicion: int) -> int:
    return struct.unpack_from("<H", datos, posicion)[0]


def _u32(datos: bytes, posicion: int) -> int:
    return struct.unpack_from("<I", datos, posicion)[0]
