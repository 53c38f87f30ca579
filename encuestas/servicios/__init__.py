"""The only door through which surveys are written. Each function is one transaction."""

from encuestas.servicios.invitaciones import (
    dar_de_baja,
    invitar,
    marcar_abierta,
    recordar,
)
from encuestas.servicios.respuestas import exigir_que_se_pueda_responder, responder_encuesta

__all__ = [
    "dar_de_baja",
    "exigir_que_se_pueda_responder",
    "invitar",
    "marcar_abierta",
    "recordar",
    "responder_encuesta",
]
