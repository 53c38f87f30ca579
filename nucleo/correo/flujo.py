"""format=flowed (RFC 3676): lines that were broken to travel, joined again."""

import re

_CITA = re.compile(r">*")
FIRMA = "-- "


def desplegar(texto: str, *, borra_espacio: bool = False) -> str:
    """Each line that ends in a space goes on in the next one of the same quoting depth."""
    lineas: list[list[str]] = []
    abierta: int | None = None  # quoting depth of a line that goes on
    for cruda in texto.split("\n"):
        nivel = len(_CITA.match(cruda)[0])  # type: ignore[index]
        linea = cruda[nivel:].removeprefix(" ")  # space-stuffed
        sigue = linea.endswith(" ") and linea != FIRMA
        if sigue and borra_espacio:
            linea = linea[:-1]
        if abierta == nivel and linea != FIRMA:
            lineas[-1].append(linea)
        else:
            lineas.append([f"{'>' * nivel} {linea}" if nivel else linea])
        abierta = nivel if sigue else None
    return "\n".join("".join(trozos) for trozos in lineas)
