"""Measure days again. Derivations only: whatever is written here can be computed once more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.db import connection, transaction

from indicadores.catalogo import Indicador, de_hechos
from indicadores.consultas import dias_con_hechos, hechos_de
from indicadores.mediciones import contar_hechos, sumar_dias
from indicadores.models import DiaPendiente, Dimension, Hechos

DIAS_POR_LOTE = 183  # one transaction: half a year of facts


@transaction.atomic
def recalcular(hechos: Hechos, dias: Sequence[date], *, guardar: bool = True) -> int:
    """Measure everything that those facts give on those days; how many measurements
    of a day changed; weeks and months follow them.

    The same days measured at once by two processes would insert the same rows: they take turns.
    Facts that arrive meanwhile mark their days again, so nothing is lost.
    """
    if not dias:
        return 0
    _esperar_turno(hechos)
    indicadores = de_hechos(hechos)
    with hechos_de(hechos, dias):
        return sum(
            _medir(
                [uno for uno in indicadores if dimension in uno.dimensiones],
                dimension,
                dias,
                guardar=guardar,
            )
            for dimension in Dimension
            if any(dimension in uno.dimensiones for uno in indicadores)
        )


def _medir(
    indicadores: Sequence[Indicador], dimension: str, dias: Sequence[date], *, guardar: bool
) -> int:
    cambiadas = contar_hechos(indicadores, dimension, dias, guardar=guardar)
    if guardar:
        sumar_dias(indicadores, dimension, dias)
    return cambiadas


def _esperar_turno(hechos: Hechos) -> None:
    """Until the end of the transaction, nobody else measures these facts (PgBouncer-safe)."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"indicadores:{hechos}"])


def lotes_de_dias(
    desde: date | None = None, hasta: date | None = None
) -> Iterator[tuple[Hechos, list[date]]]:
    """Everything that there is to measure in a range, by kinds of facts and months of days."""
    for hechos in Hechos:
        dias = dias_con_hechos(hechos, desde, hasta)
        for i in range(0, len(dias), DIAS_POR_LOTE):
            yield hechos, dias[i : i + DIAS_POR_LOTE]


def recalcular_pendientes() -> int:
    """Measure the days that changed, and only those; how many days. Safe to run twice at once."""
    medidos = 0
    for hechos in Hechos:
        while dias := _atender(hechos):
            medidos += len(dias)
    return medidos


@transaction.atomic
def _atender(hechos: Hechos) -> list[date]:
    """One batch of pending days: claimed, measured and crossed off in one transaction."""
    pendientes = (
        DiaPendiente.objects.select_for_update(skip_locked=True)
        .filter(hechos=hechos)
        .order_by("dia")[:DIAS_POR_LOTE]
    )
    dias = {pendiente.pk: pendiente.dia for pendiente in pendientes}
    recalcular(hechos, list(dias.values()))
    DiaPendiente.objects.filter(pk__in=dias).delete()
    return list(dias.values())
