"""An invitation of a calendar, in words: what, when, where, who."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar

from nucleo.correo.limpieza import en_una_linea

MAX_CALENDARIO = 200_000  # characters
MAX_CITAS = 5
MAX_ASISTENTES = 10
ZONA = ZoneInfo("Europe/Madrid")
DIAS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
TITULOS = {"REQUEST": "Invitación", "CANCEL": "Cita anulada", "REPLY": "Respuesta a invitación"}
RESPUESTAS = {"ACCEPTED": "acepta", "DECLINED": "rechaza", "TENTATIVE": "quizá"}


def resumir(texto: str) -> str:
    """The appointments of a file, in Spanish. Raises ValueError if it cannot be read."""
    calendario = Calendar.from_ical("\n".join(_sin_zonas(texto[:MAX_CALENDARIO])))
    metodo = str(calendario.get("METHOD", "")).upper()
    citas = calendario.walk("VEVENT")[:MAX_CITAS]
    return "\n\n".join("\n".join(_lineas(cita, metodo)) for cita in citas)


def _sin_zonas(texto: str) -> Iterator[str]:
    """Zones are known by their names; rules of one's own can be written to last for ever."""
    dentro = False
    for linea in texto.strip().splitlines():
        limpia = linea.strip().upper()
        dentro = dentro or limpia == "BEGIN:VTIMEZONE"
        if not dentro:
            yield linea
        dentro = dentro and limpia != "END:VTIMEZONE"


def _lineas(cita: Any, metodo: str) -> Iterator[str]:
    yield f"{TITULOS.get(metodo, 'Cita')}: {_uno(cita.get('SUMMARY')) or '(sin título)'}"
    cuando = _cuando(cita)
    if cuando:
        yield f"Cuándo: {cuando}"
    if cita.get("RRULE"):
        yield "Se repite."
    for nombre, titulo in (("LOCATION", "Dónde"), ("ORGANIZER", "Convoca")):
        valor = _persona(cita.get(nombre)) if nombre == "ORGANIZER" else _uno(cita.get(nombre))
        if valor:
            yield f"{titulo}: {valor}"
    asisten = [_asistente(uno) for uno in _lista(cita.get("ATTENDEE"))[:MAX_ASISTENTES]]
    if asisten:
        yield f"Asisten: {', '.join(asisten)}"


def _cuando(cita: Any) -> str:
    inicio = _momento(cita, "DTSTART")
    if inicio is None:
        return ""
    fin = _momento(cita, "DTEND")
    if fin is None and isinstance(duracion := _decodificado(cita, "DURATION"), timedelta):
        fin = inicio + duracion
    if not isinstance(inicio, datetime):
        return f"{_dia(inicio)}, todo el día"
    escrito = f"{_dia(inicio)}, {inicio:%H:%M}"
    if isinstance(fin, datetime) and fin > inicio:
        escrito += (
            f"–{fin:%H:%M}" if fin.date() == inicio.date() else f" – {_dia(fin)}, {fin:%H:%M}"
        )
    return escrito if inicio.tzinfo is None else f"{escrito} (hora peninsular)"


def _momento(cita: Any, nombre: str) -> date | datetime | None:
    """Of a time whose zone is known, the peninsular one."""
    valor = _decodificado(cita, nombre)
    if isinstance(valor, datetime) and valor.tzinfo is not None:
        return valor.astimezone(ZONA)
    return valor if isinstance(valor, date) else None


def _decodificado(cita: Any, nombre: str) -> Any:
    valor = cita.get(nombre)
    return getattr(valor[0] if isinstance(valor, list) else valor, "dt", None)


def _dia(momento: date) -> str:
    return f"{DIAS[momento.weekday()]} {momento.day}/{momento.month}/{momento.year}"


def _asistente(valor: Any) -> str:
    respuesta = RESPUESTAS.get(str(getattr(valor, "params", {}).get("PARTSTAT", "")).upper())
    return f"{_persona(valor)} ({respuesta})" if respuesta else _persona(valor)


def _persona(valor: Any) -> str:
    nombre = _uno(getattr(valor, "params", {}).get("CN", ""))
    correo = re.sub(r"(?i)^mailto:", "", _uno(valor))
    if not nombre or not correo or nombre == correo:
        return nombre or correo
    return f"{nombre} <{correo}>"


def _uno(valor: Any) -> str:
    primero = _lista(valor)
    return en_una_linea(str(primero[0]), 200) if primero else ""


def _lista(valor: Any) -> list[Any]:
    if valor is None:
        return []
    return valor if isinstance(valor, list) else [valor]
