"""Days and hours as a template says them, in the language that is being written."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from nucleo.idiomas import dia_dicho


def dia_en_palabras(instante: datetime) -> str:
    """ "martes, 24 de noviembre de 2026", "dimarts, 24 de novembre de 2026"…"""
    return dia_dicho(timezone.localtime(instante), con_semana=True)


def momento_en_palabras(instante: datetime) -> str:
    """The day and the hour."""
    return f"{dia_en_palabras(instante)}, {timezone.localtime(instante):%H:%M}"


def franja_en_palabras(desde: datetime, hasta: datetime) -> str:
    """The day, and from which hour to which."""
    return f"{momento_en_palabras(desde)}–{timezone.localtime(hasta):%H:%M}"
