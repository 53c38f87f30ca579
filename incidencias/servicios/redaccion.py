"""Replies on their way out: some seconds to undo them, or a date to leave on.

Until one leaves there is neither message nor event nor mail: what is undone never was, and the
first-response clock sees the instant at which it really left (docs/decisions/020).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.eventos import Actor, usuario_de
from conocimiento.servicios import contar_usos
from conocimiento.textos import huecos_de
from cuentas.models import Usuario
from cuentas.servicios import notificar
from incidencias.estados import SIN_CONVERSACION
from incidencias.models import (
    AdjuntoPorEnviar,
    Borrador,
    DireccionMensaje,
    Estado,
    EstadoRespuesta,
    Incidencia,
    Mensaje,
    RespuestaProgramada,
)
from incidencias.servicios.bloqueo import bloquear
from incidencias.servicios.borradores import poner_en_borrador
from incidencias.servicios.composicion import Expediente, Fichero
from incidencias.servicios.conversacion import decir_al_cliente, exigir_viva
from nucleo.cursores import avisar
from nucleo.errores import ErrorDeNegocio
from nucleo.exigencias import exigir_texto
from nucleo.novedades import apuntar_cambio

registro = logging.getLogger(__name__)

TAREA = "incidencias.tasks.enviar_respuestas"
LO_MAS_LEJANO = timedelta(days=366)
PUBLICOS = [DireccionMensaje.ENTRANTE, DireccionMensaje.SALIENTE]
PENDIENTES = [EstadoRespuesta.PROGRAMADA, EstadoRespuesta.RETENIDA]


@dataclass(frozen=True)
class Visto:
    """The last that whoever writes had on screen: a public message, a reply on its way."""

    mensaje: int = 0
    respuesta: int = 0

    @classmethod
    def leer(cls, texto: str) -> Visto | None:
        """What a page carries; None from a page without it or with somebody's invention."""
        mensaje, _punto, respuesta = texto.partition(".")
        if not (mensaje.isdecimal() and respuesta.isdecimal()) or len(texto) > 40:
            return None
        return cls(int(mensaje), int(respuesta))

    def __str__(self) -> str:
        return f"{self.mensaje}.{self.respuesta}"


@dataclass(frozen=True)
class Novedad:
    """What was said meanwhile, to show it before sending over it."""

    quien: str
    texto: str
    en: datetime
    es_de_cliente: bool
    por_salir: bool = False


class HayNovedades(ErrorDeNegocio):
    """Something public was said since the composer was opened: a person looks and decides."""

    def __init__(self, novedades: Sequence[Novedad], visto: Visto) -> None:
        super().__init__(
            _("Mientras escribías ha llegado algo nuevo. Léelo y, si sigue valiendo, envía."),
            codigo="hay_novedades",
        )
        self.novedades, self.visto = novedades, visto


@transaction.atomic
def programar_respuesta(
    pk: int,
    *,
    por: Usuario,
    texto: str,
    adjuntos: Sequence[Fichero] = (),
    enviar_en: datetime | None = None,
    solo_si_calla: bool = False,
    plantillas: Iterable[int] = (),
    visto: Visto | None = None,
    es_del_redactor: bool = True,
) -> RespuestaProgramada:
    """Put a reply on its way: it leaves in some seconds, or at `enviar_en`, and can be undone.

    What was being written goes with it, unless it does not come from the composer (a macro's).

    Raises ErrorDeNegocio without text, with gaps of a template still to fill, for an absurd date,
    on a dead case; and HayNovedades, with what is new, if `visto` is not the last thing said.
    """
    expediente = bloquear(pk)
    exigir_viva(expediente)
    texto = exigir_texto(texto, _("Escribe la respuesta antes de enviarla."), "texto")
    exigir_sin_huecos(texto)
    if visto is not None:
        _exigir_visto(expediente.incidencia, visto, por)
    ahora = timezone.now()
    respuesta = RespuestaProgramada.objects.create(
        incidencia=expediente.incidencia,
        usuario=por,
        texto=texto,
        enviar_en=_cuando(enviar_en, ahora),
        es_para_luego=enviar_en is not None,
        solo_si_calla=solo_si_calla and enviar_en is not None,
        plantillas=sorted(set(plantillas)),
        creada_en=ahora,
    )
    AdjuntoPorEnviar.objects.bulk_create(
        AdjuntoPorEnviar(respuesta=respuesta, archivo=archivo, nombre=nombre)
        for archivo, nombre in adjuntos
    )
    if es_del_redactor:
        Borrador.objects.filter(incidencia=pk, usuario=por, es_nota=False).delete()
    apuntar_cambio(expediente.incidencia.tema)
    if enviar_en is None:
        avisar(TAREA, dentro_de_s=settings.INCIDENCIA_SEGUNDOS_DESHACER)
    return respuesta


def exigir_sin_huecos(texto: str) -> None:
    """Raises ErrorDeNegocio if a template left something to be filled in by a person."""
    huecos = huecos_de(texto)
    if huecos:
        raise ErrorDeNegocio(
            _("Falta por rellenar: %(huecos)s.") % {"huecos": ", ".join(huecos)}, campo="texto"
        )


def _cuando(enviar_en: datetime | None, ahora: datetime) -> datetime:
    if enviar_en is None:
        return ahora + timedelta(seconds=settings.INCIDENCIA_SEGUNDOS_DESHACER)
    if not ahora < enviar_en <= ahora + LO_MAS_LEJANO:
        raise ErrorDeNegocio(_("Elige un momento entre ahora y dentro de un año."), campo="cuando")
    return enviar_en


def _exigir_visto(incidencia: Incidencia, visto: Visto, por: Usuario) -> None:
    """What others said or are about to say since then. What one said oneself is no news."""
    respuestas = list(
        RespuestaProgramada.objects.filter(
            incidencia=incidencia, estado=EstadoRespuesta.PROGRAMADA, pk__gt=visto.respuesta
        )
        .exclude(usuario=por)
        .select_related("usuario")
        .order_by("pk")
    )
    vistas_al_salir = RespuestaProgramada.objects.filter(
        incidencia=incidencia, pk__lte=visto.respuesta, mensaje__isnull=False
    )
    mensajes = list(
        incidencia.mensajes.filter(direccion__in=PUBLICOS, pk__gt=visto.mensaje)
        .exclude(Q(usuario=por) | Q(pk__in=vistas_al_salir.values("mensaje")))
        .select_related("usuario", "contacto")
        .defer("busqueda")
        .order_by("ocurrido_en", "pk")
    )
    if not respuestas and not mensajes:
        return
    ultimo = Visto(
        max([visto.mensaje, *(m.pk for m in mensajes)]),
        max([visto.respuesta, *(r.pk for r in respuestas)]),
    )
    novedades = [_de_mensaje(m) for m in mensajes] + [_por_salir(r) for r in respuestas]
    raise HayNovedades(novedades, ultimo)


def _de_mensaje(mensaje: Mensaje) -> Novedad:
    return Novedad(
        quien=str(mensaje.usuario or mensaje.contacto or _("El cliente")),
        texto=mensaje.texto,
        en=mensaje.ocurrido_en,
        es_de_cliente=mensaje.direccion == DireccionMensaje.ENTRANTE,
    )


def _por_salir(respuesta: RespuestaProgramada) -> Novedad:
    return Novedad(
        quien=str(respuesta.usuario),
        texto=respuesta.texto,
        en=respuesta.enviar_en,
        es_de_cliente=False,
        por_salir=True,
    )


# --- Taking it back, changing it


@transaction.atomic
def deshacer_respuesta(respuesta_pk: int, *, por: Usuario) -> RespuestaProgramada:
    """Take back a reply that has not left; its text and files return to the composer of `por`.

    Raises ErrorDeNegocio if it has left: the case's row is locked, so it left or it was undone.
    """
    respuesta = _pendiente(respuesta_pk)
    respuesta.estado, respuesta.terminada_en = EstadoRespuesta.ANULADA, timezone.now()
    respuesta.anulada_por = por
    respuesta.save(update_fields=["estado", "terminada_en", "anulada_por"])
    _devolver_al_redactor(respuesta, por)
    apuntar_cambio(respuesta.incidencia.tema)
    return respuesta


def _devolver_al_redactor(respuesta: RespuestaProgramada, por: Usuario) -> None:
    borrador = poner_en_borrador(
        respuesta.incidencia_id, por=por, texto=respuesta.texto, delante=True
    )
    respuesta.adjuntos.update(respuesta=None, borrador=borrador)


@transaction.atomic
def cambiar_respuesta(
    respuesta_pk: int,
    *,
    por: Actor,
    texto: str,
    enviar_en: datetime,
    solo_si_calla: bool = False,
) -> RespuestaProgramada:
    """Change what a scheduled reply says or when it leaves. One that was held leaves then.

    It leaves under the name of whoever wrote what it says now.

    Raises ErrorDeNegocio if it has left, without text or for an absurd date.
    """
    respuesta = _pendiente(respuesta_pk)
    antes = respuesta.texto
    respuesta.texto = exigir_texto(texto, _("La respuesta está vacía."), "texto")
    if respuesta.texto != antes:
        respuesta.usuario = usuario_de(por) or respuesta.usuario
    exigir_sin_huecos(respuesta.texto)
    respuesta.enviar_en = _cuando(enviar_en, timezone.now())
    respuesta.solo_si_calla, respuesta.es_para_luego = solo_si_calla, True
    respuesta.estado, respuesta.motivo = EstadoRespuesta.PROGRAMADA, ""
    # What the customer said until now, whoever changes it has read.
    respuesta.creada_en = timezone.now()
    respuesta.save()
    apuntar_cambio(respuesta.incidencia.tema)
    return respuesta


@transaction.atomic
def enviar_ya(respuesta_pk: int, *, por: Actor) -> Mensaje:
    """Send now a reply that was waiting or held, whatever held it. It says who wrote it."""
    respuesta = _pendiente(respuesta_pk)
    expediente = bloquear(respuesta.incidencia_id)
    return _sacar(expediente, respuesta)


def soltar_respuestas(pk: int, *, por: Usuario) -> int:
    """Let go what this person had still time to undo: they go on with another decision.

    So a resolution never overtakes the reply that was written before it. Returns how many.
    """
    suyas = RespuestaProgramada.objects.filter(
        incidencia=pk, usuario=por, estado=EstadoRespuesta.PROGRAMADA, es_para_luego=False
    )
    return sum(
        sacar_respuesta(uno, sin_esperar=True) is not None
        for uno in suyas.order_by("pk").values_list("pk", flat=True)
    )


def _pendiente(respuesta_pk: int) -> RespuestaProgramada:
    """The reply, with its case locked; ErrorDeNegocio if it is not on its way any more."""
    bloquear(
        RespuestaProgramada.objects.values_list("incidencia_id", flat=True).get(pk=respuesta_pk)
    )
    respuesta = RespuestaProgramada.objects.select_related("usuario", "incidencia").get(
        pk=respuesta_pk
    )
    if respuesta.estado == EstadoRespuesta.ENVIADA:
        raise ErrorDeNegocio(_("Ya ha salido: no se puede deshacer."), codigo="ya_salio")
    if respuesta.estado == EstadoRespuesta.ANULADA:
        raise ErrorDeNegocio(_("Ya estaba anulada."), codigo="ya_anulada")
    return respuesta


# --- Leaving


@transaction.atomic
def sacar_respuesta(respuesta_pk: int, *, sin_esperar: bool = False) -> Mensaje | None:
    """Send a reply whose time has come, or hold it, telling why to who wrote it.

    None if there was nothing to do: undone, sent, held, or put off meanwhile.
    """
    expediente = bloquear(
        RespuestaProgramada.objects.values_list("incidencia_id", flat=True).get(pk=respuesta_pk)
    )
    respuesta = RespuestaProgramada.objects.select_related("usuario", "incidencia").get(
        pk=respuesta_pk
    )
    es_hora = sin_esperar or respuesta.enviar_en <= timezone.now()
    if respuesta.estado != EstadoRespuesta.PROGRAMADA or not es_hora:
        return None
    motivo = _por_que_no(expediente.incidencia, respuesta)
    if motivo:
        _retener(expediente.incidencia, respuesta, motivo)
        return None
    return _sacar(expediente, respuesta)


def _sacar(expediente: Expediente, respuesta: RespuestaProgramada) -> Mensaje:
    adjuntos = [(uno.archivo, uno.nombre) for uno in respuesta.adjuntos.select_related("archivo")]
    mensaje = decir_al_cliente(
        expediente, por=respuesta.usuario, texto=respuesta.texto, adjuntos=adjuntos
    )
    respuesta.estado, respuesta.terminada_en = EstadoRespuesta.ENVIADA, mensaje.ocurrido_en
    respuesta.mensaje, respuesta.motivo = mensaje, ""
    respuesta.save(update_fields=["estado", "terminada_en", "mensaje", "motivo"])
    contar_usos(respuesta.plantillas)
    return mensaje


def _por_que_no(incidencia: Incidencia, respuesta: RespuestaProgramada) -> str:
    """Why it should not leave without a person looking; empty if it should."""
    if incidencia.estado in SIN_CONVERSACION:
        return _("La incidencia ya no admite mensajes.")
    if incidencia.estado == Estado.CERRADA and respuesta.es_para_luego:
        return _("La incidencia se ha cerrado antes.")
    if respuesta.solo_si_calla and _ha_hablado(incidencia, respuesta.creada_en):
        return _("El cliente ha escrito antes.")
    return ""


def _ha_hablado(incidencia: Incidencia, desde: datetime) -> bool:
    return incidencia.mensajes.filter(
        direccion=DireccionMensaje.ENTRANTE, registrado_en__gt=desde
    ).exists()


def _retener(incidencia: Incidencia, respuesta: RespuestaProgramada, motivo: str) -> None:
    respuesta.estado, respuesta.motivo = EstadoRespuesta.RETENIDA, motivo
    respuesta.save(update_fields=["estado", "motivo"])
    apuntar_cambio(incidencia.tema)
    notificar(
        [respuesta.usuario],
        clave=f"respuesta-retenida:{respuesta.pk}:{respuesta.enviar_en:%Y%m%d%H%M%S}",
        texto=_("No ha salido tu respuesta en %(codigo)s: %(motivo)s")
        % {"codigo": incidencia.codigo, "motivo": motivo},
        url=incidencia.get_absolute_url(),
    )
