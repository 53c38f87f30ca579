"""How alike two names are: what a person sees at once and a computer has to be told. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations

UMBRAL = 0.8  # of 1: from here on, "very alike"
LETRA = 0.8  # of 1: two words that differ in a letter
COMIENZO = 3  # letters that two alike names share in some word: the others are not compared
CORRIENTES = frozenset(
    {
        *(
            "sl",
            "sa",
            "slu",
            "sau",
            "sll",
            "sc",
            "scp",
            "cb",
            "coop",
            "cp",
            "comunidad",
            "propietarios",
        ),
        *("de", "del", "la", "las", "los", "el", "y", "e", "i"),
    }
)


@lru_cache(maxsize=4096)
def palabras(nombre: str) -> tuple[str, ...]:
    """The words that tell, without accents, legal forms nor prepositions, in alphabetical order."""
    llano = unicodedata.normalize("NFKD", nombre.lower())
    llano = "".join(letra for letra in llano if not unicodedata.combining(letra))
    todas = re.findall(r"[a-z0-9]+", llano.replace(".", ""))
    return tuple(sorted(una for una in todas if _dice_algo(una))) or tuple(sorted(todas))


def _dice_algo(palabra: str) -> bool:
    return palabra not in CORRIENTES and (len(palabra) > 1 or palabra.isdigit())


def parecido(uno: str, otro: str) -> float:
    """From 0 to 1. The order of the words does not count; another figure is another place."""
    suyas, otras = palabras(uno), palabras(otro)
    if suyas == otras:
        return 1.0
    if _cifras(suyas) != _cifras(otras):
        return 0.0
    if len(suyas) > len(otras):
        suyas, otras = otras, suyas
    if len(suyas) < 2:  # "Marta" and "Marta García" may be anybody
        return 0.0
    libres, iguales = list(otras), 0.0
    for palabra in suyas:
        mejor, cual = max(((_iguales(palabra, otra), otra) for otra in libres), default=(0.0, ""))
        if mejor >= LETRA:
            iguales += mejor
            libres.remove(cual)
    return 2 * iguales / (len(suyas) + len(otras))


def parejas_parecidas(
    filas: Iterable[tuple[str, int, str]],
) -> Iterator[tuple[int, int, float]]:
    """Of rows (postal code, id, name), the pairs of one postal code with very alike names."""
    por_lugar: dict[str, dict[int, str]] = defaultdict(dict)
    for lugar, pk, nombre in filas:
        por_lugar[lugar][pk] = nombre
    vistas: set[tuple[int, int]] = set()
    for nombres in por_lugar.values():
        for uno, otro in sorted(_candidatas(nombres) - vistas):
            vistas.add((uno, otro))
            cuanto = parecido(nombres[uno], nombres[otro])
            if cuanto >= UMBRAL:
                yield uno, otro, cuanto


def _candidatas(nombres: dict[int, str]) -> set[tuple[int, int]]:
    """Only those that share the beginning of two words (or of the only one)."""
    bloques: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for pk, nombre in nombres.items():
        comienzos = sorted({palabra[:COMIENZO] for palabra in palabras(nombre)})
        for clave in combinations(comienzos, 2) if len(comienzos) > 1 else [tuple(comienzos)]:
            bloques[clave].append(pk)
    return {(min(par), max(par)) for juntos in bloques.values() for par in combinations(juntos, 2)}


def _cifras(partes: tuple[str, ...]) -> list[str]:
    return [parte for parte in partes if parte.isdigit()]


def _iguales(una: str, otra: str) -> float:
    if una == otra:
        return 1.0
    if una.isdigit() or otra.isdigit():
        return 0.0
    return SequenceMatcher(None, una, otra, autojunk=False).ratio()
