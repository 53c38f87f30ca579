"""WhatsApp by hand: what was prepared on the telephone, and what its person says became of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.identidad import normalizar_telefono
from clientes.models import Cliente, Contacto
from cuentas.models import Usuario
from incidencias.estados import SIN_CONVERSACION
from incidencias.eventos import Codigo
from incidencias.models import (
    Canal,
    DireccionMensaje,
    EnvioWhatsApp,
    Estado,
    EstadoEnvio,
    Incidencia,
    Mensaje,
)
from incidencias.servicios.bloqueo import bloquear
from incidencias.servicios.composicion import componer_mensaje, componer_toma
from incidencias.servicios.guardado import guardar_expediente
from incidencias.servicios.linea import anotar
from nucleo.errores import ErrorDeNegocio
from nucleo.exigencias import exigir_texto, momento

LARGO = 4_000  # what a link to WhatsApp carries without trouble


@transaction.atomic
def preparar_whatsapp(
    cliente: Cliente,
    *,
    por: Usuario,
    texto: str,
    telefono: str,
    incidencia: Incidencia | None = None,
    contacto: Contacto | None = None,
    plantilla: str = "",
    en: datetime | None = None,
) -> EnvioWhatsApp:
    """Note that WhatsApp is being opened with this text. Nothing has been sent: no clock moves.

    Raises ErrorDeNegocio without text, for a telephone that nobody can have, or if the case is
    cancelled or merged.
    """
    texto = exigir_texto(texto, _("Escribe el mensaje."), "texto")
    if len(texto) > LARGO:
        raise ErrorDeNegocio(
            _("WhatsApp no abre un texto de más de %(largo)s letras.") % {"largo": LARGO},
            campo="texto",
        )
    numero = normalizar_telefono(telefono)
    if not numero:
        raise ErrorDeNegocio(_("Escribe a qué teléfono."), campo="telefono")
    if incidencia is not None:
        incidencia = bloquear(incidencia.pk).incidencia
        _exigir_viva(incidencia)
    envio = EnvioWhatsApp.objects.create(
        cliente=cliente,
        incidencia=incidencia,
        contacto=contacto,
        telefono=numero,
        plantilla=plantilla,
        texto=texto,
        usuario=por,
        preparado_en=momento(en),
    )
    if incidencia is not None:
        anotar(
            incidencia,
            Codigo.WHATSAPP_PREPARADO,
            por=por,
            en=envio.preparado_en,
            envio=envio.pk,
        )
    return envio


@transaction.atomic
def confirmar_whatsapp(pk: int, *, por: Usuario) -> EnvioWhatsApp:
    """Its person says that it was sent: it is an answer, of the moment in which it was prepared.

    Raises ErrorDeNegocio if it had been decided already.
    """
    envio = _bloquear_envio(pk)
    if envio.incidencia_id is not None:
        envio.mensaje = _componer_envio(envio, por)
    envio.estado, envio.decidido_en = EstadoEnvio.ENVIADO, timezone.now()
    envio.save(update_fields=["estado", "decidido_en", "mensaje"])
    return envio


@transaction.atomic
def descartar_whatsapp(pk: int, *, por: Usuario) -> EnvioWhatsApp:
    """It was never sent. Raises ErrorDeNegocio if it had been decided already."""
    envio = _bloquear_envio(pk)
    envio.estado, envio.decidido_en = EstadoEnvio.DESCARTADO, timezone.now()
    envio.save(update_fields=["estado", "decidido_en"])
    if envio.incidencia is not None:
        anotar(envio.incidencia, Codigo.WHATSAPP_DESCARTADO, por=por, envio=envio.pk)
    return envio


def _bloquear_envio(pk: int) -> EnvioWhatsApp:
    """The case first, as every decision on it, and then what was prepared."""
    previo = EnvioWhatsApp.objects.only("incidencia_id").get(pk=pk)
    if previo.incidencia_id is not None:
        Incidencia.objects.select_for_update().only("pk").get(pk=previo.incidencia_id)
    envio = EnvioWhatsApp.objects.select_for_update().get(pk=pk)
    if envio.estado != EstadoEnvio.PREPARADO:
        raise ErrorDeNegocio(_("Ya se dijo qué pasó con ese WhatsApp."), codigo="ya_decidido")
    return envio


def _componer_envio(envio: EnvioWhatsApp, por: Usuario) -> Mensaje:
    expediente = bloquear(envio.incidencia_id)  # type: ignore[arg-type]
    incidencia = expediente.incidencia
    _exigir_viva(incidencia)
    en = max(envio.preparado_en, incidencia.ocurrida_en)
    if incidencia.estado == Estado.NUEVA:
        componer_toma(expediente, por=por, en=en)
    previo, respondia = incidencia.ultimo_mensaje_en, incidencia.responde_el_cliente
    mensaje = componer_mensaje(
        expediente,
        direccion=DireccionMensaje.SALIENTE,
        canal=Canal.WHATSAPP,
        texto=envio.texto,
        por=por,
        en=en,
    )
    if previo > en:  # they have written since then
        incidencia.ultimo_mensaje_en, incidencia.responde_el_cliente = previo, respondia
    guardar_expediente(expediente)
    return mensaje


def _exigir_viva(incidencia: Incidencia) -> None:
    if incidencia.estado in SIN_CONVERSACION:
        raise ErrorDeNegocio(_("En esta incidencia ya no se escribe."))
