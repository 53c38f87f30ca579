"""Customers that may be one: the list to look at, merging two and taking them apart."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clientes.busqueda import quien_puede_ser
from clientes.forms.duplicados import FusionForm
from clientes.models import Cliente, PosibleDuplicado
from clientes.resumen import resumir
from clientes.servicios import distinguir_clientes, fusionar_cliente, separar_cliente
from clientes.views.comun import cliente_de, enviar, formulario, pintar_formulario
from cuentas.permisos import exige_oficina
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pintar
from nucleo.paginas import Orden, paginar_por_clave

ORDEN = Orden("parecido", "puntos", descendente=True)
POR_PAGINA = 25
CANDIDATOS = 8


@require_safe
@exige_oficina
def listado(request: HttpRequest) -> HttpResponse:
    """The pairs to look at, the surest first."""
    visibles = PosibleDuplicado.objects.visibles_para(request.user).pendientes()  # type: ignore[arg-type]
    pagina = paginar_por_clave(
        visibles.select_related("uno", "otro"), request.GET, ORDEN, por_pagina=POR_PAGINA
    )
    return pintar(request, "clientes/duplicados.html", {"pagina": pagina}, fragmento="parejas")


@require_POST
@exige_oficina
def distintos(request: HttpRequest, pk: int) -> HttpResponse:
    """They are two: the pair leaves the list."""
    visibles = PosibleDuplicado.objects.visibles_para(request.user)  # type: ignore[arg-type]
    pareja = get_object_or_404(visibles.select_related("uno", "otro"), pk=pk)
    try:
        distinguir_clientes(pareja.pk, por=request.user)  # type: ignore[arg-type]
    except ErrorDeNegocio as error:
        messages.error(request, str(error))
        return redirect("clientes:duplicados")
    frase = _("Anotado: «%(uno)s» y «%(otro)s» no son el mismo.")
    messages.success(request, frase % {"uno": pareja.uno, "otro": pareja.otro})
    vuelve = request.POST.get("vuelve", "")
    if vuelve in {str(pareja.uno_id), str(pareja.otro_id)}:
        return redirect("clientes:ficha", vuelve)
    return redirect("clientes:duplicados")


@formulario
@exige_oficina
def fusionar(request: HttpRequest, pk: int) -> HttpResponse:
    """Compare this customer with another (`?con=`), choose who stays, and merge them."""
    cliente = cliente_de(request, pk)
    visibles = Cliente.objects.visibles_para(request.user).vivos()  # type: ignore[arg-type]
    otro = _otro(request, visibles, cliente)
    if otro is None:
        return _buscar_al_otro(request, cliente)
    form = FusionForm(request.POST if request.method == "POST" else None, uno=cliente, otro=otro)
    hecho = enviar(
        request, form, lambda datos: _fusionar(request, cliente, otro, **datos), _hecho()
    )
    if hecho:
        return redirect(hecho)
    contexto = {
        "form": form,
        "cliente": cliente,
        "otro": otro,
        "comparados": resumir([cliente, otro]),
    }
    estado = 422 if form.errors else 200
    return render(request, "clientes/fusionar.html", contexto, status=estado)


def _hecho() -> str:
    return _("Fusionados. Se puede deshacer desde esta misma ficha.")


def _fusionar(request: HttpRequest, uno: Cliente, otro: Cliente, *, queda: str) -> Cliente:
    sobra, queda_ = (uno, otro) if queda == str(otro.pk) else (otro, uno)
    return fusionar_cliente(sobra.pk, por=request.user, en_cliente=queda_)  # type: ignore[arg-type]


def _otro(request: HttpRequest, visibles: Any, cliente: Cliente) -> Cliente | None:
    con = request.GET.get("con", "")
    if not (con.isascii() and con.isdigit() and len(con) < 19):
        return None
    return visibles.filter(pk=con).exclude(pk=cliente.pk).first()


def _buscar_al_otro(request: HttpRequest, cliente: Cliente) -> HttpResponse:
    """Who is it the same as? By any part of their data."""
    texto = request.GET.get("q", "").strip()[:100]
    hallados = quien_puede_ser(request.user, texto, CANDIDATOS)  # type: ignore[arg-type]
    con = request.GET.get("con", "")
    contexto = {
        "cliente": cliente,
        "q": texto,
        "hallados": [uno for uno in hallados if uno.cliente != cliente],
        "error": _frase_de(con, cliente) if con else "",
    }
    return pintar(
        request,
        "clientes/fusionar_con.html",
        contexto,
        fragmento="hallados",
        status=422 if con else 200,
    )


def _frase_de(con: str, cliente: Cliente) -> str:
    if con == str(cliente.pk):
        return _("Un cliente no se puede fusionar consigo mismo: elige otro.")
    if con.isascii() and con.isdigit() and len(con) < 19:
        ido = Cliente.objects.filter(pk=con, fusionado_en__isnull=False).first()
        if ido is not None:
            frase = _("«%(cliente)s» ya está fusionado con «%(otro)s»: usa ese.")
            return frase % {"cliente": ido, "otro": ido.fusionado_en}
    return _("Ese cliente no existe: búscalo por su nombre, teléfono o NIF.")


@formulario
@exige_oficina
def separar(request: HttpRequest, pk: int, absorbido_pk: int) -> HttpResponse:
    """Undo a merge, after saying what will happen."""
    cliente = cliente_de(request, pk)
    absorbido = get_object_or_404(Cliente, pk=absorbido_pk, bloqueado_en=None)
    if absorbido.fusionado_en_id not in {None, cliente.pk}:
        absorbido = get_object_or_404(Cliente.objects.none())
    form = forms.Form(request.POST if request.method == "POST" else None)
    hecho = enviar(
        request,
        form,
        lambda _datos: separar_cliente(absorbido_pk, por=request.user),  # type: ignore[arg-type]
        _("Vuelven a ser dos."),
    )
    if hecho:
        return redirect(hecho)
    explica = _(
        "«%(otro)s» volverá a ser un cliente aparte de «%(cliente)s», con sus incidencias, equipos "
        "y contactos de antes. Lo anotado desde la fusión se queda en «%(cliente)s»."
    ) % {"otro": absorbido, "cliente": cliente}
    contexto = {"explica": explica, "boton": _("Deshacer la fusión")}
    return pintar_formulario(request, form, _("Deshacer la fusión"), cliente, **contexto)
