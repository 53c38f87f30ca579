"""What is typed to decide on a case, or on several at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clientes.models import Equipo
from cuentas.models import Usuario
from incidencias.forms.campos import CampoCategoria, Formulario, area
from incidencias.forms.nueva import equipos_de
from incidencias.forms.preguntas import (
    AQuienSeAsigna,
    ComoSeResolvio,
    EnCualSigue,
    QueEsperamos,
)
from incidencias.models import ClaseLegal, Impacto, Incidencia, Tipo, Urgencia
from nucleo.palabras import decir_luego


class Decision(Formulario):
    """What a decision asks for; by itself nothing, but that it is confirmed."""

    def __init__(self, *args: Any, incidencia: Incidencia, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.incidencia = incidencia

    def para(self, usuario: Usuario) -> None:
        """What the form says to this person in particular; by itself, nothing."""


class AsignarForm(AQuienSeAsigna, Decision):
    motivo = forms.CharField(
        label=_("Por qué, y qué tiene que saber quien la recibe"),
        required=False,
        max_length=5_000,
        widget=area(2),
    )

    def __init__(self, *args: Any, incidencia: Incidencia, **kwargs: Any) -> None:
        super().__init__(*args, incidencia=incidencia, **kwargs)
        self.initial.setdefault("responsable", incidencia.responsable_id)


class EsperarForm(QueEsperamos, Decision):
    pass


class ResolverForm(ComoSeResolvio, Decision):
    pass


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


class FusionarForm(EnCualSigue, Decision):
    pass


class ReclasificarForm(Decision):
    tipo = forms.ChoiceField(label=_("Tipo"), choices=Tipo.choices)
    categoria = CampoCategoria(
        label=_("Categoría"),
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
        self.fields["categoria"].actual = incidencia.categoria_id
        self.fields["equipo"].queryset = equipos_de(incidencia.cliente_id).select_related(
            "producto"
        )
