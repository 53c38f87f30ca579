"""The whole life of a unit as one timeline: bought, delivered, covered, repaired, handed over.

What this app knows is in `clientes/vida_propia.py`; the apps above add theirs (cases, orders):

    registrar_hitos("incidencias", lambda equipo, usuario, tope: …)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.utils import timezone

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from clientes.models import Equipo

TOPE = 200


@dataclass(frozen=True)
class Hito:
    """Something that happened to a unit. `tipo` names its icon in the family "entrada"."""

    tipo: str
    ocurrido_en: datetime | date
    titulo: StrOrPromise
    autor: str = ""
    detalle: StrOrPromise = ""
    enlace: str = ""
    codigo: str = ""  # of a case or an order: the text of the link
    propia: bool = False

    @property
    def plantilla(self) -> str:
        """What goes under the title, if there is anything to say."""
        return "clientes/vida_hito.html" if self.detalle or self.enlace else ""

    @property
    def orden(self) -> datetime:
        """A day is a moment of it: its beginning, so that what has an hour comes after."""
        if isinstance(self.ocurrido_en, datetime):
            return self.ocurrido_en
        return timezone.make_aware(datetime.combine(self.ocurrido_en, time.min))


# (unit, who looks, how many at most) → what that app knows, in a constant number of statements
Fuente = Callable[["Equipo", Any, int], Iterable[Hito]]
_fuentes: dict[str, Fuente] = {}


def registrar_hitos(clave: str, fuente: Fuente) -> None:
    """Add a source to the life of units; registering twice replaces."""
    _fuentes[clave] = fuente


def vida_de(equipo: Equipo, usuario: Any, tope: int = TOPE) -> list[Hito]:
    """What each source knows, the latest first; of the same day, as each source tells it."""
    hitos = [hito for fuente in _fuentes.values() for hito in fuente(equipo, usuario, tope)]
    return sorted(hitos, key=lambda hito: hito.orden)[::-1][:tope]
