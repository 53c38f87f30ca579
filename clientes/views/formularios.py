"""Create and change customers, contacts, sites, units and purchases: one page for all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clientes.forms import ClienteForm, CompraForm, ContactoForm, EquipoForm, SedeForm
from clientes.models import Cliente, Contacto, Equipo, Sede
from clientes.servicios import (
    cambiar_cliente,
    cambiar_contacto,
    cambiar_equipo,
    cambiar_sede,
    crear_contacto,
    crear_sede,
    dar_de_alta_cliente,
    registrar_compra,
    registrar_equipo,
)
from cuentas.permisos import exige_oficina
from nucleo.errores import ErrorDeNegocio
from nucleo.restricciones import anotar_en

formulario = require_http_methods(["GET", "HEAD", "POST"])


@formulario
@exige_oficina
def nuevo_cliente(request: HttpRequest) -> HttpResponse:
    form = ClienteForm(request.POST or None)
    hecho = _enviar(request, form, lambda datos: dar_de_alta_cliente(por=request.user, **datos))  # type: ignore[arg-type]
    return redirect(hecho) if hecho else _pintar(request, form, _("Cliente nuevo"))


@formulario
@exige_oficina
def editar_cliente(request: HttpRequest, pk: int) -> HttpResponse:
    cliente = _cliente(request, pk)
    form = ClienteForm(request.POST or None, instance=cliente)
    return _cambiar(request, form, cliente, cambiar_cliente, pk, _("Datos del cliente"))


@formulario
@exige_oficina
def nuevo_contacto(request: HttpRequest, pk: int) -> HttpResponse:
    cliente = _cliente(request, pk)
    form = ContactoForm(request.POST or None, initial={"idioma": cliente.idioma})
    return _cambiar(request, form, cliente, crear_contacto, pk, _("Contacto nuevo"))


@formulario
@exige_oficina
def editar_contacto(request: HttpRequest, pk: int, contacto_pk: int) -> HttpResponse:
    cliente = _cliente(request, pk)
    contacto = get_object_or_404(Contacto, pk=contacto_pk, cliente=cliente)
    form = ContactoForm(request.POST or None, instance=contacto)
    return _cambiar(request, form, cliente, cambiar_contacto, contacto_pk, _("Datos del contacto"))


@formulario
@exige_oficina
def nueva_sede(request: HttpRequest, pk: int) -> HttpResponse:
    cliente = _cliente(request, pk)
    form = SedeForm(request.POST or None)
    return _cambiar(request, form, cliente, crear_sede, pk, _("Sede nueva"))


@formulario
@exige_oficina
def editar_sede(request: HttpRequest, pk: int, sede_pk: int) -> HttpResponse:
    cliente = _cliente(request, pk)
    sede = get_object_or_404(Sede, pk=sede_pk, cliente=cliente)
    form = SedeForm(request.POST or None, instance=sede)
    return _cambiar(request, form, cliente, cambiar_sede, sede_pk, _("Datos de la sede"))


@formulario
@exige_oficina
def nuevo_equipo(request: HttpRequest, pk: int) -> HttpResponse:
    cliente = _cliente(request, pk)
    form = EquipoForm(request.POST or None, cliente=cliente)
    hecho = _enviar(
        request,
        form,
        lambda datos: registrar_equipo(por=request.user, cliente=cliente, **datos),  # type: ignore[arg-type]
    )
    return redirect(hecho) if hecho else _pintar(request, form, _("Equipo nuevo"), cliente)


@formulario
@exige_oficina
def editar_equipo(request: HttpRequest, pk: int) -> HttpResponse:
    visibles = Equipo.objects.visibles_para(request.user).para_listado()  # type: ignore[arg-type]
    equipo = get_object_or_404(visibles, pk=pk)
    form = EquipoForm(request.POST or None, instance=equipo, cliente=equipo.cliente)
    hecho = _enviar(
        request,
        form,
        lambda datos: cambiar_equipo(pk, por=request.user, **datos),  # type: ignore[arg-type]
    )
    if hecho:
        return redirect(hecho)
    return _pintar(request, form, _("Datos del equipo"), equipo.cliente)


@formulario
@exige_oficina
def nueva_compra(request: HttpRequest, pk: int) -> HttpResponse:
    cliente = _cliente(request, pk)
    form = CompraForm(
        request.POST or None, cliente=cliente, initial={"equipo": request.GET.get("equipo")}
    )
    hecho = _enviar(
        request,
        form,
        lambda datos: registrar_compra(por=request.user, cliente=cliente, **datos),  # type: ignore[arg-type]
    )
    if hecho:
        return redirect(hecho.equipo or cliente)
    return _pintar(request, form, _("Compra nueva"), cliente)


# --- What they share


def _cliente(request: HttpRequest, pk: int) -> Cliente:
    return get_object_or_404(Cliente.objects.visibles_para(request.user), pk=pk)  # type: ignore[arg-type]


def _cambiar(
    request: HttpRequest,
    form: forms.ModelForm,
    cliente: Cliente,
    servicio: Callable[..., Any],
    pk: int,
    titulo: str,
) -> HttpResponse:
    """A form of something of a customer, whose service takes a pk; back to the customer's page."""
    hecho = _enviar(request, form, lambda datos: servicio(pk, por=request.user, **datos))
    return redirect(cliente) if hecho else _pintar(request, form, titulo, cliente)


def _enviar(
    request: HttpRequest, form: forms.ModelForm, servicio: Callable[[dict[str, Any]], Any]
) -> Any:
    """What the service did with a valid form; None if there is something to show or correct."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        hecho = servicio(form.cleaned_data)
    except ErrorDeNegocio as error:
        anotar_en(form, error)
        return None
    messages.success(request, _("Guardado."))
    return hecho


def _pintar(
    request: HttpRequest, form: forms.ModelForm, titulo: str, cliente: Cliente | None = None
) -> HttpResponse:
    contexto = {"form": form, "titulo": titulo, "cliente": cliente}
    return render(request, "clientes/formulario.html", contexto, status=422 if form.errors else 200)
