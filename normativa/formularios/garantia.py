"""«¿Está cubierto?»: the facts of a unit that failed."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Column, Fieldset, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from normativa.formularios.campos import EleccionField, FechaField, SiNoField, territorio_field
from normativa.formularios.ventas import ReparacionesForm, en_comun
from normativa.reglas.vias import Exclusion, Hechos, Instalacion, Papel

PAPELES = [
    (Papel.VENDEDOR, _("Lo vendimos nosotros")),
    (Papel.FABRICANTE, _("Lo fabricamos nosotros")),
    (Papel.SAT_OFICIAL, _("Somos su SAT oficial")),
    (Papel.SAT_INDEPENDIENTE, _("Somos un SAT independiente")),
]
CONSUMIDOR = [
    ("si", _("Sí, o una entidad sin ánimo de lucro")),
    ("no", _("No: compró para su negocio")),
    ("", _("No se sabe")),
]
EXCLUSIONES = [
    ("", _("Un bien o un contenido digital")),
    (Exclusion.SERVICIO, _("Un servicio: una reparación, un mantenimiento")),
    (Exclusion.ANIMAL_VIVO, _("Un animal vivo")),
    (Exclusion.SUBASTA_ADMINISTRATIVA, _("Segunda mano, en subasta administrativa")),
]
INSTALACIONES = [
    ("", _("No")),
    (Instalacion.DEL_VENDEDOR, _("Sí: la hizo el vendedor, incluida en la venta")),
    (Instalacion.DEL_CLIENTE, _("Sí: la hizo el cliente con instrucciones mal dadas")),
    (Instalacion.DE_TERCEROS, _("Sí: la hicieron otros, o contra las instrucciones")),
]


class GarantiaForm(ReparacionesForm):
    boton = _("¿Está cubierto?")

    manifestacion = FechaField(
        label=_("¿Cuándo se notó el fallo?"),
        required=True,
        help_text=_("Cuenta cuándo apareció, no cuándo se avisa."),
        error_messages={"required": _("Diga cuándo se notó el fallo, aunque sea aproximado.")},
    )
    consumidor = SiNoField(
        label=_("¿Es consumidor?"), puede_ignorarse=True, choices=CONSUMIDOR, initial="si"
    )
    papel = EleccionField(label=_("Nuestro papel"), choices=PAPELES, initial=Papel.VENDEDOR)
    territorio = territorio_field()
    exclusion = EleccionField(label=_("Se compró"), choices=EXCLUSIONES, initial="")
    instalacion = EleccionField(
        label=_("¿El fallo viene de la instalación?"), choices=INSTALACIONES, initial=""
    )
    presuncion_incompatible = forms.BooleanField(
        label=_("Por su naturaleza, el fallo no pudo venir de origen"), required=False
    )
    uso_indebido = forms.BooleanField(
        label=_("Un informe acredita un uso indebido"), required=False
    )
    vendedor_inaccesible = forms.BooleanField(
        label=_("No puede acudir al vendedor"), required=False
    )
    field_order = ("manifestacion", "consumidor", "papel", "territorio")

    def disposicion(self) -> list[Any]:
        return [
            Fieldset(
                _("El fallo"),
                Row(Column("manifestacion"), Column("consumidor")),
                Row(Column("papel"), Column("territorio")),
            ),
            self.bloque_venta(),
            self.bloque_reparaciones(),
            Fieldset(
                _("Otros hechos"),
                Row(Column("exclusion"), Column("instalacion")),
                "presuncion_incompatible",
                "uso_indebido",
                "vendedor_inaccesible",
            ),
        ]

    def hechos(self) -> Hechos:
        limpios = self.cleaned_data
        return Hechos(
            manifestacion=limpios["manifestacion"],
            consumidor=limpios["consumidor"],
            papel=Papel(limpios["papel"]),
            venta=self.venta(),
            reparaciones=self.reparaciones(),
            defecto=en_comun(limpios["defecto"]),
            exclusion=Exclusion(limpios["exclusion"]) if limpios["exclusion"] else None,
            instalacion=Instalacion(limpios["instalacion"]) if limpios["instalacion"] else None,
            presuncion_incompatible=limpios["presuncion_incompatible"],
            uso_indebido=limpios["uso_indebido"],
            vendedor_inaccesible=limpios["vendedor_inaccesible"],
            territorio=limpios["territorio"],
        )
