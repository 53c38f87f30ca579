"""The variables of templates. Each app registers those that it knows, from `AppConfig.ready`.

registrar_variable("cita", _("cita"), "el martes 4, de 9 a 11", lambda c: frase_de_cita(c.caso))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import translation

from conocimiento.textos import Relleno, rellenar, variables_de

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from cuentas.models import Usuario


@dataclass(frozen=True)
class Contexto:
    """What a template is filled with: a case of the app above, who writes, in which language."""

    caso: Any
    usuario: Usuario
    idioma: str


@dataclass(frozen=True)
class Variable:
    clave: str
    titulo: StrOrPromise
    ejemplo: str
    valor: Callable[[Contexto], str | None]


_variables: dict[str, Variable] = {}


def registrar_variable(
    clave: str, titulo: StrOrPromise, ejemplo: str, valor: Callable[[Contexto], str | None]
) -> None:
    """Add a variable; `valor` gives None when it is not known."""
    _variables[clave] = Variable(clave, titulo, ejemplo, valor)


def variables() -> list[Variable]:
    """All of them, by name."""
    return [_variables[clave] for clave in sorted(_variables)]


def claves() -> frozenset[str]:
    return frozenset(_variables)


def rellenar_para(texto: str, contexto: Contexto, *, es_tu: bool) -> Relleno:
    """The text with that case's data: only what it names is looked up, in the text's language."""
    pedidas = [_variables[clave] for clave in variables_de(texto) if clave in _variables]
    with translation.override(contexto.idioma):
        valores = {una.clave: una.valor(contexto) for una in pedidas}
    return rellenar(texto, valores, es_tu=es_tu, titulos=titulos(una.clave for una in pedidas))


def rellenar_de_ejemplo(texto: str, *, es_tu: bool) -> Relleno:
    """The text with made-up data, to see how it reads."""
    ejemplos = {una.clave: una.ejemplo for una in _variables.values()}
    return rellenar(texto, ejemplos, es_tu=es_tu, titulos=titulos(ejemplos))


def titulos(cuales: Iterable[str]) -> dict[str, str]:
    return {clave: str(_variables[clave].titulo) for clave in cuales}
