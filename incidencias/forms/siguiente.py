"""What is typed to pass on a case that one was dealt."""

from django import forms
from django.utils.translation import gettext_lazy as _

from incidencias.forms.campos import Formulario
from incidencias.models import MotivoSalto


class SaltarForm(Formulario):
    motivo = forms.ChoiceField(
        label=_("Por qué la saltas"),
        choices=MotivoSalto.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Di por qué la saltas.")},
    )
    detalle = forms.CharField(label=_("Qué pasa con ella"), required=False, max_length=300)

    def clean_detalle(self) -> str:
        detalle = str(self.cleaned_data["detalle"])
        if self.cleaned_data.get("motivo") == MotivoSalto.OTRO and not detalle:
            raise forms.ValidationError(_("Di por qué la saltas."))
        return detalle
