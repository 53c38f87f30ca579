"""The views that people save: what they hold today, how many cases, and what of them is gone."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import time
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
from nucleo.paciencia import TardaDemasiado, a_lo_sumo

SEGUNDOS_DE_CUENTAS = 10
# Searching words costs more than a count: a view at each look, so often, so far, and not for long.
SEGUNDOS_DE_PALABRAS, TOPE_DE_PALABRAS, MS_DE_PALABRAS = 120, 99, 200
SE_RECUERDA_S = 3600
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

    @property
    def busca(self) -> bool:
        """Whether it looks for words."""
        return "q" in self.consulta

    @property
    def huella(self) -> str:
        """What it asks for, in few letters."""
        dicho = json.dumps(self.consulta, sort_keys=True)
        return hashlib.sha256(dicho.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def __str__(self) -> str:
        return self.nombre


@dataclass(frozen=True)
class Menu:
    """The saved views that somebody has, and the counts of all views and queues."""

    guardadas: list[Guardada] = field(default_factory=list)
    cuentas: dict[str, int] = field(default_factory=dict)
    # Of the views that look for words, up to TOPE_DE_PALABRAS; None if they are too common.
    con_palabras: dict[str, int | None] = field(default_factory=dict)
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
        casos = None if guardada.busca else casos_de(guardada.consulta, visibles, request)
        if casos is not None:
            conjuntos[guardada.clave] = casos
    cuentas = contar(conjuntos, usuario)
    cuentas |= {cola.clave: cola.contar(usuario) for cola in colas()}
    con_palabras = _contar_palabras([g for g in guardadas if g.busca], visibles, request)
    return Menu(guardadas, cuentas, con_palabras, predeterminada_de(usuario))


def _contar_palabras(
    guardadas: list[Guardada], visibles: IncidenciaQuerySet, request: HttpRequest
) -> dict[str, int | None]:
    """What is remembered of each, counting again only the one that has waited longest."""
    if not guardadas:
        return {}
    claves = {f"{clave_de_cuentas(request.user)}:{g.clave}:{g.huella}": g for g in guardadas}
    sabidas: dict[str, tuple[float, int | None]] = cache.get_many(claves)
    ahora = time()
    vieja = min(claves, key=lambda una: sabidas.get(una, (0.0,))[0], default=None)
    if vieja is not None and ahora - sabidas.get(vieja, (0.0,))[0] >= SEGUNDOS_DE_PALABRAS:
        sabidas[vieja] = (ahora, _hasta_el_tope(claves[vieja], visibles, request))
        cache.set(vieja, sabidas[vieja], SE_RECUERDA_S)
    return {claves[una].clave: cuenta for una, (_cuando, cuenta) in sabidas.items()}


def _hasta_el_tope(
    guardada: Guardada, visibles: IncidenciaQuerySet, request: HttpRequest
) -> int | None:
    try:
        with a_lo_sumo(MS_DE_PALABRAS):
            casos = casos_de(guardada.consulta, visibles, request)
            return None if casos is None else casos.order_by()[: TOPE_DE_PALABRAS + 1].count()
    except TardaDemasiado:
        return None


def casos_de(
    consulta: Mapping[str, list[str]], visibles: IncidenciaQuerySet, request: HttpRequest
) -> IncidenciaQuerySet | None:
    """The cases of a saved view to count them; None if it is not counted.

    Not counted: what goes through the archive without words, and what no longer makes sense.
    """
    base = elegir_bandeja((consulta.get("vista") or [""])[0])
    if not (base.se_cuenta or "q" in consulta):
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
