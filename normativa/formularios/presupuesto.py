"""The quote of a repair."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Column, Fieldset, Row
from django.utils.translation import gettext_lazy as _

from normativa.formularios.campos import (
    PRIMERA_CON_HABILES,
    EleccionField,
    FechaField,
    ImporteField,
    PreguntaForm,
    SiNoField,
    casilla,
    con_codigos,
    entero,
    territorio_field,
)
from normativa.formularios.sectores import GAMAS, SECTORES
from normativa.reglas.presupuesto import DecisionPresupuesto, HechosPresupuesto
from normativa.reglas.sector import Gama, Sector

DECISIONES = [
    (DecisionPresupuesto.PENDIENTE, _("Aún no ha contestado")),
    (DecisionPresupuesto.ACEPTADO, _("Lo aceptó")),
    (DecisionPresupuesto.RECHAZADO, _("Lo rechazó")),
]


class PresupuestoForm(PreguntaForm):
    boton = _("Calcular")

    sector = EleccionField(label=_("Se repara"), choices=SECTORES, initial=Sector.APARATO)
    gama = EleccionField(label=_("Qué clase de aparato"), choices=GAMAS, initial=Gama.BLANCA)
    consumidor = SiNoField(label=_("¿Es consumidor?"), puede_ignorarse=True, initial="si")
    territorio = territorio_field()
    solicitado = SiNoField(label=_("¿Pidió presupuesto?"), initial="si")
    fecha_solicitud = FechaField(label=_("¿Cuándo lo pidió?"), desde=PRIMERA_CON_HABILES)
    comunicado = FechaField(label=_("¿Cuándo se le dio?"), desde=PRIMERA_CON_HABILES)
    validez_dias = entero(_("Días que vale"), 3650, _("Los que dice el presupuesto."))
    decision = EleccionField(
        label=_("El cliente"), choices=DECISIONES, initial=DecisionPresupuesto.PENDIENTE
    )
    firmado = casilla(_("Está firmado"))
    renuncia_firmada = casilla(_("Renunció al presupuesto por escrito y firmado"))
    renuncia_manuscrita = casilla(_("Y la renuncia es de su puño y letra"))
    tarifa_hora_eur = ImporteField(
        label=_("Mano de obra (€/h)"), help_text=_("La tarifa expuesta al público.")
    )
    importe_anunciado_eur = ImporteField(
        label=_("Anunciado por rechazarlo (€)"), help_text=_("Si se le dijo antes.")
    )
    minutos_reales = entero(_("Minutos que costó hacerlo"), 6000)

    def disposicion(self) -> list[Any]:
        return [
            Fieldset(
                _("La reparación"),
                "sector",
                "gama",
                Row(Column("consumidor"), Column("territorio")),
            ),
            Fieldset(
                _("El presupuesto"),
                Row(Column("solicitado"), Column("fecha_solicitud")),
                Row(Column("comunicado"), Column("validez_dias")),
                "decision",
                "firmado",
                "renuncia_firmada",
                "renuncia_manuscrita",
            ),
            Fieldset(
                _("Lo que se cobra por hacerlo"),
                Row(Column("tarifa_hora_eur"), Column("minutos_reales")),
                "importe_anunciado_eur",
            ),
        ]

    def sin_efecto(self) -> set[str]:
        return set() if self.cleaned_data["sector"] == Sector.APARATO else {"gama"}

    def hechos(self) -> HechosPresupuesto:
        datos = con_codigos(
            self.cleaned_data, sector=Sector, gama=Gama, decision=DecisionPresupuesto
        )
        return HechosPresupuesto(**datos)
