"""«@luis.perez, ¿lo miras?»: who of the house is called in a note, if they may see the case."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from cuentas.models import Usuario
from incidencias.models import Incidencia

MENCION = re.compile(r"(?<![\w.@/])@([\w][\w.\-]{0,79})")
LIMITE = 8


def mencionables(incidencia: Incidencia) -> list[Usuario]:
    """Active people of the office who may see this case, by name."""
    de_oficina = Usuario.objects.de_oficina()
    if incidencia.grupo is not None and incidencia.grupo.es_restringido:
        de_oficina = de_oficina.filter(grupos=incidencia.grupo_id)
    return list(de_oficina.only("nombre", "email", "is_active"))


def alias_de_todos(personas: Iterable[Usuario]) -> dict[str, Usuario]:
    """How each one is called: name and surname with dots; two of the same, with a number."""
    pares = [(_alias(persona), persona) for persona in personas]
    repetidos = {alias for alias, veces in Counter(a for a, _p in pares).items() if veces > 1}
    return {
        f"{alias}-{persona.pk}" if alias in repetidos else alias: persona
        for alias, persona in pares
    }


def _alias(persona: Usuario) -> str:
    nombre = persona.nombre or persona.email.partition("@")[0]
    palabras = re.findall(r"[a-z0-9]+", _llano(nombre))
    return ".".join(palabras) or f"persona-{persona.pk}"


def _llano(texto: str) -> str:
    """Without accents nor capitals."""
    partes = unicodedata.normalize("NFD", texto)
    return "".join(letra for letra in partes if not unicodedata.combining(letra)).lower()


def nombradas_en(texto: str) -> list[str]:
    """What is written after an @ that begins a word, each once; an e-mail address names nobody."""
    nombres = (_llano(uno).rstrip(".-") for uno in MENCION.findall(texto))
    return list(dict.fromkeys(nombre for nombre in nombres if nombre))


def mencionados(texto: str, incidencia: Incidencia) -> tuple[list[Usuario], list[str]]:
    """Those who are called in a note, and the names that are nobody who may see the case."""
    nombres = nombradas_en(texto)
    if not nombres:
        return [], []
    por_alias = alias_de_todos(mencionables(incidencia))
    conocidos = [por_alias[nombre] for nombre in nombres if nombre in por_alias]
    return conocidos, [nombre for nombre in nombres if nombre not in por_alias]


def sugerencias(principio: str, incidencia: Incidencia) -> list[tuple[str, Usuario]]:
    """The first who match what is being typed after the @, by any of their names."""
    buscado = _llano(principio).strip()
    todos = alias_de_todos(mencionables(incidencia)).items()
    hallados = [
        (alias, persona)
        for alias, persona in todos
        if alias.startswith(buscado) or any(t.startswith(buscado) for t in alias.split("."))
    ]
    return hallados[:LIMITE]
