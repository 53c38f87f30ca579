"""`make run`: one command that starts everything, keeps it alive and takes it all away."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from postventa import supervisor
from postventa.entorno import RAIZ, clave_secreta
from postventa.procesos import carpeta_de, esperar
from postventa.supervisor import REGISTRO_MAX_BYTES, Parte, recortar_registros

DE_FUERA = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DEMO", "EMAIL_URL", "REDIS_PREFIJO"}


def linea(proceso: psutil.Process) -> str:
    """Its command line; empty if it has just gone."""
    try:
        return " ".join(proceso.cmdline())
    except psutil.NoSuchProcess:
        return ""


class Sitio:
    """A supervisor of its own, with its folder and its port."""

    def __init__(self, carpeta: Path) -> None:
        self.carpeta = carpeta
        with closing(socket.socket()) as enchufe:
            enchufe.bind(("127.0.0.1", 0))
            self.puerto = enchufe.getsockname()[1]
        self.lanzados = []

    def arrancar(self) -> subprocess.Popen:
        entorno = {k: v for k, v in os.environ.items() if k not in DE_FUERA}
        entorno |= {"POSTVENTA_VAR": str(self.carpeta), "PORT": str(self.puerto), "DEMO": "false"}
        proceso = subprocess.Popen(
            # As a shell's background job, which ignores Ctrl-C.
            ["/bin/sh", "-c", 'trap "" INT; exec "$0" -m postventa.supervisor', sys.executable],
            cwd=RAIZ,
            env=entorno,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lanzados.append(proceso)
        return proceso

    def listo(self) -> bool:
        conexion = http.client.HTTPConnection("127.0.0.1", self.puerto, timeout=5)
        with closing(conexion):
            try:
                conexion.request("GET", "/salud/lista")
                return conexion.getresponse().status == 200
            except OSError:
                return False

    def procesos(self) -> list[psutil.Process]:
        return [p for p in psutil.process_iter() if self._es_de_aqui(p)]

    def el_de(self, trozo: str) -> psutil.Process:
        """The oldest process with those words in its command line."""
        assert esperar(lambda: self.hay(trozo), segundos=30), trozo
        candidatos = [p for p in self.procesos() if trozo in linea(p)]
        return min(candidatos, key=lambda p: (p.create_time(), p.pid))

    def hay(self, trozo: str, *, desde: float = 0) -> bool:
        """Whether one with those words lives that was born after `desde`."""
        return any(trozo in linea(p) and p.create_time() >= desde for p in self.procesos())

    def _es_de_aqui(self, proceso: psutil.Process) -> bool:
        try:
            if proceso.status() == psutil.STATUS_ZOMBIE or proceso.pid == os.getpid():
                return False
            nuestro = proceso.environ().get("POSTVENTA_VAR") == str(self.carpeta)
            # The services have an environment of their own.
            suyas = {str(self.carpeta), str(self.carpeta / "postgres")}
            return nuestro or carpeta_de(proceso) in suyas
        except psutil.Error:
            return False

    def retirar(self) -> None:
        for proceso in self.procesos():
            proceso.kill()
        for lanzado in self.lanzados:
            lanzado.communicate()


@pytest.fixture
def sitio():
    """Below /tmp and not below pytest's folder, which PostgreSQL's user may not enter."""
    carpeta = Path(tempfile.mkdtemp(prefix="postventa-sitio-", dir="/tmp"))
    sitio = Sitio(carpeta)
    yield sitio
    sitio.retirar()
    shutil.rmtree(carpeta)


@pytest.mark.lento
def test_it_recovers_from_every_kill_and_leaves_nothing(sitio):
    primero = sitio.arrancar()
    assert esperar(sitio.listo, segundos=120)

    otro = sitio.arrancar()
    assert "Ya hay un Postventa en marcha" in otro.communicate(timeout=60)[0]
    assert otro.returncode == 1

    for trozo in ("celery -A postventa worker", "gunicorn", "bin/postgres", "redis-server"):
        sitio.el_de(trozo).kill()
        desde = time.time() - 0.5  # the kernel counts births in ticks
        assert esperar(lambda d=desde, t=trozo: sitio.hay(t, desde=d), segundos=60), trozo
    assert esperar(sitio.listo, segundos=60)

    primero.kill()
    primero.wait()
    solos = {p.pid for p in sitio.procesos()}
    assert solos  # nobody was there to stop them
    segundo = sitio.arrancar()
    direccion = f"http://localhost:{sitio.puerto}"
    assert any(direccion in dicho for dicho in iter(segundo.stdout.readline, ""))
    assert sitio.listo()
    quedan = {p.name() for p in sitio.procesos() if p.pid in solos}
    assert quedan <= {"postgres", "redis-server"}  # taken over

    segundo.send_signal(signal.SIGINT)
    salida = segundo.communicate(timeout=60)[0]
    assert segundo.returncode == 0, salida
    assert sitio.procesos() == []


@pytest.mark.lento
def test_told_to_stop_while_it_starts_it_leaves_nothing(sitio):
    proceso = sitio.arrancar()
    assert esperar(lambda: sitio.hay("preparar"), segundos=60)
    proceso.send_signal(signal.SIGTERM)
    proceso.communicate(timeout=60)
    assert proceso.returncode == 0
    assert sitio.procesos() == []


def test_a_taken_port_is_told_before_anything_starts(sitio):
    with closing(socket.socket()) as enchufe:
        enchufe.bind(("127.0.0.1", sitio.puerto))
        enchufe.listen()
        proceso = sitio.arrancar()
        salida = proceso.communicate(timeout=60)[0]
    assert f"El puerto {sitio.puerto} está ocupado" in salida
    assert proceso.returncode == 1
    assert sitio.procesos() == []


@pytest.fixture
def reloj(monkeypatch):
    """A clock that moves when told."""

    class Reloj:
        ahora = 1000.0

        def monotonic(self):
            return self.ahora

    reloj = Reloj()
    monkeypatch.setattr(supervisor, "time", reloj)
    return reloj


@pytest.fixture
def parte():
    parte = Parte("La parte", "-c", "pass")
    parte.arrancar()
    yield parte
    parte.proceso.kill()
    parte.proceso.wait()


def test_a_part_that_falls_again_and_again_waits_longer_each_time(reloj, parte):
    esperas = []
    for _ in range(4):
        parte.proceso.wait()
        antes = reloj.ahora
        while not parte.vigilar():
            reloj.ahora += 0.5
        esperas.append(reloj.ahora - antes)
    assert esperas == [1, 2, 4, 8]


def test_a_part_that_lasted_starts_again_soon(reloj, parte):
    parte.caidas = 5
    parte._desde = reloj.ahora
    parte.proceso.wait()
    reloj.ahora += supervisor.VIDA_BUENA_S + 1
    antes = reloj.ahora
    while not parte.vigilar():
        reloj.ahora += 0.5
    assert reloj.ahora - antes == 1


def test_a_long_log_keeps_its_last_part(tmp_path):
    corto, largo = tmp_path / "corto.log", tmp_path / "largo.log"
    corto.write_text("una línea\n")
    largo.write_bytes(b"x" * (REGISTRO_MAX_BYTES + 1))
    recortar_registros(tmp_path)
    assert corto.read_text() == "una línea\n"
    assert largo.stat().st_size == 0
    assert (tmp_path / "largo.log.1").stat().st_size == REGISTRO_MAX_BYTES + 1


def test_the_secret_key_is_made_once_and_private(tmp_path):
    clave = clave_secreta(tmp_path / "clave")
    assert len(clave) >= 50
    assert clave_secreta(tmp_path / "clave") == clave
    assert (tmp_path / "clave").stat().st_mode & 0o777 == 0o600
    assert [f.name for f in tmp_path.iterdir()] == ["clave"]
