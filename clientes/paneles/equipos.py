"""What the customer owns, and whether it is covered today."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from clientes.cobertura import veredicto_de
from clientes.models import Cliente, Equipo
from nucleo.registro import registrar_panel
from nucleo.tiempo import dia_local

TOPE = 100


def equipos(request: HttpRequest, cliente: Cliente) -> dict[str, Any]:
    suyos = (
        Equipo.objects.filter(cliente__in=cliente.identidades)
        .con_cobertura()
        .order_by("retirado_en", "-pk")[:TOPE]
    )
    hoy = dia_local(timezone.now())
    return {
        "cliente": cliente,
        "equipos": [(equipo, veredicto_de(equipo, manifestacion=hoy)) for equipo in suyos],
    }


def registrar() -> None:
    registrar_panel("clientes.ficha", "equipos", "clientes/paneles/equipos.html", equipos, 20)
