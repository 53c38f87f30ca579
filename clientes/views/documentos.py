"""The papers of a unit: kept, shown, and the purchases that they prove."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clientes.forms import DocumentoForm
from clientes.models import Compra, DocumentoEquipo, Equipo
from clientes.servicios import comprobar_compra as dar_por_vista
from clientes.servicios import guardar_documento
from clientes.views.comun import enviar, formulario, pintar_formulario
from cuentas.permisos import exige_oficina
from nucleo import archivos
from nucleo.mensajes import diciendo


def _equipo(request: HttpRequest, pk: int) -> Equipo:
    visibles = Equipo.objects.visibles_para(request.user)  # type: ignore[arg-type]
    return get_object_or_404(visibles.para_listado(), pk=pk)


@formulario
@exige_oficina
def nuevo_documento(request: HttpRequest, pk: int) -> HttpResponse:
    equipo = _equipo(request, pk)
    form = DocumentoForm(request.POST or None, request.FILES or None)
    hecho = enviar(
        request,
        form,
        lambda datos: guardar_documento(equipo.pk, por=request.user, **datos),  # type: ignore[arg-type]
    )
    if hecho:
        return redirect(equipo)
    return pintar_formulario(request, form, _("Guardar un documento"), equipo.cliente)


@require_safe
@exige_oficina
def documento(request: HttpRequest, pk: int, documento_pk: int) -> HttpResponse:
    visibles = DocumentoEquipo.objects.visibles_para(request.user)  # type: ignore[arg-type]
    suyo = get_object_or_404(visibles.select_related("archivo"), pk=documento_pk, equipo=pk)
    return archivos.servir(suyo.archivo, suyo.nombre)


@require_POST
@exige_oficina
def comprobar_compra(request: HttpRequest, pk: int, compra_pk: int) -> HttpResponse:
    equipo = _equipo(request, pk)
    compra = get_object_or_404(Compra, pk=compra_pk, equipo=equipo)
    with diciendo(request, _("Compra comprobada.")):
        dar_por_vista(compra.pk, por=request.user)  # type: ignore[arg-type]
    return redirect(equipo)
