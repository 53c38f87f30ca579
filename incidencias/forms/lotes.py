"""What is typed to decide on several cases at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cuentas.models import Grupo, Usuario
from incidencias.forms.campos import Formulario, area
from incidencias.forms.decisiones import CAUSAS
from incidencias.models import Categoria, Impacto, MotivoEspera, Urgencia

IGUAL = [("", _("Como está"))]


class DeLote(Formulario):
    """What a decision on several asks for; by itself nothing, but that it is confirmed."""

    causas: tuple[Any, ...] = ()

    def __init__(self, *args: Any, usuario: Usuario, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usuario = usuario


class AsignarVarias(DeLote):
    responsable = forms.ModelChoiceField(
        label=_("Responsable"),
        queryset=Usuario.objects.none(),
        required=False,
        empty_label=_("Sin responsable"),
    )
    grupo = forms.ModelChoiceField(
        label=_("Grupo"), queryset=Grupo.objects.none(), required=False, empty_label=_("El mismo")
    )
    motivo = forms.CharField(
        label=_("Nota para quien las recibe"), required=False, max_length=5_000, widget=area(2)
    )

    def __init__(self, *args: Any, usuario: Usuario, **kwargs: Any) -> None:
        super().__init__(*args, usuario=usuario, **kwargs)
        personas = self.fields["responsable"]
        personas.queryset = Usuario.objects.de_oficina()
        personas.label_from_instance = lambda una: _("A mí") if una == usuario else str(una)
        self.initial.setdefault("responsable", usuario.pk)
        self.fields["grupo"].queryset = Grupo.objects.filter(activo=True).order_by("nombre")


class ClasificarVarias(DeLote):
    impacto = forms.ChoiceField(
        label=_("Impacto"), choices=[*IGUAL, *Impacto.choices], required=False
    )
    urgencia = forms.ChoiceField(
        label=_("Urgencia"), choices=[*IGUAL, *Urgencia.choices], required=False
    )
    categoria = forms.ModelChoiceField(
        label=_("Categoría"),
        queryset=Categoria.objects.filter(activa=True).order_by("nombre"),
        required=False,
        empty_label=_("Como está"),
    )

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        if not self.errors and not any(datos.values()):
            raise forms.ValidationError(_("Di qué quieres cambiar: impacto, urgencia o categoría."))
        return datos


class EsperarVarias(DeLote):
    motivo = forms.ModelChoiceField(
        label=_("Qué esperamos"),
        queryset=MotivoEspera.objects.filter(activo=True).order_by("nombre"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Para poner en espera hay que decir por qué.")},
    )


class ResolverVarias(DeLote):
    solucion = forms.CharField(
        label=_("Solución"),
        max_length=10_000,
        widget=area(4),
        help_text=_("La leerá cada cliente en el correo que le avisa."),
        error_messages={"required": _("Para resolver hay que indicar la solución aplicada.")},
    )
    causa = forms.CharField(
        label=_("Causa"),
        max_length=80,
        widget=forms.TextInput(attrs={"list": "causas", "autocomplete": "off"}),
        help_text=_("Elige una de la lista o escribe otra."),
        error_messages={"required": _("Para resolver hay que indicar la causa.")},
    )
    causas = CAUSAS


class FusionarVarias(DeLote):
    codigo = forms.CharField(
        label=_("Código de la que sigue"),
        max_length=20,
        widget=forms.TextInput(attrs={"placeholder": "INC-26-000123"}),
        error_messages={"required": _("Escribe el código de la otra incidencia.")},
    )
