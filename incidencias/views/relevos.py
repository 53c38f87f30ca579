"""Answers to what waits for somebody: a case that is offered, something that is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cuentas.models import CodigoRol, Usuario
from cuentas.permisos import exige_oficina, exige_rol
from incidencias.bandejas import olvidar_cuentas
from incidencias.forms.reparto import LimitesForm, RechazarForm, RespuestaForm
from incidencias.models import Incidencia, PeticionInterna, Relevo
from incidencias.reparto_pendiente import peticiones_para
from incidencias.servicios import (
    aceptar_relevo,
    fijar_limites_de_cortesia,
    rechazar_relevo,
    responder_peticion,
    retirar_peticion,
    retirar_relevo,
)
from incidencias.views.acceso import visible_o_404
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pintar
from nucleo.mensajes import diciendo
from nucleo.paginas import Orden, paginar_por_clave
from nucleo.restricciones import anotar_en

URGENTES = Orden("limite", "limite_en")


@require_POST
@exige_oficina
def aceptar(request: HttpRequest, codigo: str, pk: int) -> HttpResponse:
    """It is mine from now on."""
    return _intentar(request, _relevo(codigo, pk), aceptar_relevo, _("Es tuya."))


@require_http_methods(["GET", "HEAD", "POST"])
@exige_oficina
def rechazar(request: HttpRequest, codigo: str, pk: int) -> HttpResponse:
    """No, and why."""
    incidencia = visible_o_404(request, codigo)
    relevo = get_object_or_404(_relevo(codigo, pk))
    form = RechazarForm(request.POST if request.method == "POST" else None)
    contexto = {"incidencia": incidencia, "relevo": relevo, "titulo": _("No me la quedo")}
    return _responder(
        request,
        form,
        contexto,
        lambda datos: rechazar_relevo(pk, por=_yo(request), **datos),
        _("Se queda con quien la tenía, que ya lo sabe."),
    )


@require_POST
@exige_oficina
def retirar(request: HttpRequest, codigo: str, pk: int) -> HttpResponse:
    """I keep it after all."""
    return _intentar(request, _relevo(codigo, pk), retirar_relevo, _("Relevo retirado."))


@require_safe
@exige_oficina
def peticiones(request: HttpRequest) -> HttpResponse:
    """What my teams are asked and what I may authorise, the most urgent first."""
    abiertas = peticiones_para(_yo(request)).select_related(
        "incidencia__cliente", "grupo", "pedida_por"
    )
    pagina = paginar_por_clave(abiertas, request.GET, URGENTES)
    contexto = {"pagina": pagina}
    return pintar(request, "incidencias/peticiones.html", contexto, fragmento="peticiones")


@require_http_methods(["GET", "HEAD", "POST"])
@exige_oficina
def responder(request: HttpRequest, codigo: str, pk: int) -> HttpResponse:
    """Answer what was asked; an authorisation, by one of its two buttons."""
    incidencia = visible_o_404(request, codigo)
    peticion = get_object_or_404(_peticion(codigo, pk).select_related("pedida_por", "grupo"))
    form = RespuestaForm(request.POST if request.method == "POST" else None)
    contexto = {"incidencia": incidencia, "peticion": peticion, "titulo": _("Responder")}
    return _responder(
        request,
        form,
        contexto,
        lambda datos: responder_peticion(pk, por=_yo(request), **datos),
        _("Respondida."),
    )


@require_POST
@exige_oficina
def retirar_lo_pedido(request: HttpRequest, codigo: str, pk: int) -> HttpResponse:
    """It is no longer needed."""
    hecho = _("Ya no hace falta: retirada.")
    return _intentar(request, _peticion(codigo, pk), retirar_peticion, hecho)


@require_http_methods(["GET", "HEAD", "POST"])
@exige_rol(CodigoRol.GESTOR, CodigoRol.ADMINISTRADOR)
def limites(request: HttpRequest) -> HttpResponse:
    """Ajustes: how much each role may give alone."""
    roles = [(rol.value, rol.label) for rol in CodigoRol if rol != CodigoRol.CLIENTE]
    form = LimitesForm(request.POST if request.method == "POST" else None, roles=roles)
    if request.method == "POST" and form.is_valid():
        fijar_limites_de_cortesia(form.limites(), por=_yo(request))
        messages.success(request, _("Límites guardados."))
        return redirect("limites:cortesia")
    estado = 422 if form.errors else 200
    return render(request, "incidencias/limites.html", {"form": form}, status=estado)


def _yo(request: HttpRequest) -> Usuario:
    return request.user  # type: ignore[return-value]


def _relevo(codigo: str, pk: int) -> Any:
    return Relevo.objects.filter(pk=pk, incidencia__codigo=codigo)


def _peticion(codigo: str, pk: int) -> Any:
    return PeticionInterna.objects.filter(pk=pk, incidencia__codigo=codigo)


def _intentar(
    request: HttpRequest, filas: Any, servicio: Callable[..., Any], hecho: str
) -> HttpResponse:
    fila = get_object_or_404(filas.select_related("incidencia"))
    incidencia = visible_o_404(request, fila.incidencia.codigo)
    with diciendo(request, hecho):
        servicio(fila.pk, por=_yo(request))
    return _a_la_ficha(request, incidencia)


def _responder(
    request: HttpRequest,
    form: forms.Form,
    contexto: dict[str, Any],
    hacer: Callable[[dict[str, Any]], Any],
    hecho: str,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            hacer(form.cleaned_data)
            messages.success(request, hecho)
            return _a_la_ficha(request, contexto["incidencia"])
        except ErrorDeNegocio as error:
            anotar_en(form, error)
    estado = 422 if form.errors else 200
    return render(
        request, "incidencias/respuesta_interna.html", {**contexto, "form": form}, status=estado
    )


def _a_la_ficha(request: HttpRequest, incidencia: Incidencia) -> HttpResponse:
    olvidar_cuentas(_yo(request))
    return redirect(incidencia)
