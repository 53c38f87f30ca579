"""Ajustes → Buzones: set them up, try them, pause them."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cuentas.permisos import exige_rol
from incidencias.correo.imap import probar
from incidencias.forms.buzones import BuzonForm
from incidencias.models import Buzon
from incidencias.servicios.correo.buzones import (
    guardar_buzon,
    pausar_buzon,
    reanudar_buzon,
    recoger_ya,
)
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pintar
from nucleo.restricciones import anotar_en

QUIEN = ("administrador",)
ACCIONES: dict[str, tuple[Callable[[int], Buzon], str | Promise]] = {
    "pausar": (pausar_buzon, _("En pausa: nadie lo lee hasta que lo reanudes.")),
    "reanudar": (reanudar_buzon, _("Se lee otra vez desde donde se quedó.")),
    "recoger": (recoger_ya, _("Se está leyendo ahora.")),
}


@require_safe
@exige_rol(*QUIEN)
def listado(request: HttpRequest) -> HttpResponse:
    """The mailboxes and how their reading goes."""
    buzones = Buzon.objects.select_related("grupo").order_by("nombre")
    return render(request, "incidencias/buzones.html", {"buzones": buzones})


@require_http_methods(["GET", "HEAD", "POST"])
@exige_rol(*QUIEN)
def nuevo(request: HttpRequest) -> HttpResponse:
    """Another mailbox."""
    return _editar(request, Buzon())


@require_http_methods(["GET", "HEAD", "POST"])
@exige_rol(*QUIEN)
def buzon(request: HttpRequest, pk: int) -> HttpResponse:
    """One mailbox: change it, try it."""
    return _editar(request, get_object_or_404(Buzon, pk=pk))


@require_POST
@exige_rol(*QUIEN)
def accion(request: HttpRequest, pk: int, clave: str) -> HttpResponse:
    """Pause, go on, read now."""
    get_object_or_404(Buzon, pk=pk)
    hacer, hecho = ACCIONES[clave]
    hacer(pk)
    messages.success(request, str(hecho))
    return redirect("buzones:buzones")


def _editar(request: HttpRequest, instancia: Buzon) -> HttpResponse:
    """Save it or, with the other button, only try what is typed."""
    enviado = request.POST if request.method == "POST" else None
    form = BuzonForm(enviado, instance=instancia)
    prueba = None
    if enviado is not None and form.is_valid():
        if "probar" in enviado:
            prueba = probar(form.para_probar())
        elif _guardar(form):
            messages.success(request, _("Guardado."))
            return redirect("buzones:buzones")
    contexto = {
        "form": form,
        "buzon": instancia if instancia.pk else None,
        "prueba": prueba,
        "probando": enviado is not None and "probar" in enviado,
    }
    estado = 200 if enviado is None or prueba is not None else 422
    return pintar(request, "incidencias/buzon.html", contexto, fragmento="prueba", status=estado)


def _guardar(form: BuzonForm) -> bool:
    datos = form.cleaned_data
    try:
        guardar_buzon(form.instance, secreto=datos["secreto"], oauth_secreto=datos["oauth_secreto"])
    except ErrorDeNegocio as error:
        anotar_en(form, error)
        return False
    return True
