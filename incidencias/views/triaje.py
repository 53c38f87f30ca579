"""The questions of a category, asked for when another one is chosen in a form."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cuentas.permisos import exige_oficina
from incidencias.categorias import Arbol
from incidencias.forms import TriajeForm, es_clave
from incidencias.models import Categoria

PLANTILLA = "incidencias/triaje.html"


@require_safe
@exige_oficina
def triaje(request: HttpRequest) -> HttpResponse:
    """For the office: all the questions of `?categoria=`, with what was answered so far."""
    return pintar_triaje(request, request.path)


def pintar_triaje(
    request: HttpRequest, url: str, *, para_cliente: bool = False, idioma: str = "es"
) -> HttpResponse:
    """The fragment for the category in the address; upper apps give it an address of their own."""
    elegida = categoria_ofrecida(request.GET.get("categoria", ""), en_portal=para_cliente)
    form = TriajeForm(categoria=elegida, para_cliente=para_cliente, idioma=idioma)
    previas = {
        pregunta.pk: request.GET[f"t_{pregunta.pk}"]
        for pregunta in form.cuestionario.preguntas
        if request.GET.get(f"t_{pregunta.pk}")
    }
    if previas:
        form = TriajeForm(
            categoria=elegida, para_cliente=para_cliente, idioma=idioma, previas=previas
        )
    contexto: dict[str, Any] = {"triaje": form, "url_triaje": url}
    return render(request, PLANTILLA, contexto)


def categoria_ofrecida(clave: str, *, en_portal: bool = False) -> Categoria | None:
    """The category of that key, if it is offered."""
    if not es_clave(clave) or not Arbol.leer().se_ofrece(int(clave), en_portal=en_portal):
        return None
    return Categoria.objects.filter(pk=clave).first()
