"""The tables of the mechanisms, by aggregate."""

from nucleo.models.archivos import Archivo
from nucleo.models.calendario import (
    Calendario,
    Festivo,
    IntervaloSemanal,
    TemporadaCalendario,
    VersionCalendario,
)
from nucleo.models.comunicaciones import Comunicacion, ComunicacionAdjunto
from nucleo.models.empresa import Empresa, PalabraEquipo
from nucleo.models.mecanismos import ClaveIdempotencia, Cursor

__all__ = [
    "Archivo",
    "Calendario",
    "ClaveIdempotencia",
    "Comunicacion",
    "ComunicacionAdjunto",
    "Cursor",
    "Empresa",
    "Festivo",
    "IntervaloSemanal",
    "PalabraEquipo",
    "TemporadaCalendario",
    "VersionCalendario",
]
