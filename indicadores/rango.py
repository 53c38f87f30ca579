"""A range of local days, cut in periods, and the range it is compared with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from indicadores.models import Lapso

UN_DIA = timedelta(1)
# Up to how many days a chart is drawn by days and by weeks; beyond, by months.
DIAS_POR_DIAS, DIAS_POR_SEMANAS = 45, 200


def principio_de(lapso: str, dia: date) -> date:
    """The first day of the lapse a day belongs to; weeks begin on Monday."""
    if lapso == Lapso.MES:
        return dia.replace(day=1)
    return dia - timedelta(dia.weekday()) if lapso == Lapso.SEMANA else dia


def fin_de(lapso: str, dia: date) -> date:
    """The last day of the lapse a day belongs to."""
    if lapso == Lapso.MES:
        return (dia.replace(day=1) + timedelta(31)).replace(day=1) - UN_DIA
    return principio_de(lapso, dia) + timedelta(6) if lapso == Lapso.SEMANA else dia


@dataclass(frozen=True)
class Rango:
    """Days from `desde` to `hasta`, both included, shown by `periodo`."""

    desde: date
    hasta: date
    periodo: str = Lapso.MES

    @property
    def dias(self) -> int:
        return (self.hasta - self.desde).days + 1

    def anterior(self) -> Rango:
        """As many days just before."""
        return Rango(self.desde - timedelta(self.dias), self.desde - UN_DIA, self.periodo)

    def de_hace_un_anio(self) -> Rango:
        return Rango(_hace_un_anio(self.desde), _hace_un_anio(self.hasta), self.periodo)

    def periodos(self) -> Iterator[tuple[date, date]]:
        """First and last day of each period; those at the ends may be cut by the range."""
        dia = self.desde
        while dia <= self.hasta:
            fin = min(fin_de(self.periodo, dia), self.hasta)
            yield dia, fin
            dia = fin + UN_DIA

    def tramos(self, lapso: str) -> list[tuple[str, date, date]]:
        """The range as (lapse, first, last) to read: whole lapses, and the days at its ends."""
        if lapso == Lapso.DIA:
            return [(Lapso.DIA, self.desde, self.hasta)]
        primero = principio_de(lapso, self.desde)
        if primero < self.desde:
            primero = fin_de(lapso, self.desde) + UN_DIA
        ultimo = principio_de(lapso, self.hasta + UN_DIA) - UN_DIA
        if ultimo < primero:
            return [(Lapso.DIA, self.desde, self.hasta)]
        tramos = [
            (Lapso.DIA, self.desde, primero - UN_DIA),
            (lapso, primero, ultimo),
            (Lapso.DIA, ultimo + UN_DIA, self.hasta),
        ]
        return [tramo for tramo in tramos if tramo[1] <= tramo[2]]


def periodo_natural(desde: date, hasta: date) -> str:
    """By what a range of that length is best read."""
    dias = (hasta - desde).days + 1
    if dias <= DIAS_POR_DIAS:
        return Lapso.DIA
    return Lapso.SEMANA if dias <= DIAS_POR_SEMANAS else Lapso.MES


def _hace_un_anio(dia: date) -> date:
    bisiesto = (dia.month, dia.day) == (2, 29)
    return dia.replace(year=dia.year - 1, day=28 if bisiesto else dia.day)
