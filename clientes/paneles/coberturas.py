"""The stack of rights of a unit, as bars over the years, and what gave each of them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from clientes.barras import apilar
from clientes.cobertura import decidir
from clientes.models import Equipo
from clientes.paneles.equipo import dia_pedido, sintoma_pedido
from clientes.servicios.coberturas import DE_LA_LEY
from nucleo.registro import registrar_panel
from nucleo.tiempo import hoy


def derechos(request: HttpRequest, equipo: Equipo) -> dict[str, Any]:
    """Two statements for any number of rights; the reasons are those of the day asked for."""
    dia, _error = dia_pedido(request)
    coberturas = list(equipo.coberturas.select_related("compra", "contrato", "documento"))
    return {
        "equipo": equipo,
        "compras": equipo.compras.all(),
        "suspensiones": sorted(equipo.suspensiones.all(), key=lambda s: s.entregado_en),
        "pila": apilar(
            coberturas,
            equipo.suspensiones.all(),
            decidir(equipo, manifestacion=dia, defecto=sintoma_pedido(request)),
            hoy=hoy(),
            de_la_ley=DE_LA_LEY,
        ),
    }


def registrar() -> None:
    registrar_panel(
        "clientes.equipo", "derechos", "clientes/paneles/equipo_derechos.html", derechos, 8
    )
