"""The views that people save: what they hold today, how many cases, and what of them is gone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict

from cuentas.models import Usuario
from incidencias.bandejas import (
    clave_de_cuentas,
    colas,
    contables,
    contar,
    elegir_bandeja,
    existe_bandeja,
)
from incidencias.filters import IncidenciaFilter, Varios
from incidencias.models import IncidenciaQuerySet, VistaGuardada, VistaPredeterminada
from incidencias.servicios.vistas import puede_cambiar

SEGUNDOS_DE_CUENTAS = 10
CLAVE = re.compile(r"v([1-9]\d{0,17})")
SE_GUARDAN = frozenset({*IncidenciaFilter.base_filters, "orden"})


@dataclass(frozen=True)
class Guardada:
    """A saved view as the menu shows it."""

    pk: int
    nombre: str
    alcance: str
    grupo: str
    se_cambia: bool  # by whoever looks
    consulta: dict[str, list[str]]

    @property
    def clave(self) -> str:
        return f"v{self.pk}"

    def __str__(self) -> str:
        return self.nombre


@dataclass(frozen=True)
class Menu:
    """The saved views that somebody has, and the counts of all views and queues."""

    guardadas: list[Guardada] = field(default_factory=list)
    cuentas: dict[str, int] = field(default_factory=dict)
    predeterminada: str = ""  # with which the Bandeja opens

    def guardada(self, clave: str) -> Guardada | None:
        return next((una for una in self.guardadas if una.clave == clave), None)


def menu_de(request: HttpRequest, visibles: IncidenciaQuerySet) -> Menu:
    """At most some seconds old: whoever acts forgets it (`bandejas.olvidar_cuentas`)."""
    clave = clave_de_cuentas(request.user)
    menu: Menu | None = cache.get(clave)
    if menu is None:
        menu = leer_menu(request, visibles)
        cache.set(clave, menu, SEGUNDOS_DE_CUENTAS)
    return menu


def leer_menu(request: HttpRequest, visibles: IncidenciaQuerySet) -> Menu:
    """The same, now: the views in one statement, all their counts in another."""
    usuario: Usuario = request.user  # type: ignore[assignment]
    filas = VistaGuardada.objects.visibles_para(usuario).para_bandeja()
    guardadas = [
        Guardada(
            fila.pk,
            fila.nombre,
            fila.alcance,
            str(fila.grupo or ""),
            puede_cambiar(fila, usuario),
            consulta_sana(fila.consulta),
        )
        for fila in filas
    ]
    conjuntos = contables(visibles, usuario)
    for guardada in guardadas:
        casos = casos_de(guardada.consulta, visibles, request)
        if casos is not None:
            conjuntos[guardada.clave] = casos
    cuentas = contar(conjuntos, usuario)
    cuentas |= {cola.clave: cola.contar(usuario) for cola in colas()}
    return Menu(guardadas, cuentas, predeterminada_de(usuario))


def casos_de(
    consulta: Mapping[str, list[str]], visibles: IncidenciaQuerySet, request: HttpRequest
) -> IncidenciaQuerySet | None:
    """The cases of a saved view to count them; None if it is not counted.

    Not counted: what looks for words or goes through the archive, and what no longer makes sense.
    """
    base = elegir_bandeja((consulta.get("vista") or [""])[0])
    if not base.se_cuenta or "q" in consulta:
        return None
    filtro = IncidenciaFilter({}, visibles, request=request)
    casos = base.filtrar(visibles, request.user)  # type: ignore[arg-type]
    try:
        for nombre, valores in consulta.items():
            uno = filtro.filters.get(nombre)
            if uno is not None and nombre != "vista":
                casos = uno.filter(casos, valores if isinstance(uno, Varios) else valores[0])
    except (ValueError, TypeError, ValidationError):
        return None
    return casos


def consulta_sana(guardada: Any) -> dict[str, list[str]]:
    """What is kept in the row, whoever wrote it: names with lists of texts, and nothing else."""
    if not isinstance(guardada, dict):
        return {}
    return {
        str(nombre): [str(valor)[:200] for valor in valores]
        for nombre, valores in guardada.items()
        if isinstance(valores, list) and valores
    }


def consulta_de(parametros: QueryDict) -> dict[str, list[str]]:
    """The filters of an address, as they are saved."""
    return {
        nombre: [valor for valor in valores if valor]
        for nombre, valores in parametros.lists()
        if nombre in SE_GUARDAN and any(valores)
    }


def parametros_de(consulta: Mapping[str, list[str]]) -> tuple[QueryDict, list[str]]:
    """The filters of a saved view as an address, and the names of those that no longer exist."""
    parametros = QueryDict(mutable=True)
    perdidos: list[str] = []
    for nombre, valores in consulta.items():
        if nombre in SE_GUARDAN:
            parametros.setlist(nombre, valores)
        else:
            perdidos.append(nombre)
    if not existe_bandeja(parametros.get("vista", "")):
        if "vista" in parametros:
            perdidos.append(parametros.get("vista", ""))
        parametros["vista"] = "todas"
    return parametros, perdidos


def buscar_vista(clave: str, usuario: Usuario) -> VistaGuardada | None:
    """The saved view that `?vista=` names, if this person has it."""
    partes = CLAVE.fullmatch(clave)
    if partes is None:
        return None
    return VistaGuardada.objects.visibles_para(usuario).filter(pk=int(partes[1])).first()


def es_guardada(clave: str) -> bool:
    return CLAVE.fullmatch(clave) is not None


def predeterminada_de(usuario: Usuario) -> str:
    """With which view this person's Bandeja opens; empty for the first of all."""
    propia = VistaPredeterminada.objects.filter(usuario=usuario).values_list("clave", flat=True)
    return propia.first() or ""
