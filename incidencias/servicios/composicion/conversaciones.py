"""A conversation brought whole (an exported chat, a live chat): what it adds and what it counts.

Its lines are all in the timeline at their own times, but a conversation is one contact of the
customer and not one a line: only what starts it, or what answers, moves counters and clocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from clientes.eventos import Actor, usuario_de
from clientes.models import Contacto
from incidencias.eventos import Codigo
from incidencias.models import DireccionMensaje, Estado, Mensaje
from incidencias.servicios.composicion.apertura import componer_adjuntos
from incidencias.servicios.composicion.base import Expediente, Fichero
from incidencias.servicios.composicion.conversacion import componer_mensaje
from incidencias.servicios.composicion.estados import componer_contestacion
from incidencias.servicios.composicion.reparto import componer_toma

SILENCIO = timedelta(hours=24)  # after it, another conversation begins
CON_RELOJES = frozenset({Estado.NUEVA, Estado.EN_CURSO, Estado.EN_ESPERA, Estado.RESUELTA})


@dataclass(frozen=True)
class Dicho:
    """A line of the conversation, ours or the customer's."""

    texto: str
    cuando: datetime
    propio: bool
    adjuntos: Sequence[Fichero] = ()


@dataclass
class _Cuenta:
    """What of the conversation has been counted so far."""

    contado: bool
    por_contestar: bool
    ultimo: datetime | None = None

    def es_contacto(self, dicho: Dicho) -> bool:
        """The customer's first line, and the first after a day of silence."""
        if self.ultimo is not None and dicho.cuando - self.ultimo > SILENCIO:
            self.contado = False
        self.ultimo = dicho.cuando
        es_primero = not dicho.propio and not self.contado
        self.contado = self.contado or es_primero
        self.por_contestar = self.por_contestar or es_primero
        return es_primero

    def es_respuesta(self, dicho: Dicho) -> bool:
        contesta = dicho.propio and self.por_contestar
        self.por_contestar = self.por_contestar and not contesta
        return contesta


def componer_conversacion(
    expediente: Expediente,
    dichos: Iterable[Dicho],
    *,
    canal: str,
    por: Actor,
    por_cliente: Actor,
    contado: bool = False,
) -> list[Mensaje]:
    """The messages of a conversation, in order. `contado`: its contact was counted already.

    What was said before the case was opened, or once it is closed, moves nothing. What the customer
    says since we wait for them ends the wait.
    """
    incidencia = expediente.incidencia
    cuenta = _Cuenta(contado, incidencia.primera_respuesta_en is None)
    mensajes = []
    for dicho in sorted(dichos, key=lambda uno: uno.cuando):
        autor = por if dicho.propio else por_cliente
        cuenta_algo = (
            dicho.cuando >= incidencia.ocurrida_en
            and incidencia.estado in CON_RELOJES
            and (cuenta.es_contacto(dicho) or cuenta.es_respuesta(dicho))
        )
        if cuenta_algo:
            mensajes.append(_componer_contado(expediente, dicho, canal=canal, por=autor))
        else:
            mensajes.append(_componer_traido(expediente, dicho, canal=canal, por=autor))
        _anotar_el_ultimo(expediente, dicho)
        espera_desde = incidencia.espera_desde
        if espera_desde is not None and not dicho.propio and dicho.cuando >= espera_desde:
            componer_contestacion(expediente, por=autor, en=dicho.cuando)
    return mensajes


def _componer_contado(expediente: Expediente, dicho: Dicho, *, canal: str, por: Actor) -> Mensaje:
    if dicho.propio and expediente.incidencia.estado == Estado.NUEVA:
        componer_toma(expediente, por=por, en=dicho.cuando)
    previo = expediente.incidencia.ultimo_mensaje_en
    responde = expediente.incidencia.responde_el_cliente
    mensaje = componer_mensaje(
        expediente,
        direccion=DireccionMensaje.SALIENTE if dicho.propio else DireccionMensaje.ENTRANTE,
        canal=canal,
        texto=dicho.texto,
        por=por,
        en=dicho.cuando,
        adjuntos=dicho.adjuntos,
    )
    if previo > dicho.cuando:  # somebody has written since
        expediente.incidencia.ultimo_mensaje_en = previo
        expediente.incidencia.responde_el_cliente = responde
    return mensaje


def _componer_traido(expediente: Expediente, dicho: Dicho, *, canal: str, por: Actor) -> Mensaje:
    mensaje = Mensaje(
        incidencia=expediente.incidencia,
        direccion=DireccionMensaje.SALIENTE if dicho.propio else DireccionMensaje.ENTRANTE,
        canal=canal,
        texto=dicho.texto,
        usuario=usuario_de(por),
        contacto=por if isinstance(por, Contacto) else None,
        ocurrido_en=dicho.cuando,
    )
    expediente.filas.append(mensaje)
    expediente.filas += componer_adjuntos(expediente.incidencia, dicho.adjuntos, mensaje=mensaje)
    expediente.suceso(
        Codigo.MENSAJE_TRAIDO,
        por=por,
        en=dicho.cuando,
        fila=("mensaje", mensaje),
        canal=canal,
        propia=dicho.propio,
    )
    return mensaje


def _anotar_el_ultimo(expediente: Expediente, dicho: Dicho) -> None:
    """Who had the last word, if it is of this conversation."""
    incidencia = expediente.incidencia
    if dicho.cuando >= incidencia.ultimo_mensaje_en and incidencia.estado in CON_RELOJES:
        incidencia.ultimo_mensaje_en = dicho.cuando
        incidencia.responde_el_cliente = not dicho.propio
