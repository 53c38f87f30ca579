"""The door of the outbox: what leaves is written in the same transaction as its cause."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nucleo.cursores import avisar
from nucleo.errores import ErrorDeNegocio
from nucleo.insercion import insertar_fila
from nucleo.models import Archivo, Comunicacion, ComunicacionAdjunto
from nucleo.models.comunicaciones import Canal, Carril, Clase, Destino
from nucleo.restricciones import traducir_integridad

TAREA = "nucleo.tasks.entregar_comunicaciones"
LARGO_ASUNTO = 250


def componer_comunicacion(
    *,
    clave: str,
    plantilla: str,
    para: str,
    asunto: str,
    datos: Mapping[str, Any],
    clase: str = Clase.SERVICIO,
    permiso: str = "",
    carril: str = Carril.NORMAL,
    idioma: str = "es",
    enlaces: Mapping[str, Any] | None = None,
    programado_para: datetime | None = None,
    remitente: str = "",
    responder_a: str = "",
    referencia: str = "",
    canal: str = Canal.CORREO,
    cabeceras: Mapping[str, str] | None = None,
) -> Comunicacion:
    """Build the row of a message, unsaved. Its body is rendered at delivery from `plantilla`.

    `enlaces` as in `nucleo.enlaces.derivar`; `{name}` in `responder_a` becomes the token of that
    link at delivery; `remitente` is who sends it, if not the installation; `referencia` is the code
    of what it is about, to find its fate on screen.
    """
    cuando = programado_para or timezone.now()
    return Comunicacion(
        clave=clave,
        plantilla=plantilla,
        para=para,
        asunto=" ".join(asunto.split())[:LARGO_ASUNTO],  # a line break would end the header
        datos=dict(datos),
        clase=clase,
        permiso=permiso,
        carril=carril,
        idioma=idioma,
        enlaces=dict(enlaces or {}),
        programado_para=cuando,
        proximo_intento_en=cuando,
        remitente=remitente,
        responder_a=responder_a,
        referencia=referencia,
        canal=canal,
        cabeceras=dict(cabeceras or {}),
    )


@transaction.atomic(savepoint=False)
def encolar(
    *, clave: str, adjuntos: Sequence[tuple[Archivo, str]] = (), **campos: Any
) -> Comunicacion:
    """Put a message in the outbox, once per `clave`; asked again, return the one that is there.

    Takes what `componer_comunicacion` takes, and files with the name they travel under.
    Raises ErrorDeNegocio if the message may not exist (a commercial one without permission): then
    the transaction of its cause is undone too.
    """
    nueva = componer_comunicacion(clave=clave, **campos)
    guardada, creada = _guardar_una_vez(nueva)
    if creada:
        if adjuntos:
            _adjuntar(guardada, adjuntos)
        avisar(TAREA)
    return guardada


def _guardar_una_vez(nueva: Comunicacion) -> tuple[Comunicacion, bool]:
    """Save it unless it is there already, or another transaction was quicker with the same key.

    It nearly never is: trying first, without a savepoint, spares three statements to every intake.
    """
    with traducir_integridad(savepoint=False):
        if insertar_fila(nueva, si_no_esta=True):
            return nueva, True
    return Comunicacion.objects.get(clave=nueva.clave), False


def _adjuntar(comunicacion: Comunicacion, adjuntos: Sequence[tuple[Archivo, str]]) -> None:
    ComunicacionAdjunto.objects.bulk_create(
        ComunicacionAdjunto(comunicacion=comunicacion, archivo=archivo, nombre=nombre, orden=orden)
        for orden, (archivo, nombre) in enumerate(adjuntos)
    )


@transaction.atomic
def anular(clave: str) -> bool:
    """Take back a message that has not left; False if it is already on its way or sent.

    Compare-and-swap against the worker's lease: a message is annulled or sent, never both.
    """
    ahora = timezone.now()
    anuladas = (
        Comunicacion.objects.pendientes()
        .filter(clave=clave)
        .exclude(arrendada_hasta__gt=ahora)
        .update(destino=Destino.ANULADA, anulado_en=ahora)
    )
    return bool(anuladas)


@transaction.atomic
def reintentar(clave: str) -> Comunicacion:
    """Send again, from the first attempt, a message that was given up.

    Raises ErrorDeNegocio if it was not: nobody wants to send by accident what already arrived.
    """
    comunicacion = Comunicacion.objects.select_for_update().get(clave=clave)
    if comunicacion.destino != Destino.FALLIDA:
        raise ErrorDeNegocio(_("Solo se reintenta una comunicación que no se pudo enviar."))
    comunicacion.destino, comunicacion.fallido_en = Destino.PENDIENTE, None
    comunicacion.intentos, comunicacion.proximo_intento_en = 0, timezone.now()
    comunicacion.save(update_fields=["destino", "fallido_en", "intentos", "proximo_intento_en"])
    avisar(TAREA)
    return comunicacion
