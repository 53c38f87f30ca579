"""The page on which a rule is written: its *when*, a row per condition, a form per action.

Rows are added and taken away by buttons that send the whole page, so nothing needs JavaScript and
nothing typed is lost. `c` and `a` carry "number:code" of each row, in order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, TypeVar

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from incidencias.actuaciones import ACTUACIONES
from incidencias.automatismos.campos import CAMPOS, SIN_VALOR, Campo
from incidencias.automatismos.sucesos import sucesos
from incidencias.forms.campos import Formulario
from incidencias.models import Automatismo, Cuando, Momento
from incidencias.servicios.automatismos import TOPE, DatosAutomatismo

F = TypeVar("F", bound=Formulario)


class CuandoForm(Formulario):
    """Its name and what sets it off."""

    nombre = forms.CharField(
        label=_("Nombre"), max_length=100, error_messages={"required": _("Ponle un nombre.")}
    )
    cuando = forms.ChoiceField(
        label=_("Cuándo"), choices=Cuando.choices, widget=forms.RadioSelect, initial=Cuando.SUCESO
    )
    suceso = forms.ChoiceField(label=_("Qué pasa"), required=False)
    horas = forms.IntegerField(label=_("Horas"), required=False, min_value=1, max_value=24 * 366)
    momento = forms.ChoiceField(
        label=_("Contando"), required=False, choices=[("", _("Elige…")), *Momento.choices]
    )
    todas = forms.TypedChoiceField(
        label=_("Si se cumplen"),
        choices=[("si", _("todas las condiciones")), ("", _("alguna de las condiciones"))],
        coerce=bool,
        required=False,
        empty_value=False,
        initial="si",
    )
    solo_en_horario = forms.BooleanField(
        label=_("Solo en horario de trabajo"),
        required=False,
        help_text=_("Lo que toque fuera de hora se hace al abrir, si para entonces aún procede."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["suceso"].choices = [("", _("Elige…")), *sucesos()]  # type: ignore[attr-defined]


class CondicionForm(Formulario):
    """A field, how it is compared and with what."""

    def __init__(self, *args: Any, campo: Campo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.campo = campo
        self.fields["operador"] = forms.ChoiceField(
            label=str(campo.titulo).capitalize(), choices=campo.operadores
        )
        if campo.opciones is not None:
            self.fields["valor"] = forms.MultipleChoiceField(
                label=_("Cuáles"),
                required=False,
                choices=[(str(clave), titulo) for clave, titulo in campo.opciones()],
                widget=forms.SelectMultiple(attrs={"size": 4}),
            )
        elif any(operador not in SIN_VALOR for operador, _titulo in campo.operadores):
            self.fields["valor"] = forms.CharField(label=_("Qué"), required=False, max_length=200)

    def condicion(self) -> dict[str, Any]:
        return {"campo": self.campo.clave, **self.cleaned_data}


class Pagina:
    """Everything on the page, from what was posted or from the rule that is there."""

    def __init__(self, enviado: QueryDict | None, automatismo: Automatismo | None) -> None:
        self.enviado = enviado
        if enviado is None:
            self._de_la_regla(automatismo)
        else:
            self._de_lo_enviado(enviado)

    def _de_la_regla(self, automatismo: Automatismo | None) -> None:
        self.form = CuandoForm(initial=_iniciales(automatismo))
        condiciones = automatismo.condiciones if automatismo else []
        acciones = automatismo.acciones.all() if automatismo else []
        self.condiciones = [
            (f"{n}:{una['campo']}", _condicion_guardada(n, una))
            for n, una in enumerate(condiciones)
            if una["campo"] in CAMPOS
        ]
        self.acciones = [
            (
                f"{n}:{una.codigo}",
                ACTUACIONES[una.codigo].formulario(prefix=f"a{n}", initial=una.datos),
            )
            for n, una in enumerate(acciones)
            if una.codigo in ACTUACIONES
        ]

    def _de_lo_enviado(self, enviado: QueryDict) -> None:
        quitada = enviado.get("quitar", "")
        self.form = self._leido(CuandoForm, enviado)
        self.condiciones = [
            (f"{n}:{clave}", self._leido(_de_campo(clave), enviado, prefix=f"c{n}"))
            for n, clave in _filas(enviado, "c", quitada, CAMPOS)
        ]
        self.acciones = [
            (f"{n}:{clave}", self._leido(ACTUACIONES[clave].formulario, enviado, prefix=f"a{n}"))
            for n, clave in _filas(enviado, "a", quitada, ACTUACIONES)
        ]

    def _leido(self, clase: Callable[..., F], enviado: QueryDict, **con: Any) -> F:
        """The form with what was typed; while rows come and go, without judging it."""
        if not self.solo_cambia_filas:
            return clase(enviado, **con)
        form = clase(**con)
        for nombre, campo in form.fields.items():
            form.initial[nombre] = campo.widget.value_from_datadict(
                enviado, MultiValueDict(), form.add_prefix(nombre)
            )
        return form

    @property
    def solo_cambia_filas(self) -> bool:
        """A row is added or taken away: the page is painted again and nothing is checked."""
        if self.enviado is None:
            return False
        return "anadir" in self.enviado or "quitar" in self.enviado

    def anadir(self) -> None:
        """The row that the pressed button asks for, at the end."""
        enviado = self.enviado or QueryDict()
        cual = enviado.get("anadir")
        clave = enviado.get(f"nueva_{cual}", "")
        if cual == "condicion" and clave in CAMPOS and len(self.condiciones) < TOPE:
            n = _libre(self.condiciones)
            self.condiciones.append((f"{n}:{clave}", _de_campo(clave)(prefix=f"c{n}")))
        elif cual == "accion" and clave in ACTUACIONES and len(self.acciones) < TOPE:
            n = _libre(self.acciones)
            self.acciones.append((f"{n}:{clave}", ACTUACIONES[clave].formulario(prefix=f"a{n}")))

    def es_valida(self) -> bool:
        """Every form of the page; all are checked, so that all say what is wrong."""
        formularios = [self.form, *(form for _clave, form in (*self.condiciones, *self.acciones))]
        return all([form.is_valid() for form in formularios])  # noqa: C419 - all of them, no short cut

    def datos(self) -> DatosAutomatismo:
        return DatosAutomatismo(
            **self.form.cleaned_data,
            condiciones=[form.condicion() for _clave, form in self.condiciones],  # type: ignore[attr-defined]
            acciones=[(clave.split(":", 1)[1], _como_json(form)) for clave, form in self.acciones],
        )

    @property
    def campos(self) -> Iterable[Campo]:
        return CAMPOS.values()

    @property
    def actuaciones(self) -> list[Any]:
        return [una for una in ACTUACIONES.values() if not una.solo_personas]

    @property
    def titulos(self) -> list[tuple[str, Any, Formulario]]:
        """(row, action, its form)."""
        return [(clave, ACTUACIONES[clave.split(":", 1)[1]], form) for clave, form in self.acciones]


def _iniciales(automatismo: Automatismo | None) -> dict[str, Any]:
    if automatismo is None:
        return {}
    campos = ("nombre", "cuando", "suceso", "horas", "momento", "solo_en_horario")
    return {campo: getattr(automatismo, campo) for campo in campos} | {
        "todas": "si" if automatismo.todas else ""
    }


def _filas(
    enviado: QueryDict, nombre: str, quitada: str, conocidas: Mapping[str, Any]
) -> list[tuple[int, str]]:
    """(number, code) of each posted row but the one that is taken away."""
    filas = []
    for escrita in enviado.getlist(nombre)[:TOPE]:
        numero, _separador, clave = escrita.partition(":")
        es_fila = numero.isdecimal() and len(numero) < 4 and clave in conocidas
        if es_fila and quitada != f"{nombre}:{escrita}":
            filas.append((int(numero), clave))
    return filas


def _libre(filas: list[tuple[str, Any]]) -> int:
    return 1 + max((int(clave.split(":", 1)[0]) for clave, _form in filas), default=-1)


def _de_campo(clave: str) -> Callable[..., CondicionForm]:
    return partial(CondicionForm, campo=CAMPOS[clave])


def _condicion_guardada(n: int, condicion: Mapping[str, Any]) -> CondicionForm:
    iniciales = dict(condicion)
    if CAMPOS[condicion["campo"]].opciones is None and iniciales.get("valor"):
        iniciales["valor"] = iniciales["valor"][0]
    return _de_campo(condicion["campo"])(prefix=f"c{n}", initial=iniciales)


def _como_json(form: Formulario) -> dict[str, Any]:
    """What was typed, by the name of each field: the same form reads it when it is done."""
    escritos = {}
    for nombre, campo in form.fields.items():
        valor = campo.widget.value_from_datadict(form.data, form.files, form.add_prefix(nombre))
        if valor not in (None, "", [], False):
            escritos[nombre] = valor
    return escritos
