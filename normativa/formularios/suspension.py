"""How long the repairs under guarantee make it last."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from normativa.formularios.ventas import ReparacionesForm, en_comun
from normativa.reglas.mismo_defecto import HechosSuspension


class SuspensionForm(ReparacionesForm):
    boton = _("¿Hasta cuándo dura?")

    def disposicion(self) -> list[Any]:
        return [self.bloque_venta(), self.bloque_reparaciones()]

    @property
    def tiene_reparaciones(self) -> bool:
        return True  # they are the question: never folded

    def hechos(self) -> HechosSuspension:
        return HechosSuspension(
            self.venta(), self.reparaciones(), en_comun(self.cleaned_data["defecto"])
        )
