"""What the screens of this app share: one page for every form, and today."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.apps import apps
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clientes.models import Cliente
from nucleo.envios import una_sola_vez
from nucleo.errores import ErrorDeNegocio
from nucleo.restricciones import anotar_en

TOPE = 100
formulario = require_http_methods(["GET", "HEAD", "POST"])


def cliente_de(request: HttpRequest, pk: int) -> Cliente:
    """The customer of that address; if it was merged, whoever it is today."""
    visibles = Cliente.objects.visibles_para(request.user).para_listado()  # type: ignore[arg-type]
    cliente = get_object_or_404(visibles, pk=pk)
    if cliente.fusionado_en_id is None:
        return cliente
    return get_object_or_404(visibles, pk=cliente.fusionado_en_id)


def cambiar(
    request: HttpRequest,
    form: forms.ModelForm,
    cliente: Cliente,
    servicio: Callable[..., Any],
    pk: int,
    titulo: str,
) -> HttpResponse:
    """A form of something of a customer, whose service takes a pk; back to the customer's page."""
    hecho = enviar(request, form, lambda datos: servicio(pk, por=request.user, **datos))
    return redirect(cliente) if hecho else pintar_formulario(request, form, titulo, cliente)


def enviado(request: HttpRequest) -> Any:
    """What was posted, also an empty form; None if nothing was."""
    return request.POST if request.method == "POST" else None


def enviar(
    request: HttpRequest,
    form: forms.BaseForm,
    servicio: Callable[[dict[str, Any]], Any],
    dicho: str = "",
) -> Any:
    """What the service did with a valid form; None if there is something to show or correct.

    The same form sent twice is done once: the second time gives what the first did.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    hechos: list[Any] = []

    def hacer() -> str:
        hechos.append(servicio(form.cleaned_data))
        return f"{hechos[0]._meta.label}:{hechos[0].pk}"

    try:
        marca = una_sola_vez(request, hacer)
    except ErrorDeNegocio as error:
        anotar_en(form, error)
        return None
    messages.success(request, dicho or _("Guardado."))
    return hechos[0] if hechos else _lo_hecho(marca)


def _lo_hecho(marca: str) -> Any:
    modelo, _dos_puntos, pk = marca.rpartition(":")
    return apps.get_model(modelo)._default_manager.get(pk=pk)


def pintar_formulario(
    request: HttpRequest,
    form: forms.BaseForm,
    titulo: str,
    cliente: Cliente | None = None,
    **contexto: Any,
) -> HttpResponse:
    contexto |= {"form": form, "titulo": titulo, "cliente": cliente}
    return render(request, "clientes/formulario.html", contexto, status=422 if form.errors else 200)
