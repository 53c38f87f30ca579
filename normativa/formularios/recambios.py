"""Until when there have to be spare parts."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Column, Row
from django.utils.translation import gettext_lazy as _

from normativa.formularios.campos import (
    EleccionField,
    FechaField,
    ImporteField,
    PreguntaForm,
    SiNoField,
    con_codigos,
    territorio_field,
)
from normativa.reglas.recambios import HechosRecambios, TipoPieza

PIEZAS = [
    (TipoPieza.FUNCIONAL, _("Hace falta para que funcione")),
    (TipoPieza.ESTETICA, _("Es solo de apariencia")),
]


class RecambiosForm(PreguntaForm):
    boton = _("¿Hasta cuándo?")

    fin_fabricacion = FechaField(label=_("¿Cuándo dejó de fabricarse?"))
    sigue_fabricandose = SiNoField(label=_("¿Se sigue fabricando?"))
    solicitado = FechaField(label=_("¿Cuándo se pidió la pieza?"))
    importado = SiNoField(label=_("¿El aparato es importado?"))
    pieza = EleccionField(label=_("La pieza"), choices=PIEZAS, initial=TipoPieza.FUNCIONAL)
    precio_aparato_eur = ImporteField(
        label=_("Precio del aparato (€)"), help_text=_("Los más baratos tenían menos plazo.")
    )
    territorio = territorio_field()

    def disposicion(self) -> list[Any]:
        return [
            Row(Column("fin_fabricacion"), Column("sigue_fabricandose")),
            Row(Column("solicitado"), Column("importado")),
            Row(Column("pieza"), Column("precio_aparato_eur")),
            "territorio",
        ]

    def hechos(self) -> HechosRecambios:
        return HechosRecambios(**con_codigos(self.cleaned_data, pieza=TipoPieza))
