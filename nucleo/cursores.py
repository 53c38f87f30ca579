"""Pulls: an upper app reads the new events of a lower one."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from celery import current_app
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from nucleo import recados
from nucleo.eventos import EventoBase
from nucleo.models import Cursor

SOLAPE = timedelta(minutes=15)  # ids and instants commit out of order
LOTE = 1000
_juntos: ContextVar[set[str] | None] = ContextVar("avisos_juntos", default=None)

E = TypeVar("E", bound=EventoBase)


def leer_desde_cursor(consumidor: str, queryset: QuerySet[E]) -> Iterator[E]:
    """Yield the events that arrived since the last look, re-reading an overlap of 15 minutes.

    The cursor moves only when the caller has consumed them all: whoever breaks off reads them
    again. So the caller must be idempotent by a unique key of its own.
    """
    cursor, _creado = Cursor.objects.get_or_create(consumidor=consumidor)
    empezado_en = timezone.now()
    nuevos = queryset.order_by("registrado_en", "id")
    if cursor.hasta is not None:
        nuevos = nuevos.filter(registrado_en__gt=cursor.hasta - SOLAPE)
    yield from _por_lotes(nuevos)
    _mover(cursor, empezado_en)


def leer_una_vez(consumidor: str, queryset: QuerySet[E]) -> list[E]:
    """The events not read before, each once, also one whose transaction commits late.

    For who judges them as things are now, and would judge otherwise minutes later. Called inside
    the transaction that writes what comes of them: it holds the cursor, so that reading and effect
    are kept or lost together, and two workers read one after the other.
    """
    Cursor.objects.get_or_create(consumidor=consumidor)
    cursor = Cursor.objects.select_for_update().get(consumidor=consumidor)
    hasta = max(cursor.hasta or timezone.now(), timezone.now())
    nuevos = queryset.order_by("registrado_en", "id").exclude(id__in=cursor.vistos)
    if cursor.hasta is not None:
        nuevos = nuevos.filter(registrado_en__gt=cursor.hasta - SOLAPE)
    leidos = list(nuevos)
    # What the next look will find again, and only that.
    del_solape = queryset.model._default_manager.filter(
        id__in=[*cursor.vistos, *(evento.id for evento in leidos)],
        registrado_en__gt=hasta - SOLAPE,
    )
    cursor.hasta, cursor.vistos = hasta, sorted(del_solape.values_list("id", flat=True))
    cursor.save(update_fields=["hasta", "vistos", "movido_en"])
    return leidos


def _por_lotes(eventos: QuerySet[E]) -> Iterator[E]:
    """Keyset batches: PgBouncer knows no server-side cursors, and a pull may be long."""
    lote = list(eventos[:LOTE])
    while lote:
        yield from lote
        ultimo = lote[-1]
        siguientes = eventos.filter(registrado_en__gte=ultimo.registrado_en).exclude(
            registrado_en=ultimo.registrado_en, id__lte=ultimo.id
        )
        lote = list(siguientes[:LOTE]) if len(lote) == LOTE else []


def _mover(cursor: Cursor, hasta: datetime) -> None:
    """Never backwards: two workers may finish the same pull in any order."""
    Cursor.objects.filter(pk=cursor.pk).exclude(hasta__gt=hasta).update(
        hasta=hasta, movido_en=timezone.now()
    )


def avisar(tarea: str, *, dentro_de_s: int = 0) -> None:
    """After the commit, ask for a periodic task to run now (or in some seconds), by its name.

    Losing the nudge costs only time: a broker that does not answer is logged and forgotten, and the
    answer does not wait for it (nucleo/recados.py).
    """
    transaction.on_commit(partial(_pedir, tarea, dentro_de_s), robust=True)


@contextmanager
def avisos_juntos() -> Iterator[None]:
    """Nudges for now given inside are given at the end, each task's once: for who commits many
    things in a row.
    """
    pedidos: set[str] = set()
    marca = _juntos.set(pedidos)
    try:
        yield
    finally:
        _juntos.reset(marca)
        for tarea in pedidos:
            _pedir(tarea, 0)


def _pedir(tarea: str, dentro_de_s: int) -> None:
    pedidos = _juntos.get()
    if pedidos is not None and not dentro_de_s:
        pedidos.add(tarea)
    else:
        recados.dejar(_mandar, tarea, dentro_de_s)


def _mandar(tarea: str, dentro_de_s: int) -> None:
    current_app.send_task(tarea, ignore_result=True, retry=False, countdown=dentro_de_s or None)
