"""A mail that cannot be interpreted, whatever the reason, becomes a case with the mail in it."""

from __future__ import annotations

import logging

from django.db import transaction
from django.utils.translation import gettext as _

from clientes.servicios import alta_provisional
from incidencias.models import Canal, CorreoEntrante, EstadoCorreo, ResultadoCorreo
from incidencias.servicios.apertura import abrir_incidencia
from incidencias.servicios.composicion import NuevaIncidencia
from incidencias.servicios.correo.aplicacion import marcar
from nucleo.eventos import SISTEMA

registro = logging.getLogger(__name__)


def rescatar(pk: int, motivo: str) -> bool:
    """Open the case without reading the mail; failing that too, it waits in the page of what has
    to be looked at. Whether it became a case.
    """
    try:
        return _abrir_en_bruto(pk)
    except Exception as error:  # noqa: BLE001 - whatever one mail does, the others go on
        registro.exception("el correo %s tampoco se pudo abrir sin leerlo", pk)
        _dar_por_fallido(pk, motivo or f"{type(error).__name__}: {error}")
        return False


@transaction.atomic
def _abrir_en_bruto(pk: int) -> bool:
    correo = (
        CorreoEntrante.objects.select_for_update(of=("self",))
        .select_related("buzon__grupo", "archivo")
        .filter(pk=pk, estado__in=[EstadoCorreo.RECIBIDO, EstadoCorreo.FALLIDO])
        .first()
    )
    if correo is None:
        return False
    cliente, contacto = alta_provisional(
        por=SISTEMA, nombre=_("Remitente desconocido"), en=correo.recibido_en
    )
    incidencia = abrir_incidencia(
        NuevaIncidencia(
            cliente=cliente,
            contacto=contacto,
            asunto=_("Correo que no se ha podido leer"),
            descripcion=_("Está adjunto tal como llegó. Míralo y di de quién es."),
            tipo=correo.buzon.tipo,
            canal=Canal.CORREO,
            grupo=correo.buzon.grupo,
            adjuntos=[(correo.archivo, "correo.eml")],
            avisar=False,
            correo=correo,
        ),
        por=SISTEMA,
        en=correo.recibido_en,
    )
    marcar(correo, ResultadoCorreo.CASO, incidencia=incidencia)
    return True


def _dar_por_fallido(pk: int, motivo: str) -> None:
    CorreoEntrante.objects.filter(pk=pk, estado=EstadoCorreo.RECIBIDO).update(
        estado=EstadoCorreo.FALLIDO,
        arrendado_hasta=None,
        ultimo_error=motivo.replace("\x00", "")[:300],
    )
