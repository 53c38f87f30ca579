"""What a decision on a case is, for the page that offers it (see `incidencias/acciones/`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from cuentas.models import ROLES_DE_OFICINA, Usuario
from incidencias import forms
from incidencias.models import Incidencia

Texto = str | Promise
Disponible = Callable[[Incidencia, Usuario], bool]


@dataclass(frozen=True)
class Accion:
    """A decision on a case. `hacer(pk, por=…, **datos)` is a service.

    `titulo` heads its dialog, `rotulo` is its button on the page of the case (the title, if it
    says nothing else), `boton` the one that confirms.
    """

    clave: str
    titulo: Texto
    icono: str
    disponible: Disponible
    hacer: Callable[..., Any]
    hecho: Texto
    explica: Texto = ""
    formulario: type[forms.Decision] | None = None
    rotulo: Texto = ""
    boton: Texto = ""
    tecla: str = ""
    en_menu: bool = False
    en_cobertura: bool = False  # beside the verdict, and not among the others
    peligro: bool = False
    roles: frozenset[str] = frozenset(ROLES_DE_OFICINA)

    @property
    def pide_datos(self) -> bool:
        """For the templates, which would call the class of the form."""
        return self.formulario is not None

    def la_puede(self, usuario: Usuario, incidencia: Incidencia) -> bool:
        return usuario.tiene_rol(*self.roles) and self.disponible(incidencia, usuario)
