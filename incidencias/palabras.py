"""What people call things, as the search understands it: *aviso* is a case, *parte* a report."""

from __future__ import annotations

import re

from django.contrib.postgres.search import SearchQuery
from django.db.models import Value

from nucleo.busqueda import TextoBuscado

LARGO_MAXIMO = 200
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
    limpio = texto.replace("\x00", "").strip()[:LARGO_MAXIMO]
    palabras = limpio.split()
    if '"' in limpio or not any(map(sinonimos_de, palabras)):
        return _consulta(limpio)
    resto = " ".join(palabra for palabra in palabras if not sinonimos_de(palabra))
    consulta = _consulta(resto) if resto else None
    for palabra in palabras:
        otras = sinonimos_de(palabra)
        if not otras:
            continue
        una = _consulta(palabra)
        for otra in otras:
            una = una | _consulta(otra)
        consulta = una if consulta is None else consulta & una
    return consulta or _consulta(limpio)


def consulta_de_ficheros(texto: str) -> SearchQuery:
    """The same among names of files, which are kept in words: also a whole one, "placa_2.jpg"."""
    return consulta_de_palabras(DENTRO_DE_UN_NOMBRE.sub(" ", texto))


def _consulta(texto: str) -> SearchQuery:
    return SearchQuery(TextoBuscado(Value(texto)), config="spanish", search_type="websearch")
