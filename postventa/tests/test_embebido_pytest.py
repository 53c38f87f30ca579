"""The services of a test run go with it, and those of a killed one with the next."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from django.conf import settings

from postventa import embebido_pytest
from postventa.embebido_pytest import NOMBRE, RECIEN_HECHA_S, recoger_restos
from postventa.entorno import RAIZ
from postventa.procesos import esperar

EJECUCION = """
import sys
from pathlib import Path
from postventa.embebido import Servicios
Servicios(Path(sys.argv[1]), de_pruebas=True).entrar()
print("listo", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def temporales(monkeypatch):
    carpeta = Path(tempfile.mkdtemp(prefix="postventa-restos-", dir="/tmp"))
    monkeypatch.setattr(embebido_pytest, "TEMPORALES", carpeta)
    yield carpeta
    shutil.rmtree(carpeta)


@pytest.fixture
def ejecucion(temporales):
    """Another test run, under way."""
    proceso = subprocess.Popen(
        [sys.executable, "-c", EJECUCION, temporales / f"{NOMBRE}otra"],
        cwd=RAIZ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert proceso.stdout.readline() == "listo\n"
    yield proceso
    proceso.communicate()


def envejecer(carpeta: Path) -> None:
    antes = time.time() - RECIEN_HECHA_S - 1
    os.utime(carpeta, (antes, antes))


def test_a_killed_run_is_swept_away(temporales, ejecucion):
    carpeta = temporales / f"{NOMBRE}otra"
    pid = int((carpeta / "postgres" / "postmaster.pid").read_text().split()[0])
    ejecucion.kill()
    ejecucion.wait()
    envejecer(carpeta)
    recoger_restos()
    assert not carpeta.exists()
    assert esperar(lambda: not Path(f"/proc/{pid}/cwd").exists(), segundos=5)


def test_a_run_under_way_is_left_alone(temporales, ejecucion):
    carpeta = temporales / f"{NOMBRE}otra"
    envejecer(carpeta)
    recoger_restos()
    assert (carpeta / "run" / "redis.sock").exists()


def test_a_run_that_has_just_begun_is_left_alone(temporales):
    (temporales / f"{NOMBRE}nueva").mkdir()
    recoger_restos()
    assert (temporales / f"{NOMBRE}nueva").exists()


def test_each_worker_writes_in_its_own_corner_of_redis():
    trabajador = os.environ.get("PYTEST_XDIST_WORKER", "")
    esperado = f"pruebas-{os.getpid()}{trabajador}"
    assert esperado == settings.REDIS_PREFIJO
