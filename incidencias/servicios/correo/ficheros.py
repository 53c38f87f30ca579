"""The files of a mail, stored by their hash; nothing of them is opened, run or refused."""

from __future__ import annotations

import os
from dataclasses import dataclass

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _

from incidencias.models import Adjunto, Incidencia, Mensaje
from incidencias.servicios.composicion import Fichero
from nucleo import archivos
from nucleo.correo.tipos import AdjuntoLeido, CorreoLeido
from nucleo.errores import ErrorDeNegocio
from nucleo.models import Archivo

LARGO_NOMBRE = 150
LARGO_CID = 200
SIN_ABRIR = "application/octet-stream"  # offered for download and nothing else


@dataclass(frozen=True)
class FicheroDeCorreo:
    archivo: Archivo
    nombre: str
    cid: str = ""


def guardar_ficheros(leido: CorreoLeido, *, es_parcial: bool = False) -> list[FicheroDeCorreo]:
    """Outside any transaction: what is left over if it fails is found again by its hash.

    With `es_parcial`, the file in which the mail was cut says so in its name.
    """
    return [
        FicheroDeCorreo(
            _guardar(adjunto),
            _nombre(adjunto, es_parcial=es_parcial),
            adjunto.cid[:LARGO_CID],
        )
        for adjunto in leido.adjuntos
        if adjunto.contenido
    ]


def _nombre(adjunto: AdjuntoLeido, *, es_parcial: bool) -> str:
    nombre = adjunto.nombre or "adjunto"
    if not (es_parcial and adjunto.llega_al_final):
        return nombre[-LARGO_NOMBRE:]
    megas = settings.CORREO_MAX_BYTES // 1024**2
    dicho = _("incompleto, el correo pasaba de %(megas)d MB") % {"megas": megas}
    tronco, extension = os.path.splitext(nombre)
    cola = f" ({dicho}){extension[:20]}"
    return tronco[: LARGO_NOMBRE - len(cola)] + cola


def _guardar(adjunto: AdjuntoLeido) -> Archivo:
    """Cleaned and with its type if it is of those that we show; otherwise as it came."""
    nombre = adjunto.nombre or "adjunto"
    try:
        fichero = SimpleUploadedFile(nombre, adjunto.contenido)
        return archivos.guardar(fichero, admitidos=archivos.DOCUMENTOS)
    except ErrorDeNegocio:
        return archivos.guardar_bytes(adjunto.contenido, SIN_ABRIR)


def como_adjuntos(ficheros: list[FicheroDeCorreo]) -> list[Fichero]:
    return [(fichero.archivo, fichero.nombre) for fichero in ficheros]


def nombrar_incrustados(
    ficheros: list[FicheroDeCorreo], incidencia: Incidencia, mensaje: Mensaje | None
) -> None:
    """Which attachment each image of its HTML is."""
    for fichero in ficheros:
        if fichero.cid:
            suyos = Adjunto.objects.filter(incidencia=incidencia, mensaje=mensaje)
            suyos.filter(archivo=fichero.archivo, nombre=fichero.nombre).update(cid=fichero.cid)
