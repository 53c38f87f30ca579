"""To change a figure, and to stop using the change."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from normativa.cifras import territorios_admitidos
from normativa.formularios.campos import FechaField
from normativa.models import PLAZOS, UnidadParametro
from normativa.reglas.parametros import Parametro
from nucleo.models.empresa import Comunidad

LUGARES = {"": _("Toda España"), **dict(Comunidad.choices)}


def _ayudante(*campos: Any) -> FormHelper:
    """The template writes the <form>, which previews while it is filled."""
    ayudante = FormHelper()
    ayudante.form_tag = False
    ayudante.disable_csrf = True
    ayudante.layout = Layout(*campos)
    return ayudante


class CambiarCifraForm(forms.Form):
    """The value that we use here instead of `oficial`, since when, where and why."""

    valor = forms.DecimalField(
        label=_("Valor"),
        min_value=0,
        max_digits=10,
        decimal_places=2,
        error_messages={"required": _("Di cuánto.")},
    )
    unidad = forms.ChoiceField(label=_("Unidad"))
    territorio = forms.ChoiceField(label=_("Dónde"), required=False)
    desde = FechaField(
        label=_("Desde"), required=True, error_messages={"required": _("Di desde qué día.")}
    )
    hasta = FechaField(label=_("Hasta"), help_text=_("Vacío: hasta que se cambie."))
    motivo = forms.CharField(
        label=_("Por qué"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Lo leerá quien vea una respuesta que usa esta cifra."),
        error_messages={"required": _("Di por qué se cambia: queda en el historial.")},
    )

    def __init__(self, *args: Any, oficial: Parametro, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        admitidas = PLAZOS if oficial.unidad in PLAZOS else {oficial.unidad}
        self.fields["unidad"] = forms.ChoiceField(
            label=_("Unidad"),
            choices=[(c, texto) for c, texto in UnidadParametro.choices if c in admitidas],
        )
        lugares = territorios_admitidos(oficial.codigo)
        self.fields["territorio"] = forms.ChoiceField(
            label=_("Dónde"),
            choices=[(codigo, LUGARES[codigo]) for codigo in lugares],
            required=False,
        )
        self.helper = _ayudante(
            Row(Column("valor"), Column("unidad")),
            "territorio",
            Row(Column("desde"), Column("hasta")),
            "motivo",
        )

    def clean(self) -> dict[str, Any]:
        limpios = super().clean() or {}
        desde, hasta = limpios.get("desde"), limpios.get("hasta")
        if desde and hasta and hasta < desde:
            self.add_error("hasta", _("No puede terminar antes de empezar."))
        return limpios


class DejarCifraForm(forms.Form):
    FIN, ERROR = "fin", "error"

    como = forms.ChoiceField(
        label=_("¿Qué hacemos con ella?"),
        choices=[
            (FIN, _("Ponerle fin: desde el día siguiente vuelve a valer la oficial")),
            (ERROR, _("Anularla: fue un error y es como si nunca se hubiera puesto")),
        ],
        initial=FIN,
        widget=forms.RadioSelect,
    )
    hasta = FechaField(label=_("Último día en que se usa"))
    motivo = forms.CharField(
        label=_("Por qué"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Di por qué se deja de usar: queda en el historial.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _ayudante("como", "hasta", "motivo")

    def clean(self) -> dict[str, Any]:
        limpios = super().clean() or {}
        falta = limpios.get("como") == self.FIN and not limpios.get("hasta")
        if falta and "hasta" not in self.errors:
            self.add_error("hasta", _("Di cuál es el último día."))
        return limpios
