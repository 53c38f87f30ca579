"""What customers fill in about a unit of theirs."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clientes.models import Compra, Condicion, Contacto, Modalidad, Sede
from nucleo.forms import CampoFicheros
from nucleo.palabras import decir_luego
from nucleo.tiempo import dia_local
from portal.forms.ficheros import ADMITE, ConFicheros

SIN_SABER = ("", _("No lo sé"))
# What a customer can tell apart; content without a thing is not registered here.
CONDICIONES = [(c.value, c.label) for c in (Condicion.NUEVO, Condicion.SEGUNDA_MANO)]


def _dia(**kwargs: Any) -> forms.DateField:
    return forms.DateField(
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Esa fecha no existe.")},
        **kwargs,
    )


class ConCompra(ConFicheros):
    """What is told of a purchase, with its evidence."""

    fecha_contrato = _dia(
        label=_("¿Qué día lo compró?"),
        help_text=_("De ahí sale hasta cuándo tiene garantía. Si no lo sabe, déjelo en blanco."),
    )
    fecha_albaran = _dia(
        label=_("¿Qué día se lo entregaron?"), help_text=_("Solo si fue otro día.")
    )
    condicion = forms.ChoiceField(label=_("¿Era nuevo?"), choices=CONDICIONES, required=False)
    modalidad = forms.ChoiceField(
        label=_("¿Cómo lo compró?"), choices=[SIN_SABER, *Modalidad.choices], required=False
    )
    vendedor = forms.CharField(label=_("¿Quién se lo vendió?"), max_length=120, required=False)
    justificante = CampoFicheros(
        label=_("Factura, tique o albarán"), admite=ADMITE, help_text=_("Una foto o el PDF.")
    )
    ficheros = None

    de_ficheros: tuple[str, ...] = ("justificante",)
    DE_LA_COMPRA = ("fecha_contrato", "fecha_albaran", "condicion", "modalidad", "vendedor")

    def clean(self) -> dict[str, Any]:
        datos = super().clean()
        compra, entrega = datos.get("fecha_contrato"), datos.get("fecha_albaran")
        if entrega and not compra and "fecha_contrato" not in self.errors:
            self.add_error("fecha_contrato", _("Diga también qué día lo compró."))
        return datos


class CompraForm(ConCompra):
    """When one of theirs was bought: its guarantee comes from it."""

    field_order = [*ConCompra.DE_LA_COMPRA, "justificante", "guardados"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fecha = self.fields["fecha_contrato"]
        fecha.required, fecha.help_text = True, _("Lo pone en la factura o en el tique.")
        fecha.error_messages["required"] = _("Diga qué día lo compró.")


class RegistroForm(ConCompra):
    """A unit of a known model: its serial or a photo of its plate, and when it was bought."""

    numero_serie = forms.CharField(
        label=_("Número de serie"),
        max_length=80,
        required=False,
        help_text=_("Está en la placa, detrás o debajo. Si no se lee, basta con la foto."),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
    )
    placa = CampoFicheros(label=_("Foto de la placa"), admite=ADMITE)
    alias = forms.CharField(
        label=_("¿Cómo lo llama usted?"),
        max_length=80,
        required=False,
        help_text=_("Para reconocerlo: «Caldera de la playa»."),
    )
    sede = forms.ModelChoiceField(
        label=_("¿Dónde está?"), queryset=Sede.objects.none(), required=False, empty_label=_("—")
    )

    de_ficheros = ("placa", "justificante")
    field_order = [
        "numero_serie",
        "placa",
        *ConCompra.DE_LA_COMPRA,
        "justificante",
        "alias",
        "sede",
        "guardados",
    ]

    def __init__(
        self, *args: Any, contacto: Contacto, compra: Compra | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.compra = compra
        sedes = list(Sede.objects.filter(cliente=contacto.cliente).order_by("pk"))
        if not sedes:
            del self.fields["sede"]
        else:
            suyas = Sede.objects.filter(cliente=contacto.cliente).order_by("pk")
            self.fields["sede"].queryset = suyas  # type: ignore[attr-defined]
            self.fields["sede"].initial = sedes[0].pk if len(sedes) == 1 else None
        for campo in self.DE_LA_COMPRA if compra else ():
            del self.fields[campo]

    def clean(self) -> dict[str, Any]:
        datos = super().clean()
        if not datos.get("numero_serie") and not self.recibidos["placa"]:
            self.add_error(
                "numero_serie", _("Escriba el número de serie o envíe una foto de la placa.")
            )
        return datos | {"compra": self.compra}


class NoEstaForm(ConFicheros):
    """A model that is not in our catalogue: a person registers it."""

    modelo = forms.CharField(
        label=_("Marca y modelo"),
        max_length=120,
        required=False,
        help_text=_("Como lo pone en la placa. Con una foto también vale."),
    )
    numero_serie = forms.CharField(label=_("Número de serie"), max_length=80, required=False)
    texto = forms.CharField(
        label=decir_luego(_("¿Algo más que debamos saber [del equipo]?")),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ["modelo", "numero_serie", "ficheros", "texto", "guardados"]

    def clean(self) -> dict[str, Any]:
        datos = super().clean()
        if not datos.get("modelo") and not self.recibidos["ficheros"]:
            self.add_error("modelo", _("Escriba la marca y el modelo, o envíe una foto."))
        return datos


class HechosForm(forms.Form):
    """What the right to withdraw depends on and we do not know: asked in the address."""

    modalidad = forms.ChoiceField(
        label=_("¿Cómo lo compró?"),
        choices=Modalidad.choices,
        error_messages={"required": _("Díganos cómo lo compró: de eso depende.")},
    )
    posesion = forms.DateField(
        label=_("¿Qué día lo recibió?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Díganos qué día lo recibió: el plazo cuenta desde entonces."),
            "invalid": _("Esa fecha no existe."),
        },
    )

    def clean_posesion(self) -> date:
        dia: date = self.cleaned_data["posesion"]
        if dia > dia_local(timezone.now()):
            raise forms.ValidationError(_("Ese día no ha llegado todavía."))
        return dia


class DesistimientoForm(forms.Form):
    """The statement itself needs no reason (TRLGDCU art. 102.1)."""

    motivo = forms.CharField(
        label=_("¿Quiere decirnos por qué? No hace falta."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
