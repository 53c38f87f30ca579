"""The files of a mail: their names, their types, and nothing of what is inside. None is opened."""

import re

from nucleo.correo.cabeceras import decodificar
from nucleo.correo.limpieza import en_una_linea
from nucleo.correo.partes import Parte, contenido_de
from nucleo.correo.tipos import AdjuntoLeido, Defecto

MAX_NOMBRE = 150
MAX_CID = 250
DESCONOCIDO = "application/octet-stream"
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
    "application/pgp-encrypted": ".asc",
}
_DE_RUTA = re.compile(r'[\\/:*?"<>|]')
_TIPO = re.compile(r"[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,60}")


def nombre_declarado(parte: Parte) -> str:
    """What the part calls its file, cleaned; empty if it is not called anything."""
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


def adjunto_de(parte: Parte, numero: int, defectos: set[Defecto]) -> AdjuntoLeido:
    """The file that a part is, with the name it has or one by its number."""
    return adjunto_con(
        contenido_de(parte, defectos),
        nombre=nombre_declarado(parte),
        tipo=parte.tipo,
        cid=parte.cid,
        numero=numero,
        es_adjunto=parte.disposicion[""] == "attachment",
        llega_al_final=parte.llega_al_final,
    )


def adjunto_con(
    contenido: bytes,
    *,
    nombre: str,
    tipo: str,
    numero: int,
    cid: str = "",
    es_adjunto: bool = False,
    llega_al_final: bool = False,
) -> AdjuntoLeido:
    tipo = tipo if _TIPO.fullmatch(tipo) else DESCONOCIDO
    cid = en_una_linea(cid, MAX_CID)
    return AdjuntoLeido(
        nombre=nombre_limpio(nombre) or f"adjunto-{numero}{EXTENSIONES.get(tipo, '')}",
        tipo=tipo,
        contenido=contenido,
        cid=cid,
        es_incrustado=bool(cid) and not es_adjunto,
        llega_al_final=llega_al_final,
    )
