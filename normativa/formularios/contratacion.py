"""Whether what was accepted at a distance or at home binds."""

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
    casilla,
    con_codigos,
)
from normativa.formularios.desistimiento import parte_field
from normativa.reglas.contratacion import Aceptacion, HechosContratacion, Vendido

ACEPTACIONES = [
    (Aceptacion.ENLACE, _("Con un botón, en un enlace o una web")),
    (Aceptacion.TELEFONO, _("Por teléfono")),
    (Aceptacion.ESCRITO, _("Por escrito, a distancia")),
    (Aceptacion.DOMICILIO, _("En su casa, con nosotros delante")),
    (Aceptacion.TIENDA, _("En la tienda o el taller")),
]
VENDIDOS = [
    (Vendido.REPARACION, _("Una reparación")),
    (Vendido.INSTALACION, _("Una instalación")),
    (Vendido.MANTENIMIENTO, _("Un contrato de mantenimiento")),
    (Vendido.BIEN, _("Un bien, aparte de las piezas que hacen falta")),
]


class ContratacionForm(PreguntaForm):
    boton = _("¿Le obliga?")

    aceptacion = EleccionField(
        label=_("¿Cómo aceptó?"), choices=ACEPTACIONES, initial=Aceptacion.ENLACE
    )
    vendido = EleccionField(label=_("Aceptó"), choices=VENDIDOS, initial=Vendido.REPARACION)
    consumidor = SiNoField(label=_("¿Es consumidor?"), puede_ignorarse=True, initial="si")
    aceptado = FechaField(label=_("¿Cuándo aceptó?"))
    entregado = FechaField(label=_("¿Cuándo se le entregó?"), help_text=_("Si es un bien."))
    texto_boton = forms.CharField(
        label=_("¿Qué decía el botón?"),
        required=False,
        max_length=200,
        help_text=_("Tal cual: «Aceptar», «Pedido con obligación de pago»…"),
    )
    llamamos_nosotros = casilla(_("Por teléfono: le llamamos nosotros"))
    confirmado_por_escrito = casilla(_("Por teléfono: lo confirmó después por escrito"))
    visita_no_solicitada = casilla(_("En casa: no había pedido la visita"))
    visita_urgente = casilla(_("En casa: pidió una visita urgente para reparar"))
    informado = SiNoField(
        label=_("¿Se le informó antes de aceptar?"),
        initial="si",
        help_text=_("Precio total, quiénes somos, plazos y que puede desistir."),
    )
    confirmado_en_soporte_duradero = SiNoField(
        label=_("¿Tiene copia?"), initial="si", help_text=_("En papel, correo o PDF.")
    )
    solicitud_expresa = casilla(_("Pidió expresamente empezar ya"))
    reconoce_perdida = casilla(_("Sabía que al acabar ya no podría desistir"))
    terminado = FechaField(label=_("¿Cuándo se acabó?"))
    desiste = FechaField(label=_("¿Cuándo se echó atrás?"))
    precio_eur = ImporteField(label=_("Precio (€)"))
    parte_hecha = parte_field(_("Parte hecha"), _("Horas, visitas…"))
    parte_total = parte_field(_("De un total de"))

    def disposicion(self) -> list[Any]:
        return [
            Fieldset(
                _("La aceptación"),
                "aceptacion",
                Row(Column("vendido"), Column("consumidor")),
                Row(Column("aceptado"), Column("entregado")),
                "texto_boton",
                "llamamos_nosotros",
                "confirmado_por_escrito",
                "visita_no_solicitada",
                "visita_urgente",
            ),
            Fieldset(
                _("Lo que se le dijo"),
                Row(Column("informado"), Column("confirmado_en_soporte_duradero")),
                "solicitud_expresa",
                "reconoce_perdida",
            ),
            Fieldset(
                _("Lo que pasó después"),
                Row(Column("terminado"), Column("desiste")),
                Row(Column("precio_eur"), Column("parte_hecha"), Column("parte_total")),
            ),
        ]

    def hechos(self) -> HechosContratacion:
        return HechosContratacion(
            **con_codigos(self.cleaned_data, aceptacion=Aceptacion, vendido=Vendido)
        )
