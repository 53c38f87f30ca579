"""Saving what was composed: one order in a service, thousands in an import."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from django.db import transaction

from incidencias.models import EventoIncidencia
from incidencias.servicios import componer_apunte
from nucleo.eventos import insertar_eventos
from sat.models import (
    Cita,
    EventoOrden,
    FotoIntervencion,
    Intervencion,
    NotaOrden,
    OrdenTrabajo,
    ParteTrabajo,
    RepuestoUsado,
    RespuestaChecklist,
)

if TYPE_CHECKING:
    from sat.servicios.composicion import Apunte, ExpedienteOrden

LOTE = 1000
# Those that others point to, first.
MODELOS = (
    Cita,
    Intervencion,
    RespuestaChecklist,
    RepuestoUsado,
    FotoIntervencion,
    NotaOrden,
    ParteTrabajo,
)


def guardar(expediente: ExpedienteOrden) -> None:
    """Save what a service composed, inside its transaction; the case gets its lines.

    May raise IntegrityError: the service knows which sentence it deserves.
    """
    if expediente.orden.pk is None:
        expediente.orden.save(force_insert=True)
    for fila, campos in expediente.cambios.values():
        fila.save(update_fields=sorted(campos))
    for fila in expediente.filas:
        fila.save(force_insert=True)
    EventoOrden.objects.bulk_create(_eventos_de(expediente))
    EventoIncidencia.objects.bulk_create(_lineas_de(expediente))


@transaction.atomic
def guardar_ordenes(expedientes: Sequence[ExpedienteOrden]) -> None:
    """Insert many new orders with their whole history (importer, demo). Their cases exist already.

    Composes nothing and checks nothing: the database's constraints do.
    """
    OrdenTrabajo.objects.bulk_create((e.orden for e in expedientes), batch_size=LOTE)
    filas = list(chain.from_iterable(e.filas for e in expedientes))
    for modelo in MODELOS:
        modelo._default_manager.bulk_create(
            [fila for fila in filas if type(fila) is modelo],  # type: ignore[misc]
            batch_size=LOTE,
        )
    insertar_eventos(EventoOrden, chain.from_iterable(map(_eventos_de, expedientes)))
    insertar_eventos(EventoIncidencia, chain.from_iterable(map(_lineas_de, expedientes)))


def _eventos_de(expediente: ExpedienteOrden) -> list[EventoOrden]:
    """The events with the ids of the rows they name, known by now."""
    for evento, filas in expediente.eventos:
        evento.datos.update({clave: fila.pk for clave, fila in filas.items()})
        evento.orden_id = expediente.orden.pk
    return [evento for evento, _filas in expediente.eventos]


def _lineas_de(expediente: ExpedienteOrden) -> list[EventoIncidencia]:
    orden = expediente.orden
    return [
        componer_apunte(
            orden.incidencia_id,  # type: ignore[arg-type]
            apunte.codigo,
            por=apunte.por,
            en=apunte.en,
            datos=_datos_de(orden, apunte),
            registrado_en=apunte.registrado_en,
        )
        for apunte in expediente.linea
    ]


def _datos_de(orden: OrdenTrabajo, apunte: Apunte) -> dict[str, Any]:
    return {
        "orden": orden.pk,
        "orden_codigo": orden.codigo,
        **apunte.datos,
        **{clave: fila.pk for clave, fila in apunte.filas.items()},
    }
