"""What is typed on the telephone's screens."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from incidencias.forms.campos import Formulario, Instante


class PedirDevolucionForm(Formulario):
    numero = forms.CharField(
        label=_("Teléfono"),
        max_length=30,
        error_messages={"required": _("Escribe el teléfono al que hay que llamar.")},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    vence_en = Instante(
        label=_("A qué hora se le llama"), error_messages={"required": _("Di a qué hora.")}
    )


class HoraForm(Formulario):
    vence_en = Instante(label=_("Otra hora"), error_messages={"required": _("Di a qué hora.")})


class DescartarForm(Formulario):
    motivo = forms.CharField(
        label=_("Por qué no hace falta llamar"),
        max_length=200,
        error_messages={"required": _("Di por qué no hace falta llamar.")},
    )
