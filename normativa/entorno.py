"""What a rule takes besides the facts: figures in force, today, the establishment's holidays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils.timezone import now

from normativa.parametros import parametros_vigentes
from normativa.reglas.parametros import Parametros
from nucleo.empresa import empresa
from nucleo.festivos import PRIMER_ANIO, ULTIMO_ANIO, fechas_festivas
from nucleo.models import Calendario, Empresa, Festivo
from nucleo.models.empresa import Comunidad
from nucleo.tiempo import dia_local


@dataclass(frozen=True)
class Territorio:
    """Whose holidays: of a community and a town, and those that a calendar adds."""

    comunidad: str
    municipio: str
    calendario: Calendario | None = None

    def __str__(self) -> str:
        nombre = str(Comunidad(self.comunidad).label)
        return f"{self.municipio} ({nombre})" if self.municipio else nombre


class Entorno:
    """The place and time from which a person asks. Nothing is read until a rule needs it."""

    def __init__(self, usuario: Any) -> None:
        self._usuario = usuario

    @cached_property
    def parametros(self) -> Parametros:
        return parametros_vigentes()

    @cached_property
    def hoy(self) -> date:
        return dia_local(now())

    @property
    def empresa(self) -> Empresa:
        return empresa()

    @cached_property
    def territorio(self) -> Territorio:
        """The establishment's: that of the person's team, the only one there is, or the firm's."""
        suyos = Calendario.objects.filter(centros__grupos__miembros=self._usuario)
        unico = _unico(suyos) or _unico(Calendario.objects.filter(centros__isnull=False))
        if unico:
            return Territorio(unico.comunidad, unico.municipio, unico)
        return Territorio(self.empresa.comunidad, self.empresa.municipio)

    def festivos(self, *dias: date) -> frozenset[date]:
        """Those of the year of each day and the next, for terms counted in working days."""
        anios = {anio for dia in dias for anio in (dia.year, dia.year + 1)}
        conocidos = [anio for anio in anios if PRIMER_ANIO <= anio <= ULTIMO_ANIO]
        return festivos_de_territorio(self.territorio, sorted(conocidos))


def dias_de(hechos: Any) -> list[date]:
    """The days that are written in the facts of a rule."""
    valores = [getattr(hechos, campo.name) for campo in fields(hechos)]
    return [valor for valor in valores if isinstance(valor, date)]


def _unico(calendarios: Any) -> Calendario | None:
    """The calendar, when all of them are the same one."""
    dos = list(calendarios.order_by("pk").distinct()[:2])
    return dos[0] if len(dos) == 1 else None


def festivos_de_territorio(territorio: Territorio, anios: Iterable[int]) -> frozenset[date]:
    """The rows that were copied, with the towns' and the establishment's own; the library for
    the years and communities that nobody copied (one statement)."""
    anios = tuple(anios)
    lugares = Q(comunidad="") | Q(
        comunidad=territorio.comunidad, municipio__in={"", territorio.municipio}
    )
    propios = Q(calendario=None) & lugares
    if territorio.calendario:
        propios |= Q(calendario=territorio.calendario)
    filas = Festivo.objects.filter(propios, fecha__year__in=anios).values_list(
        "fecha", "comunidad", "municipio", "calendario"
    )
    dias: set[date] = set()
    copiados: set[int] = set()  # years whose regional holidays are rows
    for fecha, comunidad, municipio, calendario in filas:
        dias.add(fecha)
        if comunidad and not municipio and calendario is None:
            copiados.add(fecha.year)
    sin_copiar = [anio for anio in anios if anio not in copiados]
    return frozenset(dias) | fechas_festivas(sin_copiar, territorio.comunidad)
