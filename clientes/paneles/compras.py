"""What the customer bought from us or told us about."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, Sum
from django.http import HttpRequest

from clientes.models import Cliente, Compra
from nucleo.registro import registrar_panel

TOPE = 100
PARA_BUSCAR = [  # long, and nobody reads them on a page
    f"{fila}__{columna}"
    for fila in ("equipo", "equipo__producto", "producto")
    for columna in ("texto_trigramas", "trigramas")
]


def compras(request: HttpRequest, cliente: Cliente) -> dict[str, Any]:
    suyas = (
        Compra.objects.filter(cliente__in=cliente.identidades)
        .select_related("equipo__producto", "producto")
        .defer(*PARA_BUSCAR)
    )
    return {"cliente": cliente, "compras": suyas.order_by("-fecha_contrato", "-pk")[:TOPE]}


def valor(request: HttpRequest, cliente: Cliente) -> dict[str, Any]:
    """What they have bought in all, in one statement."""
    return Compra.objects.filter(cliente__in=cliente.identidades).aggregate(
        compras=Count("pk"), comprado=Sum("importe_eur"), ultima=Max("fecha_contrato")
    )


def registrar() -> None:
    registrar_panel("clientes.ficha.cifras", "valor", "clientes/paneles/valor.html", valor, 10)
    registrar_panel("clientes.ficha", "compras", "clientes/paneles/compras.html", compras, 40)
