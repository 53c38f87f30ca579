"""The rights of a unit as bars over the years: where each begins and ends, in percentages.

Pure: rows in, numbers out. The template draws them as SVG rectangles, without inline style.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from normativa.reglas.cobertura import Decision, Via
from normativa.reglas.tipos import Motivo

MARGEN = 0.03  # of the whole span, at both ends
ANIOS_CON_MARCA = 12  # with more years, one mark in several


@dataclass(frozen=True)
class Tramo:
    """A stretch of a bar, in hundredths of the width."""

    x: str
    ancho: str
    desde: date
    hasta: date | None  # None: it goes on

    @property
    def dias(self) -> int | None:
        return (self.hasta - self.desde).days if self.hasta else None


@dataclass
class Barra:
    """A right of the unit, its bar, and why it reaches what it reaches."""

    cobertura: Any
    tramo: Tramo
    situacion: str  # en_vigor, futura, acabada or anulada
    motivo: Motivo | None
    suspensiones: list[Tramo] = field(default_factory=list)
    se_anula: bool = False


@dataclass(frozen=True)
class Marca:
    x: str
    texto: str


@dataclass
class Pila:
    """All the bars on the same scale, with its marks and today."""

    barras: list[Barra]
    marcas: list[Marca]
    hoy: str


@dataclass(frozen=True)
class Escala:
    desde: date
    hasta: date

    def x(self, dia: date) -> float:
        total = max((self.hasta - self.desde).days, 1)
        return 100 * min(max((dia - self.desde).days / total, 0), 1)

    def tramo(self, desde: date, hasta: date | None, hoy: date) -> Tramo:
        x, fin = self.x(desde), self.x(hasta or max(hoy, desde))
        return Tramo(_pct(x), _pct(max(fin - x, 0.4)), desde, hasta)


def apilar(
    coberturas: Sequence[Any],
    suspensiones: Iterable[Any],
    decision: Decision,
    *,
    hoy: date,
    de_la_ley: Iterable[str] = (),
) -> Pila | None:
    """The bars of a unit, the living ones first; None without any right."""
    if not coberturas:
        return None
    escala = _escala(coberturas, hoy)
    por_clave = {via.clave: via for via in decision.vias if via.clave}
    legal = next((via for via in decision.vias if not via.clave), None)
    intocables = set(de_la_ley)
    barras = [
        Barra(
            fila,
            escala.tramo(fila.fecha_inicio, fila.fecha_fin, hoy),
            _situacion(fila, hoy),
            _motivo(por_clave.get(str(fila.pk), legal if fila.tipo == "legal" else None)),
            _suspensiones(fila, suspensiones, escala, hoy) if fila.tipo == "legal" else [],
            se_anula=_situacion(fila, hoy) in VIVAS
            and fila.tipo not in intocables
            and fila.contrato_id is None,
        )
        for fila in coberturas
    ]
    barras.sort(key=lambda b: (ORDEN.index(b.situacion), -b.cobertura.fecha_fin.toordinal()))
    return Pila(barras, _marcas(escala), _pct(escala.x(hoy)))


VIVAS = ("en_vigor", "futura")
ORDEN = (*VIVAS, "acabada", "anulada")


def _escala(coberturas: Sequence[Any], hoy: date) -> Escala:
    desde = min([hoy, *(fila.fecha_inicio for fila in coberturas)])
    hasta = max([hoy, *(fila.fecha_fin for fila in coberturas)])
    aire = timedelta(days=max(int((hasta - desde).days * MARGEN), 10))
    return Escala(desde - aire, hasta + aire)


def _situacion(fila: Any, hoy: date) -> str:
    if fila.esta_anulada:
        return "anulada"
    if fila.fecha_inicio > hoy:
        return "futura"
    return "en_vigor" if fila.fecha_fin >= hoy else "acabada"


def _suspensiones(fila: Any, suspensiones: Iterable[Any], escala: Escala, hoy: date) -> list[Tramo]:
    """The days that stopped its term (TRLGDCU art. 122.1)."""
    return [
        escala.tramo(max(s.entregado_en, fila.fecha_inicio), s.devuelto_en, hoy)
        for s in sorted(suspensiones, key=lambda s: s.entregado_en)
        if fila.fecha_inicio <= (s.devuelto_en or hoy) and s.entregado_en <= fila.fecha_fin
    ]


def _motivo(via: Via | None) -> Motivo | None:
    """Of the legal guarantee, that of its term (art. 120), moved by repairs (art. 122)."""
    if via is None:
        return None
    movido = [m for m in via.motivos if m.articulo.startswith("122")]
    plazo = [m for m in via.motivos if m.articulo.startswith("120")]
    return next(iter([*movido, *plazo, *via.motivos]), None)


def _marcas(escala: Escala) -> list[Marca]:
    """The first of January of each year, or of one in several."""
    anios = range(escala.desde.year + 1, escala.hasta.year + 1)
    paso = len(anios) // ANIOS_CON_MARCA + 1
    return [Marca(_pct(escala.x(date(anio, 1, 1))), str(anio)) for anio in anios[::paso]]


def _pct(x: float) -> str:
    """With a point: it goes into an SVG attribute, whatever the language."""
    return f"{x:.2f}%"
