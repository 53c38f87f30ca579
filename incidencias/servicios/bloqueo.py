"""Every decision on a case begins here: its row locked, its open clocks at hand."""

from __future__ import annotations

from datetime import datetime

from incidencias.models import Incidencia
from incidencias.relojes import reloj_para
from incidencias.servicios.composicion import Expediente, recomponer_objetivos
from nucleo.exigencias import momento


def bloquear(pk: int) -> Expediente:
    """Lock the case (before any check: of two simultaneous decisions the second sees the first)."""
    incidencia = (
        Incidencia.objects.select_for_update(of=("self",))
        .select_related("cliente", "contacto", "motivo_espera")
        .get(pk=pk)
    )
    reloj = reloj_para(incidencia.grupo_id, incidencia.cliente.segmento, incidencia.ocurrida_en)
    abiertos = incidencia.objetivos.filter(cumplido_en=None, anulado_en=None)
    return Expediente(incidencia, reloj, objetivos=list(abiertos))


def instante(expediente: Expediente, en: datetime | None) -> datetime:
    """When it happened: now, or `en` if it is credible (not before the case, not tomorrow)."""
    return momento(en, desde=expediente.incidencia.ocurrida_en)


def cambiar_de_reloj(expediente: Expediente, en: datetime) -> None:
    """The case has another team: its open clocks go by the calendar of that one."""
    incidencia = expediente.incidencia
    expediente.reloj = reloj_para(
        incidencia.grupo_id, incidencia.cliente.segmento, incidencia.ocurrida_en
    )
    recomponer_objetivos(expediente, en=en)
