"""The tabs of /conocimiento/: this app's, and those that the apps above add."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Pestana:
    clave: str
    titulo: StrOrPromise
    url: str
    activa: bool
    cuenta: None = None


_registradas: dict[str, tuple[StrOrPromise, str, int]] = {
    "plantillas": (_("Plantillas"), "conocimiento:inicio", 10),
    "guiones": (_("Guiones"), "conocimiento:guiones", 20),
}


def registrar_pestana(clave: str, titulo: StrOrPromise, ruta: str, orden: int = 100) -> None:
    """Add a tab: from `AppConfig.ready` of the app that owns the page."""
    _registradas[clave] = (titulo, ruta, orden)


def pestanas(activa: str) -> list[Pestana]:
    """All of them, with the one where we are."""
    por_orden = sorted(_registradas.items(), key=lambda una: una[1][2])
    return [
        Pestana(clave, titulo, reverse(ruta), activa=clave == activa)
        for clave, (titulo, ruta, _orden) in por_orden
    ]
