"""What a contingency does to the clocks of a case: they stand still, and go on where they were."""

from __future__ import annotations

from datetime import datetime

from clientes.eventos import Actor
from incidencias.eventos import Codigo
from incidencias.models import CasoContingencia, Contingencia
from incidencias.servicios.composicion.base import Expediente
from incidencias.servicios.composicion.objetivos import recalcular_pausas


def componer_enlace(
    expediente: Expediente, contingencia: Contingencia, *, por: Actor, en: datetime
) -> CasoContingencia:
    """The case is in it; its agreed clocks stop when it began or, later, when the case arrived."""
    incidencia, desde = expediente.incidencia, None
    if contingencia.para_relojes:
        desde = max(contingencia.desde_en, incidencia.ocurrida_en)
        incidencia.pausas_contingencia = [
            *incidencia.pausas_contingencia,
            [desde.isoformat(), None],
        ]
        recalcular_pausas(expediente)
    caso = CasoContingencia(
        contingencia=contingencia, incidencia=incidencia, enlazada_en=en, pausa_desde=desde
    )
    expediente.filas.append(caso)
    expediente.suceso(
        Codigo.CONTINGENCIA_ENLAZADA,
        por=por,
        en=en,
        contingencia=contingencia.pk,
        desde=desde and desde.isoformat(),
    )
    return caso


def componer_fin_de_enlace(
    expediente: Expediente, caso: CasoContingencia, *, hasta: datetime, por: Actor, en: datetime
) -> None:
    """It is over: the clocks go on from the instant at which it ended, whenever this is written."""
    incidencia = expediente.incidencia
    if caso.pausa_desde is not None:
        hasta = max(hasta, caso.pausa_desde)
        abierta = [caso.pausa_desde.isoformat(), None]
        pausas = list(incidencia.pausas_contingencia)
        pausas[pausas.index(abierta)] = [abierta[0], hasta.isoformat()]
        incidencia.pausas_contingencia = pausas
        caso.pausa_hasta = hasta
        recalcular_pausas(expediente)
    expediente.suceso(
        Codigo.CONTINGENCIA_TERMINADA,
        por=por,
        en=en,
        contingencia=caso.contingencia_id,
        hasta=hasta.isoformat(),
    )


def componer_sin_enlace(
    expediente: Expediente, caso: CasoContingencia, *, por: Actor, en: datetime
) -> None:
    """As if it had never touched the case: its clocks had not stopped."""
    incidencia = expediente.incidencia
    if caso.pausa_desde is not None:
        tramo = [caso.pausa_desde.isoformat(), caso.pausa_hasta and caso.pausa_hasta.isoformat()]
        pausas = list(incidencia.pausas_contingencia)
        pausas.remove(tramo)
        incidencia.pausas_contingencia = pausas
        recalcular_pausas(expediente)
    caso.retirada_en = en
    expediente.suceso(
        Codigo.CONTINGENCIA_DESHECHA, por=por, en=en, contingencia=caso.contingencia_id
    )
