"""The right to repair, which is not law in Spain yet."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Column, Row
from django.utils.translation import gettext_lazy as _

from normativa.formularios.campos import (
    EleccionField,
    FechaField,
    PreguntaForm,
    casilla,
    con_codigos,
)
from normativa.reglas.derecho_reparar import HechosDerechoReparar, ProductoReparable

PRODUCTOS = [
    ("", _("Ninguno de estos")),
    (ProductoReparable.LAVADORA, _("Lavadora")),
    (ProductoReparable.LAVASECADORA, _("Lavasecadora")),
    (ProductoReparable.SECADORA, _("Secadora")),
    (ProductoReparable.LAVAVAJILLAS, _("Lavavajillas")),
    (ProductoReparable.FRIGORIFICO, _("Frigorífico o congelador")),
    (ProductoReparable.PANTALLA, _("Televisor o pantalla")),
    (ProductoReparable.SOLDADURA, _("Equipo de soldadura")),
    (ProductoReparable.ASPIRADORA, _("Aspiradora")),
    (ProductoReparable.SERVIDOR, _("Servidor o almacenamiento de datos")),
    (ProductoReparable.TELEFONO, _("Teléfono")),
    (ProductoReparable.TABLETA, _("Tableta")),
    (ProductoReparable.BATERIA_DE_TRANSPORTE, _("Bicicleta o patinete con batería")),
]


class DerechoRepararForm(PreguntaForm):
    boton = _("¿Qué cambiaría?")

    entregado = FechaField(label=_("¿Cuándo se entregó?"), required=True)
    fecha_contrato = FechaField(label=_("¿Cuándo se compró?"), help_text=_("Si fue otro día."))
    producto = EleccionField(label=_("Es"), choices=PRODUCTOS, initial="")
    fin_garantia = FechaField(
        label=_("¿Cuándo acaba la garantía?"),
        help_text=_("Con sus suspensiones. Vacío: tres años."),
    )
    reparado = FechaField(label=_("¿Cuándo eligió reparar?"))
    ya_ampliada = casilla(_("Ya se alargó una vez por otra reparación"))
    formulario = FechaField(
        label=_("¿Cuándo se le dio el formulario?"),
        help_text=_("El formulario europeo de información sobre la reparación."),
    )

    def disposicion(self) -> list[Any]:
        return [
            Row(Column("entregado"), Column("fecha_contrato")),
            "producto",
            Row(Column("fin_garantia"), Column("reparado")),
            "ya_ampliada",
            "formulario",
        ]

    def hechos(self) -> HechosDerechoReparar:
        return HechosDerechoReparar(**con_codigos(self.cleaned_data, producto=ProductoReparable))
