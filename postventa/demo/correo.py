"""The mails that the demo tells it sent, in the mailbox where a visitor reads them."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime

from nucleo import buzon
from nucleo.correo_saliente import componer_correo
from nucleo.models import Comunicacion
from nucleo.models.comunicaciones import Canal, Destino


def depositar() -> int:
    """Write each sent mail as its server would have got it; returns how many."""
    enviadas = Comunicacion.objects.filter(destino=Destino.ENVIADA, canal=Canal.CORREO)
    cuantas = 0
    for comunicacion in enviadas.exclude(enviado_en=None).order_by("enviado_en", "pk"):
        buzon.guardar(_original(comunicacion), comunicacion.enviado_en)
        cuantas += 1
    return cuantas


def _original(comunicacion: Comunicacion) -> bytes:
    correo = componer_correo(comunicacion)
    enviado_en: datetime = comunicacion.enviado_en  # type: ignore[assignment]
    correo.extra_headers["Date"] = format_datetime(enviado_en)
    return correo.message().as_bytes()
