"""The questions of a category, asked for when another one is chosen in a form."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cuentas.permisos import exige_oficina
from incidencias.categorias import Arbol
from incidencias.forms import TriajeForm, es_clave
from incidencias.models import Categoria, Incidencia
from incidencias.servicios import responder_triaje
from incidencias.views.acceso import visible_o_404
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pintar
from nucleo.restricciones import anotar_en

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


@require_http_methods(["GET", "HEAD", "POST"])
@exige_oficina
def responder_preguntas(request: HttpRequest, codigo: str) -> HttpResponse:
    """Answer what was not asked as the case came in, or correct it."""
    incidencia = visible_o_404(
        request, codigo, Incidencia.objects.select_related("categoria").defer("busqueda")
    )
    filas = incidencia.respuestas_triaje.exclude(valor="").defer("busqueda")
    previas = {fila.pregunta_id: fila.valor for fila in filas}
    enviado = request.POST if request.method == "POST" else None
    form = TriajeForm(
        enviado,
        request.FILES or None,
        categoria=incidencia.categoria,
        idioma=incidencia.idioma,
        previas=previas,
    )
    if enviado is not None and form.is_valid():
        quitadas = {pk: "" for pk in previas if pk not in form.respuestas}
        try:
            responder_triaje(
                incidencia.pk, por=request.user, respuestas={**quitadas, **form.respuestas}
            )
            messages.success(request, _("Respuestas guardadas."))
            return redirect(incidencia)
        except ErrorDeNegocio as error:
            anotar_en(form, error)
    contexto = {"incidencia": incidencia, "triaje": form}
    return pintar(
        request,
        "incidencias/triaje_de_caso.html",
        contexto,
        status=200 if enviado is None else 422,
    )
