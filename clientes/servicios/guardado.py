"""Saving what was composed: one fact in its service, thousands in an import."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db import models, transaction

from clientes.models import (
    Cliente,
    Cobertura,
    Compra,
    Consentimiento,
    Contacto,
    DocumentoEquipo,
    Equipo,
    EventoCliente,
    EventoEquipo,
    Producto,
    Sede,
    SuspensionCobertura,
    Traspaso,
)
from clientes.servicios.composicion import Asiento
from clientes.servicios.comun import guardar
from nucleo.copia import insertar
from nucleo.eventos import insertar_eventos

LOTE = 1000
# Those that others point to, first.
MODELOS: tuple[type[models.Model], ...] = (
    Producto,
    Cliente,
    Contacto,
    Consentimiento,
    Sede,
    Equipo,
    Compra,
    Cobertura,
    SuspensionCobertura,
    Traspaso,
    DocumentoEquipo,
)


def guardar_asiento(asiento: Asiento) -> None:
    """Save what a service composed, inside its transaction; what is wrong comes as a sentence."""
    for fila in asiento.filas:
        guardar(fila)
    for fila, campos in asiento.cambios.values():
        guardar(fila, campos=sorted(campos))
    guardar_eventos(asiento)


@transaction.atomic
def guardar_en_bloque(asiento: Asiento) -> None:
    """Save thousands of facts, table by table (importers, demo). Checks nothing but constraints."""
    por_tabla = _por_tabla(asiento.filas)
    for modelo in MODELOS:
        insertar(modelo, por_tabla.pop(modelo, []), lote=LOTE)
    assert not por_tabla, por_tabla.keys()  # noqa: S101 - a table without its turn
    for (modelo, campos), filas in _por_campos(asiento).items():
        modelo._default_manager.bulk_update(filas, campos, batch_size=LOTE)
    guardar_eventos(asiento)


def _por_tabla(filas: Iterable[models.Model]) -> dict[type[models.Model], list[models.Model]]:
    por_tabla: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    for fila in filas:
        por_tabla[type(fila)].append(fila)
    return por_tabla


def _por_campos(
    asiento: Asiento,
) -> dict[tuple[type[models.Model], tuple[str, ...]], list[models.Model]]:
    """Changed rows with the same changed columns, together."""
    grupos: dict[tuple[type[models.Model], tuple[str, ...]], list[models.Model]] = defaultdict(list)
    for fila, campos in asiento.cambios.values():
        grupos[type(fila), tuple(sorted(campos))].append(fila)
    return grupos


def guardar_eventos(asiento: Asiento) -> None:
    """With the ids of the rows that they name, known by now."""
    for evento, filas in asiento.eventos:
        evento.datos.update({clave: fila.pk for clave, fila in filas.items()})
        if isinstance(evento, EventoCliente):
            evento.cliente_id = evento.cliente.pk
        else:
            evento.equipo_id = evento.equipo.pk
    for tabla in (EventoCliente, EventoEquipo):
        insertar_eventos(tabla, [e for e, _filas in asiento.eventos if type(e) is tabla])
