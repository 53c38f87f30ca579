"""Delivery of the outbox: lease, send, mark (docs/concurrency.md).

The lease is committed before the message leaves. A worker that dies in between lets it expire,
and another one sends it again with the same Message-ID: seen twice at most, lost never.
"""

import logging
import smtplib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, Q
from django.template import TemplateDoesNotExist
from django.utils import timezone

from nucleo import sms, whatsapp
from nucleo.correo_saliente import componer_correo
from nucleo.models import Comunicacion
from nucleo.models.comunicaciones import Canal, Carril, Destino

registro = logging.getLogger(__name__)

ARRIENDO = timedelta(minutes=10)  # more than LOTE messages that all wait for the SMTP timeout
LOTE = 10
LOTES_POR_VUELTA = 200
PRIMERA_ESPERA = timedelta(seconds=30)
ESPERA_MAXIMA = timedelta(hours=6)
INTENTOS_MAXIMOS = 20  # about two and a half days
ORDEN_DE_CARRILES = (Carril.URGENTE, Carril.NORMAL, Carril.MASIVO)


class NoSePuedeEntregar(Exception):
    """It will not work tomorrow either: the address or the channel is wrong."""


def entregar_pendientes() -> int:
    """Send what is due, the urgent lane first at every batch; returns how many left.

    Stops after LOTES_POR_VUELTA batches: the periodic task comes back for the rest.
    """
    enviadas = 0
    for _vuelta in range(LOTES_POR_VUELTA):
        lote = arrendar_lote()
        if not lote:
            break
        enviadas += sum(_entregar_lote(lote))
    return enviadas


def arrendar_lote() -> list[Comunicacion]:
    """Take the next batch of the first lane that has something due."""
    for carril in ORDEN_DE_CARRILES:
        lote = _arrendar(carril)
        if lote:
            return lote
    return []


@transaction.atomic
def _arrendar(carril: str) -> list[Comunicacion]:
    """Lease for this worker; other workers skip what is locked and what is leased.

    The attempt counts from here: a message that kills its worker must not do it for ever.
    """
    ahora = timezone.now()
    vencidas = Q(arrendada_hasta=None) | Q(arrendada_hasta__lt=ahora)
    lote = list(
        Comunicacion.objects.pendientes()
        .filter(vencidas, carril=carril, proximo_intento_en__lte=ahora)
        .order_by("proximo_intento_en")
        .select_for_update(skip_locked=True)[:LOTE]
    )
    Comunicacion.objects.filter(pk__in=[una.pk for una in lote]).update(
        arrendada_hasta=ahora + ARRIENDO, intentos=F("intentos") + 1
    )
    for una in lote:
        una.arrendada_hasta, una.intentos = ahora + ARRIENDO, una.intentos + 1
    return lote


def _entregar_lote(lote: list[Comunicacion]) -> Iterator[bool]:
    """One SMTP connection for the batch; whether each message left."""
    conexion = get_connection()
    try:
        for comunicacion in lote:
            yield _entregar(comunicacion, conexion)
    finally:
        _cerrar(conexion)


def _entregar(comunicacion: Comunicacion, conexion: BaseEmailBackend) -> bool:
    try:
        ENTREGADORES.get(comunicacion.canal, _sin_canal)(comunicacion, conexion)
    except Exception as error:  # noqa: BLE001 - whatever happens to one, the others must leave
        _cerrar(conexion)  # in an unknown state: the next message opens a new one
        _apuntar_fallo(comunicacion, error)
        return False
    _apuntar_envio(comunicacion)
    return True


def _cerrar(conexion: BaseEmailBackend) -> None:
    try:
        conexion.close()
    except OSError:  # SMTPException is one: the server hung up before us
        registro.debug("el servidor de correo colgó antes", exc_info=True)


def _enviar_correo(comunicacion: Comunicacion, conexion: BaseEmailBackend) -> None:
    try:
        mensaje = componer_correo(comunicacion)
        mensaje.message()  # bad addresses and headers come out here, before the connection
    except ValueError as error:
        raise NoSePuedeEntregar(str(error)) from error
    conexion.open()
    conexion.send_messages([mensaje])


def _sin_canal(comunicacion: Comunicacion, conexion: BaseEmailBackend) -> None:
    raise NoSePuedeEntregar(f"no hay forma de enviar por {comunicacion.canal}")


def _enviar_whatsapp(comunicacion: Comunicacion, conexion: BaseEmailBackend) -> None:
    """Through the provider, within its 24 hours; without one it says so and nothing is feigned."""
    datos = comunicacion.datos
    ultimo = datos.get("ultimo_del_cliente_en")
    plantilla = datos.get("plantilla_aprobada")
    try:
        whatsapp.enviar(
            para=comunicacion.para,
            clave=comunicacion.clave,
            texto=str(datos.get("texto") or ""),
            ahora=timezone.now(),
            ultimo_del_cliente_en=datetime.fromisoformat(ultimo) if ultimo else None,
            plantilla=whatsapp.PlantillaAprobada(**plantilla) if plantilla else None,
        )
    except whatsapp.SinProveedor as error:
        raise NoSePuedeEntregar("no hay ningún proveedor de WhatsApp configurado") from error
    except whatsapp.FueraDeVentana as error:
        raise NoSePuedeEntregar(
            "han pasado 24 horas desde el último mensaje del cliente: hace falta una plantilla"
            " aprobada"
        ) from error


def _enviar_sms(comunicacion: Comunicacion, conexion: BaseEmailBackend) -> None:
    try:
        sms.enviar(comunicacion)
    except sms.SinPasarela as error:
        raise NoSePuedeEntregar("no hay ninguna pasarela de SMS configurada") from error
    except sms.NoLoAcepta as error:
        raise NoSePuedeEntregar(f"la pasarela de SMS no lo acepta: {error}") from error
    except TemplateDoesNotExist as error:
        raise NoSePuedeEntregar(f"no hay texto de SMS para {comunicacion.plantilla}") from error


ENTREGADORES: dict[str, Callable[[Comunicacion, BaseEmailBackend], None]] = {
    Canal.CORREO: _enviar_correo,
    Canal.SMS: _enviar_sms,
    Canal.WHATSAPP: _enviar_whatsapp,
}


def _apuntar_envio(comunicacion: Comunicacion) -> None:
    """Whoever got it accepted marks it, even if its lease ran out meanwhile."""
    Comunicacion.objects.pendientes().filter(pk=comunicacion.pk).update(
        destino=Destino.ENVIADA, enviado_en=timezone.now(), arrendada_hasta=None, ultimo_error=""
    )


def _apuntar_fallo(comunicacion: Comunicacion, error: Exception) -> None:
    """Wait for the next attempt, or give up and say so. Only the holder of the lease may."""
    registro.warning("no salió %s: %s", comunicacion.clave, error)
    cambios: dict[str, Any] = {"arrendada_hasta": None, "ultimo_error": _resumen(error)}
    if es_definitivo(error) or comunicacion.intentos >= INTENTOS_MAXIMOS:
        cambios |= {"destino": Destino.FALLIDA, "fallido_en": timezone.now()}
    else:
        cambios |= {"proximo_intento_en": timezone.now() + espera(comunicacion.intentos)}
    Comunicacion.objects.pendientes().filter(
        pk=comunicacion.pk, arrendada_hasta=comunicacion.arrendada_hasta
    ).update(**cambios)


def espera(intentos: int) -> timedelta:
    """How long until the next attempt, doubling: 30 s, 1 min, 2 min… up to 6 h."""
    return min(PRIMERA_ESPERA * 2 ** min(intentos - 1, 12), ESPERA_MAXIMA)


def es_definitivo(error: Exception) -> bool:
    """Whether the server said "never" (5xx to this recipient or message) and not "later"."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(codigo >= 500 for codigo, _motivo in error.recipients.values())
    if isinstance(error, smtplib.SMTPDataError | smtplib.SMTPSenderRefused):
        return error.smtp_code >= 500
    return isinstance(error, NoSePuedeEntregar)


def _resumen(error: Exception) -> str:
    """What the server said, for the person who will have to correct it."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(_respuesta(*una) for una in error.recipients.values())[:300]
    if isinstance(error, smtplib.SMTPResponseException):
        return _respuesta(error.smtp_code, error.smtp_error)[:300]
    return f"{type(error).__name__}: {error}"[:300]


def _respuesta(codigo: int, texto: bytes | str) -> str:
    legible = texto.decode(errors="replace") if isinstance(texto, bytes) else texto
    return f"{codigo} {legible}"
