"""Macros: those of a case, previewed and done; and the page where they are written."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from conocimiento.permisos import edita_lo_comun
from conocimiento.pestanas import pestanas
from cuentas.permisos import exige_oficina
from incidencias.actuaciones import ACTUACIONES
from incidencias.bandejas import olvidar_cuentas
from incidencias.forms import LARGO_TEXTO
from incidencias.forms.macros import MacroForm
from incidencias.macros import con_sus_pasos, macros_para, pasos_de, previa_de
from incidencias.models import Incidencia, Macro
from incidencias.servicios import soltar_respuestas
from incidencias.servicios.macros import guardar_macro, hacer_macro
from incidencias.views.acceso import ficha_o_404
from nucleo.envios import una_sola_vez
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pide_fragmento, pintar
from nucleo.restricciones import anotar_en

con_formulario = require_http_methods(["GET", "HEAD", "POST"])


# --- On a case


@require_safe
@exige_oficina
def de_la_incidencia(request: HttpRequest, codigo: str) -> HttpResponse:
    """Those for this case, to choose one: a dialog, or a page."""
    incidencia = ficha_o_404(request, codigo)
    macros = macros_para(incidencia, request.user)  # type: ignore[arg-type]
    contexto = {"incidencia": incidencia, "macros": con_sus_pasos(macros)}
    return pintar(request, "incidencias/macros.html", contexto, fragmento="dialogo")


@con_formulario
@exige_oficina
def hacer(request: HttpRequest, codigo: str, pk: int) -> HttpResponse:
    """What it would do, and doing it: all or nothing."""
    incidencia = ficha_o_404(request, codigo)
    macro = get_object_or_404(_usables(request), pk=pk)
    textos = _textos(request)
    if request.method == "POST":
        try:
            una_sola_vez(request, lambda: _hacer(request, macro, incidencia, textos))
            messages.success(request, _("Hecho: %(macro)s.") % {"macro": macro})
            return _a_la_ficha(request, incidencia)
        except ErrorDeNegocio:
            pass  # the preview says it, with the rest
    previa = previa_de(macro, incidencia, request.user, textos)  # type: ignore[arg-type]
    return pintar(
        request,
        "incidencias/macro.html",
        {"incidencia": incidencia, "macro": macro, "previa": previa},
        fragmento="dialogo",
        status=422 if request.method == "POST" else 200,
    )


def _textos(request: HttpRequest) -> dict[int, str]:
    """The replies as they were left on the page, by their action: `texto-7`."""
    enviados = {campo.removeprefix("texto-"): campo for campo in request.POST if "-" in campo}
    return {
        int(pk): request.POST[campo][:LARGO_TEXTO]
        for pk, campo in enviados.items()
        if pk.isascii() and pk.isdecimal() and len(pk) < 19
    }


def _hacer(
    request: HttpRequest, macro: Macro, incidencia: Incidencia, textos: dict[int, str]
) -> str:
    soltar_respuestas(incidencia.pk, por=request.user)  # type: ignore[arg-type]
    hacer_macro(macro.pk, incidencia.pk, por=request.user, textos=textos)  # type: ignore[arg-type]
    return str(macro)


def _usables(request: HttpRequest):  # type: ignore[no-untyped-def]
    mias = Macro.objects.activas().visibles_para(request.user)  # type: ignore[arg-type]
    return mias.prefetch_related("acciones")


def _a_la_ficha(request: HttpRequest, incidencia: Incidencia) -> HttpResponse:
    olvidar_cuentas(request.user)
    if pide_fragmento(request):
        respuesta = HttpResponse(status=204)
        respuesta["HX-Redirect"] = incidencia.get_absolute_url()
        return respuesta
    return redirect(incidencia)


# --- Where they are written


@require_safe
@exige_oficina
def macros(request: HttpRequest) -> HttpResponse:
    filas = Macro.objects.visibles_para(request.user).prefetch_related("acciones")  # type: ignore[arg-type]
    filas = filas.order_by("-activa", "nombre", "pk")
    contexto = {
        "pestanas": pestanas("macros"),
        "macros": con_sus_pasos(filas),
        "edita": edita_lo_comun(request.user),  # type: ignore[arg-type]
    }
    return pintar(request, "conocimiento/macros.html", contexto)


@con_formulario
@exige_oficina
def macro_nueva(request: HttpRequest) -> HttpResponse:
    return _editar(request, None)


@con_formulario
@exige_oficina
def macro(request: HttpRequest, pk: int) -> HttpResponse:
    visibles = Macro.objects.visibles_para(request.user).prefetch_related("acciones")  # type: ignore[arg-type]
    una = get_object_or_404(visibles, pk=pk)
    if una.dueno_id is None and not edita_lo_comun(request.user):  # type: ignore[arg-type]
        raise Http404
    return _editar(request, una)


def _editar(request: HttpRequest, una: Macro | None) -> HttpResponse:
    """Adding or taking away an action paints the page again; only «Guardar» writes."""
    enviado = request.POST if request.method == "POST" else None
    form = MacroForm(enviado, macro=una, solo_mia=not edita_lo_comun(request.user))  # type: ignore[arg-type]
    se_guarda = enviado is not None and not {"anadir", "quitar"} & set(enviado)
    if se_guarda and form.is_valid():
        try:
            guardar_macro(form.datos(), por=request.user, pk=una.pk if una else None)  # type: ignore[arg-type]
        except ErrorDeNegocio as error:
            anotar_en(form, error)
        else:
            messages.success(request, _("Guardada."))
            return redirect("macros:macros")
    contexto = {
        "form": form,
        "macro": una,
        "actuaciones": list(ACTUACIONES.values()),
        "con_errores": se_guarda,
        "pasos": pasos_de(una) if una else [],
    }
    return render(request, "conocimiento/macro.html", contexto, status=422 if se_guarda else 200)
