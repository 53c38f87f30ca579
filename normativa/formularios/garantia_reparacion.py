"""How long a paid repair or installation is guaranteed."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Column, Fieldset, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from normativa.formularios.campos import (
    EleccionField,
    FechaField,
    PreguntaForm,
    SiNoField,
    territorio_field,
)
from normativa.formularios.sectores import SECTORES
from normativa.reglas.garantia_reparacion import HechosGarantiaReparacion
from normativa.reglas.sector import Sector

KM_MAXIMOS = 5_000_000


def km_field(etiqueta: Any) -> forms.IntegerField:
    return forms.IntegerField(label=etiqueta, required=False, min_value=0, max_value=KM_MAXIMOS)


class GarantiaReparacionForm(PreguntaForm):
    boton = _("¿Hasta cuándo?")

    entregado = FechaField(
        label=_("¿Cuándo se entregó?"),
        required=True,
        help_text=_("Reparado o instalado."),
    )
    sector = EleccionField(label=_("Se reparó"), choices=SECTORES, initial=Sector.APARATO)
    consumidor = SiNoField(label=_("¿Es consumidor?"), puede_ignorarse=True, initial="si")
    territorio = territorio_field()
    meses_ofrecidos = forms.IntegerField(
        label=_("Meses que ofrecimos"),
        required=False,
        min_value=0,
        max_value=240,
        help_text=_("Si dimos más que el mínimo."),
    )
    km_entrega = km_field(_("Kilómetros al entregarlo"))
    en_garantia_legal = forms.BooleanField(
        label=_("La reparación se hizo en garantía legal, gratis"), required=False
    )
    fecha_contrato = FechaField(
        label=_("Fecha de aquella compra"), help_text=_("Si fue antes de 2022, rige otro texto.")
    )
    fallo = FechaField(label=_("¿Cuándo ha fallado?"))
    mismo_fallo = SiNoField(
        label=_("¿Es lo mismo que se reparó, o lo causó la reparación?"),
        puede_ignorarse=True,
        initial="",
    )
    km_fallo = km_field(_("Kilómetros al fallar"))
    manipulado = forms.BooleanField(label=_("Lo ha tocado otro"), required=False)
    uso_indebido = forms.BooleanField(label=_("Fue un mal uso o fuerza mayor"), required=False)
    prueba_uso_indebido = forms.BooleanField(label=_("Y podemos probarlo"), required=False)
    oculta_rechazada = forms.BooleanField(
        label=_("Viene de una avería oculta que el cliente no quiso reparar"), required=False
    )
    rechazo_en_factura = forms.BooleanField(label=_("Y la factura lo dice"), required=False)

    def disposicion(self) -> list[Any]:
        return [
            Fieldset(
                _("La reparación"),
                Row(Column("entregado"), Column("consumidor")),
                "sector",
                "territorio",
                Row(Column("meses_ofrecidos"), Column("km_entrega")),
                "en_garantia_legal",
                "fecha_contrato",
            ),
            Fieldset(
                _("Si ha vuelto a fallar"),
                Row(Column("fallo"), Column("km_fallo")),
                "mismo_fallo",
                "manipulado",
                "uso_indebido",
                "prueba_uso_indebido",
                "oculta_rechazada",
                "rechazo_en_factura",
            ),
        ]

    def hechos(self) -> HechosGarantiaReparacion:
        limpios = self.cleaned_data
        return HechosGarantiaReparacion(**{**limpios, "sector": Sector(limpios["sector"])})
