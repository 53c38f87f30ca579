"""Errands are done a moment later, each once in a burst, and nobody waits for them."""

import os
import subprocess
import sys
from threading import Event, current_thread
from time import monotonic, sleep

import pytest

from nucleo import recados
from nucleo.recados import dejar, vaciar  # the real one: tests do them at once (conftest)


class Apuntador:
    """What was done, by which thread, and a way to wait for it."""

    __name__ = "apuntar"

    def __init__(self):
        self.hechos, self.hecho = [], Event()

    def __call__(self, *con):
        self.hechos.append((con, current_thread().name))
        self.hecho.set()


def test_another_thread_does_it_a_moment_later():
    apuntar = Apuntador()
    desde = monotonic()
    dejar(apuntar, "entregar", 0)
    assert monotonic() - desde < recados.RESPIRO_S
    assert apuntar.hecho.wait(5)
    assert apuntar.hechos == [(("entregar", 0), "recados")]


def test_a_burst_of_the_same_is_done_once_and_what_comes_later_again():
    apuntar = Apuntador()
    for _ in range(500):
        dejar(apuntar, "entregar")
    assert apuntar.hecho.wait(5)
    sleep(recados.RESPIRO_S * 3)
    assert len(apuntar.hechos) <= 5  # a busy machine may need longer than a breath for 500
    apuntar.hechos.clear()
    apuntar.hecho.clear()
    dejar(apuntar, "entregar")
    assert apuntar.hecho.wait(5)


def test_what_fails_does_not_stop_the_others(caplog):
    apuntar = Apuntador()

    def morir():
        raise ConnectionError("redis no contesta")

    dejar(morir)
    dejar(apuntar)
    assert apuntar.hecho.wait(5)
    assert "no se pudo hacer morir" in caplog.text
    apuntar.hecho.clear()
    dejar(apuntar)
    assert apuntar.hecho.wait(5)


def test_emptying_does_at_once_what_is_pending(monkeypatch):
    monkeypatch.setattr(recados.time, "sleep", lambda _s: Event().wait(0.5))
    apuntar = Apuntador()
    dejar(apuntar)
    vaciar()
    assert apuntar.hechos == [((), current_thread().name)]


PROCESO = """
import os, sys
from nucleo.recados import dejar
def decir(quien): print(quien, flush=True)
{cuerpo}
"""


@pytest.mark.parametrize(
    ("cuerpo", "dicho"),
    [
        ("dejar(decir, 'acaba')", ["acaba"]),
        (
            "import time\ndejar(decir, 'padre'); time.sleep(0.3)\n"
            "pid = os.fork()\n"
            "if not pid:\n    dejar(decir, 'hijo'); time.sleep(0.5); os._exit(0)\n"
            "os.waitpid(pid, 0)",
            ["padre", "hijo"],
        ),
    ],
    ids=["a process that ends", "a process that forks"],
)
def test_no_process_leaves_its_errands_undone(cuerpo, dicho):
    orden = [sys.executable, "-c", PROCESO.format(cuerpo=cuerpo)]
    salida = subprocess.run(orden, capture_output=True, text=True, timeout=30, env=os.environ)
    assert salida.stdout.split() == dicho
