"""What a mail without a subject is called by: the first of its lines that says something."""

from __future__ import annotations

import re

from django.utils.text import Truncator

LARGO = 80
CON_LETRAS = re.compile(r"[^\W\d_]{2}")
SALUDO = re.compile(
    r"\W*(?:(?i:hola|buenas(?: tardes| noches)?|buenos d[ií]as|bon dia|bones|bos d[ií]as|kaixo|"
    r"egun on|hello|hi|dear|estimad[oa]s?|apreciad[oa]s?|muy señor(?:es)? m[ií]os?)\b"
    r"(?:,? (?:(?i:a todos|señor\w*|amig\w+|compañer\w+)|[A-ZÁÉÍÓÚÑ]\w*\.?)){0,3}\W*){1,2}"
)


def primera_linea(texto: str) -> str:
    """It, short; a bare greeting only if there is nothing else, and "" if there is no text."""
    lineas = [" ".join(linea.split()) for linea in texto.splitlines() if CON_LETRAS.search(linea)]
    dichas = [linea for linea in lineas if not SALUDO.fullmatch(linea[:LARGO])]
    return Truncator(next(iter(dichas or lineas), "")).chars(LARGO)
