"""The agreed clocks of a case: started, computed again, met, given up."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from incidencias.models import ObjetivoSLA, TipoObjetivo
from incidencias.servicios.composicion.base import Expediente


def componer_objetivo(expediente: Expediente, tipo: TipoObjetivo, *, desde: datetime) -> None:
    """Start a clock, if the policy promises that target at the priority of the case."""
    segundos = expediente.reloj.plazo(tipo, expediente.incidencia.prioridad)
    if segundos is None:
        return
    expediente.objetivos.append(
        ObjetivoSLA(
            incidencia=expediente.incidencia,
            tipo=tipo,
            version_politica_id=expediente.reloj.version_politica_id,
            version_calendario_id=expediente.reloj.version_calendario_id,
            segundos=segundos,
            desde_en=desde,
            limite_en=expediente.reloj.limite(desde, segundos, []),
        )
    )


def recomponer_objetivos(expediente: Expediente, *, en: datetime) -> None:
    """Compute the open targets again with the present clock and priority."""
    for objetivo in expediente.abiertos():
        segundos = expediente.reloj.plazo(
            TipoObjetivo(objetivo.tipo), expediente.incidencia.prioridad
        )
        objetivo.segundos = segundos or objetivo.segundos
        objetivo.version_politica_id = expediente.reloj.version_politica_id
        objetivo.version_calendario_id = expediente.reloj.version_calendario_id
        recalcular_limite(expediente, objetivo, en)
    expediente.refrescar_limite()


def recalcular_limite(expediente: Expediente, objetivo: ObjetivoSLA, en: datetime) -> None:
    """Only waiting stops a resolution; a first answer is owed whatever we wait for."""
    pausas = expediente.pausas_hasta(en) if objetivo.tipo == TipoObjetivo.RESOLUCION else []
    objetivo.limite_en = expediente.reloj.limite(objetivo.desde_en, objetivo.segundos, pausas)


def anular_objetivos(expediente: Expediente, en: datetime) -> None:
    for objetivo in expediente.abiertos():
        objetivo.anulado_en, objetivo.pausado_en = en, None
    expediente.refrescar_limite()


def primera_respuesta(expediente: Expediente, en: datetime) -> dict[str, Any]:
    """Meet the first-response clock, once; what the event must keep to be measured again."""
    incidencia = expediente.incidencia
    if incidencia.primera_respuesta_en is not None:
        return {}
    incidencia.primera_respuesta_en = en
    incidencia.segundos_respuesta = expediente.reloj.medir(incidencia.ocurrida_en, en, [])
    for objetivo in expediente.abiertos(TipoObjetivo.PRIMERA_RESPUESTA):
        objetivo.cumplido_en = en
    expediente.refrescar_limite()
    return {"calendario": expediente.reloj.version_calendario_id}
