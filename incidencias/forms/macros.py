"""A macro and its actions as they are written: one form each, in the order of the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from conocimiento.forms import FALTA, AmbitoForm
from incidencias.actuaciones import ACTUACIONES, Actuacion
from incidencias.forms.campos import Formulario
from incidencias.models import Macro
from incidencias.servicios.macros import TOPE, DatosMacro

Accion = tuple[Actuacion, Formulario]


class MacroForm(AmbitoForm):
    """Its name, what it is for and, below, `acciones`: those of the macro or those on the page."""

    atajo = forms.SlugField(
        label=_("Atajo"),
        max_length=40,
        error_messages={
            **FALTA,
            "invalid": _("Solo letras sin tilde, números y guiones: «pedir-foto»."),
        },
    )
    es_mia = forms.BooleanField(label=_("Solo para mí"), required=False)
    activa = forms.BooleanField(label=_("Se ofrece en las incidencias"), required=False)
    field_order = ["nombre", "atajo"]

    def __init__(
        self, data: Any = None, *, macro: Macro | None = None, solo_mia: bool = False
    ) -> None:
        super().__init__(data, initial=self._inicial(macro))
        self.solo_mia = solo_mia
        if solo_mia:
            del self.fields["es_mia"]
        self.acciones = _enviadas(data) if data is not None else _guardadas(macro)

    @classmethod
    def _inicial(cls, macro: Macro | None) -> dict[str, Any]:
        if macro is None:
            return {"activa": True}
        propios = {campo: getattr(macro, campo) for campo in ("nombre", "atajo", "activa")}
        return cls.ambito_de(macro) | propios | {"es_mia": macro.dueno_id is not None}

    def is_valid(self) -> bool:
        partes = [form.is_valid() for _actuacion, form in self.acciones]
        return super().is_valid() and all(partes)

    def datos(self) -> DatosMacro:
        limpio = self.cleaned_data
        return DatosMacro(
            nombre=limpio["nombre"],
            atajo=limpio["atajo"],
            tipos=limpio["tipos"],
            categorias=limpio["categorias"],
            es_mia=self.solo_mia or limpio["es_mia"],
            activa=limpio["activa"],
            acciones=[(una.codigo, _como_json(form)) for una, form in self.acciones],
        )


def _enviadas(data: Any) -> list[Accion]:
    """Those on the page: all but the one that is being taken away, and the one that is added."""
    codigos = [codigo for codigo in data.getlist("accion") if codigo in ACTUACIONES][:TOPE]
    quitada = data.get("quitar", "")
    acciones = [
        (ACTUACIONES[codigo], ACTUACIONES[codigo].formulario(data, prefix=f"a{lugar}"))
        for lugar, codigo in enumerate(codigos)
        if str(lugar) != quitada
    ]
    nueva = data.get("nueva", "")
    if "anadir" in data and nueva in ACTUACIONES and len(acciones) < TOPE:
        acciones.append((ACTUACIONES[nueva], ACTUACIONES[nueva].formulario(prefix="nueva")))
    return _renumeradas(acciones) if quitada or "anadir" in data else acciones


def _renumeradas(acciones: Sequence[Accion]) -> list[Accion]:
    """The same with what was typed, in their new places; not complained about yet."""
    return [
        (actuacion, actuacion.formulario(initial=_escrito(form), prefix=f"a{lugar}"))
        for lugar, (actuacion, form) in enumerate(acciones)
    ]


def _escrito(form: Formulario) -> dict[str, Any]:
    return {campo.name: campo.value() for campo in form} if form.is_bound else {}


def _guardadas(macro: Macro | None) -> list[Accion]:
    acciones = list(macro.acciones.all()) if macro else []
    return [
        (
            ACTUACIONES[una.codigo],
            ACTUACIONES[una.codigo].formulario(initial=una.datos, prefix=f"a{lugar}"),
        )
        for lugar, una in enumerate(una for una in acciones if una.codigo in ACTUACIONES)
    ]


def _como_json(form: Formulario) -> dict[str, Any]:
    """What is kept of each answer: keys of rows, texts and numbers."""
    return {
        campo: valor.pk if isinstance(valor, models.Model) else valor
        for campo, valor in form.cleaned_data.items()
        if valor not in (None, "")
    }
