"""The embedded services survive whatever happens to their users, and to themselves."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pytest

from postventa.embebido import ErrorEmbebido, Servicios, postgresql
from postventa.entorno import RAIZ
from postventa.procesos import esperar

USUARIO = """
import sys, time
from pathlib import Path
from postventa.embebido import Servicios
servicios = Servicios(Path(sys.argv[1]), de_pruebas=True)
servicios.entrar()
print("listo", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def temporal():
    """Not pytest's tmp_path: a new session closes its parent to others, PostgreSQL too."""
    carpeta = Path(tempfile.mkdtemp(prefix="postventa-prueba-", dir="/tmp"))
    yield carpeta
    shutil.rmtree(carpeta, ignore_errors=True)


@pytest.fixture
def carpeta(temporal):
    """A `var/` of its own, with nothing of it left running afterwards."""
    yield temporal / "var"
    for proceso in procesos_de(temporal / "var"):
        proceso.kill()


@pytest.fixture
def usuario(carpeta):
    """Another process that uses the services until its standard input closes."""
    abiertos = []

    def abrir():
        proceso = subprocess.Popen(
            [sys.executable, "-c", USUARIO, carpeta],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=RAIZ,
        )
        abiertos.append(proceso)
        assert proceso.stdout.readline() == "listo\n"
        return proceso

    yield abrir
    for proceso in abiertos:
        proceso.kill()
        proceso.communicate()


def cerrar(proceso: subprocess.Popen) -> None:
    """Let it end by itself, as a command does."""
    proceso.communicate(timeout=60)
    assert proceso.returncode == 0


def procesos_de(carpeta: Path) -> list[psutil.Process]:
    nuestros = (str(carpeta), str(carpeta / "postgres"))
    hallados = []
    for proceso in psutil.process_iter(["cwd", "status", "name"]):
        es_servicio = proceso.info["name"] in {"postgres", "redis-server"}
        if es_servicio and proceso.info["cwd"] in nuestros:
            hallados.append(proceso)
    return hallados


def principal(carpeta: Path, nombre: str) -> psutil.Process:
    """The postmaster, or the Redis: the one whose parent is not of ours."""
    [proceso] = [
        p
        for p in procesos_de(carpeta)
        if p.name() == nombre and (p.parent() is None or p.parent().name() != nombre)
    ]
    return proceso


def anotar(servicios: Servicios) -> None:
    servicios.postgres._sql("create table nota as select 'sigue' as texto", base="postventa")


def leer(servicios: Servicios) -> str:
    return servicios.postgres._sql("select texto from nota", base="postventa")[0][0]


def test_the_last_one_out_stops_them(carpeta, usuario):
    primero, segundo = usuario(), usuario()
    cerrar(primero)
    assert {p.name() for p in procesos_de(carpeta)} == {"postgres", "redis-server"}
    cerrar(segundo)
    assert procesos_de(carpeta) == []


def test_two_that_arrive_together_share_one_server(carpeta):
    ordenes = [sys.executable, "-c", USUARIO.replace("sys.stdin.read()", "time.sleep(1)"), carpeta]
    juntos = [subprocess.Popen(ordenes, stdout=subprocess.DEVNULL) for _ in range(3)]
    assert [proceso.wait(timeout=60) for proceso in juntos] == [0, 0, 0]
    assert procesos_de(carpeta) == []


def test_the_data_is_there_at_the_next_start(carpeta):
    servicios = Servicios(carpeta, de_pruebas=True)
    servicios.entrar()
    anotar(servicios)
    servicios.salir()
    otra_vez = Servicios(carpeta, de_pruebas=True)
    otra_vez.entrar()
    assert leer(otra_vez) == "sigue"
    otra_vez.salir()
    assert procesos_de(carpeta) == []


def test_a_killed_user_leaves_servers_that_the_next_one_takes_over(carpeta, usuario):
    muerto = usuario()
    muerto.kill()
    muerto.wait()
    antes = principal(carpeta, "postgres").pid
    siguiente = usuario()
    assert principal(carpeta, "postgres").pid == antes
    cerrar(siguiente)
    assert procesos_de(carpeta) == []


@pytest.mark.parametrize("nombre", ["postgres", "redis-server"])
def test_a_killed_server_comes_back_with_its_data(carpeta, nombre):
    servicios = Servicios(carpeta)
    servicios.entrar()
    anotar(servicios)
    principal(carpeta, nombre).kill()
    assert esperar(
        lambda: not (servicios.postgres.responde() and servicios.redis.responde()), segundos=10
    )
    servicios.revisar()
    assert leer(servicios) == "sigue"
    assert servicios.redis.responde()
    servicios.salir()
    assert procesos_de(carpeta) == []


def test_everything_killed_at_once_starts_again(carpeta, usuario):
    victima = usuario()
    for proceso in (victima, *procesos_de(carpeta)):
        try:
            proceso.send_signal(signal.SIGKILL)
        except psutil.NoSuchProcess:
            pass  # it noticed that its postmaster had gone
    victima.wait()
    cerrar(usuario())
    assert procesos_de(carpeta) == []


def test_a_pid_file_that_names_a_stranger_is_not_believed(carpeta):
    servicios = Servicios(carpeta)
    servicios.entrar()
    anotar(servicios)
    restos = (carpeta / "postgres" / "postmaster.pid").read_text().split("\n", 1)[1]
    for proceso in procesos_de(carpeta):
        proceso.kill()
    assert esperar(lambda: not procesos_de(carpeta), segundos=10)
    # The number belongs to us by now, as happens after a reboot.
    (carpeta / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n{restos}")
    (carpeta / "run" / "redis.pid").parent.mkdir(exist_ok=True)
    servicios.redis.pid.write_text(str(os.getpid()))
    servicios.revisar()
    assert leer(servicios) == "sigue"
    assert servicios.redis.responde()
    servicios.salir()


def test_a_creation_cut_in_half_starts_over(carpeta):
    servicios = Servicios(carpeta, de_pruebas=True)
    media = carpeta / "postgres.nueva"
    media.mkdir()
    (media / "PG_VERSION").write_text("18\n")
    servicios.entrar()
    assert servicios.postgres.responde()
    servicios.salir()
    assert not media.exists()


@pytest.mark.parametrize("nombre", ["con espacios y ñ", "x" * 150])
def test_any_path_serves(temporal, nombre):
    servicios = Servicios(temporal / nombre, de_pruebas=True)
    servicios.entrar()
    try:
        assert servicios.postgres.responde()
        assert servicios.redis.responde()
        assert len(f"{servicios.postgres.enchufe}/.s.PGSQL.5432") < 107
        assert " " not in servicios.postgres.url() + servicios.redis.url()
    finally:
        servicios.salir()
    assert not servicios.redis.enchufe.parent.exists()
    assert procesos_de(temporal / nombre) == []


def test_spanish_capitals_have_their_lower_case(carpeta):
    servicios = Servicios(carpeta, de_pruebas=True, con_redis=False)
    servicios.entrar()
    assert servicios.postgres._sql("select lower('ÓÑÜ')", base="postventa") == [("óñü",)]
    servicios.salir()


def test_data_of_another_language_are_refused_with_a_sentence(carpeta, monkeypatch):
    monkeypatch.setattr(postgresql, "IDIOMA", "C")
    servicios = Servicios(carpeta, de_pruebas=True, con_redis=False)
    with pytest.raises(ErrorEmbebido, match="idioma"):
        servicios.entrar()
    servicios.salir()
    monkeypatch.undo()
    servicios = Servicios(carpeta, de_pruebas=True, con_redis=False)
    with pytest.raises(ErrorEmbebido, match="y hace falta"):
        servicios.entrar()
    servicios.salir()


def test_data_of_another_version_are_refused_with_a_sentence(carpeta):
    servicios = Servicios(carpeta, de_pruebas=True, con_redis=False)
    (carpeta / "postgres").mkdir()
    (carpeta / "postgres" / "PG_VERSION").write_text("16\n")
    with pytest.raises(ErrorEmbebido, match=r"PostgreSQL 16 .* el 18"):
        servicios.entrar()
    (carpeta / "postgres" / "PG_VERSION").unlink()
    (carpeta / "postgres").rmdir()
    servicios.salir()


def test_a_server_that_cannot_start_shows_its_log(carpeta, monkeypatch):
    servicios = Servicios(carpeta, de_pruebas=True, con_redis=False)
    servicios.postgres.ajustes["shared_buffers"] = "un montón"
    with pytest.raises(ErrorEmbebido, match="invalid value"):
        servicios.entrar()
    servicios.salir()
    assert procesos_de(carpeta) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as another user")
def test_a_closed_parent_folder_is_opened_for_crossing_only(temporal):
    privada = temporal / "privada"
    privada.mkdir(mode=0o700)
    servicios = Servicios(privada / "var", de_pruebas=True, con_redis=False)
    servicios.entrar()
    servicios.salir()
    assert privada.stat().st_mode & 0o777 == 0o701


def test_a_parent_folder_that_cannot_be_opened_is_told(temporal, monkeypatch):
    privada = temporal / "privada"
    privada.mkdir(mode=0o700)

    def prohibido(*_args, **_kwargs):
        raise PermissionError

    monkeypatch.setattr(Path, "chmod", prohibido)
    with pytest.raises(ErrorEmbebido, match=r"chmod o\+x "):
        postgresql.abrir_paso(privada / "datos", uid=os.geteuid() + 1)


def test_someone_elses_data_are_told(carpeta, monkeypatch):
    servicios = Servicios(carpeta, de_pruebas=True, con_redis=False)
    servicios.postgres.datos.mkdir()
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 4321)
    with pytest.raises(ErrorEmbebido, match="es de otro usuario"):
        servicios.postgres.arrancar()


def test_waiting_gives_up_in_time():
    empezado = time.monotonic()
    assert not esperar(lambda: False, segundos=0.1)
    assert time.monotonic() - empezado < 5
