"""Find every figure again from the raw events, by another way, and say what differs.

Cases are read in batches and told from their events (`historia`); what they count is added up in
Python and compared with the derived columns of the case and with every measurement stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from indicadores.calculo import Recuento
from indicadores.models import Medicion
from indicadores.verificacion.casos import Caso, Recontactos, cuentas_de, horario_de, leer_casos
from indicadores.verificacion.encuestas import contar_encuestas
from indicadores.verificacion.esperas import contar_chats, contar_llamadas
from indicadores.verificacion.historia import Historia, SinApertura
from indicadores.verificacion.recuentos import Clave, ClaveConLapso, Recuentos, con_semanas_y_meses

LOTE = 2000
Avance = Callable[[int], object]


@dataclass(frozen=True)
class Diferencia:
    """Something stored that the events do not confirm."""

    donde: str
    guardado: Any
    recalculado: Any

    def __str__(self) -> str:
        return f"{self.donde}: guardado {self.guardado}, recalculado {self.recalculado}"


def verificar(
    desde: date | None = None, hasta: date | None = None, avance: Avance = lambda n: None
) -> Iterator[Diferencia]:
    """Yield what differs: columns of the cases, and measurements of those days.

    `avance(n)` is told how many more cases have been read.
    """
    horario_de.cache_clear()
    recuentos, recontactos = Recuentos(), Recontactos()
    for caso in leer_casos():
        avance(1)
        try:
            historia = caso.historia()
        except SinApertura:
            yield Diferencia(f"{caso.fila.codigo}: primer suceso", "otro", "abierta")
            continue
        yield from _columnas_distintas(caso, historia)
        for indicador, dia, cuenta in cuentas_de(caso, historia, recontactos):
            recuentos.anotar(indicador, dia, cuenta, caso.valores())
    contar_encuestas(recuentos)
    contar_llamadas(recuentos)
    contar_chats(recuentos)
    yield from _mediciones_distintas(recuentos, desde, hasta)


def _columnas_distintas(caso: Caso, historia: Historia) -> Iterator[Diferencia]:
    for columna, recalculado in _columnas(historia).items():
        guardado = getattr(caso.fila, columna)
        if guardado != recalculado:
            yield Diferencia(f"{caso.fila.codigo}: {columna}", guardado, recalculado)


def _columnas(historia: Historia) -> dict[str, Any]:
    """The derived columns of a case, as its events say them."""
    resolucion = historia.resolucion
    return {
        "ocurrida_en": historia.llegada_en,
        "dia_llegada": historia.dia_llegada,
        "primera_respuesta_en": historia.respondida_en,
        "segundos_respuesta": historia.segundos_respuesta,
        "resuelta_en": resolucion and resolucion.en,
        "dia_resolucion": resolucion and resolucion.dia,
        "segundos_resolucion": resolucion and resolucion.segundos,
        "contactos_cliente": historia.contactos_cliente,
        "reaperturas": historia.reaperturas,
        "traspasos": historia.traspasos,
    }


def _mediciones_distintas(
    recuentos: dict[Clave, Recuento], desde: date | None, hasta: date | None
) -> Iterator[Diferencia]:
    """Compare both ways, also what only one of them has."""
    mediciones = Medicion.objects.all()
    if desde is not None:
        mediciones = mediciones.filter(dia__gte=desde)
    if hasta is not None:
        mediciones = mediciones.filter(dia__lte=hasta)
    pendientes = {
        clave: recuento
        for clave, recuento in con_semanas_y_meses(recuentos).items()
        if (desde is None or clave[3] >= desde) and (hasta is None or clave[3] <= hasta)
    }
    for medicion in mediciones.iterator(chunk_size=LOTE):
        clave = (
            medicion.indicador,
            medicion.dimension,
            medicion.lapso,
            medicion.dia,
            medicion.valor,
        )
        guardado = Recuento()
        guardado.anadir(
            medicion.n,
            medicion.aciertos,
            medicion.fallos,
            medicion.pendientes,
            medicion.suma,
            medicion.cubos,
            medicion.cuentas,
        )
        recalculado = pendientes.pop(clave, Recuento())
        if guardado != recalculado:
            yield Diferencia(_nombre(clave), guardado, recalculado)
    for clave, recuento in pendientes.items():
        yield Diferencia(_nombre(clave), None, recuento)


def _nombre(clave: ClaveConLapso) -> str:
    indicador, dimension, lapso, dia, valor = clave
    return f"{indicador} {dimension}={valor or '—'} {lapso} {dia}"
