"""What an address of the Bandeja asks for: one of the views of everybody, a saved one, filters."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from incidencias.bandejas import PRIMERA, Bandeja, elegir_bandeja, existe_bandeja
from incidencias.vistas import Guardada, Menu, es_guardada, parametros_de
from nucleo.paginas import PARAMETRO

DE_LA_PANTALLA = frozenset({"vista", "orden", "guardada", PARAMETRO})


@dataclass(frozen=True)
class Pedida:
    """What an address of the Bandeja asks for.

    `?vista=v12` is a saved view as it was saved; `?vista=todas&guardada=12&…` the same, changed on
    the screen and not saved again.
    """

    parametros: QueryDict  # the filters that apply, with the built-in view always named
    enlaces: QueryDict  # the address itself, for the links of the page
    actual: Bandeja
    guardada: Guardada | None = None
    modificada: bool = False
    avisos: tuple[str, ...] = ()

    @property
    def clave(self) -> str:
        """Which entry of the menu of views is the current one."""
        return self.guardada.clave if self.guardada else self.actual.clave

    @property
    def titulo(self) -> str:
        return str(self.guardada or self.actual.titulo)

    @property
    def sin_filtros(self) -> bool:
        """A view of ours as it is: no words, no attributes, nothing to be told."""
        return (
            not self.avisos
            and not filtros_puestos(self.parametros)
            and existe_bandeja(self.parametros.get("vista", ""))
        )

    @property
    def se_cuenta(self) -> bool:
        return not self.modificada and not filtros_puestos(self.parametros)


def leer_pedida(enviados: QueryDict, menu: Menu) -> Pedida:
    """What the address asks for: a view of ours, a saved one, or a saved one with changes."""
    enlaces = _limpios(enviados)
    clave = enlaces.get("vista") or ("todas" if "q" in enlaces else menu.predeterminada)
    if es_guardada(clave):
        return _pedida_guardada(clave, enlaces, menu)
    parametros = enlaces.copy()
    numero = (parametros.pop("guardada", None) or [""])[0]
    parametros["vista"] = clave or PRIMERA
    enlaces["vista"] = parametros["vista"]
    guardada = menu.guardada(f"v{numero}")
    if guardada is None:
        enlaces.pop("guardada", None)
    actual = elegir_bandeja(parametros["vista"])
    return Pedida(parametros, enlaces, actual, guardada, modificada=guardada is not None)


def _pedida_guardada(clave: str, enlaces: QueryDict, menu: Menu) -> Pedida:
    guardada = menu.guardada(clave)
    if guardada is None:
        enlaces["vista"] = PRIMERA
        aviso = _("Esa vista ya no existe, o han dejado de compartirla contigo.")
        return Pedida(enlaces.copy(), enlaces, elegir_bandeja(PRIMERA), avisos=(aviso,))
    parametros, perdidos = parametros_de(guardada.consulta)
    for nombre in {PARAMETRO, "orden"} & set(enlaces):
        parametros[nombre] = enlaces[nombre]
    enlaces["vista"] = clave
    avisos = tuple(
        _("La vista filtraba por «%(filtro)s», que ya no existe: cámbiala y vuelve a guardarla.")
        % {"filtro": nombre}
        for nombre in perdidos
    )
    actual = elegir_bandeja(parametros["vista"])
    return Pedida(parametros, enlaces, actual, guardada, avisos=avisos)


def _limpios(enviados: QueryDict) -> QueryDict:
    """The address without what is empty nor the marks of the refresh."""
    parametros = enviados.copy()
    parametros.pop("huella", None)
    for clave, valores in list(parametros.lists()):
        if not any(valores):
            del parametros[clave]
    return parametros


def filtros_puestos(parametros: QueryDict) -> int:
    return len(set(parametros) - DE_LA_PANTALLA)


def a_la_bandeja(consulta: str) -> str:
    """Back to the same view of the list; whatever else was sent is dropped."""
    parametros = QueryDict(consulta.removeprefix("?"), mutable=True)
    bandeja = reverse("incidencias:bandeja")
    return f"{bandeja}?{parametros.urlencode()}" if parametros else bandeja
