"""Pages made of what the apps above register: the search box and the settings."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from nucleo import registro
from nucleo.htmx import pide_fragmento, pintar
from nucleo.resaltado import llano

MINIMO = 2
Vista = Callable[..., HttpResponse]


def solo_personal(vista: Vista) -> Vista:
    """Customers and strangers do not find these pages."""

    @wraps(vista)
    @login_required
    def envuelta(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.es_personal:  # type: ignore[union-attr]
            raise Http404
        return vista(request, *args, **kwargs)

    return envuelta


@require_safe
@solo_personal
def buscar(request: HttpRequest) -> HttpResponse:
    """Search everything the user may see. Enter with a single result goes straight to it."""
    texto = request.GET.get("q", "").strip()[:100]
    hallazgos = registro.buscar_en_todo(request.user, texto) if len(texto) >= MINIMO else []
    resultados = [resultado for _fuente, suyos in hallazgos for resultado in suyos]
    if len(resultados) == 1 and not pide_fragmento(request):
        return redirect(resultados[0].url)
    contexto = {
        "q": texto,
        "hallazgos": hallazgos,
        "secciones": _secciones(request, texto),
        "comandos": _comandos(request, texto),
    }
    return pintar(request, "nucleo/buscar.html", contexto, fragmento="resultados")


@require_safe
@solo_personal
def ajustes(request: HttpRequest) -> HttpResponse:
    """The settings pages of this user."""
    return pintar(request, "nucleo/ajustes.html", {"entradas": registro.ajustes_para(request.user)})


def _comandos(request: HttpRequest, texto: str) -> list[registro.Comando]:
    """What can be done that is called so; with nothing typed, all of it."""
    buscado = llano(texto)
    todos = registro.comandos_para(request.user)
    return [uno for uno in todos if buscado in llano(f"{uno.titulo} {' '.join(uno.palabras)}")]


def _secciones(request: HttpRequest, texto: str) -> list[registro.Entrada]:
    """Sections whose name has the text: the box also takes one there."""
    if len(texto) < MINIMO:
        return []
    entradas = [*registro.menu_para(request.user), *registro.ajustes_para(request.user)]
    return [entrada for entrada in entradas if llano(texto) in llano(str(entrada.titulo))]
