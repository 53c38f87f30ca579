"""The word for the machines that the company serves: *equipo*, *aparato* or *máquina*, a setting.

Sentences are written with «equipo» and what agrees with it between brackets, and are said with the
company's word: "[El equipo retirado] no se repara" → "La máquina retirada no se repara".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import lazystr

from nucleo.empresa import empresa
from nucleo.models import PalabraEquipo

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Palabra:
    """A noun that sentences may be said with."""

    singular: str
    plural: str
    es_femenina: bool


PALABRAS = {
    PalabraEquipo.EQUIPO: Palabra("equipo", "equipos", es_femenina=False),
    PalabraEquipo.APARATO: Palabra("aparato", "aparatos", es_femenina=False),
    PalabraEquipo.MAQUINA: Palabra("máquina", "máquinas", es_femenina=True),
}
# Those that do not turn feminine by changing their last «o».
FEMENINOS = {
    "el": "la",
    "del": "de la",
    "al": "a la",
    "un": "una",
    "este": "esta",
    "ese": "esa",
    "aquel": "aquella",
    "ningún": "ninguna",
    "algún": "alguna",
    "qué": "qué",
    "cuál": "cuál",
}
# As they come, whatever their last letter.
INVARIABLES = frozenset({"no", "como", "cuando", "solo", "lo"})
_TROZO = re.compile(r"\[([^\][]+)\]")
_PALABRA = re.compile(r"\w+")


def palabra_equipo() -> Palabra:
    """The noun that the company chose."""
    return PALABRAS[PalabraEquipo(empresa().palabra_equipo)]


def decir(texto: StrOrPromise) -> str:
    """The sentence with the company's word wherever brackets ask for it."""
    palabra = palabra_equipo()
    return _TROZO.sub(lambda trozo: _concordar(trozo[1], palabra), str(texto))


def decir_luego(texto: StrOrPromise) -> StrOrPromise:
    """The same, said each time that it is shown: titles of menus, labels of forms."""
    return lazystr(_Dicho(texto))


class _Dicho:
    """A sentence that is said when somebody reads it."""

    def __init__(self, texto: StrOrPromise) -> None:
        self._texto = texto

    def __str__(self) -> str:
        return decir(self._texto)


def concordar(texto: str) -> str:
    """Determiners and adjectives in the gender of the company's word: "nuevo" → "nueva"."""
    return _concordar(texto, palabra_equipo())


def _concordar(texto: str, palabra: Palabra) -> str:
    return _PALABRA.sub(lambda una: _con_mayuscula(una[0], _decir_una(una[0], palabra)), texto)


def _decir_una(original: str, palabra: Palabra) -> str:
    minuscula = original.lower()
    if minuscula in {"equipo", "equipos"}:
        return palabra.plural if minuscula == "equipos" else palabra.singular
    if not palabra.es_femenina or minuscula in INVARIABLES:
        return original
    if minuscula in FEMENINOS:
        return FEMENINOS[minuscula]
    return re.sub(r"o(s?)$", r"a\1", original)


def _con_mayuscula(original: str, dicha: str) -> str:
    return dicha[:1].upper() + dicha[1:] if original[:1].isupper() else dicha
