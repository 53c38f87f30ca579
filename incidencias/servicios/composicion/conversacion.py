"""What is said: messages, notes and calls, and what they mean for clocks and counters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from clientes.eventos import Actor, usuario_de
from clientes.models import Contacto
from cuentas.models import Usuario
from incidencias.eventos import Codigo
from incidencias.models import (
    Canal,
    CorreoEntrante,
    DireccionMensaje,
    Llamada,
    LlamadaCentralita,
    Mensaje,
    MotivoLlamada,
    SentidoLlamada,
)
from incidencias.servicios.composicion.apertura import componer_adjuntos
from incidencias.servicios.composicion.base import Expediente, Fichero, NuevaIncidencia
from incidencias.servicios.composicion.objetivos import (
    componer_siguiente_respuesta,
    primera_respuesta,
)

# A call that asks how it goes, or that only opens the case, is not one more contact.
LLAMADAS_QUE_CUENTAN = frozenset({MotivoLlamada.APORTA, MotivoLlamada.OTRO})


def componer_mensaje(
    expediente: Expediente,
    *,
    direccion: DireccionMensaje,
    canal: str,
    texto: str,
    por: Actor,
    en: datetime,
    adjuntos: Sequence[Fichero] = (),
    correo: CorreoEntrante | None = None,
    es_ajeno: bool = False,
) -> Mensaje:
    """A message or a note: its row, its event, and what it means for clocks and counters.

    `correo` is the mail it came in; `es_ajeno`: who wrote it is nobody of the case, so that its
    customer does not see it.
    """
    mensaje = Mensaje(
        incidencia=expediente.incidencia,
        direccion=direccion,
        canal=canal,
        texto=texto,
        usuario=usuario_de(por),
        contacto=por if isinstance(por, Contacto) else None,
        correo=correo,
        message_id=correo.mensaje_id if correo else "",
        ocurrido_en=en,
    )
    expediente.filas.append(mensaje)
    expediente.filas += componer_adjuntos(
        expediente.incidencia,
        adjuntos,
        mensaje=mensaje,
        es_publico=direccion != DireccionMensaje.NOTA and not es_ajeno,
    )
    if direccion == DireccionMensaje.NOTA:
        expediente.suceso(Codigo.NOTA, por=por, en=en, fila=("mensaje", mensaje), canal=canal)
    elif direccion == DireccionMensaje.SALIENTE:
        _componer_saliente(expediente, mensaje, por=por, en=en)
    else:
        codigo = Codigo.CORREO_AJENO if es_ajeno else Codigo.MENSAJE_ENTRANTE
        _componer_entrante(expediente, mensaje, codigo=codigo, por=por, en=en)
    return mensaje


def _componer_saliente(
    expediente: Expediente, mensaje: Mensaje, *, por: Actor, en: datetime
) -> None:
    medida = primera_respuesta(expediente, en)
    expediente.suceso(
        Codigo.MENSAJE_SALIENTE,
        por=por,
        en=en,
        fila=("mensaje", mensaje),
        canal=mensaje.canal,
        **medida,
    )
    expediente.incidencia.responde_el_cliente = False
    expediente.incidencia.ultimo_mensaje_en = en


def _componer_entrante(
    expediente: Expediente, mensaje: Mensaje, *, codigo: Codigo, por: Actor, en: datetime
) -> None:
    incidencia = expediente.incidencia
    incidencia.contactos_cliente += 1
    incidencia.responde_el_cliente = True
    incidencia.ultimo_mensaje_en = en
    componer_siguiente_respuesta(expediente, desde=en)
    expediente.suceso(codigo, por=por, en=en, fila=("mensaje", mensaje), canal=mensaje.canal)


def componer_llamada(
    expediente: Expediente,
    *,
    sentido: SentidoLlamada,
    motivo: MotivoLlamada,
    por: Actor,
    en: datetime,
    contestada: bool = True,
    duracion_s: int = 0,
    notas: str = "",
    centralita: LlamadaCentralita | None = None,
) -> Llamada:
    """A telephone call: answered, it is a response; incoming and with news, a contact."""
    incidencia = expediente.incidencia
    llamada = Llamada(
        incidencia=incidencia,
        sentido=sentido,
        motivo=motivo,
        contestada=contestada,
        duracion_s=duracion_s,
        notas=notas,
        usuario=usuario_de(por),
        contacto=incidencia.contacto,
        centralita=centralita,
        ocurrida_en=en,
    )
    expediente.filas.append(llamada)
    medida = primera_respuesta(expediente, en) if contestada else {}
    expediente.suceso(
        Codigo.LLAMADA,
        por=por,
        en=en,
        fila=("llamada", llamada),
        sentido=sentido,
        motivo=motivo,
        contestada=contestada,
        **medida,
    )
    if sentido == SentidoLlamada.ENTRANTE and motivo in LLAMADAS_QUE_CUENTAN:
        incidencia.contactos_cliente += 1
    if contestada:
        incidencia.responde_el_cliente = False
        incidencia.ultimo_mensaje_en = en
    elif sentido == SentidoLlamada.ENTRANTE:  # a missed call is owed an answer too
        componer_siguiente_respuesta(expediente, desde=en)
    return llamada


def componer_llegada_por_telefono(
    expediente: Expediente,
    *,
    por: Actor,
    en: datetime,
    centralita: LlamadaCentralita | None = None,
) -> None:
    """Somebody of ours is speaking with the customer while the case is opened: it is answered."""
    componer_llamada(
        expediente,
        sentido=SentidoLlamada.ENTRANTE,
        motivo=MotivoLlamada.NUEVO,
        por=por,
        en=en,
        centralita=centralita,
    )


def es_llamada_atendida(datos: NuevaIncidencia, por: Actor) -> bool:
    """Whether one of ours was on the telephone with the customer: that is a first response."""
    return datos.canal == Canal.TELEFONO and isinstance(por, Usuario)


def componer_enlaces_anulados(expediente: Expediente, *, por: Actor, en: datetime) -> None:
    """The links that were mailed open nothing from now on; the next ones are others."""
    incidencia = expediente.incidencia
    incidencia.enlace_version += 1
    expediente.suceso(Codigo.ENLACES_ANULADOS, por=por, en=en, version=incidencia.enlace_version)


def componer_motivo(expediente: Expediente, motivo: str, *, por: Actor, en: datetime) -> None:
    """Why it goes on: a message if the customer says it, a note if we do."""
    es_cliente = isinstance(por, Contacto)
    componer_mensaje(
        expediente,
        direccion=DireccionMensaje.ENTRANTE if es_cliente else DireccionMensaje.NOTA,
        canal=Canal.PORTAL if es_cliente else expediente.incidencia.canal,
        texto=motivo,
        por=por,
        en=en,
    )
