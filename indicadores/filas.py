"""The rows behind a number: the very facts that were counted, of the cases one may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from cuentas.models import Usuario
from incidencias.models import Incidencia
from indicadores.catalogo import Indicador
from indicadores.consultas import hechos_de_casos, sql_de_casos
from indicadores.presentacion import cantidad

MAXIMO_DE_DIAS = 92


@dataclass(frozen=True)
class Seleccion:
    """Some facts of an indicator: days, value of a dimension, and which part of the count."""

    indicador: Indicador
    desde: date
    hasta: date
    dimension: str = "total"
    valor: str = ""
    parte: str = ""

    @property
    def dias(self) -> list[date]:
        """Every day; of a longer range, the last ones."""
        desde = max(self.desde, self.hasta - timedelta(MAXIMO_DE_DIAS - 1))
        return [desde + timedelta(n) for n in range((self.hasta - desde).days + 1)]

    @property
    def esta_recortada(self) -> bool:
        return (self.hasta - self.desde).days + 1 > MAXIMO_DE_DIAS


@dataclass(frozen=True)
class Hecho:
    """One fact, in words."""

    dia: date
    cifra: str
    parte: str


def casos_de(seleccion: Seleccion, usuario: Usuario) -> QuerySet[Incidencia]:
    """The cases of those facts that this person may see, for a keyset page."""
    sql, parametros = sql_de_casos(
        seleccion.indicador,
        seleccion.dimension,
        seleccion.valor,
        seleccion.dias,
        seleccion.parte,
    )
    ids = RawSQL(sql, parametros)  # noqa: S611 - constants of the catalogue; values are parameters
    return Incidencia.objects.visibles_para(usuario).filter(pk__in=ids).para_listado()


def hechos_por_caso(seleccion: Seleccion, casos: Sequence[int]) -> dict[int, list[Hecho]]:
    """What each of those cases counted, in one statement."""
    indicador = seleccion.indicador
    partes = {
        "acierto": str(indicador.acierto),
        "fallo": str(indicador.fallo),
        "pendiente": str(indicador.pendiente),
        "": "",
    }
    por_caso: dict[int, list[Hecho]] = {}
    for caso, dia, numero, parte in hechos_de_casos(
        indicador, seleccion.dimension, seleccion.valor, seleccion.dias, seleccion.parte, casos
    ):
        cifra = _cifra(indicador, numero)
        por_caso.setdefault(caso, []).append(Hecho(dia, cifra, partes[parte]))
    return por_caso


def _cifra(indicador: Indicador, numero: Any) -> str:
    """A time in words, an answer as it was given."""
    if numero is None or indicador.medida.numero is None:
        return ""
    if indicador.medida.numero == "segundos":
        return cantidad(float(numero), indicador.unidad)
    return str(numero)
