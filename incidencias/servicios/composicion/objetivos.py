"""The agreed clocks of a case: started, computed again, met, given up.

A limit is a pure function of when the clock started, its working seconds, the schedule of its own
versions and the stretches that stopped it; nothing adds to a limit. `verificar` tells it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from incidencias.models import EscalonPolitica, MomentoEscalon, ObjetivoSLA, TipoObjetivo
from incidencias.relojes import Reloj, escalones_de, reloj_de_objetivo
from incidencias.servicios.composicion.base import Expediente
from nucleo.calendario import Pausa


def componer_objetivo(expediente: Expediente, tipo: TipoObjetivo, *, desde: datetime) -> None:
    """Start a clock, if the policy promises that target at the priority of the case."""
    reloj = expediente.reloj
    segundos = reloj.plazo(tipo, expediente.incidencia.prioridad)
    if segundos is None:
        return
    objetivo = ObjetivoSLA(
        incidencia=expediente.incidencia,
        tipo=tipo,
        version_politica_id=reloj.version_politica_id,
        version_calendario_id=reloj.version_calendario_id,
        regla=reloj.regla,
        contrato_id=reloj.contrato_id,
        segundos=segundos,
        desde_en=desde,
    )
    recalcular_limite(expediente, objetivo, reloj)
    expediente.objetivos.append(objetivo)


def componer_siguiente_respuesta(expediente: Expediente, *, desde: datetime) -> None:
    """The customer has spoken and nobody has answered since: on any channel, the clock starts.

    Until the first answer, that is the clock that runs (resolving ends it: what is reopened has
    none left); from the second message on, the one that the first of them started goes on.
    """
    incidencia = expediente.incidencia
    espera_la_primera = incidencia.primera_respuesta_en is None and not incidencia.reaperturas
    if espera_la_primera or not incidencia.esta_abierta:
        return
    if not expediente.abiertos(TipoObjetivo.SIGUIENTE_RESPUESTA):
        componer_objetivo(expediente, TipoObjetivo.SIGUIENTE_RESPUESTA, desde=desde)
    expediente.refrescar_limite()


def recomponer_objetivos(expediente: Expediente, *, en: datetime) -> None:
    """Compute the open targets again with the present clock and priority; pauses are not lost.

    One already breached keeps its limit and its versions: no change undoes that we were late.
    """
    reloj = expediente.reloj
    for objetivo in expediente.abiertos():
        if objetivo.incumplido_en is not None or esta_vencido(objetivo, en):
            continue
        segundos = reloj.plazo(TipoObjetivo(objetivo.tipo), expediente.incidencia.prioridad)
        objetivo.segundos = segundos or objetivo.segundos
        objetivo.version_politica_id = reloj.version_politica_id
        objetivo.version_calendario_id = reloj.version_calendario_id
        objetivo.regla, objetivo.contrato_id = reloj.regla, reloj.contrato_id
        recalcular_limite(expediente, objetivo, reloj)
    expediente.refrescar_limite()


def recalcular_pausas(expediente: Expediente) -> None:
    """After a stretch begins, ends or disappears: each open clock, by its own versions."""
    for objetivo in expediente.abiertos():
        recalcular_limite(expediente, objetivo)
    expediente.refrescar_limite()


def recalcular_limite(
    expediente: Expediente, objetivo: ObjetivoSLA, reloj: Reloj | None = None
) -> None:
    """Its limit, since when it stands still and when somebody is to be warned."""
    reloj = reloj or _reloj_de(expediente, objetivo)
    cerradas, abiertas = expediente.pausas_de(objetivo.tipo)
    objetivo.limite_en = reloj.limite(objetivo.desde_en, objetivo.segundos, cerradas)
    objetivo.pausado_en = max(min(abiertas), objetivo.desde_en) if abiertas else None
    objetivo.proximo_escalon_en = min(
        (cuando for cuando, _escalon in momentos_de(objetivo, reloj, cerradas)), default=None
    )


def momentos_de(
    objetivo: ObjetivoSLA, reloj: Reloj, pausas: Sequence[Pausa]
) -> list[tuple[datetime, EscalonPolitica]]:
    """When each level of its policy is reached, in working time."""
    return [
        (reloj.limite(objetivo.desde_en, _segundos_hasta(objetivo, escalon), pausas), escalon)
        for escalon in escalones_de(objetivo.version_politica_id, objetivo.tipo)
    ]


def _segundos_hasta(objetivo: ObjetivoSLA, escalon: EscalonPolitica) -> int:
    if escalon.porcentaje is not None:
        return objetivo.segundos * escalon.porcentaje // 100
    minutos = escalon.minutos or 0
    signo = -1 if escalon.momento == MomentoEscalon.ANTES else 1
    return max(0, objetivo.segundos + signo * minutos * 60)


def _reloj_de(expediente: Expediente, objetivo: ObjetivoSLA) -> Reloj:
    actual = expediente.reloj
    es_el_mismo = (
        actual.version_politica_id == objetivo.version_politica_id
        and actual.version_calendario_id == objetivo.version_calendario_id
        and actual.contrato_id == objetivo.contrato_id
    )
    return actual if es_el_mismo else reloj_de_objetivo(objetivo)


def esta_vencido(objetivo: ObjetivoSLA, en: datetime) -> bool:
    """Its time was up while it ran, whether or not the sweep has marked it."""
    return objetivo.limite_en < (objetivo.pausado_en or en)


def anular_objetivos(expediente: Expediente, en: datetime) -> None:
    """Nothing is owed any more: neither met nor breached."""
    for objetivo in expediente.abiertos():
        objetivo.anulado_en, objetivo.pausado_en = en, None
    expediente.refrescar_limite()


def cumplir(expediente: Expediente, en: datetime, *tipos: TipoObjetivo) -> None:
    """What was owed is done. What stood still until now did not run: it is judged without it."""
    for tipo in tipos:
        for objetivo in expediente.abiertos(tipo):
            if objetivo.pausado_en is not None:
                cerradas, abiertas = expediente.pausas_de(tipo)
                pausas = [*cerradas, *((desde, en) for desde in abiertas)]
                reloj = _reloj_de(expediente, objetivo)
                objetivo.limite_en = reloj.limite(objetivo.desde_en, objetivo.segundos, pausas)
            objetivo.cumplido_en, objetivo.pausado_en = en, None
    expediente.refrescar_limite()


def primera_respuesta(expediente: Expediente, en: datetime) -> dict[str, Any]:
    """We have answered, on whatever channel: both response clocks stop; the first one is measured.

    Returns what the event must keep for it to be measured again.
    """
    incidencia = expediente.incidencia
    es_la_primera = incidencia.primera_respuesta_en is None
    if es_la_primera:
        incidencia.primera_respuesta_en = en
        incidencia.segundos_respuesta = expediente.reloj.medir(incidencia.ocurrida_en, en, [])
    cumplir(expediente, en, TipoObjetivo.PRIMERA_RESPUESTA, TipoObjetivo.SIGUIENTE_RESPUESTA)
    return {"calendario": expediente.reloj.version_calendario_id} if es_la_primera else {}
