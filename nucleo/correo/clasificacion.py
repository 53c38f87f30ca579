"""Who wrote a mail: a person, a machine, a list, a server that gives it back, or we ourselves."""

from collections.abc import Collection

from nucleo.correo.cabeceras import Cabeceras
from nucleo.correo.tipos import Clase

MARCA = "x-postventa"  # the header that every mail of ours carries: which installation sent it


def clasificar(
    cabeceras: Cabeceras, *, marca: str | None = None, propias: Collection[str] = ()
) -> Clase:
    """By its headers (RFC 3834 and what is used besides)."""
    suya = cabeceras.una(MARCA)
    if suya and (marca is None or suya == marca):
        return Clase.BUCLE
    if cabeceras.una("auto-submitted").lower() not in {"", "no"}:
        return Clase.AUTOMATICO
    return Clase.LISTA if cabeceras.hay("list-id") else Clase.PERSONA
