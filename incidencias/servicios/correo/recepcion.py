"""A mail comes in: its bytes are stored before anything else is done with it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from incidencias.correo.huella import huella_de, mensaje_id_de
from incidencias.models import Buzon, CorreoEntrante
from incidencias.servicios.correo.arriendo import ARRIENDO
from nucleo.archivos import guardar_bytes
from nucleo.cursores import avisar
from nucleo.restricciones import nombre_de

TIPO = "message/rfc822"
TAREA = "incidencias.tasks_correo.interpretar_correo"
LO_MAS_ANTIGUO = timedelta(days=365 * 20)


class ArriendoPerdido(Exception):
    """Another worker reads this mailbox now, or it was paused: leave everything as it is."""


def guardar_correo(
    buzon: Buzon,
    crudo: bytes,
    *,
    uid: int | None = None,
    uidvalidity: int | None = None,
    bytes_: int | None = None,
    recibido_en: datetime | None = None,
    apartado: bool = False,
) -> CorreoEntrante | None:
    """Store a mail as it came, once: None if it was already here.

    With `uid`, the watermark of the mailbox moves in the same transaction, and only for whoever
    holds its lease (`ArriendoPerdido` otherwise): dying before the commit leaves it to be read
    again, dying after it leaves it stored. The file goes first: written twice, it is one.
    """
    archivo = guardar_bytes(crudo, TIPO)
    llegada = arribo(recibido_en)
    fila = CorreoEntrante(
        buzon=buzon,
        uid=uid,
        uidvalidity=uidvalidity,
        mensaje_id=mensaje_id_de(crudo),
        huella=huella_de(crudo, llegada),
        archivo=archivo,
        bytes=bytes_ or len(crudo),
        es_parcial=bytes_ is not None and bytes_ > len(crudo),
        recibido_en=llegada,
        apartado_en=timezone.now() if apartado else None,
    )
    with transaction.atomic():
        if uid is not None:
            _avanzar(buzon, uid, uidvalidity)
        nueva = _guardar_una_vez(fila)
        if nueva:
            avisar(TAREA)
    return fila if nueva else None


def arribo(recibido_en: datetime | None) -> datetime:
    """When it arrived as its server says, if that can be: a clock may be wrong by decades."""
    ahora = timezone.now()
    if recibido_en is None or not ahora - LO_MAS_ANTIGUO < recibido_en <= ahora:
        return ahora
    return recibido_en


def _guardar_una_vez(fila: CorreoEntrante) -> bool:
    repetida = CorreoEntrante.objects.filter(
        buzon=fila.buzon_id, mensaje_id=fila.mensaje_id, huella=fila.huella
    )
    if repetida.exists():
        return False
    try:
        with transaction.atomic():
            fila.save(force_insert=True)
    except IntegrityError as error:
        if nombre_de(error) != "correoentrante_una_vez_por_buzon":
            raise
        return False  # another delivery of it was quicker
    return True


def _avanzar(buzon: Buzon, uid: int, uidvalidity: int | None) -> None:
    """Move the watermark and keep the lease, if it is still ours."""
    nuestro = Buzon.objects.activos().filter(pk=buzon.pk, arrendado_por=buzon.arrendado_por)
    movidos = nuestro.exclude(arrendado_por="").update(
        ultimo_uid=uid, uidvalidity=uidvalidity, arrendado_hasta=timezone.now() + ARRIENDO
    )
    if not movidos:
        raise ArriendoPerdido
