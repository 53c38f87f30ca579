"""«¿Está cubierto?»: the facts of a unit that failed."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Column, Fieldset, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from normativa.formularios.campos import (
    EleccionField,
    FechaField,
    SiNoField,
    entero,
    territorio_field,
)
from normativa.formularios.ventas import ReparacionesForm, en_comun
from normativa.reglas.vias import (
    Exclusion,
    Hechos,
    Instalacion,
    OtraCobertura,
    Pagador,
    Papel,
    TipoVia,
)

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
OTRAS = [
    ("", _("Nada más")),
    (TipoVia.COMERCIAL, _("Una garantía comercial")),
    (TipoVia.AMPLIACION, _("Una ampliación de garantía")),
    (TipoVia.REPARACION, _("La garantía de una reparación")),
    (TipoVia.CONTRATO, _("Un contrato de mantenimiento")),
]
PAGAN = [
    (Pagador.FABRICANTE, _("El fabricante")),
    (Pagador.VENDEDOR, _("El vendedor")),
    (Pagador.ASEGURADORA, _("Una aseguradora")),
    (Pagador.CONTRATO, _("El contrato")),
    (Pagador.NOSOTROS, _("Nuestra empresa")),
]


def porcentaje_field(etiqueta: Any) -> forms.IntegerField:
    return entero(etiqueta, 100, initial=100)


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
    otra = EleccionField(label=_("Además tiene"), choices=OTRAS, initial="")
    otra_paga = EleccionField(label=_("La paga"), choices=PAGAN, initial=Pagador.FABRICANTE)
    otra_desde = FechaField(label=_("Desde"))
    otra_hasta = FechaField(label=_("Hasta"))
    otra_piezas = porcentaje_field(_("Piezas (%)"))
    otra_mano_obra = porcentaje_field(_("Mano de obra (%)"))
    otra_desplazamiento = porcentaje_field(_("Viaje (%)"))
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
                _("Otra garantía o contrato"),
                Row(Column("otra"), Column("otra_paga")),
                Row(Column("otra_desde"), Column("otra_hasta")),
                Row(Column("otra_piezas"), Column("otra_mano_obra"), Column("otra_desplazamiento")),
            ),
            Fieldset(
                _("Otros hechos"),
                Row(Column("exclusion"), Column("instalacion")),
                "presuncion_incompatible",
                "uso_indebido",
                "vendedor_inaccesible",
            ),
        ]

    def clean(self) -> dict[str, Any]:
        limpios = super().clean()
        if not limpios.get("otra"):
            return limpios
        desde, hasta = limpios.get("otra_desde"), limpios.get("otra_hasta")
        for campo, valor in (("otra_desde", desde), ("otra_hasta", hasta)):
            if valor is None and campo not in self.errors:
                self.add_error(campo, _("Falta esa fecha."))
        if desde and hasta and hasta < desde:
            self.add_error("otra_hasta", _("No puede acabar antes de empezar."))
        return limpios

    def sin_efecto(self) -> set[str]:
        """Without another right, what is said of it."""
        if self.cleaned_data.get("otra"):
            return set()
        return {nombre for nombre in self.fields if nombre.startswith("otra")}

    def otras(self) -> tuple[OtraCobertura, ...]:
        limpios = self.cleaned_data
        if not limpios["otra"]:
            return ()
        return (
            OtraCobertura(
                tipo=TipoVia(limpios["otra"]),
                desde=limpios["otra_desde"],
                hasta=limpios["otra_hasta"],
                paga=Pagador(limpios["otra_paga"]),
                piezas_pct=_todo_o(limpios["otra_piezas"]),
                mano_obra_pct=_todo_o(limpios["otra_mano_obra"]),
                desplazamiento_pct=_todo_o(limpios["otra_desplazamiento"]),
            ),
        )

    def hechos(self) -> Hechos:
        limpios = self.cleaned_data
        return Hechos(
            manifestacion=limpios["manifestacion"],
            consumidor=limpios["consumidor"],
            papel=Papel(limpios["papel"]),
            venta=self.venta(),
            reparaciones=self.reparaciones(),
            defecto=en_comun(limpios["defecto"]),
            otras=self.otras(),
            exclusion=Exclusion(limpios["exclusion"]) if limpios["exclusion"] else None,
            instalacion=Instalacion(limpios["instalacion"]) if limpios["instalacion"] else None,
            presuncion_incompatible=limpios["presuncion_incompatible"],
            uso_indebido=limpios["uso_indebido"],
            vendedor_inaccesible=limpios["vendedor_inaccesible"],
            territorio=limpios["territorio"],
        )


def _todo_o(porcentaje: int | None) -> int:
    """What was not said is paid whole."""
    return 100 if porcentaje is None else porcentaje
