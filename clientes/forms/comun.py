"""What every form of this app shares: shape only; the services check and write."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

FECHA = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


SIN_ELEGIR = [("", "---------")]  # what Django puts first


def grupo(titulo: Any, *filas: str | tuple[str, ...]) -> Fieldset:
    """A part of a form with its title; the names of a tuple go in one line."""
    return Fieldset(titulo, *(fila if isinstance(fila, str) else linea(*fila) for fila in filas))


def linea(*campos: str) -> Row:
    return Row(*(Column(campo, css_class="col-md") for campo in campos))


class FormularioDeServicio(forms.ModelForm):
    """Fields, labels and initial values of a model whose rows a service writes."""

    use_required_attribute = False
    partes: tuple[Any, ...] = ()  # how they are laid out; one under the other if it says nothing

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        partes = self.partes or self.fields
        helper.layout = Layout(*partes)
        helper.render_unmentioned_fields = False
        return helper

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for campo in self.fields.values():
            campo.error_messages["required"] = _("Falta este dato.")
            if isinstance(campo, forms.TypedChoiceField) and campo.choices[:1] == SIN_ELEGIR:
                campo.choices = [("", _("Elige…")), *campo.choices[1:]]

    def _post_clean(self) -> None:
        """The service validates the row: it also knows what no single row can say."""


def elegir(form: forms.BaseForm, campo: str, filas: Any) -> None:
    """Only rows of this customer; another one's is not among the choices."""
    form.fields[campo].queryset = filas  # type: ignore[attr-defined]
    form.fields[campo].error_messages["invalid_choice"] = _("Elige una de la lista.")
    vacio = _("Elige…") if form.fields[campo].required else _("Sin decir")
    form.fields[campo].empty_label = vacio  # type: ignore[attr-defined]
