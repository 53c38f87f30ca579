"""What a person chooses: the days, how to look at them, a target."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from indicadores.catalogo import Indicador, Unidad
from indicadores.models import Dimension, Lapso
from indicadores.presentacion import HORA
from indicadores.rango import Rango, periodo_natural

DIAS_POR_DEFECTO = 90
PRIMER_DIA, MAXIMO_DE_ANIOS = date(2000, 1, 1), 10
ANTERIOR, HACE_UN_ANIO = "anterior", "anio"


class RangoForm(forms.Form):
    """The days of the page, by the query string: whatever is missing has its default."""

    desde = forms.DateField(
        label=_("Desde"),
        required=False,
        error_messages={"invalid": _("Escribe una fecha, como 31/12/2026.")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    hasta = forms.DateField(
        label=_("Hasta"),
        required=False,
        error_messages={"invalid": _("Escribe una fecha, como 31/12/2026.")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    periodo = forms.ChoiceField(
        label=_("Por"),
        required=False,
        choices=[("", _("Lo natural")), *Lapso.choices],
        error_messages={"invalid_choice": _("Elige día, semana o mes.")},
    )
    comparar = forms.ChoiceField(
        label=_("Comparar con"),
        required=False,
        choices=[(ANTERIOR, _("El periodo anterior")), (HACE_UN_ANIO, _("Hace un año"))],
        error_messages={"invalid_choice": _("Se compara con «anterior» o con «anio».")},
    )

    def __init__(self, datos: Any, *, hoy: date) -> None:
        self.hoy = hoy
        super().__init__(self._con_lo_que_falta(datos))
        for campo in self.fields.values():
            es_lista = isinstance(campo, forms.ChoiceField)
            campo.widget.attrs["class"] = "form-select" if es_lista else "form-control"

    def _con_lo_que_falta(self, datos: Any) -> dict[str, Any]:
        """What was asked, with the last 90 days where it does not say: today is measured tonight.

        So the fields always show the days on screen.
        """
        completos = {campo: datos.get(campo) for campo in datos if datos.get(campo)}
        ayer = self.hoy - timedelta(1)
        desde, hasta = _fecha(completos.get("desde")), _fecha(completos.get("hasta"))
        completos.setdefault("hasta", max(ayer, desde or ayer).isoformat())
        completos.setdefault(
            "desde", ((hasta or ayer) - timedelta(DIAS_POR_DEFECTO - 1)).isoformat()
        )
        return completos

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        for campo in ("desde", "hasta"):
            dia = datos.get(campo)
            if dia is not None and dia < PRIMER_DIA:
                self.add_error(campo, _("No hay indicadores anteriores al año 2000."))
            elif dia is not None and dia > self.hoy:
                self.add_error(campo, _("Ese día aún no ha llegado."))
        if not self.errors:
            self._exigir_orden(datos)
        return datos

    def _exigir_orden(self, datos: dict[str, Any]) -> None:
        rango = self._rango(datos)
        if rango.desde > rango.hasta:
            raise ValidationError({"hasta": _("El último día es anterior al primero.")})
        if rango.dias > 366 * MAXIMO_DE_ANIOS:
            raise ValidationError({"desde": _("Como mucho, diez años.")})

    @property
    def rango(self) -> Rango:
        """The range asked for; the last 90 days while there is something to correct."""
        if self.is_valid():
            return self._rango(self.cleaned_data)
        ayer = self.hoy - timedelta(1)
        return self._rango({"desde": ayer - timedelta(DIAS_POR_DEFECTO - 1), "hasta": ayer})

    @staticmethod
    def _rango(datos: dict[str, Any]) -> Rango:
        desde, hasta = datos["desde"], datos["hasta"]
        return Rango(desde, hasta, datos.get("periodo") or periodo_natural(desde, hasta))

    @property
    def comparado(self) -> Rango:
        if self.is_valid() and self.cleaned_data["comparar"] == HACE_UN_ANIO:
            return self.rango.de_hace_un_anio()
        return self.rango.anterior()


def _fecha(texto: Any) -> date | None:
    """A date written in full, or None: whether it is right, its field will say."""
    try:
        return date.fromisoformat(str(texto))
    except ValueError:
        return None


class DetalleForm(RangoForm):
    """The range and the dimension of one indicator."""

    por = forms.ChoiceField(label=_("Desglosar por"), required=False)

    def __init__(self, datos: Any, *, hoy: date, indicador: Indicador) -> None:
        super().__init__(datos, hoy=hoy)
        self.indicador = indicador
        campo = self.fields["por"]
        assert isinstance(campo, forms.ChoiceField)  # noqa: S101 - for the type checker
        campo.choices = [(d.value, d.label) for d in indicador.dimensiones]
        campo.error_messages["invalid_choice"] = _("Este indicador no se desglosa por «%(value)s».")

    @property
    def dimension(self) -> str:
        """What was asked for; by default, the total alone."""
        return str((self.is_valid() and self.cleaned_data["por"]) or Dimension.TOTAL)


class TableroForm(DetalleForm):
    """On screen there is always a breakdown."""

    def __init__(self, datos: Any, *, hoy: date, indicador: Indicador) -> None:
        super().__init__(datos, hoy=hoy, indicador=indicador)
        campo = self.fields["por"]
        assert isinstance(campo, forms.ChoiceField)  # noqa: S101 - for the type checker
        campo.choices = [(d.value, d.label) for d in indicador.dimensiones if d != Dimension.TOTAL]

    @property
    def dimension(self) -> str:
        return str((self.is_valid() and self.cleaned_data["por"]) or Dimension.CANAL)


class FilasForm(forms.Form):
    """Which rows: a day or a range, one value of a dimension, hits or misses."""

    dia = forms.DateField(required=False)
    desde = forms.DateField(required=False)
    hasta = forms.DateField(required=False)
    por = forms.ChoiceField(required=False, choices=Dimension.choices)
    valor = forms.CharField(required=False, max_length=40)
    parte = forms.ChoiceField(
        required=False,
        choices=[("aciertos", ""), ("fallos", ""), ("pendientes", "")],
    )


class MetaForm(forms.Form):
    """A target from a day on; empty, none from that day on."""

    objetivo = forms.DecimalField(
        label=_("Objetivo"),
        required=False,
        max_digits=9,
        decimal_places=2,
        localize=True,
        error_messages={"invalid": _("Escribe un número, como 85 o 4,5.")},
    )
    vigente_desde = forms.DateField(
        label=_("Desde el día"),
        error_messages={
            "invalid": _("Escribe una fecha, como 31/12/2026."),
            "required": _("Di desde qué día."),
        },
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, datos: Any = None, *, indicador: Indicador, **kwargs: Any) -> None:
        super().__init__(datos, **kwargs)
        self.indicador = indicador
        self.fields["objetivo"].help_text = {
            Unidad.PORCENTAJE: _("En %, de 0 a 100. En blanco: sin objetivo."),
            Unidad.PUNTOS: _("En puntos, de −100 a 100. En blanco: sin objetivo."),
            Unidad.NOTA: _("De 1 a 7. En blanco: sin objetivo."),
            Unidad.SEGUNDOS: _("En horas laborables. En blanco: sin objetivo."),
            Unidad.VECES: _("Por incidencia. En blanco: sin objetivo."),
            Unidad.CASOS: _("Incidencias. En blanco: sin objetivo."),
        }[indicador.unidad]

    def clean_objetivo(self) -> Decimal | None:
        """In the unit of the indicator: seconds for what is typed in hours."""
        objetivo = self.cleaned_data["objetivo"]
        if objetivo is None:
            return None
        return objetivo * HORA if self.indicador.unidad == Unidad.SEGUNDOS else objetivo
