"""The throw-away database and the web server of a run. No Django here: it only gets ready."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from urllib.parse import urlsplit, urlunsplit

import psycopg2

from postventa.entorno import RAIZ, preparar_entorno

TRABAJADORES = 2
LISTO_S = 60
# Fixed here, so that a developer's .env does not decide what is measured.
ENTORNO = {
    "DJANGO_SETTINGS_MODULE": "bench.ajustes",
    "DEBUG": "false",
    "DEMO": "false",
    "HTTPS": "false",
    "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
    "EMAIL_URL": "memorymail://",
    "REDIS_PREFIJO": f"bench-{os.getpid()}",
    "FRENOS": "false",
    "FRENO_API": "1000000/minute",
    "CONEXION_SEGUNDOS": "600",
}


@contextmanager
def preparada() -> Iterator[bool]:
    """The environment of a run, with an empty database in it; True if it kept an old one's rows."""
    servicios = preparar_entorno()
    if servicios:
        servicios.entrar()
    os.environ |= ENTORNO
    de_siempre = os.environ["DATABASE_URL"]
    partes = urlsplit(de_siempre)
    nombre = os.environ.get("BENCH_BASE") or f"{partes.path.lstrip('/')}_bench"
    os.environ["DATABASE_URL"] = urlunsplit(partes._replace(path=f"/{nombre}"))
    conservar = os.environ.get("BENCH_CONSERVAR") == "1"
    existia = _crear(de_siempre, nombre, conservar=conservar)
    try:
        yield existia
    finally:
        if not conservar:
            _sql(de_siempre, f'drop database "{nombre}" with (force)')
        _vaciar_redis()
        if servicios:
            servicios.salir()


def _crear(url: str, nombre: str, *, conservar: bool) -> bool:
    existe = bool(_sql(url, "select 1 from pg_database where datname = %s", nombre))
    if existe and conservar:
        return True
    if existe:
        _sql(url, f'drop database "{nombre}" with (force)')
    _sql(url, f'create database "{nombre}"')
    return False


def _sql(url: str, consulta: str, *parametros: object) -> list[tuple[object, ...]]:
    with closing(psycopg2.connect(url)) as conexion:
        conexion.autocommit = True
        with conexion.cursor() as cursor:
            cursor.execute(consulta, parametros or None)
            return cursor.fetchall() if cursor.description else []


def _vaciar_redis() -> None:
    """The nudges that no worker will hear, and the sessions."""
    import redis

    with closing(redis.Redis.from_url(os.environ["REDIS_URL"])) as cliente:
        for clave in cliente.scan_iter(f"{os.environ['REDIS_PREFIJO']}:*"):
            cliente.delete(clave)


@contextmanager
def servidor() -> Iterator[int]:
    """gunicorn with two sync workers on a free port of this machine; the port."""
    puerto = int(os.environ.get("BENCH_PUERTO") or _puerto_libre())
    orden = [sys.executable, "-m", "gunicorn", "postventa.wsgi", "--log-level", "warning"]
    orden += ["--workers", str(TRABAJADORES), "--bind", f"127.0.0.1:{puerto}"]
    orden += ["--no-control-socket", "--max-requests", "0"]
    proceso = subprocess.Popen(orden, cwd=RAIZ, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603
    try:
        _esperar(proceso, puerto)
        yield puerto
    finally:
        proceso.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            proceso.wait(10)
        if proceso.poll() is None:
            proceso.kill()


def _puerto_libre() -> int:
    with closing(socket.socket()) as enchufe:
        enchufe.bind(("127.0.0.1", 0))
        return int(enchufe.getsockname()[1])


def _esperar(proceso: subprocess.Popen[bytes], puerto: int) -> None:
    limite = time.monotonic() + LISTO_S
    while time.monotonic() < limite and proceso.poll() is None:
        with (
            closing(http.client.HTTPConnection("127.0.0.1", puerto, timeout=5)) as conexion,
            suppress(OSError, http.client.HTTPException),
        ):
            conexion.request("GET", "/salud/viva")
            if conexion.getresponse().status == http.HTTPStatus.OK:
                return
        time.sleep(0.1)
    raise RuntimeError("gunicorn does not answer")
