"""What is asked in the same words of one case, of several, and of a macro or a rule beforehand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cuentas.models import Grupo, Usuario
from incidencias.forms.campos import DeLaLista, Formulario, area
from incidencias.models import Categoria, Impacto, MotivoEspera, Tipo, Urgencia

COMO_ESTA = [("", _("Como está"))]
CAUSAS = (
    _("Desgaste"),
    _("Pieza defectuosa"),
    _("Defecto de fabricación"),
    _("Instalación"),
    _("Configuración"),
    _("Uso"),
    _("Suministro (agua, luz, gas)"),
    _("No se reproduce"),
    _("Aclaración, sin avería"),
)


class AQuienSeAsigna(Formulario):
    responsable = DeLaLista(
        label=_("Responsable"),
        queryset=Usuario.objects.de_oficina(),
        required=False,
        empty_label=_("Sin responsable"),
    )
    grupo = DeLaLista(
        label=_("Grupo"),
        queryset=Grupo.objects.filter(activo=True).order_by("nombre"),
        required=False,
        empty_label=_("El mismo"),
    )


class QueCambia(Formulario):
    """What is left empty stays as it is."""

    tipo = forms.ChoiceField(label=_("Tipo"), choices=[*COMO_ESTA, *Tipo.choices], required=False)
    categoria = DeLaLista(
        label=_("Categoría"),
        queryset=Categoria.objects.filter(activa=True).order_by("nombre"),
        required=False,
        empty_label=_("Como está"),
    )
    impacto = forms.ChoiceField(
        label=_("Impacto"), choices=[*COMO_ESTA, *Impacto.choices], required=False
    )
    urgencia = forms.ChoiceField(
        label=_("Urgencia"), choices=[*COMO_ESTA, *Urgencia.choices], required=False
    )

    def clean(self) -> dict[str, Any]:
        datos: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(datos.values()) and not self.errors:
            raise forms.ValidationError(_("Di qué cambia."))
        return datos


class QueEsperamos(Formulario):
    motivo = DeLaLista(
        label=_("Qué esperamos"),
        queryset=MotivoEspera.objects.filter(activo=True).order_by("nombre"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Para poner en espera hay que decir por qué.")},
    )


class ComoSeResolvio(Formulario):
    """`causas` are offered as one types, by the template that has their list."""

    solucion = forms.CharField(
        label=_("Solución"),
        max_length=10_000,
        widget=area(4),
        help_text=_("La leerá el cliente en el correo que le avisa."),
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


class EnCualSigue(Formulario):
    codigo = forms.CharField(
        label=_("Código de la que sigue"),
        max_length=20,
        widget=forms.TextInput(attrs={"placeholder": "INC-26-000123"}),
        error_messages={"required": _("Escribe el código de la otra incidencia.")},
    )


class QueSePide(Formulario):
    """Asked of another team; the case stays where it is."""

    grupo = DeLaLista(
        label=_("A qué grupo"),
        queryset=Grupo.objects.filter(activo=True).order_by("nombre"),
        empty_label=_("Elige…"),
        error_messages={"required": _("Di a qué grupo.")},
    )
    texto = forms.CharField(
        label=_("Qué necesitas"),
        max_length=5_000,
        widget=area(3),
        error_messages={"required": _("Di qué necesitas.")},
    )
