"""What is typed to decide over the coverage of a case, and to give goodwill."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clientes.models import OPCIONES_DE_GARANTE
from cuentas.models import Usuario
from incidencias.forms.campos import Euros, area
from incidencias.forms.decisiones import Decision
from incidencias.models import Incidencia
from incidencias.permisos import limite_de_cortesia
from nucleo.formato import euros_es

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
        choices=[("", "—"), *OPCIONES_DE_GARANTE],
        required=False,
        help_text=_("Si está cubierto. Los porcentajes, solo si es en parte."),
    )
    piezas_pct = forms.IntegerField(
        label=_("Piezas (%)"), min_value=0, max_value=100, required=False
    )
    mano_obra_pct = forms.IntegerField(
        label=_("Mano de obra (%)"), min_value=0, max_value=100, required=False
    )
    desplazamiento_pct = forms.IntegerField(
        label=_("Desplazamiento (%)"), min_value=0, max_value=100, required=False
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

    def clean(self) -> dict[str, Any]:
        """The shares are only asked for when it is covered in part."""
        datos: dict[str, Any] = super().clean() or self.cleaned_data
        de_todo = {"cubierto": 100, "no": 0}.get(datos.get("estado", ""))
        for nombre in PORCENTAJES:
            if de_todo is not None:
                datos[nombre] = de_todo
            elif datos.get(nombre) is None and nombre not in self.errors:
                self.add_error(nombre, _("Di qué parte, de 0 a 100."))
        return datos


class CortesiaForm(Decision):
    coste_eur = Euros(
        label=_("Lo que nos cuesta (€)"),
        error_messages={"required": _("Una cortesía cuesta algo: di cuánto.")},
    )
    motivo = forms.CharField(
        label=_("Por qué"),
        max_length=500,
        widget=area(3),
        help_text=_("Queda en la historia de la incidencia con tu nombre."),
        error_messages={"required": _("Para dar una cortesía hay que decir por qué.")},
    )

    def para(self, usuario: Usuario) -> None:
        """Say the limit before it is passed."""
        limite = limite_de_cortesia(usuario)
        if limite is not None:
            self.fields["coste_eur"].help_text = _("Tu límite: %(limite)s.") % {
                "limite": euros_es(limite)
            }


class RetirarCortesiaForm(Decision):
    motivo = forms.CharField(
        label=_("Por qué se retira"),
        max_length=500,
        widget=area(3),
        error_messages={"required": _("Para retirar una cortesía hay que decir por qué.")},
    )
