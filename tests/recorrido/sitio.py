"""The site in earnest: gunicorn, a Celery worker and a mail server, on the test database."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import psutil
from celery import Celery
from django.conf import settings
from django.db import connection

from nucleo.tests.correo import ServidorCorreo, puerto_libre
from postventa.celery import app
from postventa.procesos import acabar, ultimas_lineas

ESPERA_S = int(
    os.environ.get("RECORRIDO_ESPERA_S", "30")
)  # what anything may take on a busy machine
RAIZ = Path(settings.BASE_DIR)

T = TypeVar("T")


def esperar_a(que: Callable[[], T], *, segundos: float = ESPERA_S, motivo: str) -> T:
    """The first truthy thing that `que` gives; AssertionError with `motivo` if it never does."""
    limite = time.monotonic() + segundos
    while not (hallado := que()):
        assert time.monotonic() < limite, f"{motivo}: no ha pasado en {segundos:.0f} s"
        time.sleep(0.05)
    return hallado


class Sitio:
    """`with Sitio(carpeta) as sitio`: `sitio.url` answers; its mail arrives at `sitio.correo`."""

    def __init__(self, carpeta: Path) -> None:
        self.carpeta = carpeta
        self.correo = ServidorCorreo()
        self.puerto = puerto_libre()
        self.url = f"http://127.0.0.1:{self.puerto}"
        self._procesos: dict[str, psutil.Popen] = {}
        self._leidos: set[int] = set()

    def __enter__(self) -> Sitio:
        self.correo.__enter__()
        web = ["-m", "gunicorn", "postventa.wsgi", "--workers", "1", "--threads", "6"]
        web += ["--no-control-socket", "--bind", f"127.0.0.1:{self.puerto}"]
        trabajador = ["-m", "celery", "-A", "postventa", "worker", "--concurrency", "1"]
        trabajador += ["--loglevel", "INFO", "--without-gossip", "--without-mingle"]
        self._arrancar("web", web)
        self._arrancar("trabajador", trabajador)
        try:
            esperar_a(
                self._responde, motivo=f"El servidor web no responde:\n{self.registro('web')}"
            )
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *args: object) -> None:
        hijos = [h for p in self._procesos.values() if p.poll() is None for h in p.children(True)]
        acabar([*self._procesos.values()], senal=signal.SIGTERM, gracia_s=10)
        acabar([hijo for hijo in hijos if hijo.is_running()])
        self.correo.__exit__()

    def _arrancar(self, nombre: str, orden: list[str]) -> None:
        with (self.carpeta / f"{nombre}.log").open("wb") as registro:
            self._procesos[nombre] = psutil.Popen(
                [sys.executable, *orden],
                cwd=RAIZ,
                env=self._entorno(),
                stdin=subprocess.DEVNULL,
                stdout=registro,
                stderr=registro,
                start_new_session=True,
            )

    def _entorno(self) -> dict[str, str]:
        """Ours, with this test's database, the mail server and the address of the site."""
        base = urlsplit(os.environ["DATABASE_URL"])._replace(
            path=f"/{connection.settings_dict['NAME']}"
        )
        entorno = os.environ | {
            "DATABASE_URL": base.geturl(),
            "EMAIL_URL": f"smtp://{self.correo.host}:{self.correo.puerto}",
            "CORREO_REMITENTE": "posventa@alameda.example",
            "URL_PUBLICA": self.url,
            "INCIDENCIA_SEGUNDOS_DESHACER": "1",  # nobody regrets anything in this journey
            "PYTHONUNBUFFERED": "1",
        }
        entorno.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
        return entorno

    def _responde(self) -> bool:
        assert self._procesos["web"].poll() is None, self.registro("web")
        try:
            with urllib.request.urlopen(f"{self.url}/salud/lista", timeout=5) as respuesta:  # noqa: S310
                return respuesta.status == 200
        except OSError:
            return False

    def registro(self, nombre: str) -> str:
        return ultimas_lineas(self.carpeta / f"{nombre}.log", 40)

    # --- What the worker does

    def pedir(self, tarea: str) -> None:
        """What beat does when the hour comes: put the task's name in the queue."""
        Celery.send_task(app, tarea)  # in tests, the one of `app` reaches nobody: see conftest

    # --- What the customers get

    def carta(self, a: str, *, con: str = "") -> EmailMessage:
        """The first mail to that address, not read yet, whose subject has `con`. Waits for it."""

        def buscar() -> EmailMessage | None:
            for numero, mensaje in enumerate(list(self.correo.mensajes)):
                suya = a in str(mensaje["To"]) and con in str(mensaje["Subject"])
                if suya and numero not in self._leidos:
                    self._leidos.add(numero)
                    return mensaje
            return None

        llegados = [f"{m['To']}: {m['Subject']}" for m in self.correo.mensajes]
        return esperar_a(buscar, motivo=f"Carta a {a} con «{con}» (había {llegados})")

    def cartas(self, a: str, *, con: str = "") -> list[EmailMessage]:
        """Every mail to that address whose subject has `con`, read or not."""
        mensajes = list(self.correo.mensajes)
        return [m for m in mensajes if a in str(m["To"]) and con in str(m["Subject"])]


def texto_de(carta: EmailMessage) -> str:
    """Its plain text, as somebody without pictures would read it."""
    cuerpo = carta.get_body(("plain",))
    assert cuerpo is not None, f"«{carta['Subject']}» no tiene parte de texto"
    return str(cuerpo.get_content())
