"""What was looked for, marked where it is: the words of the search in the text that is shown."""

from __future__ import annotations

import re

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

MINIMO, RAIZ = 3, 4
LARGO_DE_MUESTRA = 110
ANTES = 30
_ACENTOS = str.maketrans("áàäâãéèëêíìïîóòöôõúùüûñç", "aaaaaeeeeiiiiooooouuuunc")
_PALABRA = re.compile(r"[\w@.\-]*\w")


def llano(texto: str) -> str:
    """In lower case and without accents, letter by letter: positions stay."""
    return texto.lower().translate(_ACENTOS) if len(texto.lower()) == len(texto) else texto


def _raices(buscado: str) -> list[str]:
    """The beginnings by which a word of the text is taken for one of those typed."""
    palabras = _PALABRA.findall(llano(buscado))
    return [p[: max(RAIZ, len(p) - 2)] for p in palabras if len(p) >= MINIMO]


def tramos(texto: str, buscado: str) -> list[tuple[int, int]]:
    """Where the words that were typed are, in order and without overlaps."""
    plano = llano(texto)
    hallados = [
        vez.span()
        for raiz in _raices(buscado)
        for vez in re.finditer(re.escape(raiz) + r"\w*", plano)
    ]
    limpios: list[tuple[int, int]] = []
    for desde, hasta in sorted(hallados):
        if not limpios or desde >= limpios[-1][1]:
            limpios.append((desde, hasta))
    return limpios


def resaltar(texto: str, buscado: str) -> SafeString:
    """The text, escaped, with what was looked for between <mark>."""
    trozos, hecho = [], 0
    for desde, hasta in tramos(texto, buscado):
        trozos += [escape(texto[hecho:desde]), "<mark>", escape(texto[desde:hasta]), "</mark>"]
        hecho = hasta
    trozos.append(escape(texto[hecho:]))
    return mark_safe("".join(trozos))  # noqa: S308 - every piece was escaped


def muestra(texto: str, buscado: str) -> SafeString | None:
    """A line of a long text around what was looked for; None if it is not there."""
    hallados = tramos(texto, buscado)
    if not hallados:
        return None
    desde = max(0, hallados[0][0] - ANTES)
    if desde:
        hueco = texto.find(" ", desde, hallados[0][0])
        desde = hueco + 1 if hueco >= 0 else desde
    trozo = " ".join(texto[desde : desde + LARGO_DE_MUESTRA].split())
    puntos = ("… " if desde else ""), (" …" if desde + LARGO_DE_MUESTRA < len(texto) else "")
    return mark_safe(f"{puntos[0]}{resaltar(trozo, buscado)}{puntos[1]}")  # noqa: S308 - escaped
