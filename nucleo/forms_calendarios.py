"""What is typed about calendars: hours as people write them ("9:00-14:00, 16:00-19:00")."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from nucleo.calendarios import NuevaTemporada, Tramo
from nucleo.models import Calendario, Festivo, VersionCalendario
from nucleo.models.calendario import DiaSemana
from nucleo.tiempo import hoy

TRAMO = re.compile(r"^(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|a)\s*(\d{1,2})(?:[:.](\d{2}))?$")


class Horas(forms.CharField):
    """Stretches of a day, between commas; one may go past midnight ("22-6")."""

    def __init__(self, **opciones: Any) -> None:
        super().__init__(required=False, max_length=120, **opciones)

    def clean(self, value: Any) -> list[Tramo]:  # type: ignore[override]
        texto = super().clean(value) or ""
        trozos = [trozo.strip() for trozo in re.split(r"[,;y]", texto) if trozo.strip()]
        return [_tramo(trozo) for trozo in trozos]


def _tramo(texto: str) -> Tramo:
    partes = TRAMO.match(texto)
    if partes is None:
        raise forms.ValidationError(_("Escríbelo como 9:00-14:00, 16:00-19:00."))
    h1, m1, h2, m2 = (int(parte or 0) for parte in partes.groups())
    if h1 > 23 or h2 > 24 or m1 > 59 or m2 > 59 or (h2 == 24 and m2):
        raise forms.ValidationError(_("Hay una hora que no existe."))
    abre, cierra = h1 * 60 + m1, h2 * 60 + m2
    if abre == cierra:
        raise forms.ValidationError(_("Un tramo termina después de empezar."))
    return abre, cierra


def en_horas(tramos: list[Tramo]) -> str:
    return ", ".join(f"{a // 60}:{a % 60:02d}-{b // 60}:{b % 60:02d}" for a, b in sorted(tramos))


class _Formulario(forms.Form):
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class CalendarioForm(forms.ModelForm):
    class Meta:
        model = Calendario
        fields = ("nombre", "zona", "comunidad", "municipio")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class SemanaForm(_Formulario):
    """The hours of each day, and from when."""

    desde = forms.DateField(
        label=_("Rige desde"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Di desde qué día.")},
    )
    con_festivos = forms.BooleanField(label=_("Cierra los festivos"), required=False, initial=True)

    def __init__(self, *args: Any, version: VersionCalendario | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        from nucleo.calendarios import semana_de

        self.initial.setdefault("desde", hoy() + timedelta(days=1))
        semana = semana_de(version) if version else {}
        if version is not None:
            self.initial.setdefault("con_festivos", version.con_festivos)
        for dia in DiaSemana:
            self.fields[f"dia_{dia.value}"] = Horas(
                label=dia.label, initial=en_horas(semana.get(dia.value, []))
            )

    @property
    def dias(self) -> list[Any]:
        return [self[f"dia_{dia.value}"] for dia in DiaSemana]

    def semana(self) -> dict[int, list[Tramo]]:
        return {dia.value: self.cleaned_data.get(f"dia_{dia.value}") or [] for dia in DiaSemana}


class TemporadaForm(_Formulario):
    """Days of every year with other hours, or closed. An empty row is none."""

    nombre = forms.CharField(label=_("Temporada"), max_length=80, required=False)
    desde = forms.CharField(label=_("Desde (día/mes)"), max_length=5, required=False)
    hasta = forms.CharField(label=_("Hasta (día/mes)"), max_length=5, required=False)
    horas = Horas(label=_("De lunes a viernes"), help_text=_("En blanco: cerrado."))

    def clean_desde(self) -> int:
        return _mes_y_dia(self.cleaned_data["desde"])

    def clean_hasta(self) -> int:
        return _mes_y_dia(self.cleaned_data["hasta"])

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        if datos.get("nombre") and not self.errors:
            for campo in ("desde", "hasta"):
                if not datos.get(campo):
                    self.add_error(campo, _("Di el día y el mes."))
        return datos

    def temporada(self) -> NuevaTemporada | None:
        datos = self.cleaned_data
        if not datos.get("nombre"):
            return None
        semana = dict.fromkeys(range(5), datos["horas"]) if datos.get("horas") else {}
        return NuevaTemporada(datos["nombre"], datos["desde"], datos["hasta"], semana)


def _mes_y_dia(texto: str) -> int:
    """15/6 → 615; nothing, 0."""
    if not texto:
        return 0
    try:
        dia, mes = (int(parte) for parte in texto.replace("-", "/").split("/"))
        date(2024, mes, dia)
    except ValueError as error:
        raise forms.ValidationError(_("Escríbelo como 15/6.")) from error
    return mes * 100 + dia


TemporadasFormSet = forms.formset_factory(TemporadaForm, extra=2, max_num=8, validate_max=True)


def temporadas_de(version: VersionCalendario | None) -> list[dict[str, Any]]:
    """The seasons of a version as the rows to begin with."""
    from nucleo.calendarios import semana_de

    if version is None:
        return []
    return [
        {
            "nombre": una.nombre,
            "desde": f"{una.desde % 100}/{una.desde // 100}",
            "hasta": f"{una.hasta % 100}/{una.hasta // 100}",
            "horas": en_horas(semana_de(version, una.desde, una.hasta)[0]),
        }
        for una in version.temporadas.all()
    ]


class FestivoForm(_Formulario):
    fecha = forms.DateField(
        label=_("Día"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Di qué día.")},
    )
    nombre = forms.CharField(
        label=_("Fiesta"),
        max_length=Festivo._meta.get_field("nombre").max_length,
        error_messages={"required": _("Di qué fiesta es.")},
    )
    solo_aqui = forms.BooleanField(
        label=_("Solo en este calendario"),
        required=False,
        help_text=_("Si no, es de todo el municipio y vale para los demás calendarios de él."),
    )
