"""Who answers for a case."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from clientes.eventos import Actor, usuario_de
from cuentas.models import Grupo, Usuario
from incidencias.eventos import Codigo
from incidencias.models import Estado
from incidencias.servicios.composicion.base import Expediente


def componer_asignacion(
    expediente: Expediente,
    *,
    por: Actor,
    en: datetime,
    responsable: Usuario | None,
    grupo: Grupo | None,
    reparto: dict[str, Any] | None = None,
) -> None:
    """Change who answers for the case; taking it from somebody else is a handover.

    `reparto`: nobody chose, and these are the reasons (incidencias/asignacion.py).
    """
    incidencia = expediente.incidencia
    previo = incidencia.responsable_id
    nuevo = responsable.pk if responsable else None
    cambia_de_grupo = grupo is not None and incidencia.grupo_id not in {None, grupo.pk}
    traspaso = (previo is not None and previo != nuevo) or cambia_de_grupo
    incidencia.responsable = responsable
    incidencia.grupo = grupo or incidencia.grupo
    incidencia.traspasos += traspaso
    evento = expediente.suceso(
        Codigo.ASIGNADA,
        por=por,
        en=en,
        de=previo,
        a=nuevo,
        grupo=incidencia.grupo_id,
        traspaso=traspaso,
    )
    if reparto:
        evento.datos["reparto"] = reparto


def componer_toma(
    expediente: Expediente, *, por: Actor, en: datetime, responsable: Usuario | None = None
) -> None:
    """Begin to work on a new case; without anybody responsible, who begins is."""
    incidencia = expediente.incidencia
    incidencia.estado = Estado.EN_CURSO
    if incidencia.responsable_id is None:
        incidencia.responsable = responsable or usuario_de(por)
    expediente.suceso(Codigo.TOMADA, por=por, en=en, a=incidencia.responsable_id)
