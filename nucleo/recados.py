"""Errands of a request that its answer does not wait for: a nudge to the worker, say.

For what costs the request time and loses nothing if it is late or never done, because the fact is
in the database and somebody sweeps it. One thread in each process does them, some hundredths of a
second later, so that a burst of the same errand is done once; it has no database connection.
"""

from __future__ import annotations

import atexit
import logging
import time
from collections.abc import Callable, Hashable
from threading import Event, Lock, Thread

RESPIRO_S = 0.03  # the answer leaves meanwhile, and who comes with the same errand joins it
registro = logging.getLogger(__name__)
_pendientes: dict[tuple[Callable[..., object], tuple[Hashable, ...]], None] = {}
_cerrojo, _hay = Lock(), Event()
_hilo: Thread | None = None


def dejar(hacer: Callable[..., object], *con: Hashable) -> None:
    """Call `hacer(*con)` soon, once however often it is asked meanwhile."""
    global _hilo
    with _cerrojo:
        _pendientes[hacer, con] = None
        if _hilo is None or not _hilo.is_alive():  # a forked process has to start its own
            _hilo = Thread(target=_atender, name="recados", daemon=True)
            _hilo.start()
    _hay.set()


def _atender() -> None:
    while _hay.wait():
        time.sleep(RESPIRO_S)
        _hay.clear()  # before looking: what is left meanwhile wakes it again
        vaciar()


@atexit.register
def vaciar() -> None:
    """Do what is pending now; a command that ends leaves nothing undone."""
    with _cerrojo:
        recados = list(_pendientes)
        _pendientes.clear()
    for hacer, con in recados:
        try:
            hacer(*con)
        except Exception:  # noqa: BLE001 - whatever it says, the next errand is not to blame
            registro.warning("no se pudo hacer %s%s", hacer.__name__, con, exc_info=True)
