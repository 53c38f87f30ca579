"""From the parts of a mail to what it says and what it brings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from nucleo.correo import marcado
from nucleo.correo.cabeceras import decodificar
from nucleo.correo.limpieza import descifrar, en_una_linea, limpiar
from nucleo.correo.partes import Parte, contenido_de
from nucleo.correo.tipos import AdjuntoLeido, Defecto, Proteccion

MAX_ADJUNTOS = 200
MAX_NOMBRE = 150
MAX_CUERPO = 4_000_000  # bytes of a text that are decoded: of it, 100,000 characters are kept
LEGIBLES = {"text/plain", "text/html"}
EXTENSIONES = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "text/calendar": ".ics",
    "text/plain": ".txt",
    "text/html": ".html",
    "message/rfc822": ".eml",
    "application/ms-tnef": ".dat",
    "application/pkcs7-mime": ".p7m",
    "application/pkcs7-signature": ".p7s",
    "application/pgp-signature": ".asc",
}
_DE_RUTA = re.compile(r'[\\/:*?"<>|]')
_TIPO = re.compile(r"[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,60}")


@dataclass(slots=True)
class Cuerpo:
    """What a mail says, in both forms, and its files."""

    texto: str = ""
    html: str = ""
    adjuntos: tuple[AdjuntoLeido, ...] = ()
    proteccion: Proteccion = Proteccion.NINGUNA


@dataclass(slots=True)
class _Escrito:
    """A part to be read: its text, plain or HTML, and the alternative it belongs to."""

    alternativa: int
    texto: str = field(repr=False)
    es_html: bool


def leer_cuerpo(partes: list[Parte], defectos: set[Defecto]) -> Cuerpo:
    escritos: list[_Escrito] = []
    adjuntos: list[AdjuntoLeido] = []
    for parte in partes:
        if es_texto(parte):
            escritos.append(_escrito(parte, defectos))
        elif len(adjuntos) < MAX_ADJUNTOS:
            adjuntos.append(_adjunto(parte, len(adjuntos) + 1, defectos))
        else:
            defectos.add(Defecto.ADJUNTOS_RECORTADOS)
    texto, saneado = _juntar(escritos)
    return Cuerpo(texto, saneado, tuple(adjuntos))


def es_texto(parte: Parte) -> bool:
    """Whether a part is to be read and not kept as a file."""
    if parte.tipo not in LEGIBLES or parte.disposicion[""] == "attachment":
        return False
    return not nombre_declarado(parte)


def nombre_declarado(parte: Parte) -> str:
    nombre = parte.disposicion.get("filename") or parte.parametros.get("name") or ""
    return nombre_limpio(decodificar(nombre))


def nombre_limpio(nombre: str) -> str:
    """A file's name that hides nothing and fits; its extension is kept."""
    limpio = en_una_linea(_DE_RUTA.sub("_", nombre), 1_000).strip(" .")
    if len(limpio) <= MAX_NOMBRE:
        return limpio
    tronco, punto, extension = limpio.rpartition(".")
    if not punto or len(extension) > 10:
        return limpio[:MAX_NOMBRE]
    return f"{tronco[: MAX_NOMBRE - len(extension) - 1]}.{extension}"


def _escrito(parte: Parte, defectos: set[Defecto]) -> _Escrito:
    crudo = contenido_de(parte, defectos)
    if len(crudo) > MAX_CUERPO:
        defectos.add(Defecto.TEXTO_RECORTADO)
    texto, bien = descifrar(crudo[:MAX_CUERPO], parte.parametros.get("charset", ""))
    if not bien:
        defectos.add(Defecto.JUEGO_DE_CARACTERES)
    return _Escrito(parte.alternativa, limpiar(texto), parte.tipo == "text/html")


def _adjunto(parte: Parte, numero: int, defectos: set[Defecto]) -> AdjuntoLeido:
    tipo = parte.tipo if _TIPO.fullmatch(parte.tipo) else "application/octet-stream"
    cid = en_una_linea(parte.cid, 250)
    return AdjuntoLeido(
        nombre=nombre_declarado(parte) or f"adjunto-{numero}{EXTENSIONES.get(tipo, '')}",
        tipo=tipo,
        contenido=contenido_de(parte, defectos),
        cid=cid,
        es_incrustado=bool(cid) and parte.disposicion[""] != "attachment",
    )


def _juntar(escritos: list[_Escrito]) -> tuple[str, str]:
    """One text and one HTML, of all that is to be read, in its order."""
    textos: list[str] = []
    marcados: list[str] = []
    for _alternativa, grupo in groupby(escritos, key=lambda uno: uno.alternativa or id(uno)):
        texto, saneado = _elegir(list(grupo))
        textos.append(texto)
        marcados.append(saneado)
    hay_html = any(uno.es_html for uno in escritos)
    return "\n\n".join(filter(None, textos)), "\n".join(marcados) if hay_html else ""


def _elegir(grupo: list[_Escrito]) -> tuple[str, str]:
    llano = "\n\n".join(_de(grupo, es_html=False))
    saneado = marcado.sanear("\n".join(_de(grupo, es_html=True)))
    return llano.strip("\n") or marcado.en_texto(saneado), saneado


def _de(grupo: list[_Escrito], *, es_html: bool) -> Iterator[str]:
    return (uno.texto for uno in grupo if uno.es_html == es_html)
