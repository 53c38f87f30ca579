"""Early pytest plugin (`addopts = -p postventa.embebido_pytest`): throw-away PostgreSQL and Redis.

It completes the environment on import, because pytest-django reads the settings before any
`conftest.py` runs. Under xdist the controller starts the services and its workers inherit the
addresses; each one has its own database (pytest-django's suffix) and its own Redis prefix.
"""

import os
import shutil
import tempfile
import time
from pathlib import Path

from postventa.embebido import Servicios

TEMPORALES = Path("/tmp")  # noqa: S108 - short enough for the sockets; mkdtemp makes it private
NOMBRE = "postventa-pruebas-"
RECIEN_HECHA_S = 60  # another run may be between creating its folder and taking its lock

# Fixed here, so that a developer's .env does not decide what the tests see.
ENTORNO = {
    "SECRET_KEY": "solo-para-las-pruebas",
    "DEBUG": "true",  # static files by their finders; Django's test runner turns DEBUG itself off
    "DEMO": "false",
    "HTTPS": "false",
    "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1],testserver",
    "EMAIL_URL": "memorymail://",
}


class PruebasConServicios:
    """Starts what the environment lacks, and takes it all away at the end."""

    def __init__(self) -> None:
        self.carpeta = Path(tempfile.mkdtemp(prefix=NOMBRE, dir=TEMPORALES))
        os.environ.setdefault("POSTVENTA_VAR", str(self.carpeta))
        self.servicios = Servicios(
            self.carpeta,
            con_postgres="DATABASE_URL" not in os.environ,
            con_redis="REDIS_URL" not in os.environ,
            de_pruebas=True,
        )
        os.environ.setdefault("DATABASE_URL", self.servicios.postgres.url())
        os.environ.setdefault("REDIS_URL", self.servicios.redis.url())
        self.servicios.entrar()

    def retirar(self) -> None:
        self.servicios.salir()
        shutil.rmtree(self.carpeta, ignore_errors=True)


def recoger_restos() -> None:
    """Stop and remove what a killed test run left behind."""
    for carpeta in TEMPORALES.glob(f"{NOMBRE}*"):
        estado = carpeta.stat()
        recien_hecha = time.time() - estado.st_mtime < RECIEN_HECHA_S
        if recien_hecha or estado.st_uid != os.geteuid():
            continue
        restos = Servicios(carpeta, de_pruebas=True)
        if restos.nadie_los_usa():
            restos.salir()
            shutil.rmtree(carpeta, ignore_errors=True)


def preparar_pruebas() -> PruebasConServicios | None:
    """Only the controller starts anything: a worker finds its environment ready."""
    trabajador = os.environ.get("PYTEST_XDIST_WORKER", "")
    os.environ["REDIS_PREFIJO"] = f"pruebas-{os.getpid()}{trabajador}"
    if trabajador:
        return None
    for clave, valor in ENTORNO.items():
        os.environ.setdefault(clave, valor)
    recoger_restos()
    return PruebasConServicios()


_pruebas = preparar_pruebas()


def pytest_unconfigure() -> None:
    if _pruebas:
        _pruebas.retirar()
