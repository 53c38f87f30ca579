"""Claiming what a guarantee cost from whoever caused it."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Column, Row
from django.utils.translation import gettext_lazy as _

from normativa.formularios.campos import FechaField, ImporteField, PreguntaForm
from normativa.reglas.repeticion import HechosRepeticion


class RepeticionForm(PreguntaForm):
    boton = _("¿Hasta cuándo?")

    ejecutado = FechaField(
        label=_("¿Cuándo se reparó o se cambió?"), help_text=_("En garantía, a nuestra cuenta.")
    )
    fecha_contrato = FechaField(label=_("¿Cuándo se vendió?"))
    coste_eur = ImporteField(label=_("Lo que nos costó (€)"))

    def disposicion(self) -> list[Any]:
        return [Row(Column("ejecutado"), Column("fecha_contrato")), "coste_eur"]

    def hechos(self) -> HechosRepeticion:
        return HechosRepeticion(**self.cleaned_data)
