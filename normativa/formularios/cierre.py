"""Whether a complaint may be closed, the way out of court, and a cut in a basic service."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Column, Fieldset, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from normativa.formularios.campos import (
    FECHA_INCREIBLE,
    PRIMERA_CON_HABILES,
    PRIMERA_FECHA,
    ULTIMA_FECHA,
    EleccionField,
    FechaField,
    PreguntaForm,
    SiNoField,
    casilla,
)
from normativa.reglas.adr import HechosADR
from normativa.reglas.completar import HechosCompletar
from normativa.reglas.continuidad import HechosContinuidad

RESPUESTAS = [
    ("", _("Todavía no se ha respondido")),
    ("estimada", _("Dándole la razón en todo")),
    ("denegada", _("Negándole la razón, en todo o en parte")),
]


class CompletarForm(PreguntaForm):
    boton = _("¿Se puede cerrar?")

    respuesta = EleccionField(label=_("¿Qué se le ha respondido?"), choices=RESPUESTAS, initial="")
    con_motivos = casilla(_("Se dice por qué, punto por punto"))
    con_adr = casilla(_("Se dice a qué entidad extrajudicial puede acudir"))
    vence = FechaField(
        label=_("¿Qué día vencía el plazo para responder?"), desde=PRIMERA_CON_HABILES
    )
    pedida = FechaField(
        label=_("¿Qué día se le pidió que la completara?"),
        desde=PRIMERA_CON_HABILES,
        help_text=_("Si estaba incompleta."),
    )
    avisada = casilla(_("Se le avisó de que, sin completarla, se daría por resuelta"))
    completada = FechaField(label=_("¿Qué día la completó?"), desde=PRIMERA_CON_HABILES)

    def disposicion(self) -> list[Any]:
        return [
            Row(Column("respuesta"), Column("vence")),
            "con_motivos",
            "con_adr",
            Fieldset(
                _("Si estaba incompleta"), Row(Column("pedida"), Column("completada")), "avisada"
            ),
        ]

    def sin_efecto(self) -> set[str]:
        sobran = (
            set()
            if self.cleaned_data.get("respuesta") == "denegada"
            else {"con_motivos", "con_adr"}
        )
        return sobran if self.cleaned_data.get("pedida") else {*sobran, "avisada"}

    def hechos(self) -> HechosCompletar:
        limpios = dict(self.cleaned_data)
        respuesta = limpios.pop("respuesta")
        return HechosCompletar(
            respondida=bool(respuesta), denegada=respuesta == "denegada", **limpios
        )


class ADRForm(PreguntaForm):
    boton = _("¿Qué fechas son?")

    presentada = FechaField(label=_("¿Qué día reclamó?"), required=True)
    expediente_completo = FechaField(
        label=_("¿Qué día tuvo la entidad el expediente completo?"),
        help_text=_("Si ya acudió a ella."),
    )

    def hechos(self) -> HechosADR:
        return HechosADR(**self.cleaned_data)


class ContinuidadForm(PreguntaForm):
    boton = _("¿Hasta qué hora hay?")

    comunicado_en = forms.DateTimeField(
        label=_("¿Cuándo se comunicó el corte?"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )
    servicio_continuo = SiNoField(
        label=_("¿Es un servicio básico continuo?"),
        initial="si",
        help_text=_("Agua, gas, electricidad…"),
    )

    def clean_comunicado_en(self) -> Any:
        instante = self.cleaned_data["comunicado_en"]
        if not PRIMERA_FECHA <= instante.date() <= ULTIMA_FECHA:
            raise forms.ValidationError(FECHA_INCREIBLE)
        return instante

    def hechos(self) -> HechosContinuidad:
        return HechosContinuidad(**self.cleaned_data)
