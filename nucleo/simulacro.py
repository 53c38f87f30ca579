"""Seeing what a decision would do: it is done for real and undone, so it cannot say otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import transaction

Hecho = TypeVar("Hecho")
Leido = TypeVar("Leido")


def simular(hacer: Callable[[], Hecho], leer: Callable[[Hecho], Leido]) -> Leido:
    """What `leer` sees after `hacer`, with nothing left behind. What it raises goes through.

    `leer` must read all that it gives: afterwards its rows are no longer there. What waits for the
    commit (mails, nudges) does not happen.
    """
    with transaction.atomic():
        leido = leer(hacer())
        transaction.set_rollback(True)
    return leido
