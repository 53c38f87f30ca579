"""Decisions on a case: each is a page of its own, and a dialog over the ficha when htmx asks.

Which there are, for whom and when: `incidencias/acciones/`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from cuentas.permisos import exige_oficina
from incidencias.acciones import POR_CLAVE, Accion
from incidencias.bandejas import olvidar_cuentas
from incidencias.forms import Decision
from incidencias.models import Incidencia, Promesa
from incidencias.servicios import cumplir_promesa, soltar_respuestas
from incidencias.views.acceso import visible_o_404
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pide_fragmento, pintar
from nucleo.mensajes import diciendo
from nucleo.restricciones import anotar_en


@require_http_methods(["GET", "HEAD", "POST"])
@exige_oficina
def accion(request: HttpRequest, codigo: str, clave: str) -> HttpResponse:
    """Ask for what the decision needs, and take it."""
    pedida = _accion_o_404(request, clave)
    incidencia = visible_o_404(
        request, codigo, Incidencia.objects.select_related("categoria", "equipo__producto")
    )
    enviado = request.POST if request.method == "POST" else None
    form = pedida.formulario(enviado, incidencia=incidencia)
    form.para(request.user)
    if enviado is not None and form.is_valid() and _decidir(request, pedida, incidencia, form):
        return _a_la_ficha(request, incidencia)
    return pintar(
        request,
        "incidencias/accion.html",
        {"incidencia": incidencia, "accion": pedida, "form": form},
        fragmento="dialogo",
        status=200 if enviado is None else 422,
    )


def _decidir(request: HttpRequest, pedida: Accion, incidencia: Incidencia, form: Decision) -> bool:
    """Whether it is done; if not, its sentence is in the form."""
    try:
        _hacer(request, pedida, incidencia, form.cleaned_data)
    except ErrorDeNegocio as error:
        anotar_en(form, error)
        return False
    messages.success(request, str(pedida.hecho))
    return True


@transaction.atomic
def _hacer(
    request: HttpRequest, pedida: Accion, incidencia: Incidencia, datos: dict[str, Any]
) -> None:
    """What one had just said leaves before; refused, it can still be undone."""
    soltar_respuestas(incidencia.pk, por=request.user)  # type: ignore[arg-type]
    pedida.hacer(incidencia.pk, por=request.user, **datos)


@require_POST
@exige_oficina
def al_momento(request: HttpRequest, codigo: str, clave: str) -> HttpResponse:
    """Decisions that need nothing else than the button."""
    pedida = _accion_o_404(request, clave)
    incidencia = visible_o_404(request, codigo)
    return _intentar(
        request, incidencia, lambda: _hacer(request, pedida, incidencia, {}), pedida.hecho
    )


@require_POST
@exige_oficina
def cumplir(request: HttpRequest, codigo: str, pk: int) -> HttpResponse:
    """Mark a promise of this case as kept."""
    incidencia = visible_o_404(request, codigo)
    if not Promesa.objects.filter(pk=pk, incidencia=incidencia).exists():
        raise Http404
    return _intentar(
        request,
        incidencia,
        lambda: cumplir_promesa(pk, por=request.user),
        gettext_lazy("Promesa cumplida."),
    )


def _accion_o_404(request: HttpRequest, clave: str) -> Accion:
    """The decision, if this person's roles may take it; whether now, its service says."""
    pedida = POR_CLAVE[clave]
    if not request.user.tiene_rol(*pedida.roles):
        raise Http404
    return pedida


def _intentar(
    request: HttpRequest, incidencia: Incidencia, hacer: Callable[[], Any], hecho: str | Promise
) -> HttpResponse:
    with diciendo(request, hecho):
        hacer()
    return _a_la_ficha(request, incidencia)


def _a_la_ficha(request: HttpRequest, incidencia: Incidencia) -> HttpResponse:
    """Back to the page of the case; htmx is told to go there by itself."""
    olvidar_cuentas(request.user)
    if pide_fragmento(request):
        respuesta = HttpResponse(status=204)
        respuesta["HX-Redirect"] = incidencia.get_absolute_url()
        return respuesta
    return redirect(incidencia)
