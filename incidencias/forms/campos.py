"""What the forms of this app are made of: their base, days, moments, long texts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidencias.categorias import Arbol
from incidencias.models import Categoria

LARGO_TEXTO = 100_000


PRIMER_DIA, ULTIMO_DIA = date(2000, 1, 1), date(2099, 12, 31)


def area(filas: int = 3, **atributos: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": filas, **atributos})


class Dia(forms.DateField):
    """A day that may be real: the year 1900 or 3000 is a slip of the finger."""

    widget = forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d")

    def clean(self, value):
        dia = super().clean(value)
        if dia and not PRIMER_DIA <= dia <= ULTIMO_DIA:
            raise forms.ValidationError(_("La fecha tiene que estar entre 2000 y 2099."))
        return dia


class Instante(forms.DateTimeField):
    """A moment to come: neither past nor years away."""

    def __init__(self, **opciones: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        formatos = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M"]
        super().__init__(widget=widget, input_formats=formatos, **opciones)

    def clean(self, value: Any) -> Any:
        instante = super().clean(value)
        if instante is None:
            return None
        if instante <= timezone.now():
            raise forms.ValidationError(_("Esa fecha ya ha pasado."))
        if instante > timezone.now() + timedelta(days=366):
            raise forms.ValidationError(_("Es dentro de más de un año: revisa la fecha."))
        return instante


class Euros(forms.DecimalField):
    """An amount as it is written here: «12,50»."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, **opciones: Any) -> None:
        opciones = {"min_value": Decimal("0.01"), **opciones}
        super().__init__(max_digits=9, decimal_places=2, localize=True, **opciones)


_listas: ContextVar[dict[int, dict[str, Any]] | None] = ContextVar("listas", default=None)


@contextmanager
def listas_a_mano() -> Iterator[None]:
    """Inside it, what many forms name of a short list costs one statement for each list."""
    previas = _listas.set({})
    try:
        yield
    finally:
        _listas.reset(previas)


class DeLaLista(forms.ModelChoiceField):
    """A row of a short list: a team, a reason, a template."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clave = id(self)  # its copies, one a form, keep it

    def to_python(self, value: Any) -> Any:
        listas = _listas.get()
        if listas is None or value in self.empty_values:
            return super().to_python(value)
        if self.clave not in listas:
            listas[self.clave] = {str(fila.pk): fila for fila in self.queryset.all()}
        return listas[self.clave].get(str(value)) or super().to_python(value)


class Opcion(forms.ChoiceField):
    """One of a list that never changes: every form has the very same field, as copying its choices
    takes longer than checking one.
    """

    def __deepcopy__(self, memo: Any) -> Opcion:
        return self


class Formulario(forms.Form):
    """The base of all: crispy without its own form tag; the server gives the messages."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class Rutas(forms.models.ModelChoiceIterator):
    """The tree as choices, each by its route; read when somebody paints them."""

    field: CampoCategoria

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        yield "", self.field.empty_label
        arbol, actual = Arbol.leer(), self.field.actual
        ofrecidas = arbol.ofrecidas()
        yield from ofrecidas
        if actual is not None and actual not in dict(ofrecidas):
            yield actual, arbol.ruta(actual)


class CampoCategoria(forms.ModelChoiceField):
    """One of the categories that have not been put away (or `actual`, the one that it has now).

    The tree is read only by whoever shows it or chooses from it, and its rows are the answer.
    """

    iterator = Rutas
    actual: int | None = None

    def __init__(self, **opciones: Any) -> None:
        super().__init__(queryset=Categoria.objects.all(), **opciones)

    def to_python(self, value: Any) -> Categoria | None:
        if value in self.empty_values:
            return None
        clave = str(getattr(value, "pk", value))
        if clave.isascii() and clave.isdigit():
            arbol, pk = Arbol.leer(), int(clave)
            linaje = arbol.linaje(pk)
            if linaje and (pk == self.actual or arbol.se_ofrece(pk)):
                return linaje[-1]
        raise forms.ValidationError(
            self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value}
        )
