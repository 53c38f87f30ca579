"""How each code looks: one icon and one tone, the same everywhere.

Each app declares its own in `<app>/aspecto.py`, found at first use:

    registrar_aspecto("estado", "en_curso", icono="circle-dot", tono="acento")

Families: `estado`, `canal`, `tipo`, `prioridad`, `entrada` (timeline), `evento`… Tones are those of
`static/css/componentes.css`: acento, verde, ambar, rojo, violeta, gris, tinta.
"""

from dataclasses import dataclass
from functools import cache

from django.utils.module_loading import autodiscover_modules

TONOS = frozenset({"acento", "verde", "ambar", "rojo", "violeta", "gris", "tinta"})


@dataclass(frozen=True)
class Aspecto:
    icono: str
    tono: str


DESCONOCIDO = Aspecto("circle-dashed", "gris")
_aspectos: dict[tuple[str, str], Aspecto] = {}


def registrar_aspecto(familia: str, codigo: str, *, icono: str, tono: str = "gris") -> None:
    """Declare icon (a lucide name) and tone of one code. The last declaration wins."""
    if tono not in TONOS:
        raise ValueError(f"unknown tone {tono!r}; there are {sorted(TONOS)}")
    _aspectos[familia, codigo] = Aspecto(icono, tono)


def registrar_aspectos(familia: str, aspectos: dict[str, tuple[str, str]]) -> None:
    """Declare several codes of a family: `{"nueva": ("circle-dot", "acento")}`."""
    for codigo, (icono, tono) in aspectos.items():
        registrar_aspecto(familia, codigo, icono=icono, tono=tono)


def aspecto_de(familia: str, codigo: str) -> Aspecto:
    """Icon and tone of a code; a dashed grey circle when nobody declared it."""
    _descubrir()
    return _aspectos.get((familia, str(codigo)), DESCONOCIDO)


def declarados() -> dict[tuple[str, str], Aspecto]:
    """Every declared code, for the style guide."""
    _descubrir()
    return dict(_aspectos)


@cache
def _descubrir() -> None:
    autodiscover_modules("aspecto")
