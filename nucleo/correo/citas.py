"""What was written this time, what is quoted from before, and the signature: folded, not lost."""

from typing import NamedTuple


class Partido(NamedTuple):
    texto: str
    cita: str = ""
    firma: str = ""


def separar(texto: str, *, es_reenvio: bool = False) -> Partido:
    """Split a plain text. What was forwarded to us is no quote: it is what they want to show."""
    return Partido(texto.strip("\n"))
