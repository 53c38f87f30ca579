"""The services that a process needs, and its share in keeping them alive."""

import atexit
import hashlib
import os
import re
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

from postventa.embebido.base import Cerrojo, ErrorEmbebido
from postventa.embebido.postgresql import PostgreSQL
from postventa.embebido.servidor_redis import Redis
from postventa.procesos import ultimas_lineas

LARGO_ENCHUFE = 100  # a unix socket path holds 107 bytes


class Servicios:
    """The services that this process needs, and its share of the lock."""

    def __init__(
        self,
        carpeta: Path,
        *,
        con_postgres: bool = True,
        con_redis: bool = True,
        de_pruebas: bool = False,
    ) -> None:
        self.carpeta = carpeta.resolve()
        (self.carpeta / "log").mkdir(parents=True, exist_ok=True)
        self.enchufes = _carpeta_de_enchufes(self.carpeta)
        self.postgres = PostgreSQL(self.carpeta, self.enchufes, de_pruebas=de_pruebas)
        self.redis = Redis(self.carpeta, self.enchufes)
        self.pedidos = [self.postgres] * con_postgres + [self.redis] * con_redis
        self._usuarios = Cerrojo(self.carpeta / "embebido.lock")
        self._turno = Cerrojo(self.carpeta / "embebido.inicio.lock")
        self._pid = os.getpid()

    def entrar(self) -> None:
        """Take a share of the lock, start what is missing, leave at exit. Raises ErrorEmbebido."""
        self._usuarios.compartir()
        atexit.register(self._al_acabar)
        self.revisar()

    def revisar(self) -> None:
        """Start again whatever has died since."""
        if all(servicio.responde() for servicio in self.pedidos):
            return
        with self._turno.exclusivo():
            self._crear_enchufes()
            for servicio in self.pedidos:
                try:
                    servicio.arrancar()
                except subprocess.CalledProcessError as error:
                    orden, dicho = Path(error.cmd[0]).name, ultimas_lineas(self.postgres.ordenes)
                    raise ErrorEmbebido(f"{servicio.nombre}: {orden} falla.\n{dicho}") from error
                except OSError as error:
                    raise ErrorEmbebido(f"{servicio.nombre} no arranca: {error}") from error

    def salir(self) -> None:
        """Let go; the last one stops both services, even those that another one asked for."""
        if os.getpid() != self._pid:  # a fork of ours: the share belongs to its parent
            return
        atexit.unregister(self._al_acabar)
        if self._usuarios.hacer_exclusivo():
            self.postgres.parar()
            self.redis.parar()
            shutil.rmtree(self.enchufes, ignore_errors=True)
        self._usuarios.soltar()

    def _crear_enchufes(self) -> None:
        """Whoever owns this folder could answer in our name: in /tmp it may not be a stranger's."""
        self.enchufes.mkdir(mode=0o711, exist_ok=True)
        propietario = self.enchufes.lstat().st_uid
        if propietario not in (self.carpeta.stat().st_uid, os.geteuid()):
            raise ErrorEmbebido(
                f"La carpeta {self.enchufes} es de otro usuario: bórrala y vuelve a arrancar."
            )

    def _al_acabar(self) -> None:
        """A second, impatient Ctrl-C must not cut the stop in two."""
        with suppress(ValueError):
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        self.salir()

    def nadie_los_usa(self) -> bool:
        """True, and the lock is ours, when no living process uses them (after a kill -9)."""
        self._usuarios.compartir()
        return self._usuarios.hacer_exclusivo()


def _carpeta_de_enchufes(carpeta: Path) -> Path:
    """Below `var/`, unless its path is too long for a socket or would need quoting in a URL."""
    enchufes = carpeta / "run"
    largo = len(os.fsencode(enchufes / "pg" / ".s.PGSQL.5432.lock"))
    if largo > LARGO_ENCHUFE or not re.fullmatch(r"[A-Za-z0-9_./-]+", str(enchufes)):
        huella = hashlib.sha256(os.fsencode(carpeta)).hexdigest()[:16]
        enchufes = Path("/tmp") / f"postventa-{carpeta.stat().st_uid}-{huella}"  # noqa: S108 - see _crear_enchufes
    return enchufes
