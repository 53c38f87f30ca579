"""Days and hours as a template says them, in the language that is being written."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language


def dia_en_palabras(instante: datetime) -> str:
    """ "martes, 24 de noviembre de 2026", "dimarts, 24 de novembre de 2026"…"""
    local = timezone.localtime(instante)
    dia = date_format(local, "l")
    dia = dia if get_language() == "en" else dia.lower()
    return f"{dia}, {date_format(local, 'DATE_FORMAT')}"


def momento_en_palabras(instante: datetime) -> str:
    """The day and the hour."""
    return f"{dia_en_palabras(instante)}, {timezone.localtime(instante):%H:%M}"


def franja_en_palabras(desde: datetime, hasta: datetime) -> str:
    """The day, and from which hour to which."""
    return f"{momento_en_palabras(desde)}–{timezone.localtime(hasta):%H:%M}"
