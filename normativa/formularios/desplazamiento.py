"""Labour and travel of a service at home."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Column, Fieldset, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from normativa.formularios.campos import (
    EleccionField,
    FechaField,
    ImporteField,
    PreguntaForm,
    SiNoField,
    con_codigos,
    entero,
    territorio_field,
)
from normativa.formularios.sectores import GAMAS, SECTORES
from normativa.reglas.desplazamiento import HechosDesplazamiento, Recargo
from normativa.reglas.sector import Gama, Sector

RECARGOS = [
    (Recargo.URGENCIA, _("Por urgencia")),
    (Recargo.NOCTURNO, _("Nocturno")),
    (Recargo.FESTIVO, _("Festivo")),
]
VISITAS_MAXIMAS = 100


class DesplazamientoForm(PreguntaForm):
    boton = _("¿Qué se puede cobrar?")

    fecha = FechaField(label=_("¿Cuándo fue?"), required=True)
    consumidor = SiNoField(label=_("¿Es consumidor?"), puede_ignorarse=True, initial="si")
    sector = EleccionField(label=_("Se reparó"), choices=SECTORES, initial=Sector.APARATO)
    gama = EleccionField(label=_("Qué clase de aparato"), choices=GAMAS, initial=Gama.BLANCA)
    territorio = territorio_field()
    en_domicilio = SiNoField(label=_("¿En casa del cliente?"), initial="si")
    en_garantia = SiNoField(
        label=_("¿En garantía?"), help_text=_("Legal, o de una reparación anterior.")
    )
    minutos_reales = entero(_("Minutos de trabajo"), 6000)
    sencilla = SiNoField(
        label=_("¿Era sencilla?"), initial="si", help_text=_("Solo esas tienen un mínimo.")
    )
    aparatos = entero(_("Aparatos"), VISITAS_MAXIMAS, min_value=1, required=True, initial=1)
    visitas = entero(_("Visitas"), VISITAS_MAXIMAS, min_value=1, required=True, initial=1)
    visitas_sin_usuario = entero(_("Sin nadie en casa"), VISITAS_MAXIMAS, initial=0)
    tarifa_hora_eur = ImporteField(label=_("Mano de obra (€/h)"))
    desplazamiento_eur = ImporteField(label=_("Un desplazamiento (€)"))
    recargos = forms.MultipleChoiceField(
        label=_("Recargos"),
        choices=RECARGOS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def disposicion(self) -> list[Any]:
        return [
            Fieldset(
                _("El servicio"),
                Row(Column("fecha"), Column("consumidor")),
                "sector",
                "gama",
                "territorio",
                Row(Column("en_domicilio"), Column("en_garantia")),
                Row(Column("aparatos"), Column("visitas"), Column("visitas_sin_usuario")),
            ),
            Fieldset(
                _("Lo que se factura"),
                Row(Column("minutos_reales"), Column("sencilla")),
                Row(Column("tarifa_hora_eur"), Column("desplazamiento_eur")),
                "recargos",
            ),
        ]

    def sin_efecto(self) -> set[str]:
        return set() if self.cleaned_data["sector"] == Sector.APARATO else {"gama"}

    def hechos(self) -> HechosDesplazamiento:
        datos = con_codigos(self.cleaned_data, sector=Sector, gama=Gama)
        return HechosDesplazamiento(
            **{
                **datos,
                "visitas_sin_usuario": datos["visitas_sin_usuario"] or 0,
                "recargos": tuple(map(Recargo, datos["recargos"])),
            }
        )
