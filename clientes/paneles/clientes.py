"""Who the customer is, through whom they speak and where they are served."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from clientes.models import Cliente
from nucleo.registro import registrar_panel

TOPE = 100


def datos(request: HttpRequest, cliente: Cliente) -> dict[str, Any]:
    return {"cliente": cliente}


def contactos(request: HttpRequest, cliente: Cliente) -> dict[str, Any]:
    return {"cliente": cliente, "contactos": cliente.contactos.order_by("-activo", "pk")[:TOPE]}


def sedes(request: HttpRequest, cliente: Cliente) -> dict[str, Any]:
    return {"cliente": cliente, "sedes": cliente.sedes.order_by("pk")[:TOPE]}


def registrar() -> None:
    lado = "clientes.ficha.lado"
    registrar_panel(lado, "datos", "clientes/paneles/datos.html", datos, 10)
    registrar_panel(lado, "contactos", "clientes/paneles/contactos.html", contactos, 20)
    registrar_panel(lado, "sedes", "clientes/paneles/sedes.html", sedes, 30)
