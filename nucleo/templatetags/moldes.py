"""Templates painted once a process: what each page pays is to put its values in their places.

What `nucleo.preparadas` is for statements. `{% molde "x.html" direccion=… %}` paints x.html with a
mark in the place of each value, keeps it for its language and fills it. So in x.html a value can
only be written: `{{ direccion }}` and `{% csrf_token %}`, not `{% if direccion %}`, which is an
error, nor anything else that changes by who looks, by the clock or by the company's settings.
"""

import re
from collections.abc import Hashable
from functools import lru_cache
from typing import Any
from uuid import uuid4

from django import template
from django.conf import settings
from django.template.context import Context
from django.template.loader import get_template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()

# Of the private use area: nobody writes them, and nothing escapes them.
MARCA = "\ue000{}\ue001"
ENTRE_MARCAS = re.compile("\ue000([a-z_]+)\ue001")


class Marca:
    """The place of a value, which is not known yet."""

    def __init__(self, nombre: str) -> None:
        self._marca = MARCA.format(nombre)

    def __str__(self) -> str:
        return self._marca

    def __bool__(self) -> bool:
        raise TypeError(f"{self._marca!r} can only be written: it is not known yet")


@register.simple_tag(takes_context=True)
def molde(context: Context, plantilla: str, segun: Hashable = None, **valores: Any) -> SafeString:
    """`{% include plantilla with valores only %}`, of what is always the same but for them.

    `segun` is what it may ask about, of which there are few: for each, another one is kept.
    """
    valores["csrf_token"] = context.get("csrf_token", "")
    valores["clave_de_envio"] = uuid4  # another one at each of its places
    trozos = _trozos if not settings.DEBUG else _trozos.__wrapped__
    return rellenar(trozos(plantilla, tuple(valores), get_language(), segun), valores)


@lru_cache(maxsize=512)
def _trozos(
    plantilla: str, nombres: tuple[str, ...], _idioma: str | None, segun: Hashable
) -> list[str]:
    """Its text and the names of its values, in turns."""
    contexto: dict[str, Any] = {nombre: Marca(nombre) for nombre in nombres}
    contexto["segun"] = segun
    contexto["csrf_token"] = MARCA.format("csrf_token")  # {% csrf_token %} asks whether there is
    pintada = get_template(plantilla).template.render(Context(contexto))  # type: ignore[attr-defined]
    return ENTRE_MARCAS.split(pintada)


def rellenar(trozos: list[str], valores: dict[str, Any]) -> SafeString:
    llenos = list(trozos)
    for lugar in range(1, len(trozos), 2):
        valor = valores[trozos[lugar]]
        llenos[lugar] = conditional_escape(valor() if callable(valor) else valor)
    return mark_safe("".join(llenos))  # noqa: S308 - each value was escaped, unless it was HTML
