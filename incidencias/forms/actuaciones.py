"""What each action of a macro or of an automatic rule is done with, said beforehand.

The same form reads it when it is written and, from the stored JSON, when it is done: what no longer
exists (a team, a waiting reason) is told, never guessed.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from conocimiento.models import Plantilla
from cuentas.models import CodigoRol
from incidencias.forms.campos import DeLaLista, Formulario, area
from incidencias.forms.preguntas import AQuienSeAsigna
from incidencias.models import MotivoEspera

UN_ANIO_H = 24 * 366
DESTINATARIOS = (
    ("responsable", _("Quien responde de ella (o le cubre)")),
    ("supervision", _("Quien supervisa")),
    *((f"rol:{codigo}", nombre) for codigo, nombre in CodigoRol.choices if codigo != "cliente"),
)


class Nada(Formulario):
    """An action that needs nothing else."""


class AsignarA(AQuienSeAsigna):
    motivo = forms.CharField(label=_("Por qué"), required=False, max_length=500)

    def clean(self) -> dict[str, Any]:
        datos: dict[str, Any] = super().clean() or self.cleaned_data
        if not datos.get("responsable") and not datos.get("grupo") and not self.errors:
            raise forms.ValidationError(_("Di a quién, a qué grupo o las dos cosas."))
        return datos


class Esperar(Formulario):
    motivo = DeLaLista(
        label=_("Qué esperamos"),
        queryset=MotivoEspera.objects.filter(activo=True).order_by("nombre"),
        empty_label=_("Elige…"),
        error_messages={"required": _("Di qué esperamos.")},
    )


class Texto(Formulario):
    texto = forms.CharField(
        label=_("Texto"),
        max_length=10_000,
        widget=area(4),
        error_messages={"required": _("Escribe el texto.")},
    )


class ConPlantilla(Formulario):
    """Shared templates only: a macro of all cannot depend on one of somebody's own."""

    plantilla = DeLaLista(
        label=_("Plantilla"),
        queryset=Plantilla.objects.filter(activa=True, dueno=None).order_by("nombre"),
        empty_label=_("Elige…"),
        error_messages={"required": _("Di con qué plantilla.")},
    )


class Avisar(Formulario):
    a = forms.ChoiceField(label=_("A quién"), choices=DESTINATARIOS)
    texto = forms.CharField(
        label=_("Qué le decimos"),
        max_length=200,
        error_messages={"required": _("Escribe el texto.")},
    )
    correo = forms.BooleanField(label=_("También por correo"), required=False)


class Prometer(Formulario):
    texto = forms.CharField(
        label=_("Qué prometemos"),
        max_length=200,
        error_messages={"required": _("Di qué prometemos.")},
    )
    horas = forms.IntegerField(label=_("Dentro de (horas)"), min_value=1, max_value=UN_ANIO_H)


class Motivo(Formulario):
    motivo = forms.CharField(
        label=_("Por qué"),
        max_length=5_000,
        widget=area(2),
        error_messages={"required": _("Di por qué.")},
    )
