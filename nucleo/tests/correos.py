"""Mails to be read in tests, written by hand and not by the library that might read them."""

import base64
import struct


def correo(cuerpo: bytes | str = "Hola.", **cabeceras: str) -> bytes:
    """A mail with the usual headers; those of `cabeceras` (with _ for -) win, or go if empty."""
    todas = {
        "From": "Marta Ruiz <marta@casa.example>",
        "To": "atencion@sat.example",
        "Subject": "La nevera no enfría",
        "Date": "Tue, 3 Mar 2026 10:00:00 +0100",
        "Message-ID": "<uno@casa.example>",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        **{nombre.replace("_", "-"): valor for nombre, valor in cabeceras.items()},
    }
    lineas = [f"{nombre}: {valor}\r\n" for nombre, valor in todas.items() if valor]
    cuerpo = cuerpo.encode() if isinstance(cuerpo, str) else cuerpo
    return "".join(lineas).encode() + b"\r\n" + cuerpo.replace(b"\n", b"\r\n")


def parte(cuerpo: bytes | str, tipo: str = "text/plain; charset=utf-8", **cabeceras: str) -> bytes:
    lineas = [f"Content-Type: {tipo}\n"]
    lineas += [f"{nombre.replace('_', '-')}: {valor}\n" for nombre, valor in cabeceras.items()]
    return (
        "".join(lineas).encode() + b"\n" + (cuerpo.encode() if isinstance(cuerpo, str) else cuerpo)
    )


def juntas(*partes: bytes, limite: str = "limite", cierra: bool = True) -> bytes:
    """The body of a multipart."""
    separadas = b"".join(b"\n--" + limite.encode() + b"\n" + una for una in partes)
    return separadas + (b"\n--" + limite.encode() + b"--\n" if cierra else b"")


def multiparte(clase: str, *partes: bytes, **cabeceras: str) -> bytes:
    """A whole mail of several parts."""
    tipo = {"Content_Type": f'multipart/{clase}; boundary="limite"'}
    return correo(juntas(*partes), **tipo | cabeceras)


def fichero(contenido: bytes, tipo: str, nombre: str = "", **cabeceras: str) -> bytes:
    disposicion = f'attachment; filename="{nombre}"' if nombre else "attachment"
    return parte(
        base64.encodebytes(contenido),
        tipo,
        **{
            "Content_Transfer_Encoding": "base64",
            "Content_Disposition": disposicion,
        }
        | cabeceras,
    )


def tnef(*adjuntos: tuple[str, bytes], texto: str = "", html: str = "") -> bytes:
    """A winmail.dat (MS-OXTNEF)."""
    objetos = [_objeto(1, 0x9006, 8, struct.pack("<I", 0x10000))]
    objetos.append(_objeto(1, 0x9007, 6, struct.pack("<II", 1252, 0)))
    if texto:
        objetos.append(_objeto(1, 0x800C, 2, texto.encode("cp1252") + b"\0"))
    if html:
        valor = html.encode("cp1252")
        objetos.append(_objeto(1, 0x9003, 6, _propiedades((0x0102, 0x1013, valor))))
    for nombre, contenido in adjuntos:
        objetos.append(_objeto(2, 0x9002, 6, bytes(14)))
        objetos.append(_objeto(2, 0x8010, 1, b"CORTO~1.PDF\0"))
        objetos.append(_objeto(2, 0x800F, 6, contenido))
        largo = nombre.encode("utf-16-le") + b"\0\0"
        objetos.append(_objeto(2, 0x9005, 6, _propiedades((0x001F, 0x3707, largo))))
    return struct.pack("<IH", 0x223E9F78, 1) + b"".join(objetos)


def _objeto(nivel: int, nombre: int, tipo: int, datos: bytes) -> bytes:
    cabecera = struct.pack("<BHHI", nivel, nombre, tipo, len(datos))
    return cabecera + datos + struct.pack("<H", sum(datos) & 0xFFFF)


def _propiedades(*propiedades: tuple[int, int, bytes]) -> bytes:
    """A property of four bytes first, so that somebody has to jump over it."""
    escritas = struct.pack("<I", len(propiedades) + 1) + struct.pack("<HHI", 3, 0x0E21, 7)
    for tipo, nombre, valor in propiedades:
        escritas += struct.pack("<HHII", tipo, nombre, 1, len(valor))
        escritas += valor + bytes(-len(valor) % 4)
    return escritas
