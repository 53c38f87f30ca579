"""A good that is ready and nobody collects."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Column, Row
from django.utils.translation import gettext_lazy as _

from normativa.formularios.campos import (
    PRIMERA_CON_HABILES,
    EleccionField,
    FechaField,
    ImporteField,
    PreguntaForm,
    SiNoField,
    con_codigos,
    territorio_field,
)
from normativa.formularios.sectores import SECTORES
from normativa.reglas.almacenaje import HechosAlmacenaje
from normativa.reglas.sector import Sector


class AlmacenajeForm(PreguntaForm):
    boton = _("Calcular")

    sector = EleccionField(label=_("Es"), choices=SECTORES, initial=Sector.APARATO)
    territorio = territorio_field()
    entrada = FechaField(label=_("¿Cuándo lo dejó?"), desde=PRIMERA_CON_HABILES)
    aviso = FechaField(
        label=_("¿Cuándo se le avisó?"),
        desde=PRIMERA_CON_HABILES,
        help_text=_("De que estaba listo; de un vehículo, también del presupuesto."),
    )
    recogida = FechaField(
        label=_("¿Cuándo lo recogió?"),
        desde=PRIMERA_CON_HABILES,
        help_text=_("Vacío: sigue aquí."),
    )
    tarifa_dia_eur = ImporteField(label=_("Tarifa por día (€)"))
    tarifa_expuesta = SiNoField(label=_("¿La tarifa está a la vista del público?"))
    en_custodia = SiNoField(
        label=_("¿En un local nuestro y vigilado?"),
        initial="si",
        help_text=_("Solo vehículos."),
    )

    def disposicion(self) -> list[Any]:
        return [
            "sector",
            "territorio",
            Row(Column("entrada"), Column("aviso")),
            Row(Column("recogida"), Column("tarifa_dia_eur")),
            Row(Column("tarifa_expuesta"), Column("en_custodia")),
        ]

    def sin_efecto(self) -> set[str]:
        es_vehiculo = Sector(self.cleaned_data["sector"]).es_vehiculo
        return set() if es_vehiculo else {"en_custodia"}

    def hechos(self) -> HechosAlmacenaje:
        return HechosAlmacenaje(**con_codigos(self.cleaned_data, sector=Sector))
