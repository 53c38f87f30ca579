"""What is typed to keep a view of the Bandeja."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cuentas.models import Grupo, Usuario
from incidencias.forms.campos import Formulario
from incidencias.models import Alcance
from incidencias.permisos import COMPARTEN_CON_TODOS


class VistaForm(Formulario):
    nombre = forms.CharField(label=_("Nombre"), max_length=60)
    alcance = forms.ChoiceField(label=_("Quién la ve"), choices=Alcance.choices)
    grupo = forms.ModelChoiceField(
        label=_("Grupo"), queryset=Grupo.objects.none(), required=False, empty_label=_("Ninguno")
    )
    posicion = forms.IntegerField(
        label=_("Lugar en la lista"),
        min_value=1,
        max_value=999,
        help_text=_("Las de número más bajo salen antes."),
    )

    def __init__(self, *args: Any, usuario: Usuario, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grupos = Grupo.objects.filter(activo=True).order_by("nombre")
        if not usuario.tiene_rol(*COMPARTEN_CON_TODOS):
            grupos = grupos.filter(pk__in=usuario.grupos.values("pk"))
            self._sin(Alcance.TODOS)
        self.fields["grupo"].queryset = grupos
        if not grupos.exists():
            self._sin(Alcance.GRUPO)
            del self.fields["grupo"]
        if len(self.fields["alcance"].choices) == 1:
            self.fields["alcance"].widget = forms.HiddenInput()

    def _sin(self, alcance: str) -> None:
        campo = self.fields["alcance"]
        if self.initial.get("alcance") != alcance:
            campo.choices = [una for una in campo.choices if una[0] != alcance]
