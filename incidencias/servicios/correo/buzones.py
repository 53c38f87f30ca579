"""The mailboxes, as an administrator sets them up."""

from __future__ import annotations

from celery import current_app
from django.db import transaction
from django.utils import timezone

from incidencias.models import Buzon
from incidencias.servicios.correo.recogida import TAREA_DE_UN_BUZON
from nucleo.restricciones import traducir_integridad
from nucleo.secretos import cifrar

# Another folder than the one that was read: it is read from its beginning.
DONDE_SE_LEE = ("servidor", "usuario", "carpeta")


@transaction.atomic
def guardar_buzon(buzon: Buzon, *, secreto: str = "", oauth_secreto: str = "") -> Buzon:
    """Save a mailbox; an empty secret keeps the one it had. Only one is the default one.

    Raises ErrorDeNegocio if that folder is being read already.
    """
    poner_secretos(buzon, secreto=secreto, oauth_secreto=oauth_secreto)
    previo = Buzon.objects.select_for_update().filter(pk=buzon.pk).first() if buzon.pk else None
    if previo and any(getattr(previo, campo) != getattr(buzon, campo) for campo in DONDE_SE_LEE):
        buzon.uidvalidity, buzon.ultimo_uid = None, 0
    if buzon.es_por_defecto:
        Buzon.objects.exclude(pk=buzon.pk).filter(es_por_defecto=True).update(es_por_defecto=False)
    buzon.proxima_recogida_en, buzon.fallos_seguidos = timezone.now(), 0
    with traducir_integridad():
        buzon.save()
    return buzon


def poner_secretos(buzon: Buzon, *, secreto: str = "", oauth_secreto: str = "") -> None:
    """Those that were typed, ciphered; nothing is saved."""
    if secreto:
        buzon.secreto, buzon.oauth_acceso, buzon.oauth_caduca_en = cifrar(secreto), "", None
    if oauth_secreto:
        buzon.oauth_secreto = cifrar(oauth_secreto)


@transaction.atomic
def pausar_buzon(pk: int) -> Buzon:
    """Nobody reads it until it goes on; whoever is reading it stops at the next mail."""
    buzon = Buzon.objects.select_for_update().get(pk=pk)
    if buzon.pausado_en is None:
        buzon.pausado_en = timezone.now()
        buzon.save(update_fields=["pausado_en"])
    return buzon


@transaction.atomic
def reanudar_buzon(pk: int) -> Buzon:
    """Read it again from where it was left, at once."""
    buzon = Buzon.objects.select_for_update().get(pk=pk)
    buzon.pausado_en = None
    buzon.save(update_fields=["pausado_en"])
    return recoger_ya(pk)


@transaction.atomic
def recoger_ya(pk: int) -> Buzon:
    """Its turn is now, whatever it was waiting for."""
    buzon = Buzon.objects.select_for_update().get(pk=pk)
    buzon.proxima_recogida_en = timezone.now()
    buzon.save(update_fields=["proxima_recogida_en"])
    transaction.on_commit(lambda: pedir_recogida(pk), robust=True)
    return buzon


def pedir_recogida(pk: int) -> None:
    """Ask a worker to read it; losing it costs some seconds."""
    current_app.send_task(TAREA_DE_UN_BUZON, args=[pk], ignore_result=True, retry=False)
