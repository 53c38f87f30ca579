"""What is typed to answer a complaint as the law wants, and to follow what comes of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incidencias.forms.campos import Dia, area
from incidencias.forms.decisiones import Decision
from incidencias.models import Incidencia, SentidoRespuesta
from nucleo.empresa import empresa


class ResponderReclamacionForm(Decision):
    sentido = forms.ChoiceField(
        label=_("Qué se decide"), choices=SentidoRespuesta.choices, widget=forms.RadioSelect
    )
    texto = forms.CharField(
        label=_("Respuesta, punto por punto"),
        widget=area(8),
        max_length=20_000,
        error_messages={"required": _("Escribe la respuesta a lo que pide.")},
    )
    motivos = forms.CharField(
        label=_("Por qué no se le da la razón"),
        widget=area(4),
        required=False,
        max_length=10_000,
        help_text=_("Obligatorio si no se le da toda la razón (Ley 10/2025, art. 13)."),
    )
    texto_adr = forms.CharField(
        label=_("A qué entidad extrajudicial puede acudir, y cómo"),
        widget=area(3),
        required=False,
        max_length=2_000,
        help_text=_("Obligatorio si no se le da toda la razón (Ley 7/2017, art. 40)."),
    )

    def __init__(self, *args: Any, incidencia: Incidencia, **kwargs: Any) -> None:
        super().__init__(*args, incidencia=incidencia, **kwargs)
        self.initial.setdefault("texto_adr", empresa().entidades_adr)

    def clean(self) -> dict[str, Any]:
        """Whoever is given all they ask for needs neither reasons nor another body."""
        datos = super().clean() or {}
        if datos.get("sentido") == SentidoRespuesta.ESTIMADA:
            datos["motivos"] = datos["texto_adr"] = ""
        return datos


class PedirCompletarForm(Decision):
    que_falta = forms.CharField(
        label=_("Qué falta"),
        widget=area(5),
        max_length=5_000,
        error_messages={"required": _("Di qué falta.")},
    )


class InformarAdrForm(Decision):
    texto_adr = forms.CharField(
        label=_("A qué entidad puede acudir, y cómo"),
        widget=area(6),
        max_length=2_000,
        error_messages={"required": _("Di a qué entidad puede acudir, y cómo.")},
    )

    def __init__(self, *args: Any, incidencia: Incidencia, **kwargs: Any) -> None:
        super().__init__(*args, incidencia=incidencia, **kwargs)
        self.initial.setdefault("texto_adr", empresa().entidades_adr)


class TramiteAdrForm(Decision):
    entidad = forms.CharField(label=_("Entidad"), max_length=160)
    fecha_solicitud = Dia(label=_("Solicitada el"))
    fecha_expediente = Dia(label=_("Expediente completo el"), required=False)
    fecha_resultado = Dia(label=_("Resultado el"), required=False)
    resultado = forms.CharField(label=_("Resultado"), max_length=300, required=False)

    def __init__(self, *args: Any, incidencia: Incidencia, **kwargs: Any) -> None:
        super().__init__(*args, incidencia=incidencia, **kwargs)
        tramite = getattr(incidencia, "tramite_adr", None)
        if tramite is not None:
            for campo in self.fields:
                self.initial.setdefault(campo, getattr(tramite, campo))


class InformarCorteForm(Decision):
    causa = forms.CharField(label=_("Causa del corte"), max_length=1_000, widget=area(3))
    restablecimiento = forms.CharField(
        label=_("Cuándo se espera restablecer"),
        max_length=200,
        help_text=_("Por ejemplo: «hoy, sobre las 18:00»."),
    )
