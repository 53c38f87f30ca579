"""Who the customer is, through whom they speak, where they are served and what they allow."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from clientes.models import Cliente, Consentimiento, Contacto, Sede
from nucleo.registro import registrar_panel

TOPE = 100


def datos(request: HttpRequest, cliente: Cliente) -> dict[str, Any]:
    return {"cliente": cliente}


def contactos(request: HttpRequest, cliente: Cliente) -> dict[str, Any]:
    suyos = Contacto.objects.filter(cliente__in=cliente.identidades)
    return {"cliente": cliente, "contactos": suyos.order_by("-activo", "pk")[:TOPE]}


def sedes(request: HttpRequest, cliente: Cliente) -> dict[str, Any]:
    suyas = Sede.objects.filter(cliente__in=cliente.identidades).select_related("calendario")
    return {"cliente": cliente, "sedes": suyas.order_by("pk")[:TOPE]}


def consentimientos(request: HttpRequest, cliente: Cliente) -> dict[str, Any]:
    """Those in force first; the rest is the history, folded."""
    filas = Consentimiento.objects.filter(contacto__cliente__in=cliente.identidades)
    ahora = timezone.now()
    todos = list(filas.select_related("contacto").order_by("-otorgado_en", "-pk")[:TOPE])
    return {
        "cliente": cliente,
        "vigentes": [uno for uno in todos if uno.vale(ahora)],
        "pasados": [uno for uno in todos if not uno.vale(ahora)],
    }


def registrar() -> None:
    lado = "clientes.ficha.lado"
    registrar_panel(lado, "datos", "clientes/paneles/datos.html", datos, 10)
    registrar_panel(lado, "contactos", "clientes/paneles/contactos.html", contactos, 20)
    registrar_panel(lado, "sedes", "clientes/paneles/sedes.html", sedes, 30)
    registrar_panel(
        lado, "consentimientos", "clientes/paneles/consentimientos.html", consentimientos, 40
    )
