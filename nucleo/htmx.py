"""One template, two sizes: the whole page or the fragment that htmx asked for."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def pintar(
    request: HttpRequest,
    plantilla: str,
    contexto: dict[str, Any],
    fragmento: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render `plantilla`, or only its partial `fragmento` when htmx asks for a piece.

    Boosted navigation and history restore get the whole page; the answer varies accordingly.
    """
    nombre = f"{plantilla}#{fragmento}" if fragmento and pide_fragmento(request) else plantilla
    respuesta = render(request, nombre, contexto, status=status)
    patch_vary_headers(respuesta, ["HX-Request"])
    return respuesta


def pide_fragmento(request: HttpRequest) -> bool:
    """Whether htmx will swap the answer into a page that is already there."""
    cabeceras = request.headers
    return (
        cabeceras.get("HX-Request") == "true"
        and cabeceras.get("HX-Boosted") != "true"
        and cabeceras.get("HX-History-Restore-Request") != "true"
    )
