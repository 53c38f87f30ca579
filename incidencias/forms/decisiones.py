"""What is typed to decide on a case, or on several at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clientes.models import Equipo
from cuentas.models import Grupo, Usuario
from incidencias.forms.campos import Formulario, area, ofrecer_categorias
from incidencias.forms.nueva import equipos_de
from incidencias.models import (
    Categoria,
    ClaseLegal,
    Impacto,
    Incidencia,
    MotivoEspera,
    Tipo,
    Urgencia,
)
from nucleo.palabras import decir_luego

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


class Decision(Formulario):
    """What a decision asks for; by itself nothing, but that it is confirmed."""

    def __init__(self, *args: Any, incidencia: Incidencia, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.incidencia = incidencia

    def para(self, usuario: Usuario) -> None:
        """What the form says to this person in particular; by itself, nothing."""


class AsignarForm(Decision):
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
        label=_("Por qué, y qué tiene que saber quien la recibe"),
        required=False,
        max_length=5_000,
        widget=area(2),
    )

    def __init__(self, *args: Any, incidencia: Incidencia, **kwargs: Any) -> None:
        super().__init__(*args, incidencia=incidencia, **kwargs)
        self.fields["responsable"].queryset = Usuario.objects.de_oficina()
        self.fields["grupo"].queryset = Grupo.objects.filter(activo=True).order_by("nombre")
        self.initial.setdefault("responsable", incidencia.responsable_id)


class EsperarForm(Decision):
    motivo = forms.ModelChoiceField(
        label=_("Qué esperamos"),
        queryset=MotivoEspera.objects.filter(activo=True).order_by("nombre"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Para poner en espera hay que decir por qué.")},
    )


class ResolverForm(Decision):
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


class ReabrirForm(Decision):
    motivo = forms.CharField(
        label=_("Por qué se reabre"), required=False, max_length=5_000, widget=area(3)
    )


class AnularForm(ReabrirForm):
    motivo = forms.CharField(
        label=_("Por qué se anula"),
        max_length=5_000,
        widget=area(3),
        error_messages={"required": _("Para anular hay que decir por qué.")},
    )


class FusionarForm(Decision):
    codigo = forms.CharField(
        label=_("Código de la que sigue"),
        max_length=20,
        widget=forms.TextInput(attrs={"placeholder": "INC-26-000123"}),
        error_messages={"required": _("Escribe el código de la otra incidencia.")},
    )


class ReclasificarForm(Decision):
    tipo = forms.ChoiceField(label=_("Tipo"), choices=Tipo.choices)
    categoria = forms.ModelChoiceField(
        label=_("Categoría"),
        queryset=Categoria.objects.filter(activa=True).order_by("nombre"),
        required=False,
        empty_label=_("Sin categoría"),
    )
    equipo = forms.ModelChoiceField(
        label=decir_luego(_("[Equipo]")),
        queryset=Equipo.objects.none(),
        required=False,
        empty_label=decir_luego(_("[Ninguno]")),
    )
    impacto = forms.ChoiceField(label=_("Impacto"), choices=Impacto.choices)
    urgencia = forms.ChoiceField(label=_("Urgencia"), choices=Urgencia.choices)
    fecha_fallo = forms.DateField(
        label=_("El fallo se notó el"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Si no fue el día en que lo contó: la garantía se juzga por este."),
    )
    clase_legal = forms.ChoiceField(
        label=_("Clase legal"),
        choices=ClaseLegal.choices,
        help_text=_("Decide qué plazos de la ley corren (Ley 10/2025, art. 3)."),
    )
    clase_legal_motivo = forms.CharField(
        label=_("Por qué esa clase"),
        required=False,
        max_length=200,
        help_text=_("Solo si no es la que corresponde al tipo."),
    )

    CAMPOS = (
        *("tipo", "categoria", "equipo", "fecha_fallo", "impacto", "urgencia", "clase_legal"),
    )

    def __init__(self, *args: Any, incidencia: Incidencia, **kwargs: Any) -> None:
        valores = {campo: getattr(incidencia, campo) for campo in self.CAMPOS}
        valores["clase_legal_motivo"] = incidencia.clase_legal_motivo
        kwargs["initial"] = {**valores, **kwargs.get("initial", {})}
        super().__init__(*args, incidencia=incidencia, **kwargs)
        ofrecer_categorias(self.fields["categoria"], actual=incidencia.categoria_id)
        self.fields["equipo"].queryset = equipos_de(incidencia.cliente_id).select_related(
            "producto"
        )
