"""What cannot wait: on top of everything while its cause lasts."""

from __future__ import annotations

from datetime import datetime

from clientes.eventos import Actor
from incidencias.eventos import Codigo
from incidencias.models import CausaUrgencia, Prioridad
from incidencias.prioridades import prioridad_de
from incidencias.servicios.composicion.base import Expediente


def componer_urgencia_vital(
    expediente: Expediente, *, causa: CausaUrgencia, justificacion: str, por: Actor, en: datetime
) -> None:
    """Top priority, with the cause; whoever says so is the author of the event."""
    incidencia = expediente.incidencia
    antes = incidencia.prioridad
    incidencia.es_urgencia_vital, incidencia.causa_urgencia = True, causa
    incidencia.urgencia_justificacion = justificacion
    incidencia.prioridad = Prioridad.CRITICA
    expediente.suceso(
        Codigo.URGENCIA_VITAL,
        por=por,
        en=en,
        causa=causa.codigo,
        prioridad=[int(antes), int(Prioridad.CRITICA)],
    )


def componer_fin_de_urgencia(expediente: Expediente, *, por: Actor, en: datetime) -> None:
    """Back to the priority that its impact and urgency give."""
    incidencia = expediente.incidencia
    causa, antes = incidencia.causa_urgencia, incidencia.prioridad
    incidencia.es_urgencia_vital, incidencia.causa_urgencia = False, None
    incidencia.urgencia_justificacion = ""
    incidencia.prioridad = prioridad_de(incidencia.impacto, incidencia.urgencia, en)
    expediente.suceso(
        Codigo.URGENCIA_RETIRADA,
        por=por,
        en=en,
        causa=causa.codigo if causa else None,
        prioridad=[int(antes), int(incidencia.prioridad)],
    )
