"""Public holidays of Spain and its autonomous communities, from the `holidays` library. No Django.

The library knows the calendar that the BOE publishes each autumn for the next year; later years are
its projection, so they are marked provisional. Local (town) holidays are not known: the
administrator adds them. Rows are copied into the database per year, so that a new release of the
library never changes a deadline that was already given.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import holidays

# Codes of ISO 3166-2:ES without its prefix; their names are in `nucleo.models.Comunidad`.
COMUNIDADES = tuple(codigo for codigo in holidays.ES.subdivisions if len(codigo) == 2)
PRIMER_ANIO, ULTIMO_ANIO = 2008, 2100
ULTIMO_ANIO_OFICIAL = 2026  # BOE-A-2025-21667; look at it when `holidays` is upgraded

NACIONAL, AUTONOMICO = "nacional", "autonomico"
_ESTIMADO = " (estimado)"


@dataclass(frozen=True, order=True)
class DiaFestivo:
    dia: date
    nombre: str
    ambito: str  # NACIONAL or AUTONOMICO
    oficial: bool  # False: provisional, the calendar of that year was not published yet


@lru_cache(maxsize=256)
def festivos_de(anio: int, comunidad: str = "") -> tuple[DiaFestivo, ...]:
    """Holidays of a year, sorted: national ones and those of the community, if one is given.

    National holidays that fall on a Sunday do not appear unless a community keeps them.
    Raises ValueError for an unknown community or a year out of 2008–2100.
    """
    if comunidad and comunidad not in COMUNIDADES:
        raise ValueError(f"No hay una comunidad autónoma con el código {comunidad}.")
    if not PRIMER_ANIO <= anio <= ULTIMO_ANIO:
        raise ValueError(f"Solo se conocen los festivos de {PRIMER_ANIO} a {ULTIMO_ANIO}.")
    nacionales = _consultar(anio, "")
    dias = nacionales | _consultar(anio, comunidad) if comunidad else nacionales
    return tuple(
        DiaFestivo(
            dia=dia,
            nombre=nombre.replace(_ESTIMADO, ""),
            ambito=NACIONAL if dia in nacionales else AUTONOMICO,
            oficial=anio <= ULTIMO_ANIO_OFICIAL and _ESTIMADO not in nombre,
        )
        for dia, nombre in sorted(dias.items())
    )


def fechas_festivas(anios: Iterable[int], comunidad: str = "") -> frozenset[date]:
    """Only the dates, of several years: what `sumar_dias_habiles` and `Horario` take."""
    return frozenset(f.dia for anio in anios for f in festivos_de(anio, comunidad))


def _consultar(anio: int, comunidad: str) -> dict[date, str]:
    # The language is always given: by default the library follows the machine's locale.
    return dict(
        holidays.country_holidays("ES", subdiv=comunidad or None, years=anio, language="es")
    )
