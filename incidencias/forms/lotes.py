"""What is typed to decide on several cases at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from cuentas.models import Usuario
from incidencias.forms.campos import Formulario, area
from incidencias.forms.preguntas import (
    AQuienSeAsigna,
    ComoSeResolvio,
    EnCualSigue,
    QueCambia,
    QueEsperamos,
)
from incidencias.macros import con_sus_pasos
from incidencias.models import Macro


class DeLote(Formulario):
    """What a decision on several asks for; by itself nothing, but that it is confirmed."""

    def __init__(self, *args: Any, usuario: Usuario, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usuario = usuario


class AsignarVarias(AQuienSeAsigna, DeLote):
    motivo = forms.CharField(
        label=_("Nota para quien las recibe"), required=False, max_length=5_000, widget=area(2)
    )

    def __init__(self, *args: Any, usuario: Usuario, **kwargs: Any) -> None:
        super().__init__(*args, usuario=usuario, **kwargs)
        personas = self.fields["responsable"]
        personas.label_from_instance = lambda una: _("A mí") if una == usuario else str(una)
        self.initial.setdefault("responsable", usuario.pk)


class ClasificarVarias(QueCambia, DeLote):
    pass


class EsperarVarias(QueEsperamos, DeLote):
    pass


class ResolverVarias(ComoSeResolvio, DeLote):
    pass


class FusionarVarias(EnCualSigue, DeLote):
    pass


class HacerMacroEnVarias(DeLote):
    macro = forms.ModelChoiceField(
        label=_("Qué macro"),
        queryset=Macro.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Di qué macro.")},
    )

    def __init__(self, *args: Any, usuario: Usuario, **kwargs: Any) -> None:
        super().__init__(*args, usuario=usuario, **kwargs)
        macros = self.fields["macro"]
        suyas = Macro.objects.activas().visibles_para(usuario).prefetch_related("acciones")
        macros.queryset = suyas.order_by("-usos", "nombre", "pk")
        pasos: dict[int, list[str]] = {}

        def rotulo(una: Macro) -> str:
            if not pasos:
                pasos.update({suya.pk: suyos for suya, suyos in con_sus_pasos(suyas)})
            return format_html("<strong>{}</strong> · {}", una.nombre, " → ".join(pasos[una.pk]))

        macros.label_from_instance = rotulo
