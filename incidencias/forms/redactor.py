"""The composer of the ficha: what is answered, noted, spoken and promised."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidencias.forms.campos import LARGO_TEXTO, Formulario, Instante, area
from incidencias.models import MotivoLlamada, SentidoLlamada
from nucleo.forms import CampoFicheros

LAS_NUEVE = time(9)
EN_UNA_HORA, MANANA, EL_LUNES, A_LA_HORA = "hora", "manana", "lunes", "fecha"
LUEGO = {EN_UNA_HORA, MANANA, EL_LUNES, A_LA_HORA}


class ResponderForm(Formulario):
    """A reply. With `luego` it does not leave now: in an hour, tomorrow, on Monday or at `cuando`.

    `visto`, `confirmo` and `plantillas` travel with the page (servicios/redaccion.py, repaso.py).
    """

    texto = forms.CharField(
        label=_("Respuesta al cliente"),
        max_length=LARGO_TEXTO,
        widget=area(5, placeholder=_("Escribe al cliente…")),
        error_messages={"required": _("Escribe la respuesta antes de enviarla.")},
    )
    ficheros = CampoFicheros(label=_("Adjuntar archivos"))
    luego = forms.CharField(required=False, max_length=10)
    cuando = Instante(label=_("Enviar el"), required=False)
    solo_si_calla = forms.BooleanField(
        label=_("No enviarla si el cliente escribe antes"), required=False, initial=True
    )
    visto = forms.CharField(required=False, max_length=40)
    plantillas = forms.CharField(required=False, max_length=200)
    confirmo = forms.CharField(required=False)

    def clean_plantillas(self) -> list[int]:
        """The keys of the templates that were put in; nonsense counts as none."""
        trozos = self.cleaned_data["plantillas"].split(",")
        return [int(trozo) for trozo in trozos if trozo.isdecimal() and len(trozo) < 18]

    def clean_confirmo(self) -> set[str]:
        getlist = getattr(self.data, "getlist", lambda campo: [])
        return set(getlist("confirmo"))

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        luego = datos.get("luego")
        if luego == A_LA_HORA and "cuando" not in self.errors and not datos.get("cuando"):
            self.add_error("cuando", _("Di qué día y a qué hora sale."))
        datos["enviar_en"] = self._enviar_en(luego, datos.get("cuando"))
        return datos

    @staticmethod
    def _enviar_en(luego: str | None, cuando: datetime | None) -> datetime | None:
        if luego not in LUEGO:
            return None
        if luego == A_LA_HORA:
            return cuando
        if luego == EN_UNA_HORA:
            return timezone.now() + timedelta(hours=1)
        hoy = timezone.localdate()
        dias = 1 if luego == MANANA else 7 - hoy.weekday()
        return timezone.make_aware(datetime.combine(hoy + timedelta(days=dias), LAS_NUEVE))


class CambiarRespuestaForm(Formulario):
    """A scheduled reply: what it says and when it leaves."""

    texto = forms.CharField(
        label=_("Respuesta al cliente"),
        max_length=LARGO_TEXTO,
        widget=area(8),
        error_messages={"required": _("La respuesta está vacía.")},
    )
    enviar_en = Instante(
        label=_("Sale el"), error_messages={"required": _("Di qué día y a qué hora sale.")}
    )
    solo_si_calla = forms.BooleanField(
        label=_("No enviarla si el cliente escribe antes"), required=False
    )


class NotaForm(Formulario):
    texto = forms.CharField(
        label=_("Nota interna"),
        max_length=LARGO_TEXTO,
        widget=area(5, placeholder=_("El cliente no la ve…")),
        error_messages={"required": _("La nota está vacía.")},
    )
    ficheros = CampoFicheros(label=_("Adjuntar archivos"))


class LlamadaForm(Formulario):
    sentido = forms.ChoiceField(
        label=_("Sentido"), choices=SentidoLlamada.choices, initial=SentidoLlamada.ENTRANTE
    )
    motivo = forms.ChoiceField(
        label=_("Motivo"), choices=MotivoLlamada.choices, initial=MotivoLlamada.ESTADO
    )
    contestada = forms.BooleanField(label=_("Hablasteis"), required=False, initial=True)
    minutos = forms.IntegerField(
        label=_("Minutos"), min_value=0, max_value=24 * 60, required=False, initial=None
    )
    notas = forms.CharField(
        label=_("Qué se habló"), required=False, max_length=5_000, widget=area(3)
    )


class PromesaForm(Formulario):
    texto = forms.CharField(
        label=_("Qué prometemos"),
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": _("Le llamamos con el día de la visita")}),
        error_messages={"required": _("Di qué prometemos.")},
    )
    vence_en = Instante(label=_("Para cuándo"))
    recordar = forms.TypedChoiceField(
        label=_("Recordármelo"),
        choices=[
            ("", _("Un rato antes")),
            ("15", _("15 minutos antes")),
            ("60", _("Una hora antes")),
            ("1440", _("El día antes")),
        ],
        coerce=int,
        required=False,
        empty_value=None,
    )

    def clean(self) -> dict[str, Any]:
        datos: dict[str, Any] = super().clean() or self.cleaned_data
        vence, minutos = datos.get("vence_en"), datos.get("recordar")
        datos["recordar_en"] = vence - timedelta(minutes=minutos) if vence and minutos else None
        if datos["recordar_en"] and datos["recordar_en"] <= timezone.now():
            self.add_error("recordar", _("Para entonces ya habría pasado: elige uno más corto."))
        return datos
