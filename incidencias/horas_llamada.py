"""When a customer may ask to be called: inside the general calendar, on its next working days.

As soon as possible, in the morning, in the afternoon or at an hour. Each has a key, which a form
sends back: it says the day, so that what was read on a page is what is asked for, or is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext as _

from incidencias.devoluciones import vence_para
from incidencias.relojes import reloj_para
from nucleo.calendario import Horario
from nucleo.errores import ErrorDeNegocio
from nucleo.idiomas import dia_dicho
from nucleo.tiempo import dia_local

DIAS_OFRECIDOS = 5  # working days
DIAS_QUE_SE_MIRAN = 45  # a whole August closed, and then some
MARGEN = timedelta(minutes=30)  # nobody promises to call within the next minutes
MEDIODIA = time(15)  # in Spain, the morning lasts until lunch
UNA_HORA = timedelta(hours=1)

Tramo = tuple[datetime, datetime]


class Cuando(StrEnum):
    YA = "ya"
    MANANA = "manana"
    TARDE = "tarde"
    HORA = "hora"


@dataclass(frozen=True)
class HoraOfrecida:
    """By when they are called, or at which hour."""

    cuando: Cuando
    vence_en: datetime

    @property
    def dia(self) -> date:
        return dia_local(self.vence_en)

    @property
    def hora(self) -> str:
        return f"{timezone.localtime(self.vence_en):%H:%M}"

    @property
    def clave(self) -> str:
        if self.cuando == Cuando.YA:
            return self.cuando.value
        if self.cuando == Cuando.HORA:
            return timezone.localtime(self.vence_en).isoformat(timespec="minutes")
        return f"{self.cuando}:{self.dia.isoformat()}"

    @property
    def en_palabras(self) -> str:
        """ "el martes, 24 de noviembre, a las 10:00", in the language that is spoken."""
        datos = {"dia": dia_dicho(self.dia, con_anio=False, con_semana=True), "hora": self.hora}
        return {
            Cuando.YA: _("antes del %(dia)s a las %(hora)s"),
            Cuando.MANANA: _("el %(dia)s, por la mañana, antes de las %(hora)s"),
            Cuando.TARDE: _("el %(dia)s, por la tarde, antes de las %(hora)s"),
            Cuando.HORA: _("el %(dia)s, a las %(hora)s"),
        }[self.cuando] % datos


def horas_ofrecidas(ahora: datetime) -> list[HoraOfrecida]:
    """As soon as possible, the next morning and afternoon, and the hours of some working days."""
    horario = reloj_para(None, "", ahora).horario
    dias = list(_dias(horario, ahora))
    partes = (_primera(cuando, dias, ahora + MARGEN) for cuando in (Cuando.MANANA, Cuando.TARDE))
    return [
        HoraOfrecida(Cuando.YA, vence_para(ahora)),
        *(una for una in partes if una is not None),
        *(HoraOfrecida(Cuando.HORA, hora) for dia in dias for hora in _horas(dia, ahora + MARGEN)),
    ]


def hora_pedida(clave: str, ahora: datetime) -> HoraOfrecida:
    """What that key asks for. Raises ErrorDeNegocio if it is not offered, or not any more."""
    for una in horas_ofrecidas(ahora):
        if una.clave == clave:
            return una
    raise ErrorDeNegocio(
        _("A esa hora ya no podemos llamarle: elija otra de la lista."), campo="cuando"
    )


def _dias(horario: Horario, ahora: datetime) -> Iterator[list[Tramo]]:
    """The stretches of the next working days, in local time; of today, if any of it is left."""
    hoy, dados = dia_local(ahora), 0
    for mas in range(DIAS_QUE_SE_MIRAN):
        tramos = [
            (timezone.localtime(abre), timezone.localtime(cierra))
            for abre, cierra in horario.tramos_del_dia(hoy + timedelta(days=mas))
        ]
        if tramos and tramos[-1][1] > ahora + MARGEN:
            yield tramos
            dados += 1
        if dados == DIAS_OFRECIDOS:
            return


def _primera(cuando: Cuando, dias: list[list[Tramo]], desde: datetime) -> HoraOfrecida | None:
    """The first morning, or afternoon, of which something is left: by its end."""
    for tramos in dias:
        corte = datetime.combine(tramos[0][0].date(), MEDIODIA, tramos[0][0].tzinfo)
        fines = [
            min(cierra, corte) if cuando == Cuando.MANANA else cierra
            for abre, cierra in tramos
            if (abre < corte if cuando == Cuando.MANANA else cierra > corte)
        ]
        if fines and fines[-1] > desde:
            return HoraOfrecida(cuando, fines[-1])
    return None


def _horas(tramos: list[Tramo], desde: datetime) -> Iterator[datetime]:
    """The hours on the dot at which somebody works."""
    for abre, cierra in tramos:
        hora = abre.replace(minute=0, second=0, microsecond=0)
        while hora < cierra:
            if hora >= abre and hora >= desde:
                yield hora
            hora += UNA_HORA
