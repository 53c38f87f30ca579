"""How much somebody can take, what they know, and when they are away."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cuentas.models import Ausencia, Disponibilidad, Usuario

FECHA = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PersonaForm(forms.ModelForm):
    """What a case that assigns itself looks at."""

    disponibilidad = forms.ChoiceField(label=_("Ahora está"), choices=Disponibilidad.choices)

    class Meta:
        model = Usuario
        fields = ["disponibilidad", "capacidad", "habilidades"]
        widgets = {"habilidades": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["capacidad"].max_value = 1000  # type: ignore[attr-defined]


class AusenciaForm(forms.ModelForm):
    """Days away, both included. The service checks that they do not overlap."""

    class Meta:
        model = Ausencia
        fields = ["desde", "hasta", "suplente"]
        widgets = {"desde": FECHA, "hasta": FECHA}

    def __init__(self, *args: Any, persona: Usuario, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        suplente = self.fields["suplente"]
        suplente.queryset = Usuario.objects.de_oficina().exclude(pk=persona.pk)  # type: ignore[attr-defined]
        suplente.empty_label = _("Nadie")  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        """The service validates the row: it also knows what no single row can say."""
