"""What people call things, as the search understands it: *aviso* is a case, *parte* a report."""

from __future__ import annotations

import re
from itertools import product
from math import prod

from django.contrib.postgres.search import SearchQuery
from django.db.models import Expression, Value

from nucleo.busqueda import TextoBuscado

LARGO_MAXIMO = 200
FRASES_A_LA_VEZ = 32
# Words that mean the same in this trade: one of them also finds the others.
SINONIMOS = (
    ("aviso", "incidencia"),
    ("parte", "orden", "intervencion"),
    ("frigorifico", "nevera"),
    ("aire", "climatizador"),
    ("tele", "televisor", "television"),
)
DE_UN_CASO = ("aviso", "incidencia", "caso", "ticket")
NUMERADO = re.compile(r"\s*([a-záéíóú]+)\s+(?:n[.ºo°]*\s*)?(\d{1,6})\s*", re.IGNORECASE)
DENTRO_DE_UN_NOMBRE = re.compile(r"(?<=\w)[._\-+()\[\]]+(?=\w)|_+")
_SIN_ACENTOS = str.maketrans("áéíóúü", "aeiouu")


def llana(palabra: str) -> str:
    return palabra.lower().translate(_SIN_ACENTOS)


def sinonimos_de(palabra: str) -> tuple[str, ...]:
    """The other words for the same, in singular: "avisos" → ("incidencia",)."""
    suya = llana(palabra)
    for grupo in SINONIMOS:
        for una in grupo:
            if suya in {una, f"{una}s", f"{una}es"}:
                return tuple(otra for otra in grupo if otra != una)
    return ()


def numero_escrito(texto: str) -> int | None:
    """The number of a case that is called by another name: "aviso 4563" → 4563."""
    partes = NUMERADO.fullmatch(texto)
    if partes is None or llana(partes[1]) not in DE_UN_CASO or not int(partes[2]):
        return None
    return int(partes[2])


def consulta_de_palabras(texto: str) -> SearchQuery:
    """Every word that was typed, or another for the same; quotes and minus as everybody writes."""
    return consulta_de(Value(palabras_buscadas(texto)))


def consulta_de_ficheros(texto: str) -> SearchQuery:
    """The same among names of files, which are kept in words: also a whole one, "placa_2.jpg"."""
    return consulta_de(Value(palabras_de_fichero(texto)))


def consulta_de(palabras: Expression) -> SearchQuery:
    """The question of what `palabras_buscadas` or `palabras_de_fichero` give, or of its place."""
    return SearchQuery(TextoBuscado(palabras), config="spanish", search_type="websearch")


def palabras_de_fichero(texto: str) -> str:
    return palabras_buscadas(DENTRO_DE_UN_NOMBRE.sub(" ", texto))


def palabras_buscadas(texto: str) -> str:
    """What was typed with the other words for the same, as PostgreSQL's websearch reads it:
    "aviso caldera" → "aviso caldera or incidencia caldera".
    """
    limpio = texto.replace("\x00", "").strip()[:LARGO_MAXIMO]
    palabras = limpio.split()
    if '"' in limpio or "or" in map(str.lower, palabras):
        return limpio
    formas = [(palabra, *sinonimos_de(palabra)) for palabra in palabras]
    if prod(map(len, formas)) > FRASES_A_LA_VEZ:
        return limpio
    return " or ".join(map(" ".join, product(*formas)))
