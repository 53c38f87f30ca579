"""Who the customer is, through whom they speak, where they are served and what they allow."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from clientes.models import (
    Cliente,
    Consentimiento,
    Contacto,
    EventoCliente,
    PosibleDuplicado,
    Sede,
)
from nucleo.registro import registrar_panel

TOPE = 100
SUCESOS = 15
PARA_BUSCAR = ("texto_trigramas", "trigramas")  # long, and nobody reads them on a page


def datos(request: HttpRequest, cliente: Cliente) -> dict[str, Any]:
    return {"cliente": cliente}


def duplicados(request: HttpRequest, cliente: Cliente) -> dict[str, Any] | None:
    """Who turned out to be this one, and who may be."""
    posibles = PosibleDuplicado.objects.visibles_para(request.user).pendientes()  # type: ignore[arg-type]
    parejas = list(
        posibles.filter(Q(uno=cliente) | Q(otro=cliente))
        .select_related("uno", "otro")
        .defer(*(f"{quien}__{columna}" for quien in ("uno", "otro") for columna in PARA_BUSCAR))
        .order_by("-puntos", "-pk")[:5]
    )
    if not parejas and not cliente.fue:
        return None
    pares = [(una, una.otro if una.uno_id == cliente.pk else una.uno) for una in parejas]
    return {"cliente": cliente, "parejas": pares, "absorbidos": cliente.fue}


def contactos(request: HttpRequest, cliente: Cliente) -> dict[str, Any]:
    suyos = Contacto.objects.filter(cliente__in=cliente.identidades)
    filas = suyos.defer(*PARA_BUSCAR).order_by("-activo", "pk")
    return {"cliente": cliente, "contactos": filas[:TOPE]}


def sedes(request: HttpRequest, cliente: Cliente) -> dict[str, Any]:
    suyas = Sede.objects.filter(cliente__in=cliente.identidades).select_related("calendario")
    return {"cliente": cliente, "sedes": suyas.order_by("pk")[:TOPE]}


def consentimientos(request: HttpRequest, cliente: Cliente) -> dict[str, Any]:
    """Those in force first; the rest is the history, folded."""
    filas = Consentimiento.objects.filter(contacto__cliente__in=cliente.identidades)
    ahora = timezone.now()
    filas = filas.select_related("contacto").defer(*(f"contacto__{c}" for c in PARA_BUSCAR))
    todos = list(filas.order_by("-otorgado_en", "-pk")[:TOPE])
    return {
        "cliente": cliente,
        "vigentes": [uno for uno in todos if uno.vale(ahora)],
        "pasados": [uno for uno in todos if not uno.vale(ahora)],
    }


def historia(request: HttpRequest, cliente: Cliente) -> dict[str, Any]:
    """What has been done with their data lately, and by whom: one statement."""
    sucesos = EventoCliente.objects.filter(cliente__in=cliente.identidades)
    quien = sucesos.select_related("usuario", "contacto", "token__usuario").defer(
        *(f"contacto__{columna}" for columna in PARA_BUSCAR)
    )
    return {"sucesos": quien.order_by("-ocurrido_en", "-id")[:SUCESOS]}


def registrar() -> None:
    registrar_panel("clientes.ficha", "historia", "clientes/paneles/historia.html", historia, 90)
    lado = "clientes.ficha.lado"
    registrar_panel(lado, "datos", "clientes/paneles/datos.html", datos, 10)
    registrar_panel(lado, "duplicados", "clientes/paneles/duplicados.html", duplicados, 5)
    registrar_panel(lado, "contactos", "clientes/paneles/contactos.html", contactos, 20)
    registrar_panel(lado, "sedes", "clientes/paneles/sedes.html", sedes, 30)
    registrar_panel(
        lado, "consentimientos", "clientes/paneles/consentimientos.html", consentimientos, 40
    )
