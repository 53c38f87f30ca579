"""The codes of what can happen to an order, and what `datos` holds for each (codes and ids only).

| code | datos |
|---|---|
| abierta | tipo, lugar, mandante |
| importada_cambiada | campos |
| encargada | a (SatExterno id or null) |
| recibida | – (the unit came into our hands) |
| diagnosticada | desde |
| autorizada | limite_eur (text or null) |
| cita_puesta | cita, tecnico, desde, hasta (ISO instants of the slot) |
| cita_movida | cita, tecnico, desde, hasta, antes (ISO instant), tecnico_antes |
| cita_anulada | cita, tecnico |
| iniciada | intervencion, tecnico, cita (id or null), a_tiempo (bool or null), desde |
| comprobada | intervencion, puntos (how many answers) |
| repuesto | intervencion, repuesto_usado |
| repuesto_quitado | intervencion |
| foto | intervencion, foto |
| nota | nota |
| intervencion_terminada | intervencion, tecnico, resultado, minutos |
| parte | parte, intervencion |
| esperando_repuesto | desde |
| repuesto_fechado | llega_el, antes (ISO days or null): when its part is to arrive |
| terminada | desde, resultado, visitas |
| entregada | desde |
| liquidada | desde |
| reabierta | desde |
| anulada | desde |
"""

from enum import StrEnum


class Codigo(StrEnum):
    ABIERTA = "abierta"
    IMPORTADA_CAMBIADA = "importada_cambiada"
    ENCARGADA = "encargada"
    RECIBIDA = "recibida"
    DIAGNOSTICADA = "diagnosticada"
    AUTORIZADA = "autorizada"
    CITA_PUESTA = "cita_puesta"
    CITA_MOVIDA = "cita_movida"
    CITA_ANULADA = "cita_anulada"
    INICIADA = "iniciada"
    COMPROBADA = "comprobada"
    REPUESTO = "repuesto"
    REPUESTO_QUITADO = "repuesto_quitado"
    FOTO = "foto"
    NOTA = "nota"
    INTERVENCION_TERMINADA = "intervencion_terminada"
    PARTE = "parte"
    ESPERANDO_REPUESTO = "esperando_repuesto"
    REPUESTO_FECHADO = "repuesto_fechado"
    TERMINADA = "terminada"
    ENTREGADA = "entregada"
    LIQUIDADA = "liquidada"
    REABIERTA = "reabierta"
    ANULADA = "anulada"


class EnElCaso(StrEnum):
    """What the order writes into the timeline of its case; `datos`: orden (id), codigo, and ids."""

    ORDEN_ABIERTA = "orden_abierta"
    CITA_PUESTA = "cita_puesta"
    CITA_MOVIDA = "cita_movida"
    CITA_ANULADA = "cita_anulada"
    INTERVENCION_INICIADA = "intervencion_iniciada"
    INTERVENCION_TERMINADA = "intervencion_terminada"
    PARTE_ENVIADO = "parte_enviado"
    REPUESTO_FECHADO = "repuesto_fechado"
    ORDEN_TERMINADA = "orden_terminada"
    ORDEN_ENTREGADA = "orden_entregada"
    ORDEN_ANULADA = "orden_anulada"
