"""What is typed to decide over the coverage of a case, and to give goodwill."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clientes.models import GARANTES, QuienPaga
from incidencias.forms.campos import area
from incidencias.forms.decisiones import Decision
from incidencias.models import Incidencia

PORCENTAJES = ("piezas_pct", "mano_obra_pct", "desplazamiento_pct")


class CorregirCoberturaForm(Decision):
    estado = forms.ChoiceField(
        label=_("Está"),
        choices=[
            ("cubierto", _("Cubierto")),
            ("parcial", _("Cubierto en parte")),
            ("no", _("No cubierto")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Di si está cubierto, en parte o no.")},
    )
    paga = forms.ChoiceField(
        label=_("Lo paga"),
        choices=[("", "—"), *((q.value, q.label) for q in QuienPaga if q in GARANTES)],
        required=False,
        help_text=_("Si está cubierto, entero o en parte."),
    )
    piezas_pct = forms.IntegerField(label=_("Piezas (%)"), min_value=0, max_value=100, initial=100)
    mano_obra_pct = forms.IntegerField(
        label=_("Mano de obra (%)"), min_value=0, max_value=100, initial=100
    )
    desplazamiento_pct = forms.IntegerField(
        label=_("Desplazamiento (%)"), min_value=0, max_value=100, initial=100
    )
    hasta = forms.DateField(
        label=_("Hasta"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Si se sabe."),
    )
    motivo = forms.CharField(
        label=_("Por qué"),
        max_length=500,
        widget=area(3),
        help_text=_("Queda en la historia de la incidencia con tu nombre."),
        error_messages={"required": _("Para corregir la cobertura hay que decir por qué.")},
    )

    def __init__(self, *args: Any, incidencia: Incidencia, **kwargs: Any) -> None:
        veredicto = incidencia.veredicto
        conocidos = ("estado", "paga", "hasta", *PORCENTAJES)
        valores = {c: veredicto[c] for c in conocidos if veredicto.get(c) is not None}
        if veredicto.get("estado") not in {"cubierto", "parcial"}:
            valores = {"estado": "no"} if veredicto.get("estado") == "no" else {}
        kwargs["initial"] = {**valores, **kwargs.get("initial", {})}
        super().__init__(*args, incidencia=incidencia, **kwargs)
        if self.is_bound and self.data.get("estado") == "no":  # no shares are asked for then
            for nombre in PORCENTAJES:
                self.fields[nombre].required = False

    def clean(self) -> dict[str, Any]:
        datos: dict[str, Any] = super().clean() or self.cleaned_data
        for nombre in PORCENTAJES:
            if datos.get(nombre) is None and nombre not in self.errors:
                datos[nombre] = 0
        return datos


class CortesiaForm(Decision):
    coste_eur = forms.DecimalField(
        label=_("Lo que nos cuesta (€)"),
        min_value=Decimal("0.01"),
        max_digits=9,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"required": _("Una cortesía cuesta algo: di cuánto.")},
    )
    motivo = forms.CharField(
        label=_("Por qué"),
        max_length=500,
        widget=area(3),
        help_text=_("Queda en la historia de la incidencia con tu nombre."),
        error_messages={"required": _("Para dar una cortesía hay que decir por qué.")},
    )


class RetirarCortesiaForm(Decision):
    motivo = forms.CharField(
        label=_("Por qué se retira"),
        max_length=500,
        widget=area(3),
        error_messages={"required": _("Para retirar una cortesía hay que decir por qué.")},
    )
