"""What the apps above bring to common screens, so that no lower app names an upper one's URL.

Registered from `AppConfig.ready`; each registration names its key, so registering twice replaces.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Who may see an entry: role codes, or a function of the user for anything else.
Permiso = Iterable[str] | Callable[[Any], bool]


@dataclass(frozen=True)
class Panel:
    """A piece of somebody else's page. `contexto(request, objeto)` gives None to stay out of it."""

    clave: str
    plantilla: str
    contexto: Callable[[HttpRequest, Any], Mapping[str, Any] | None]
    orden: int


@cache
def _direccion(destino: str) -> str:
    """The address of a URL name, or the path that it is: each page asks for those of its rail."""
    return destino if destino.startswith("/") else reverse(destino)


@dataclass(frozen=True)
class Entrada:
    """A way into a section: of the rail, or of the settings page."""

    clave: str
    titulo: StrOrPromise
    destino: str  # a URL name, or a path
    icono: str
    permiso: Permiso
    orden: int
    descripcion: StrOrPromise = ""

    @property
    def url(self) -> str:
        return _direccion(self.destino)


@dataclass(frozen=True)
class Resultado:
    """A line of the search box."""

    titulo: StrOrPromise
    url: str
    detalle: str = ""
    icono: str = "search"


@dataclass(frozen=True)
class Fuente:
    """Something the search box looks into; `buscar(usuario, texto)` gives a few results."""

    clave: str
    titulo: StrOrPromise
    buscar: Callable[[Any, str], Iterable[Resultado]]
    permiso: Permiso
    orden: int


@dataclass(frozen=True)
class Voz:
    """Who has something to say of several objects at once, in one statement or two."""

    clave: str
    decir: Callable[[Any, Sequence[Any]], Mapping[Any, Sequence[str]]]
    orden: int


_voces: dict[str, dict[str, Voz]] = defaultdict(dict)


@dataclass(frozen=True)
class Comando:
    """Something to do, found in the search box by its name or by the words people use for it."""

    clave: str
    titulo: StrOrPromise
    destino: str  # a URL name, or a path
    icono: str
    permiso: Permiso
    palabras: tuple[str, ...] = ()
    tecla: str = ""
    por_post: bool = False
    orden: int = 100

    @property
    def url(self) -> str:
        return _direccion(self.destino)


_paneles: dict[str, dict[str, Panel]] = defaultdict(dict)
_menu: dict[str, Entrada] = {}
_ajustes: dict[str, Entrada] = {}
_fuentes: dict[str, Fuente] = {}
_comandos: dict[str, Comando] = {}


def registrar_panel(
    lugar: str,
    clave: str,
    plantilla: str,
    contexto: Callable[[HttpRequest, Any], Mapping[str, Any] | None],
    orden: int = 100,
) -> None:
    """Add a panel to a page: `{% paneles "incidencias.ficha" incidencia %}` paints them there."""
    _paneles[lugar][clave] = Panel(clave, plantilla, contexto, orden)


def registrar_voz(
    lugar: str,
    clave: str,
    decir: Callable[[Any, Sequence[Any]], Mapping[Any, Sequence[str]]],
    orden: int = 100,
) -> None:
    """Add what an app knows to somebody else's sentence: `decir(usuario, objetos)` gives, by pk,
    short phrases that stand alone ("cita el jueves 26, de 9:00 a 11:00").
    """
    _voces[lugar][clave] = Voz(clave, decir, orden)


def lo_que_dicen(lugar: str, usuario: Any, objetos: Sequence[Any]) -> dict[Any, list[str]]:
    """What all of them say of each object, by its pk and in their order."""
    dicho: dict[Any, list[str]] = {objeto.pk: [] for objeto in objetos}
    if not objetos:
        return dicho
    for voz in sorted(_voces[lugar].values(), key=lambda una: (una.orden, una.clave)):
        for pk, frases in voz.decir(usuario, objetos).items():
            dicho[pk] += frases
    return dicho


def registrar_menu(
    clave: str, titulo: StrOrPromise, url: str, icono: str, permiso: Permiso, orden: int = 100
) -> None:
    """Add an entry to the staff's rail."""
    _menu[clave] = Entrada(clave, titulo, url, icono, permiso, orden)


def registrar_ajustes(
    clave: str,
    titulo: StrOrPromise,
    url: str,
    icono: str,
    permiso: Permiso,
    descripcion: StrOrPromise = "",
    orden: int = 100,
) -> None:
    """Add a page to the settings."""
    _ajustes[clave] = Entrada(clave, titulo, url, icono, permiso, orden, descripcion)


def registrar_busqueda(
    clave: str,
    titulo: StrOrPromise,
    buscar: Callable[[Any, str], Iterable[Resultado]],
    permiso: Permiso,
    orden: int = 100,
) -> None:
    """Add a source to the search box."""
    _fuentes[clave] = Fuente(clave, titulo, buscar, permiso, orden)


def registrar_comando(comando: Comando) -> None:
    """Add a command to the search box (Ctrl-K)."""
    _comandos[comando.clave] = comando


def comandos_para(usuario: Any) -> list[Comando]:
    return _permitidas(_comandos, usuario)


def paneles_de(lugar: str) -> list[Panel]:
    return sorted(_paneles[lugar].values(), key=lambda panel: (panel.orden, panel.clave))


def menu_para(usuario: Any) -> list[Entrada]:
    """The rail of that user, in order."""
    return _permitidas(_menu, usuario)


def ajustes_para(usuario: Any) -> list[Entrada]:
    """The settings pages of that user, in order."""
    return _permitidas(_ajustes, usuario)


def puede_ajustar_algo(usuario: Any) -> bool:
    return any(_puede(usuario, una.permiso) for una in _ajustes.values())


def buscar_en_todo(usuario: Any, texto: str) -> list[tuple[Fuente, list[Resultado]]]:
    """What each source that the user may see finds, without those that find nothing."""
    hallazgos = ((fuente, list(fuente.buscar(usuario, texto))) for fuente in fuentes_para(usuario))
    return [(fuente, resultados) for fuente, resultados in hallazgos if resultados]


def fuentes_para(usuario: Any) -> list[Fuente]:
    return _permitidas(_fuentes, usuario)


def _permitidas(entradas: Mapping[str, Any], usuario: Any) -> list[Any]:
    permitidas = (una for una in entradas.values() if _puede(usuario, una.permiso))
    return sorted(permitidas, key=lambda una: (una.orden, una.clave))


def _puede(usuario: Any, permiso: Permiso) -> bool:
    if not usuario.is_authenticated:
        return False
    return permiso(usuario) if callable(permiso) else usuario.tiene_rol(*permiso)
