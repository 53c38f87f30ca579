"""What the customer bought from us or told us about."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from clientes.models import Cliente, Compra
from nucleo.registro import registrar_panel

TOPE = 100


def compras(request: HttpRequest, cliente: Cliente) -> dict[str, Any]:
    suyas = Compra.objects.filter(cliente__in=cliente.identidades).select_related(
        "equipo__producto", "producto"
    )
    return {"cliente": cliente, "compras": suyas.order_by("-fecha_contrato", "-pk")[:TOPE]}


def registrar() -> None:
    registrar_panel("clientes.ficha", "compras", "clientes/paneles/compras.html", compras, 40)
