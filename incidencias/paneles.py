"""The cases of a customer or of a unit, on their pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from clientes.models import Cliente, Equipo
from incidencias.models import Incidencia, IncidenciaQuerySet
from nucleo.registro import registrar_panel

TOPE = 10
PLANTILLA = "incidencias/panel_casos.html"


def registrar() -> None:
    """Called once from `IncidenciasConfig.ready`."""
    registrar_panel("clientes.ficha", "incidencias", PLANTILLA, casos_de_cliente, 10)
    registrar_panel("clientes.equipo", "incidencias", PLANTILLA, casos_de_equipo, 10)


def casos_de_cliente(request: HttpRequest, cliente: Cliente) -> dict[str, Any]:
    return _casos(Incidencia.objects.filter(cliente__in=cliente.identidades), request)


def casos_de_equipo(request: HttpRequest, equipo: Equipo) -> dict[str, Any]:
    return _casos(Incidencia.objects.filter(equipo=equipo), request)


def _casos(casos: IncidenciaQuerySet, request: HttpRequest) -> dict[str, Any]:
    """The last ones that this person may see, in one statement."""
    visibles = casos.visibles_para(request.user).para_listado()  # type: ignore[arg-type]
    filas = list(visibles.order_by("-ocurrida_en", "-pk")[: TOPE + 1])
    return {"casos": filas[:TOPE], "hay_mas": len(filas) > TOPE}
