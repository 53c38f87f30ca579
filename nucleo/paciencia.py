"""Statements that are given up if they take long: what is nice to know must not slow a page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction

CANCELADA = "57014"  # query_canceled


class TardaDemasiado(Exception):
    """It took longer than it is worth; nothing of it remains."""


@contextmanager
def a_lo_sumo(ms: int) -> Iterator[None]:
    """No statement inside takes longer than `ms`: raises TardaDemasiado, and all inside is undone.

    Per transaction, never per session: PgBouncer lends the same session to others.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = %s", [ms])
            yield
            cursor.execute("SET LOCAL statement_timeout TO DEFAULT")
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", "") != CANCELADA:
            raise
        raise TardaDemasiado from error
