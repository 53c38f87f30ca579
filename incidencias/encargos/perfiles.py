"""The profiles: who sends jobs, and where in their mails each thing is.

    titulo = "Hogar Norte: aviso de siniestro"
    principal = "Hogar Norte Seguros"     # as the mandante of the orders is called
    remitente = "@hogarnorte\\.example$"    # found in the address of the From
    asunto = "(?P<clase>Aviso|Anulación) (?P<referencia>SN-\\d{7})"

    [clases]                               # what `clase` (or a field of that name) may say
    nuevo = ["Aviso"]
    cancelacion = ["Anulación"]

    [campos.telefono]
    etiquetas = ["Teléfono de contacto", "Tfno."]

A field is looked for beside its labels, or by `patron` in the whole text. `[otros]` are kept as
they come, under their own name.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

CARPETA = Path(__file__).parent / "perfiles"
CAMPOS = frozenset(
    {
        *("clase", "referencia", "asegurado", "telefono", "correo", "direccion"),
        *("aparato", "averia", "limite_eur", "plazo_en"),
    }
)
CLASES = frozenset({"nuevo", "cambio", "cancelacion"})


class PerfilMalEscrito(ValueError):
    """A profile that cannot work: the message says what of it."""


@dataclass(frozen=True)
class Campo:
    """Where something is: labels, the exact first, or a pattern with one group."""

    etiquetas: tuple[str, ...] = ()
    patron: re.Pattern[str] | None = None
    formatos: tuple[str, ...] = ()  # of a date
    varias_lineas: bool = False


@dataclass(frozen=True)
class Perfil:
    clave: str
    titulo: str
    principal: str
    remitente: re.Pattern[str]
    asunto: re.Pattern[str] | None
    tipo: str
    clases: Mapping[str, tuple[str, ...]]
    campos: Mapping[str, Campo]
    otros: Mapping[str, Campo] = field(default_factory=dict)
    en_tabla: bool = False  # label and value come in two cells, with nothing between them
    fin: tuple[str, ...] = ()  # labels after which nothing matters (the legal notice)


@cache
def perfiles() -> Mapping[str, Perfil]:
    """Those that the program brings, by their key: the name of the file."""
    return {ruta.stem: leer_perfil(ruta.stem, ruta.read_text()) for ruta in _rutas()}


def elegir(claves: Sequence[str]) -> list[Perfil]:
    """Those of the list that exist."""
    todos = perfiles()
    return [todos[clave] for clave in claves if clave in todos]


def _rutas() -> list[Path]:
    return sorted(CARPETA.glob("*.toml"))


def leer_perfil(clave: str, texto: str) -> Perfil:
    """A profile from its TOML. Raises PerfilMalEscrito."""
    try:
        datos = tomllib.loads(texto)
        perfil = _perfil(clave, datos)
    except (tomllib.TOMLDecodeError, re.error, KeyError, TypeError, AttributeError) as error:
        raise PerfilMalEscrito(f"{clave}: {error}") from error
    desconocidos = (set(perfil.campos) - CAMPOS) | (set(perfil.clases) - CLASES)
    if desconocidos:
        raise PerfilMalEscrito(f"{clave}: {', '.join(sorted(desconocidos))}")
    if "referencia" not in perfil.campos and not _nombra_referencia(perfil.asunto):
        raise PerfilMalEscrito(f"{clave}: referencia")
    return perfil


def _nombra_referencia(asunto: re.Pattern[str] | None) -> bool:
    return asunto is not None and "referencia" in asunto.groupindex


def _perfil(clave: str, datos: dict[str, Any]) -> Perfil:
    asunto = datos.get("asunto")
    return Perfil(
        clave=clave,
        titulo=datos["titulo"],
        principal=datos["principal"],
        remitente=re.compile(datos["remitente"], re.IGNORECASE),
        asunto=re.compile(asunto, re.IGNORECASE) if asunto else None,
        tipo=datos.get("tipo", "reparacion"),
        clases={nombre: tuple(dichos) for nombre, dichos in datos.get("clases", {}).items()},
        campos={nombre: _campo(campo) for nombre, campo in datos.get("campos", {}).items()},
        otros={n: Campo(tuple(etiquetas)) for n, etiquetas in datos.get("otros", {}).items()},
        en_tabla=bool(datos.get("en_tabla", False)),
        fin=tuple(datos.get("fin", ())),
    )


def _campo(datos: dict[str, Any]) -> Campo:
    patron = datos.get("patron")
    return Campo(
        etiquetas=tuple(datos.get("etiquetas", ())),
        patron=re.compile(patron, re.IGNORECASE | re.MULTILINE) if patron else None,
        formatos=tuple(datos.get("formatos", ())),
        varias_lineas=bool(datos.get("varias_lineas", False)),
    )
