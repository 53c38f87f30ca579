"""The composer of the ficha: what is answered, noted, spoken and promised."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from incidencias.forms.campos import LARGO_TEXTO, Formulario, Instante, area
from incidencias.models import MotivoLlamada, SentidoLlamada
from nucleo.forms import CampoFicheros


class ResponderForm(Formulario):
    texto = forms.CharField(
        label=_("Respuesta al cliente"),
        max_length=LARGO_TEXTO,
        widget=area(5, placeholder=_("Escribe al cliente…")),
        error_messages={"required": _("Escribe la respuesta antes de enviarla.")},
    )
    ficheros = CampoFicheros(label=_("Adjuntar archivos"))


class NotaForm(Formulario):
    texto = forms.CharField(
        label=_("Nota interna"),
        max_length=LARGO_TEXTO,
        widget=area(5, placeholder=_("El cliente no la ve…")),
        error_messages={"required": _("La nota está vacía.")},
    )
    ficheros = CampoFicheros(label=_("Adjuntar archivos"))


class LlamadaForm(Formulario):
    sentido = forms.ChoiceField(
        label=_("Sentido"), choices=SentidoLlamada.choices, initial=SentidoLlamada.ENTRANTE
    )
    motivo = forms.ChoiceField(
        label=_("Motivo"), choices=MotivoLlamada.choices, initial=MotivoLlamada.ESTADO
    )
    contestada = forms.BooleanField(label=_("Hablasteis"), required=False, initial=True)
    minutos = forms.IntegerField(
        label=_("Minutos"), min_value=0, max_value=24 * 60, required=False, initial=None
    )
    notas = forms.CharField(
        label=_("Qué se habló"), required=False, max_length=5_000, widget=area(3)
    )


class PromesaForm(Formulario):
    texto = forms.CharField(
        label=_("Qué prometemos"),
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": _("Le llamamos con el día de la visita")}),
        error_messages={"required": _("Di qué prometemos.")},
    )
    vence_en = Instante(label=_("Para cuándo"))
