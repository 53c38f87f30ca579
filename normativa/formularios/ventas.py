"""The sale of a unit and its repairs under guarantee: fields that several questions ask for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crispy_forms.layout import HTML, Column, Div, Fieldset, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from normativa.formularios.campos import EleccionField, FechaField, PreguntaForm
from normativa.reglas.garantia import TipoBien, Venta
from normativa.reglas.suspension import Reparacion

REPARACIONES = 3
BIENES = [
    (TipoBien.NUEVO, _("Nuevo")),
    (TipoBien.SEGUNDA_MANO, _("De segunda mano")),
    (TipoBien.DIGITAL, _("Digital, de una vez")),
    (TipoBien.DIGITAL_CONTINUO, _("Digital, suministro continuo")),
]


class VentaForm(PreguntaForm):
    """What was bought and when; the later of invoice and delivery note starts the guarantee."""

    tipo = EleccionField(label=_("El bien era"), choices=BIENES, initial=TipoBien.NUEVO)
    fecha_factura = FechaField(label=_("Fecha de la factura o tique"))
    fecha_albaran = FechaField(label=_("Fecha del albarán de entrega"))
    fecha_contrato = FechaField(
        label=_("Fecha del contrato"), help_text=_("Si fue otra: decide qué ley se aplica.")
    )
    meses_pactados = forms.IntegerField(
        label=_("Meses de garantía pactados"),
        required=False,
        min_value=0,
        max_value=120,
        help_text=_("Solo segunda mano."),
    )
    fin_suministro = FechaField(
        label=_("Fin del suministro"), help_text=_("Solo digital continuo.")
    )
    parte_de_bien = forms.BooleanField(
        label=_("El contenido digital es parte de un aparato"), required=False
    )

    def bloque_venta(self) -> Fieldset:
        return Fieldset(
            _("La compra"),
            Row(Column("fecha_factura"), Column("fecha_albaran")),
            Row(Column("tipo"), Column("fecha_contrato")),
            Row(Column("meses_pactados"), Column("fin_suministro")),
            "parte_de_bien",
        )

    def venta(self) -> Venta:
        limpios = self.cleaned_data
        return Venta(
            fecha_contrato=limpios["fecha_contrato"],
            fecha_factura=limpios["fecha_factura"],
            fecha_albaran=limpios["fecha_albaran"],
            tipo=TipoBien(limpios["tipo"]),
            meses_pactados=limpios["meses_pactados"],
            fin_suministro=limpios["fin_suministro"],
            parte_de_bien=limpios["parte_de_bien"],
        )


class ReparacionesForm(VentaForm):
    """A sale with up to three repairs under guarantee: handed in, given back, what was repaired."""

    defecto = forms.CharField(
        label=_("Defecto de ahora"),
        required=False,
        max_length=120,
        help_text=_("Para compararlo con lo que se reparó."),
    )

    def completar_campos(self) -> None:
        for n in range(1, REPARACIONES + 1):
            self.fields[f"entrada_{n}"] = FechaField(label=_("Entregado"))
            self.fields[f"salida_{n}"] = FechaField(label=_("Devuelto"))
            self.fields[f"defecto_{n}"] = forms.CharField(
                label=_("Qué se reparó"), required=False, max_length=120
            )

    def bloque_reparaciones(self) -> Div:
        """Folded until something is written in it, right or wrong."""
        ayuda = _("Solo las que se hicieron en garantía. Sin fecha de devolución: sigue aquí.")
        return Div(
            HTML(
                f'<details class="consulta__plegado"{" open" if self.tiene_reparaciones else ""}>'
                f"<summary>{_('Reparaciones en garantía')}</summary>"
                f'<p class="suave chico">{ayuda}</p>'
            ),
            *(
                Row(Column(f"entrada_{n}"), Column(f"salida_{n}"), Column(f"defecto_{n}"))
                for n in range(1, REPARACIONES + 1)
            ),
            "defecto",
            HTML("</details>"),
        )

    def clean(self) -> dict[str, Any]:
        limpios = super().clean() or {}
        for n in range(1, REPARACIONES + 1):
            entrada, salida = limpios.get(f"entrada_{n}"), limpios.get(f"salida_{n}")
            if entrada is None and f"entrada_{n}" not in self.errors:
                if salida or limpios.get(f"defecto_{n}"):
                    self.add_error(f"entrada_{n}", _("Falta cuándo se entregó."))
            elif entrada and salida and salida < entrada:
                self.add_error(f"salida_{n}", _("No puede volver antes de entrar."))
        return limpios

    @property
    def tiene_reparaciones(self) -> bool:
        """Whether anything was written about repairs, right or wrong."""
        nombres = ("entrada", "salida", "defecto")
        return any(self[f"{c}_{n}"].value() for c in nombres for n in range(1, REPARACIONES + 1))

    def reparaciones(self) -> tuple[Reparacion, ...]:
        return tuple(self._reparaciones())

    def _reparaciones(self) -> Iterator[Reparacion]:
        for n in range(1, REPARACIONES + 1):
            entrada = self.cleaned_data[f"entrada_{n}"]
            if entrada:
                defecto = en_comun(self.cleaned_data[f"defecto_{n}"])
                yield Reparacion(entrada, self.cleaned_data[f"salida_{n}"], defecto)


def en_comun(defecto: str) -> str:
    """Two people write the same fault with other capitals and spaces."""
    return " ".join(defecto.split()).casefold()
