"""What is written in a template and what comes out of it. Pure: no tables, no requests.

`{codigo}` is a variable; `{te|le}` is one or the other by how the customer is addressed; `{?día}`
is for whoever sends it to fill in. One pass: what a variable brings is never looked into again, so
a customer called "{codigo}" is just that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from nucleo.errores import ErrorDeNegocio

_TROZO = re.compile(r"\{([^{}\n]*)\}")
_HUECO = re.compile(r"\[\[falta: ([^\]\n]{0,2000})\]\]")


@dataclass(frozen=True)
class Relleno:
    """A template with a case's data in it, and what was not known."""

    texto: str
    faltan: tuple[str, ...]


def variables_de(texto: str) -> list[str]:
    """The variables that a text names, each once, in order."""
    nombres = (trozo.strip() for trozo in _TROZO.findall(texto) if not _es_otra_cosa(trozo))
    return list(dict.fromkeys(nombres))


def _es_otra_cosa(trozo: str) -> bool:
    """A choice of address, or a gap for a person."""
    return "|" in trozo or trozo.startswith("?")


def exigir_bien_escrita(texto: str, conocidas: Iterable[str], *, campo: str = "texto") -> None:
    """Raises ErrorDeNegocio for a variable that does not exist, a loose brace or a bad choice."""
    for nombre in variables_de(texto):
        if nombre not in set(conocidas):
            raise ErrorDeNegocio(
                _("No hay ninguna variable «{%(nombre)s}».") % {"nombre": nombre}, campo=campo
            )
    for trozo in _TROZO.findall(texto):
        if trozo.count("|") > 1 and not trozo.startswith("?"):
            raise ErrorDeNegocio(
                _("«{%(trozo)s}»: van dos formas, la de tú y la de usted.") % {"trozo": trozo},
                campo=campo,
            )
    if set(_TROZO.sub("", texto)) & {"{", "}"}:
        raise ErrorDeNegocio(_("Hay una llave suelta: { y } encierran variables."), campo=campo)


def rellenar(
    texto: str, valores: Mapping[str, str | None], *, es_tu: bool, titulos: Mapping[str, str]
) -> Relleno:
    """Put the values in; one that is not known leaves a mark that nobody overlooks."""
    faltan: dict[str, None] = {}

    def poner(trozo: re.Match[str]) -> str:
        dentro = trozo[1]
        if "|" in dentro and not dentro.startswith("?"):
            de_tu, _barra, de_usted = dentro.partition("|")
            return de_tu if es_tu else de_usted
        nombre = dentro.strip()
        valor = valores.get(nombre)
        if valor is not None and valor.strip():
            return valor
        titulo = titulos.get(nombre, nombre.removeprefix("?").strip())
        faltan[titulo] = None
        return f"[[falta: {titulo}]]"

    return Relleno(_TROZO.sub(poner, texto), tuple(faltan))


def huecos_de(texto: str) -> list[str]:
    """What is still to be filled in by hand in a text about to be sent."""
    return list(dict.fromkeys(_HUECO.findall(texto)))
