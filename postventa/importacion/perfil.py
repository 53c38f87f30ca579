"""What a profile says: where each field comes from and how it is read."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from incidencias.models import Canal, Estado, Impacto, Urgencia
from sat.models import Resultado

CARPETA = Path(__file__).resolve().parent.parent / "perfiles"
# What each kind of file needs to have a field for.
NECESARIOS = {
    "historias": {
        "referencia",
        "estado",
        "en",
        "orden",
        "ocurrida_en",
        "resuelta_en",
        "cliente",
        "asunto",
        "categoria",
        "canal",
        "impacto",
        "urgencia",
        "grupo",
        "responsable",
        "causa",
    },
    "reparaciones": {
        "referencia",
        "ocurrida_en",
        "categoria",
        "marca",
        "grupo",
        "problema",
        "impedimento",
        "resultado",
    },
    "llamadas": {
        "referencia",
        "llama",
        "marcado",
        "empieza_en",
        "contestada_en",
        "termina_en",
        "desenlace",
        "destino",
    },
}
# The codes that a value may be translated to. A case's state may also be one of the waits.
ADMITIDOS: dict[str, set[str]] = {
    "estado": {Estado.NUEVA, Estado.EN_CURSO, Estado.RESUELTA, Estado.CERRADA},
    "canal": set(Canal.values),
    "impacto": set(Impacto.values),
    "urgencia": set(Urgencia.values),
    "resultado": set(Resultado.values),
    "desenlace": {"contestada", "no_contestada"},
}


class PerfilInvalido(Exception):
    """The profile cannot be used; the message says why."""


@dataclass(frozen=True)
class Campo:
    """One field of ours: its column or columns, and how the text becomes a value.

    `fecha` is a strptime format; `mapa` translates known values (others are rejected, unless there
    is a `defecto`); `plantilla` joins several columns ("{category} · {symptom}").
    """

    nombre: str
    columna: str = ""
    plantilla: str = ""
    fecha: str = ""
    mapa: dict[str, str] = field(default_factory=dict)
    defecto: str | None = None
    obligatorio: bool = False
    largo: int = 0
    entero: bool = False


@dataclass(frozen=True)
class Perfil:
    nombre: str
    titulo: str
    clase: str
    origen: str
    campos: dict[str, Campo]
    zona: ZoneInfo
    delimitador: str = ","
    codificaciones: tuple[str, ...] = ("utf-8-sig", "cp1252")
    vacios: frozenset[str] = frozenset({""})
    cabecera: tuple[str, ...] = ()  # the columns, of files that do not name them
    saltos_escritos: bool = False  # the file writes a line break as the four characters \r\n
    valores: dict[str, Any] = field(default_factory=dict)

    @property
    def columnas(self) -> set[str]:
        """The columns that the file must have."""
        sueltas = {campo.columna for campo in self.campos.values() if campo.columna}
        return sueltas | {c for campo in self.campos.values() for c in columnas_de(campo.plantilla)}


def columnas_de(plantilla: str) -> list[str]:
    """The columns named in a template: "{a} · {b}" gives a and b."""
    return [trozo.split("}")[0] for trozo in plantilla.split("{")[1:]]


def disponibles() -> list[str]:
    return sorted(ruta.stem for ruta in CARPETA.glob("*.toml"))


def cargar_perfil(nombre_o_ruta: str) -> Perfil:
    """The profile of that name, or of a TOML file of one's own. Raises PerfilInvalido."""
    ruta = Path(nombre_o_ruta)
    if ruta.suffix != ".toml":
        ruta = CARPETA / f"{nombre_o_ruta}.toml"
    if not ruta.is_file():
        raise PerfilInvalido(
            f"No hay un perfil «{nombre_o_ruta}». Los que hay: {', '.join(disponibles())}."
        )
    try:
        return _perfil(ruta.stem, tomllib.loads(ruta.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
        raise PerfilInvalido(f"El perfil {ruta.name} no se entiende: {error}.") from error


def _perfil(nombre: str, datos: dict[str, Any]) -> Perfil:
    if datos["clase"] not in NECESARIOS:
        raise ValueError(f"la clase debe ser una de {sorted(NECESARIOS)}")
    campos = {clave: Campo(nombre=clave, **valor) for clave, valor in datos["campos"].items()}
    _exigir_campos(campos, NECESARIOS[datos["clase"]])
    _exigir_codigos(campos, set(datos.get("valores", {}).get("esperas", {})))
    return Perfil(
        nombre=nombre,
        titulo=datos["titulo"],
        clase=datos["clase"],
        origen=datos["origen"],
        campos=campos,
        zona=ZoneInfo(datos.get("zona", "Europe/Madrid")),
        delimitador=datos.get("delimitador", ","),
        codificaciones=tuple(datos.get("codificaciones", ("utf-8-sig", "cp1252"))),
        vacios=frozenset({"", *datos.get("vacios", [])}),
        cabecera=tuple(datos.get("cabecera", ())),
        saltos_escritos=datos.get("saltos_escritos", False),
        valores=datos.get("valores", {}),
    )


def _exigir_campos(campos: dict[str, Campo], necesarios: set[str]) -> None:
    faltan = necesarios - set(campos)
    if faltan:
        raise ValueError(f"faltan los campos {', '.join(sorted(faltan))}")


def _exigir_codigos(campos: dict[str, Campo], esperas: set[str]) -> None:
    """A translation to a code that nobody knows would be lost in silence."""
    for nombre, admitidos in ADMITIDOS.items():
        campo = campos.get(nombre)
        if campo is None:
            continue
        validos = admitidos | (esperas if nombre == "estado" else set())
        extranios = set(campo.mapa.values()) - validos
        if extranios or not campo.mapa:
            raise ValueError(
                f"el campo «{nombre}» traduce a {', '.join(sorted(extranios)) or 'nada'}; "
                f"puede ser: {', '.join(sorted(validos))}"
            )
