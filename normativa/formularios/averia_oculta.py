"""A fault that shows while another one is repaired."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Column, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from normativa.formularios.campos import (
    FECHA_INCREIBLE,
    PRIMERA_FECHA,
    ULTIMA_FECHA,
    EleccionField,
    FechaField,
    ImporteField,
    PreguntaForm,
    SiNoField,
    con_codigos,
    territorio_field,
)
from normativa.formularios.sectores import SECTORES
from normativa.reglas.averia_oculta import HechosAveriaOculta
from normativa.reglas.sector import Sector


class AveriaOcultaForm(PreguntaForm):
    boton = _("¿Se puede seguir?")

    fecha = FechaField(label=_("¿Cuándo ha aparecido?"), required=True)
    sector = EleccionField(label=_("Se repara"), choices=SECTORES, initial=Sector.APARATO)
    con_presupuesto = SiNoField(
        label=_("¿Hay un presupuesto aceptado?"),
        help_text=_("«No» es que renunció a él por escrito."),
    )
    territorio = territorio_field()
    valor_nuevo_eur = ImporteField(
        label=_("Precio de uno nuevo (€)"), help_text=_("Lo que cuesta hoy el aparato.")
    )
    coste_extra_eur = ImporteField(label=_("Coste de esta avería (€)"))
    aceptada = SiNoField(label=_("¿El cliente la ha aceptado?"), puede_ignorarse=True, initial="")
    detectada_en = forms.DateTimeField(
        label=_("Hora en que apareció"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        help_text=_("Solo vehículos: hay unas horas para avisar."),
    )

    def disposicion(self) -> list[Any]:
        return [
            "sector",
            Row(Column("fecha"), Column("con_presupuesto")),
            Row(Column("valor_nuevo_eur"), Column("coste_extra_eur")),
            Row(Column("aceptada"), Column("territorio")),
            "detectada_en",
        ]

    def clean_detectada_en(self) -> Any:
        instante = self.cleaned_data["detectada_en"]
        if instante and not PRIMERA_FECHA <= instante.date() <= ULTIMA_FECHA:
            raise forms.ValidationError(FECHA_INCREIBLE)
        return instante

    def hechos(self) -> HechosAveriaOculta:
        return HechosAveriaOculta(**con_codigos(self.cleaned_data, sector=Sector))
