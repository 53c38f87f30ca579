"""In which language speaks a page that nobody has signed in to."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from nucleo.idiomas import idioma_del_navegador


def pintar_en_su_idioma(
    request: HttpRequest,
    plantilla: str,
    contexto: dict[str, Any] | None = None,
    *,
    idioma: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """A page in the language of whom its link was sent to; of the browser, if that is not known."""
    idioma = idioma or idioma_del_navegador(request)
    with translation.override(idioma):
        return render(request, plantilla, {**(contexto or {}), "idioma": idioma}, status=status)
