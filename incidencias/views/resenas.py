"""What is said of us in public, and the suggestions that wait for an answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cuentas.permisos import exige_oficina
from incidencias.busqueda import buscar_clientes
from incidencias.forms.resenas import (
    AbrirPorResenaForm,
    ClienteForm,
    DejarResenaForm,
    ResenaForm,
    ResponderResenaForm,
)
from incidencias.models import Incidencia, Resena, Tipo
from incidencias.servicios.resenas import (
    abrir_por_resena,
    apuntar_resena,
    casar_resena,
    dejar_sin_respuesta,
    responder_resena,
    tipo_propuesto,
)
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pintar
from nucleo.paginas import Orden, paginar_por_clave
from nucleo.restricciones import anotar_en

POR_PAGINA = 30
LAS_QUE_ESPERAN = Orden("espera", "publicada_en")  # who has waited longest, first
LAS_ULTIMAS = Orden("ultimas", "publicada_en", descendente=True)
SUGERENCIAS_QUE_ESPERAN = Orden("espera", "ocurrida_en")
SUGERENCIAS_ULTIMAS = Orden("ultimas", "ocurrida_en", descendente=True)


@require_safe
@exige_oficina
def listado(request: HttpRequest) -> HttpResponse:
    """Those without an answer, the oldest first; or all of them."""
    todas = "todas" in request.GET
    resenas = Resena.objects.select_related("cliente", "incidencia")
    if not todas:
        resenas = resenas.filter(respondida_en=None, sin_respuesta_en=None)
    orden = LAS_ULTIMAS if todas else LAS_QUE_ESPERAN
    pagina = paginar_por_clave(resenas, request.GET, orden, POR_PAGINA)
    contexto = {"pagina": pagina, "todas": todas}
    return pintar(request, "incidencias/resenas.html", contexto, fragmento="tabla")


@require_http_methods(["GET", "HEAD", "POST"])
@exige_oficina
def nueva(request: HttpRequest) -> HttpResponse:
    """Write one down."""
    form = ResenaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        datos = form.cleaned_data
        try:
            resena = apuntar_resena(por=request.user, publicada_en=datos.pop("publicada"), **datos)
            return redirect("incidencias:resena", resena.pk)
        except ErrorDeNegocio as error:
            anotar_en(form, error)
    estado = 422 if request.method == "POST" else 200
    return render(request, "incidencias/resena_nueva.html", {"form": form}, status=estado)


@require_safe
@exige_oficina
def resena(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them, with what can be done about it."""
    return _pagina(request, _o_404(pk))


@require_POST
@exige_oficina
def responder(request: HttpRequest, pk: int) -> HttpResponse:
    return _hacer(
        request,
        pk,
        "responder_form",
        ResponderResenaForm(request.POST),
        lambda datos: responder_resena(pk, por=request.user, **datos),
        _("Respuesta guardada."),
    )


@require_POST
@exige_oficina
def dejar(request: HttpRequest, pk: int) -> HttpResponse:
    return _hacer(
        request,
        pk,
        "dejar_form",
        DejarResenaForm(request.POST),
        lambda datos: dejar_sin_respuesta(pk, por=request.user, **datos),
        _("Queda sin respuesta."),
    )


@require_POST
@exige_oficina
def casar(request: HttpRequest, pk: int) -> HttpResponse:
    return _hacer(
        request,
        pk,
        "cliente_form",
        ClienteForm(request.POST, usuario=request.user),
        lambda datos: casar_resena(pk, por=request.user, **datos),
        _("Apuntado."),
    )


@require_POST
@exige_oficina
def abrir(request: HttpRequest, pk: int) -> HttpResponse:
    """A case of it; then, the page of the case."""
    return _hacer(
        request,
        pk,
        "abrir_form",
        AbrirPorResenaForm(request.POST),
        lambda datos: abrir_por_resena(pk, por=request.user, **datos),
        _("Incidencia abierta."),
    )


def _o_404(pk: int) -> Resena:
    return get_object_or_404(
        Resena.objects.select_related("cliente", "incidencia", "respondida_por"), pk=pk
    )


def _hacer(
    request: HttpRequest,
    pk: int,
    nombre: str,
    form: Any,
    hacer: Callable[[dict[str, Any]], Resena | Incidencia],
    frase: str,
) -> HttpResponse:
    vista = _o_404(pk)
    if form.is_valid():
        try:
            hecho = hacer(form.cleaned_data)
        except ErrorDeNegocio as error:
            anotar_en(form, error)
        else:
            messages.success(request, frase)
            if isinstance(hecho, Incidencia):
                return redirect(hecho)
            return redirect("incidencias:resena", pk)
    return _pagina(request, vista, status=422, **{nombre: form})


def _pagina(
    request: HttpRequest, vista: Resena, status: int = 200, **formularios: Any
) -> HttpResponse:
    buscado = request.GET.get("q", "")
    contexto = {
        "resena": vista,
        "buscado": buscado,
        "hallados": buscar_clientes(request.user, buscado) if buscado else [],
        "responder_form": ResponderResenaForm(initial={"respuesta": vista.respuesta}),
        "dejar_form": DejarResenaForm(),
        "abrir_form": AbrirPorResenaForm(initial={"tipo": tipo_propuesto(vista)}),
        **formularios,
    }
    return render(request, "incidencias/resena.html", contexto, status=status)


@require_safe
@exige_oficina
def sugerencias(request: HttpRequest) -> HttpResponse:
    """Suggestions whose author has had no answer, the oldest first; or all of them."""
    todas = "todas" in request.GET
    visibles = Incidencia.objects.visibles_para(request.user).filter(tipo=Tipo.SUGERENCIA)
    if not todas:
        visibles = visibles.abiertas().filter(primera_respuesta_en=None)
    orden = SUGERENCIAS_ULTIMAS if todas else SUGERENCIAS_QUE_ESPERAN
    pagina = paginar_por_clave(visibles.para_listado(), request.GET, orden, POR_PAGINA)
    contexto = {"pagina": pagina, "todas": todas}
    return pintar(request, "incidencias/sugerencias.html", contexto, fragmento="tabla")
