"""Invitations and answers in memory, nothing saved: services save one, the demo thousands."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from clientes.eventos import Actor, autor_de
from clientes.models import Contacto
from encuestas.models import (
    EventoInvitacion,
    Invitacion,
    ReglaEncuesta,
    Respuesta,
    TipoPregunta,
    VersionCuestionario,
)
from incidencias.models import Incidencia
from nucleo.enlaces import firmar, huella
from nucleo.eventos import insertar_eventos

TIPO_ENLACE = "encuesta"
LOTE = 1000


def componer_invitacion(
    incidencia: Incidencia,
    *,
    contacto: Contacto,
    regla: ReglaEncuesta,
    version: VersionCuestionario,
    evento_resolucion: int,
    en: datetime,
) -> Invitacion:
    """The invitation about one resolution; its link can be derived again, only its hash is kept."""
    uid = uuid.uuid4()
    return Invitacion(
        uid=uid,
        regla=regla,
        version=version,
        incidencia=incidencia,
        contacto=contacto,
        evento_resolucion=evento_resolucion,
        token_huella=huella(firmar(TIPO_ENLACE, uid, 1)),
        idioma=contacto.idioma,
        enviada_en=en,
        caduca_en=en + timedelta(days=regla.dias_de_vida),
    )


def componer_respuesta(
    invitacion: Invitacion,
    valores: Mapping[str, Any],
    *,
    en: datetime,
    tecnico_id: int | None,
) -> Respuesta:
    """The first answer, with the case's channel, category, team, product and people of now."""
    incidencia = invitacion.incidencia
    invitacion.respondida_en = en
    return Respuesta(
        invitacion=invitacion,
        respondida_en=en,
        incidencia=incidencia,
        canal=incidencia.canal,
        categoria_id=incidencia.categoria_id,
        grupo_id=incidencia.grupo_id,
        producto_id=incidencia.equipo.producto_id if incidencia.equipo else None,
        responsable_id=incidencia.responsable_id,
        tecnico_id=tecnico_id,
        segundos_resolucion=incidencia.segundos_resolucion,
        **valores,
    )


def componer_evento(
    invitacion: Invitacion, codigo: str, *, por: Actor, en: datetime, **datos: Any
) -> EventoInvitacion:
    return EventoInvitacion(
        invitacion=invitacion, codigo=codigo, ocurrido_en=en, datos=datos, **autor_de(por)
    )


def valores_de_respuesta(respuesta: Respuesta) -> dict[str, Any]:
    """What the event of an answer keeps: the figures, and whether there were words."""
    return {
        "csat": respuesta.csat,
        "ces": respuesta.ces,
        "nps": respuesta.nps,
        f"con_{TipoPregunta.COMENTARIO}": bool(respuesta.comentario),
    }


@transaction.atomic
def guardar_invitaciones(
    invitaciones: Sequence[Invitacion],
    respuestas: Sequence[Respuesta],
    eventos: Sequence[EventoInvitacion],
) -> int:
    """Save many with their answers and events (importer, demo); returns how many invitations."""
    Invitacion.objects.bulk_create(invitaciones, batch_size=LOTE)
    Respuesta.objects.bulk_create(respuestas, batch_size=LOTE)
    for evento in eventos:
        evento.invitacion = evento.invitacion  # its id is known now
    insertar_eventos(EventoInvitacion, eventos)
    return len(invitaciones)
