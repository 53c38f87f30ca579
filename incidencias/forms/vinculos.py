"""What is typed to urge, link, put inside or put away a case."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cuentas.models import Usuario
from incidencias.busqueda import codigo_escrito
from incidencias.forms.campos import area
from incidencias.forms.decisiones import Decision
from incidencias.models import CausaUrgencia, ClaseVinculo, Incidencia


class UrgenciaForm(Decision):
    causa = forms.ModelChoiceField(
        label=_("Causa"),
        queryset=CausaUrgencia.objects.filter(activa=True).order_by("pk"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Di la causa de la urgencia.")},
    )
    justificacion = forms.CharField(
        label=_("Por qué"),
        max_length=500,
        widget=area(2, placeholder=_("Hay un bebé de dos meses en casa…")),
        error_messages={"required": _("Di por qué es urgencia vital.")},
    )


class SpamForm(Decision):
    vetar = forms.BooleanField(
        label=_("No recibir nada más de este remitente"),
        required=False,
        help_text=_("Se levanta en Ajustes → Remitentes vetados, o deshaciendo esta marca."),
    )


class OtraForm(Decision):
    """Another case, by its code, among those that this person may see: `otra` is its row."""

    codigo = forms.CharField(
        label=_("Código de la otra"),
        max_length=20,
        widget=forms.TextInput(attrs={"placeholder": "INC-26-000123"}),
        error_messages={"required": _("Escribe el código de la otra incidencia.")},
    )

    def para(self, usuario: Usuario) -> None:
        self.usuario = usuario

    def clean_codigo(self) -> Incidencia:
        escrito = self.cleaned_data["codigo"]
        visibles = Incidencia.objects.visibles_para(self.usuario).defer("busqueda")
        otra = visibles.filter(codigo=codigo_escrito(escrito) or escrito.strip().upper()).first()
        if otra is None:
            raise forms.ValidationError(_("No hay ninguna incidencia con ese código."))
        return otra


class MeterForm(OtraForm):
    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        return {"padre": datos["codigo"]} if "codigo" in datos else datos


class RelacionarForm(OtraForm):
    clase = forms.ChoiceField(
        label=_("Por qué"),
        choices=ClaseVinculo.choices,
        initial=ClaseVinculo.RELACIONADA,
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        if "codigo" not in datos or "clase" not in datos:
            return datos
        return {"con": datos["codigo"], "clase": datos["clase"]}


class QuitarRelacionForm(OtraForm):
    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        return {"con": datos["codigo"]} if "codigo" in datos else datos
