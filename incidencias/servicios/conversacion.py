"""What is said about a case: public replies, customers' messages, internal notes and calls."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from clientes.eventos import Actor
from incidencias.avisos import comunicar_respuesta
from incidencias.models import (
    Borrador,
    Canal,
    CorreoEntrante,
    DireccionMensaje,
    Estado,
    Llamada,
    LlamadaCentralita,
    Mensaje,
    MotivoLlamada,
    SentidoLlamada,
)
from incidencias.servicios.bloqueo import bloquear, bloquear_viva, instante
from incidencias.servicios.composicion import (
    LLAMADAS_QUE_CUENTAN,
    Expediente,
    Fichero,
    componer_contestacion,
    componer_llamada,
    componer_mensaje,
    componer_toma,
)
from incidencias.servicios.guardado import guardar_expediente
from incidencias.servicios.insistencia import avisar_si_insiste
from incidencias.servicios.menciones import mencionar
from incidencias.servicios.relevos import avisar_a_quien_atiende
from incidencias.servicios.supervision import cumplir_si_supervisa
from nucleo.errores import ErrorDeNegocio
from nucleo.exigencias import exigir_texto

DIA_S = 24 * 3600


@transaction.atomic
def responder(
    pk: int,
    *,
    por: Actor,
    texto: str,
    adjuntos: Sequence[Fichero] = (),
    en: datetime | None = None,
) -> Mensaje:
    """Answer the customer in public, by mail; the first one meets the first-response clock.

    Raises ErrorDeNegocio without text, or if the case is cancelled or merged.
    """
    mensaje = decir_al_cliente(bloquear(pk), por=por, texto=texto, adjuntos=adjuntos, en=en)
    _borrar_borrador(mensaje, es_nota=False)
    return mensaje


def decir_al_cliente(
    expediente: Expediente,
    *,
    por: Actor,
    texto: str,
    adjuntos: Sequence[Fichero] = (),
    en: datetime | None = None,
) -> Mensaje:
    """The same on a case already locked, inside the caller's transaction; drafts stay."""
    exigir_viva(expediente)
    texto = exigir_texto(texto, _("Escribe la respuesta antes de enviarla."), "texto")
    en = instante(expediente, en)
    if expediente.incidencia.estado == Estado.NUEVA:
        componer_toma(expediente, por=por, en=en)
    mensaje = componer_mensaje(
        expediente,
        direccion=DireccionMensaje.SALIENTE,
        canal=Canal.CORREO,
        texto=texto,
        por=por,
        en=en,
        adjuntos=adjuntos,
    )
    cumplir_si_supervisa(expediente, por=por, en=en)
    guardar_expediente(expediente)
    comunicar_respuesta(mensaje, adjuntos)
    return mensaje


@transaction.atomic
def recibir_mensaje(
    pk: int,
    *,
    por: Actor,
    texto: str,
    canal: str,
    adjuntos: Sequence[Fichero] = (),
    en: datetime | None = None,
    correo: CorreoEntrante | None = None,
    es_ajeno: bool = False,
) -> Mensaje:
    """Write down what the customer says; if we were waiting for them, the case goes on.

    What comes for a merged case arrives at the one it goes on in.

    On a resolved case it does not reopen anything ("gracias" is not a complaint): it shows up as
    answered and stops the closing by silence. `correo` is the mail it came in; `es_ajeno`: who
    sends it is nobody of the case, and its customer does not see it. Raises ErrorDeNegocio on a
    closed case.
    """
    expediente = bloquear_viva(pk)
    incidencia = expediente.incidencia
    exigir_viva(expediente)
    if incidencia.estado == Estado.CERRADA:
        raise ErrorDeNegocio(
            _("La incidencia está cerrada. Si el problema sigue, puedes reabrirla.")
        )
    texto = exigir_texto(texto, _("Escribe el mensaje antes de enviarlo."), "texto")
    en = instante(expediente, en)
    mensaje = componer_mensaje(
        expediente,
        direccion=DireccionMensaje.ENTRANTE,
        canal=canal,
        texto=texto,
        por=por,
        en=en,
        adjuntos=adjuntos,
        correo=correo,
        es_ajeno=es_ajeno,
    )
    if not es_ajeno:
        componer_contestacion(expediente, por=por, en=en)
    guardar_expediente(expediente)
    avisar_a_quien_atiende(mensaje)
    avisar_si_insiste(incidencia)
    return mensaje


@transaction.atomic
def anotar_nota(
    pk: int,
    *,
    por: Actor,
    texto: str,
    adjuntos: Sequence[Fichero] = (),
    en: datetime | None = None,
) -> Mensaje:
    """Write an internal note: the customer never sees it and no clock moves."""
    expediente = bloquear(pk)
    texto = exigir_texto(texto, _("La nota está vacía."), "texto")
    mensaje = componer_mensaje(
        expediente,
        direccion=DireccionMensaje.NOTA,
        canal=expediente.incidencia.canal,
        texto=texto,
        por=por,
        en=instante(expediente, en),
        adjuntos=adjuntos,
    )
    guardar_expediente(expediente)
    mencionar(mensaje, por=por)
    _borrar_borrador(mensaje, es_nota=True)
    return mensaje


@transaction.atomic
def registrar_llamada(
    pk: int,
    *,
    por: Actor,
    sentido: str,
    motivo: str,
    contestada: bool = True,
    duracion_s: int = 0,
    notas: str = "",
    centralita: LlamadaCentralita | None = None,
    en: datetime | None = None,
) -> Llamada:
    """Log a telephone call on the case. Answered, it counts as a response.

    `centralita` is the call as the exchange tells it: it is written once on a case, and its end
    will say how long it was. A customer that we waited for and who calls with news ends the wait.
    The third contact warns the supervisor. Raises ErrorDeNegocio for a duration that no call has.
    """
    expediente = bloquear(pk)
    exigir_viva(expediente)
    if centralita is not None:
        _exigir_sin_apuntar(expediente, centralita)
        duracion_s = centralita.duracion_s or duracion_s
    if not 0 <= duracion_s <= DIA_S:
        raise ErrorDeNegocio(_("Una llamada no dura más de un día."), campo="duracion_s")
    en = instante(expediente, en)
    llamada = componer_llamada(
        expediente,
        sentido=SentidoLlamada(sentido),
        motivo=MotivoLlamada(motivo),
        contestada=contestada,
        duracion_s=duracion_s,
        notas=notas.strip(),
        por=por,
        en=en,
        centralita=centralita,
    )
    if contestada and sentido == SentidoLlamada.SALIENTE:
        cumplir_si_supervisa(expediente, por=por, en=en)
    elif contestada and motivo in LLAMADAS_QUE_CUENTAN:  # not who only asks how it goes
        componer_contestacion(expediente, por=por, en=en)
    guardar_expediente(expediente)
    if sentido == SentidoLlamada.ENTRANTE:
        avisar_si_insiste(expediente.incidencia)
    return llamada


def _exigir_sin_apuntar(expediente: Expediente, centralita: LlamadaCentralita) -> None:
    if Llamada.objects.filter(incidencia=expediente.incidencia, centralita=centralita).exists():
        raise ErrorDeNegocio(
            _("Esta llamada ya está apuntada en %(codigo)s.")
            % {"codigo": expediente.incidencia.codigo},
            codigo="ya_apuntada",
        )


def exigir_viva(expediente: Expediente) -> None:
    """Raises ErrorDeNegocio on a case that was cancelled or merged: nobody writes there."""
    incidencia = expediente.incidencia
    if incidencia.estado == Estado.ANULADA:
        raise ErrorDeNegocio(_("La incidencia está anulada."))
    if incidencia.estado == Estado.FUSIONADA:
        raise ErrorDeNegocio(_("La incidencia está fusionada en otra: escribe allí."))


def _borrar_borrador(mensaje: Mensaje, *, es_nota: bool) -> None:
    if mensaje.usuario_id is not None:
        Borrador.objects.filter(
            incidencia=mensaje.incidencia_id, usuario=mensaje.usuario_id, es_nota=es_nota
        ).delete()
