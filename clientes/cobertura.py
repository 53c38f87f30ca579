"""Is this unit covered, until when, and who pays."""

from datetime import date
from typing import Any

from clientes.models import Equipo


def veredicto_de(equipo: Equipo, *, manifestacion: date) -> dict[str, Any]:
    """The coverage verdict of a unit on a day, as JSON to be frozen on the case."""
    return {}
