"""By when a complaint has to be answered."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Column, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from normativa.formularios.campos import (
    PRIMERA_CON_HABILES,
    EleccionField,
    FechaField,
    PreguntaForm,
    SiNoField,
    territorio_field,
)
from normativa.reglas.reclamacion import ClaseLegal, HechosReclamacion

CLASES = [
    (ClaseLegal.QUEJA_RECLAMACION, _("Una queja o reclamación")),
    (ClaseLegal.INCIDENCIA, _("Una incidencia del servicio")),
    (ClaseLegal.CONSULTA, _("Una consulta")),
]


class ReclamacionForm(PreguntaForm):
    boton = _("¿Hasta cuándo hay?")

    presentada = FechaField(
        label=_("¿Qué día la presentó?"), desde=PRIMERA_CON_HABILES, required=True
    )
    clase = EleccionField(label=_("Es"), choices=CLASES, initial=ClaseLegal.QUEJA_RECLAMACION)
    consumidor = SiNoField(label=_("¿Es consumidor?"), initial="si")
    gran_empresa = SiNoField(
        label=_("¿Nos obliga la Ley 10/2025?"),
        help_text=_("250 personas o más, más de 50 M€ de facturación, o servicio básico."),
    )
    territorio = territorio_field()
    facturacion = forms.BooleanField(
        label=_("Es por una factura o un cobro indebido"), required=False
    )
    compleja = forms.BooleanField(
        label=_("Es compleja"),
        required=False,
        help_text=_("Algunas comunidades dan entonces más plazo."),
    )

    def disposicion(self) -> list[Any]:
        return [
            Row(Column("presentada"), Column("clase")),
            Row(Column("consumidor"), Column("gran_empresa")),
            "territorio",
            "facturacion",
            "compleja",
        ]

    def hechos(self) -> HechosReclamacion:
        limpios = self.cleaned_data
        return HechosReclamacion(**{**limpios, "clase": ClaseLegal(limpios["clase"])})
