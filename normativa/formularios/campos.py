"""What the forms of all the questions share: fields, choices, the base with its helper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from nucleo.formato import euros_es
from nucleo.models.empresa import Comunidad

PRIMERA_FECHA, ULTIMA_FECHA = date(1950, 1, 1), date(2099, 12, 31)
PRIMERA_CON_HABILES = date(2008, 1, 1)  # no holidays are known before
FECHA_INCREIBLE = _("Esa fecha no es creíble.")
COMUNIDADES = [("", _("Ninguna en particular")), *Comunidad.choices]
SI_NO = [("si", _("Sí")), ("no", _("No"))]
SI_NO_NO_SE = [*SI_NO, ("", _("No se sabe"))]


class FechaField(forms.DateField):
    """A day, with the browser's own picker, from 1950 (or `desde`) to 2099."""

    def __init__(self, *, desde: date = PRIMERA_FECHA, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            validators=[
                MinValueValidator(desde, FECHA_INCREIBLE),
                MaxValueValidator(ULTIMA_FECHA, FECHA_INCREIBLE),
            ],
            **kwargs,
        )


class ImporteField(forms.DecimalField):
    """An amount in euros, with cents at most."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(
            min_value=Decimal(0),
            max_value=Decimal("9999999.99"),
            decimal_places=2,
            widget=forms.NumberInput(attrs={"step": "0.01", "inputmode": "decimal"}),
            **kwargs,
        )


class EleccionField(forms.ChoiceField):
    """A choice that always has an answer: that of its `initial`, or the empty one if it is offered.

    So it is not marked as required.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "required": False})

    def clean(self, value: Any) -> Any:
        if value in self.empty_values and not self.valid_value(""):
            value = self.initial
        return super().clean(value)


class SiNoField(EleccionField):
    """Yes, no or (if `puede_ignorarse`) not known; it cleans to True, False or None."""

    def __init__(self, *, puede_ignorarse: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("choices", SI_NO_NO_SE if puede_ignorarse else SI_NO)
        kwargs.setdefault("initial", "no")
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        return {"si": True, "no": False}.get(super().clean(value))


def casilla(etiqueta: Any, ayuda: Any = "") -> forms.BooleanField:
    """A fact that is or is not so."""
    return forms.BooleanField(label=etiqueta, required=False, help_text=ayuda)


def entero(etiqueta: Any, maximo: int, ayuda: Any = "", **kwargs: Any) -> forms.IntegerField:
    """How many of something, from 0 (or `min_value`) to `maximo`; empty if it is not known."""
    kwargs = {"required": False, "min_value": 0, **kwargs}
    return forms.IntegerField(label=etiqueta, max_value=maximo, help_text=ayuda, **kwargs)


def con_codigos(datos: dict[str, Any], **enumeraciones: type[StrEnum]) -> dict[str, Any]:
    """The same facts, with the words of those fields as the codes of the rules; "" is None."""
    codigos = {
        campo: enumeracion(datos[campo]) if datos[campo] else None
        for campo, enumeracion in enumeraciones.items()
    }
    return {**datos, **codigos}


def territorio_field() -> EleccionField:
    return EleccionField(
        label=_("Comunidad autónoma"),
        choices=COMUNIDADES,
        help_text=_("Por si tiene reglas propias; si no, valen las del Estado."),
    )


class PreguntaForm(forms.Form):
    """The facts of a question. They travel in the address: no personal data is asked for."""

    boton = _("Calcular")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.completar_campos()
        if self.is_bound:
            self.data = self._con_lo_habitual()
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.form_action = "#respuesta"  # on a phone the answer is far below
        # The server gives the messages, in Spanish; js/consulta.js leaves out what is empty.
        self.helper.attrs = {"novalidate": "", "data-consulta": ""}
        self.helper.disable_csrf = True  # it only asks
        enviar = Submit("", self.boton, css_class="btn btn-primary")
        self.helper.layout = Layout(*self.disposicion(), Div(enviar, css_class="botones"))

    def _con_lo_habitual(self) -> QueryDict:
        """What is left out of the address is as usual: links stay short."""
        datos = QueryDict(mutable=True)
        datos.update(self.data)
        for nombre, campo in self.fields.items():
            if campo.initial is not None:
                datos.setdefault(nombre, str(campo.initial))
        return datos

    def completar_campos(self) -> None:
        """Fields that are not written one by one in the class: repeated rows."""

    def disposicion(self) -> list[Any]:
        """How the fields are laid out; by default, one below another."""
        return list(self.fields)

    def hechos(self) -> Any:
        """The facts of a valid form, as the rule takes them."""
        raise NotImplementedError

    def sin_efecto(self) -> set[str]:
        """Fields that mean nothing with these answers, and so are no facts."""
        return set()

    def dados(self) -> Iterator[tuple[str, str]]:
        """Label and value of what was answered, for paper. Only of a valid form."""
        sobran = self.sin_efecto()
        for nombre, campo in self.fields.items():
            if nombre in sobran:
                continue
            valor = self.cleaned_data.get(nombre)
            if valor not in (None, "", False, []) or isinstance(campo, SiNoField):
                texto = _en_palabras(campo, valor)
                if texto:
                    yield str(campo.label), texto


def _en_palabras(campo: forms.Field, valor: Any) -> str:
    if isinstance(campo, SiNoField):
        valor = {True: "si", False: "no"}.get(valor, "")
    if isinstance(campo, forms.MultipleChoiceField):
        nombres = dict(campo.choices)  # type: ignore[arg-type]
        return ", ".join(str(nombres[codigo]) for codigo in valor)
    if isinstance(campo, forms.ChoiceField):
        return str(dict(campo.choices).get(valor, ""))  # type: ignore[arg-type]
    if isinstance(valor, bool):
        return _t("Sí")
    if isinstance(valor, datetime):
        return f"{valor:%d/%m/%Y %H:%M}"
    if isinstance(valor, date):
        return f"{valor:%d/%m/%Y}"
    return euros_es(valor) if isinstance(campo, ImporteField) else str(valor)
