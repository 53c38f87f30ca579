"""What a machine answers about a case ("estaré fuera hasta el lunes"): kept as a note."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from incidencias.eventos import Codigo
from incidencias.models import Canal, CorreoEntrante, DireccionMensaje, Mensaje
from incidencias.servicios.bloqueo import bloquear, instante
from incidencias.servicios.guardado import guardar_expediente
from nucleo.eventos import SISTEMA


@transaction.atomic
def anotar_automatico(pk: int, *, correo: CorreoEntrante, texto: str, en: datetime) -> Mensaje:
    """Write it down: no clock moves, nobody has contacted us, nobody is answered."""
    expediente = bloquear(pk)
    en = instante(expediente, en)
    mensaje = Mensaje(
        incidencia=expediente.incidencia,
        direccion=DireccionMensaje.NOTA,
        canal=Canal.CORREO,
        texto=texto,
        correo=correo,
        message_id=correo.mensaje_id,
        ocurrido_en=en,
    )
    expediente.filas.append(mensaje)
    expediente.suceso(Codigo.CORREO_AUTOMATICO, por=SISTEMA, en=en, fila=("mensaje", mensaje))
    guardar_expediente(expediente)
    return mensaje
