"""The papers of a unit, and its purchases that nobody has looked at yet."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from clientes.models import DocumentoEquipo, Equipo
from nucleo.registro import registrar_panel

TOPE = 50


def documentos(request: HttpRequest, equipo: Equipo) -> dict[str, Any]:
    visibles = DocumentoEquipo.objects.visibles_para(request.user)  # type: ignore[arg-type]
    suyos = visibles.filter(equipo=equipo).select_related("archivo").order_by("-guardado_en", "-pk")
    return {
        "equipo": equipo,
        "documentos": suyos[:TOPE],
        "por_comprobar": [compra for compra in equipo.compras.all() if compra.por_comprobar],
    }


def registrar() -> None:
    registrar_panel(
        "clientes.equipo.lado", "documentos", "clientes/paneles/documentos.html", documentos, 60
    )
