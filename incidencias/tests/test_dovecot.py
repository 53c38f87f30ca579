"""The mail server of the tests ends with them."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from incidencias.tests.dovecot import COMO_SE_INSTALA, programa

ARRANCA_Y_ESPERA = """
import time
from incidencias.tests.dovecot import Dovecot
servidor = Dovecot()
servidor.arrancar()
print(servidor._proceso.pid, servidor.carpeta, flush=True)
time.sleep(60)
"""


@pytest.mark.lento
@pytest.mark.skipif(programa() is None and os.environ.get("CI") != "true", reason=COMO_SE_INSTALA)
def test_it_does_not_outlive_tests_that_are_killed():
    pruebas = subprocess.Popen([sys.executable, "-c", ARRANCA_Y_ESPERA], stdout=subprocess.PIPE)
    try:
        grupo, carpeta = pruebas.stdout.readline().split()
        esperar(lambda: vivos(int(grupo)) > 1)
        assert vivos(int(grupo)) > 1, "Dovecot and its children"
    finally:
        pruebas.kill()  # no chance to tidy up
        pruebas.wait()
        pruebas.stdout.close()
        shutil.rmtree(carpeta.decode(), ignore_errors=True)
    esperar(lambda: not vivos(int(grupo)))
    quedan = vivos(int(grupo))
    if quedan:
        os.killpg(int(grupo), signal.SIGKILL)
    assert quedan == 0


def esperar(que):
    limite = time.monotonic() + 10
    while not que() and time.monotonic() < limite:
        time.sleep(0.02)


def vivos(grupo):
    """How many processes of that group are running (proc(5): state and group follow the name)."""
    cuantos = 0
    for fichero in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended meanwhile
            estado, _padre, suyo = fichero.read_text().rpartition(")")[2].split()[:3]
            cuantos += int(suyo) == grupo and estado != "Z"
    return cuantos
