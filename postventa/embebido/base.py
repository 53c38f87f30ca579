"""What both servers and whoever drives them share: the error, the locks, where a wheel lies."""

import fcntl
import importlib.util
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class ErrorEmbebido(RuntimeError):
    """An embedded service cannot work here; the message is a sentence for whoever started it."""


class Cerrojo:
    """The lock that counts users: shared while one works, exclusive only for the last one."""

    def __init__(self, ruta: Path) -> None:
        self.ruta = ruta
        self._fd: int | None = None

    def compartir(self) -> None:
        """Wait, if somebody is just stopping the services, and count as one user more."""
        self._fd = os.open(self.ruta, os.O_RDWR | os.O_CREAT, 0o644)
        fcntl.flock(self._fd, fcntl.LOCK_SH)

    def hacer_exclusivo(self) -> bool:
        """True for the last user, who must now stop the services; the others just let go."""
        if self._fd is None:
            return False
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.soltar()
            return False
        return True

    def soltar(self) -> None:
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    @contextmanager
    def exclusivo(self) -> Iterator[None]:
        """Wait for the turn: one process at a time creates or starts anything."""
        fd = os.open(self.ruta, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX)
            yield
        finally:
            os.close(fd)


def carpeta_del_paquete(paquete: str) -> Path:
    """Where a wheel lies, without running its Python (on import it looks for folders)."""
    hallado = importlib.util.find_spec(paquete)
    if hallado is None or not hallado.submodule_search_locations:
        raise ErrorEmbebido(
            f"Falta el paquete {paquete}: instala requirements.txt "
            "o indica DATABASE_URL y REDIS_URL."
        )
    return Path(hallado.submodule_search_locations[0])
