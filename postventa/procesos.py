"""Small tools over operating-system processes, for the embedded services and the supervisor."""

import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil


def es(proceso: psutil.Process, nombre: str) -> bool:
    """Alive and with that name: a pid file's number may be anybody's by now, or a zombie's."""
    try:
        return proceso.name() == nombre and proceso.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def carpeta_de(proceso: psutil.Process) -> str:
    """The folder it works in; empty if it is gone or belongs to somebody else."""
    try:
        return proceso.cwd()
    except psutil.Error:
        return ""


def acabar(
    procesos: list[psutil.Process], *, senal: int = signal.SIGTERM, gracia_s: float = 5
) -> None:
    """Ask, wait, insist."""
    for insistencia in (senal, signal.SIGKILL):
        for proceso in procesos:
            with suppress(psutil.NoSuchProcess):
                proceso.send_signal(insistencia)
        _, procesos = psutil.wait_procs(procesos, timeout=gracia_s if procesos else 0)


def esperar(condicion: Callable[[], object], *, segundos: float) -> bool:
    """Wait until it holds; False when the time is over."""
    limite = time.monotonic() + segundos
    while not condicion():
        if time.monotonic() > limite:
            return False
        time.sleep(0.05)
    return True


def ultimas_lineas(fichero: Path, cuantas: int = 15) -> str:
    """The end of a log, to be shown beside an error."""
    try:
        return "\n".join(fichero.read_text(errors="replace").splitlines()[-cuantas:])
    except OSError:
        return "(no hay registro)"
