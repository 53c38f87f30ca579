"""How instants, durations, money and deadlines are written in Spanish. Pure functions, no ORM.

`static/js/plazos.js` repeats `tiempo_en_palabras` and `estado_de_plazo` to keep clocks running
in the browser; `nucleo/tests/test_formato.py` says what both must give.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Literal

import phonenumbers
from django.utils import timezone

MESES = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"]
MESES_LARGOS = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)
DIAS = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"]

ESPACIO = "\u00a0"  # between a figure and its unit: they never part at the end of a line
MENOS = "\u2212"  # the minus sign, not a hyphen
AVISO_POR_DEFECTO = timedelta(hours=2)
SIN_LIMITE = 9999  # how PostgreSQL's `infinity` (no deadline) reaches Python

EstadoPlazo = Literal[
    "en_plazo", "vence_pronto", "vencido", "en_pausa", "cumplido", "cumplido_tarde", "sin_plazo"
]


@dataclass(frozen=True)
class Plazo:
    """What the component `plazo` paints: state, sentence and the instants for the browser."""

    estado: EstadoPlazo
    texto: str
    detalle: str
    vence_en: datetime | date | None
    absoluto: str

    @property
    def corre(self) -> bool:
        """Whether the browser must keep counting."""
        return self.estado in {"en_plazo", "vence_pronto", "vencido"}


def tiempo_en_palabras(segundos: int) -> str:
    """Two units at most: "3 d 4 h", "3 h 20 min", "25 min", "menos de 1 min"."""
    segundos = abs(segundos)
    dias, resto = divmod(segundos, 86_400)
    horas, resto = divmod(resto, 3_600)
    minutos = resto // 60
    if dias:
        pares = [(dias, "d"), (horas, "h")] if dias < 10 else [(dias, "d")]
    elif horas:
        pares = [(horas, "h"), (minutos, "min")]
    else:
        pares = [(minutos, "min")]
    partes = [f"{valor}{ESPACIO}{unidad}" for valor, unidad in pares if valor]
    return ESPACIO.join(partes) or f"menos de 1{ESPACIO}min"


def duracion_es(segundos: float | timedelta | None) -> str:
    """A measured duration, in seconds: "45 s", "12 min", "2 h 5 min", "3 d 4 h"; "–" if unknown."""
    if segundos is None:
        return "–"
    if isinstance(segundos, timedelta):
        segundos = segundos.total_seconds()
    enteros = round(segundos)
    if abs(enteros) < 60:
        return f"{enteros}{ESPACIO}s".replace("-", MENOS)
    return (MENOS if enteros < 0 else "") + tiempo_en_palabras(enteros)


def numero_es(valor: float | Decimal | None, decimales: int = 0) -> str:
    """A figure as Spain writes it: 1.234,5 (thousands with a point from 1.000, as the law does)."""
    if valor is None:
        return "–"
    cuantos = Decimal(1).scaleb(-decimales)
    redondo = Decimal(str(valor)).quantize(cuantos, rounding=ROUND_HALF_UP)
    texto = f"{redondo:,.{decimales}f}".translate(str.maketrans(",.", ".,"))
    return texto.replace("-", MENOS)


def euros_es(importe: Decimal | float | None) -> str:
    """An amount in euros: 1.234,50 €; "–" if there is none."""
    return "–" if importe is None else f"{numero_es(importe, 2)}{ESPACIO}€"


def fecha_larga(cuando: datetime | date) -> str:
    """The absolute date of a tooltip: "lunes, 5 de abril de 2026, 10:32"."""
    dia = _local(cuando)
    texto = f"{DIAS[dia.weekday()]}, {dia.day} de {MESES_LARGOS[dia.month - 1]} de {dia.year}"
    return f"{texto}, {dia:%H:%M}" if isinstance(dia, datetime) else texto


def fecha_corta(cuando: datetime | date, hoy: date) -> str:
    """ "5 abr" this year, "5 abr 2024" in another."""
    dia = _local(cuando)
    texto = f"{dia.day}{ESPACIO}{MESES[dia.month - 1]}"
    return texto if dia.year == hoy.year else f"{texto}{ESPACIO}{dia.year}"


def relativa(cuando: datetime | date, ahora: datetime) -> str:
    """How far an instant or a day is, as one says it: "hace 5 min", "ayer, 10:32", "en 3 días"."""
    hoy = timezone.localdate(ahora)
    if isinstance(cuando, datetime):
        segundos = int((cuando - ahora).total_seconds())
        if abs(segundos) < 60:
            return "ahora mismo"
        if abs(segundos) < 6 * 3_600:
            palabras = tiempo_en_palabras(segundos)
            return f"en {palabras}" if segundos > 0 else f"hace {palabras}"
        local = timezone.localtime(cuando)
        return _dia_relativo(local.date(), hoy, f", {local:%H:%M}")
    return _dia_relativo(cuando, hoy, "")


def calcular_plazo(
    vence_en: datetime | date | None,
    *,
    ahora: datetime,
    cumplido_en: datetime | None = None,
    pausado_en: datetime | None = None,
    motivo: str = "",
    aviso_en: datetime | None = None,
) -> Plazo:
    """State and sentence of a deadline, for the component `plazo`.

    `aviso_en` is when it starts to be "vence pronto"; by default, two hours before (three days
    before when the deadline is a whole day).
    """
    if vence_en and vence_en.year >= SIN_LIMITE:
        vence_en = None
    absoluto = fecha_larga(vence_en) if vence_en else ""
    if cumplido_en:
        tarde = vence_en is not None and _final(vence_en) < cumplido_en
        estado: EstadoPlazo = "cumplido_tarde" if tarde else "cumplido"
        texto = "cumplido con retraso" if tarde else "cumplido"
        return Plazo(estado, texto, relativa(cumplido_en, ahora), vence_en, absoluto)
    if pausado_en:
        return Plazo("en_pausa", "en pausa", motivo, vence_en, absoluto)
    if not vence_en:
        return Plazo("sin_plazo", "sin plazo", motivo, None, "")
    estado = estado_de_plazo(vence_en, ahora, aviso_en)
    return Plazo(estado, texto_de_plazo(vence_en, ahora), "", vence_en, absoluto)


def estado_de_plazo(
    vence_en: datetime | date, ahora: datetime, aviso_en: datetime | None = None
) -> EstadoPlazo:
    """Of a running clock: within time, close, or past."""
    final = _final(vence_en)
    margen = AVISO_POR_DEFECTO if isinstance(vence_en, datetime) else timedelta(days=3)
    if final <= ahora:
        return "vencido"
    return "vence_pronto" if ahora >= (aviso_en or final - margen) else "en_plazo"


def texto_de_plazo(vence_en: datetime | date, ahora: datetime) -> str:
    """ "vence en 3 h 20 min", "vencido hace 2 d", "vence mañana"."""
    if isinstance(vence_en, datetime):
        segundos = int((vence_en - ahora).total_seconds())
        palabras = tiempo_en_palabras(segundos)
        return f"vence en {palabras}" if segundos > 0 else f"vencido hace {palabras}"
    hoy = timezone.localdate(ahora)
    verbo = "vencido" if vence_en < hoy else "vence"
    return f"{verbo} {_dia_relativo(vence_en, hoy, '')}"


def _dia_relativo(dia: date, hoy: date, hora: str) -> str:
    dias = (dia - hoy).days
    cercanos = {0: "hoy", 1: "mañana", -1: "ayer"}
    if dias in cercanos:
        return cercanos[dias] + hora
    if 1 < dias < 7:
        return f"en {dias} días"
    if -7 < dias < -1:
        return f"hace {-dias} días"
    return f"el {fecha_corta(dia, hoy)}" if dias > 0 else fecha_corta(dia, hoy)


def _local(cuando: datetime | date) -> datetime | date:
    return timezone.localtime(cuando) if isinstance(cuando, datetime) else cuando


def _final(vence_en: datetime | date) -> datetime:
    """The last instant of a deadline; a whole day ends at its midnight, local time."""
    if isinstance(vence_en, datetime):
        return vence_en
    siguiente = datetime.combine(vence_en + timedelta(days=1), datetime.min.time())
    return timezone.make_aware(siguiente)


@lru_cache(maxsize=2048)  # a list writes fifty, and a tenth of a millisecond each
def telefono_legible(e164: str) -> str:
    """As people write it: 600 123 456 if Spanish, with its prefix if not."""
    try:
        numero = phonenumbers.parse(e164, "ES")
    except phonenumbers.NumberParseException:
        return e164
    formato = (
        phonenumbers.PhoneNumberFormat.NATIONAL
        if numero.country_code == 34
        else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return str(phonenumbers.format_number(numero, formato))
