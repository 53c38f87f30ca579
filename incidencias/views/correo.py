"""The mail that a person has to look at: what no rule could decide, and the original of any."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cuentas.permisos import exige_oficina
from incidencias.correo.pantalla import html_para_pantalla
from incidencias.models import Adjunto, CorreoEntrante, Incidencia, PosibleRespuesta
from incidencias.servicios.correo.decisiones import (
    abrir_desde_correo,
    aceptar_posible,
    descartar_correo,
    rechazar_posible,
)
from nucleo import archivos
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pintar
from nucleo.paginas import Orden, paginar_por_clave

RECIENTES = Orden("recientes", "recibido_en", descendente=True)
SIN_CUERPO = ("html", "cita", "firma")
TOPE = 99


@require_safe
@exige_oficina
def por_revisar(request: HttpRequest) -> HttpResponse:
    """What waits: possible answers first, then what could not be placed."""
    correos = CorreoEntrante.objects.visibles_para(request.user).por_revisar()
    contexto = {
        "posibles": _posibles(request)[:TOPE],
        "pagina": paginar_por_clave(
            correos.select_related("buzon").defer(*SIN_CUERPO), request.GET, RECIENTES
        ),
    }
    return pintar(request, "incidencias/correo_por_revisar.html", contexto, fragmento="tabla")


@require_safe
@exige_oficina
def ver(request: HttpRequest, pk: int) -> HttpResponse:
    """A mail with its format, its sender and how it got here."""
    correo = _visible_o_404(request, pk)
    contexto = {
        "correo": correo,
        "html": html_para_pantalla(correo.html, _incrustados(correo)),
        "se_decide": CorreoEntrante.objects.por_revisar().filter(pk=pk).exists(),
    }
    return pintar(request, "incidencias/correo.html", contexto, fragmento="cuerpo")


@require_safe
@exige_oficina
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """Its bytes, to keep or to open with a mail program."""
    correo = _visible_o_404(request, pk)
    return archivos.servir(correo.archivo, f"correo-{correo.pk}.eml")


@require_POST
@exige_oficina
def decidir(request: HttpRequest, pk: int, clave: str) -> HttpResponse:
    """Make a case of it, or leave it."""
    _visible_o_404(request, pk)
    return _hacer(request, DE_UN_CORREO[clave], pk)


@require_POST
@exige_oficina
def decidir_posible(request: HttpRequest, pk: int, clave: str) -> HttpResponse:
    """It is of that case, or it is something else."""
    get_object_or_404(PosibleRespuesta.objects.visibles_para(request.user), pk=pk)
    return _hacer(request, DE_UNA_POSIBLE[clave], pk)


DE_UN_CORREO: dict[str, Callable[..., Any]] = {
    "abrir": abrir_desde_correo,
    "descartar": descartar_correo,
}
DE_UNA_POSIBLE: dict[str, Callable[..., Any]] = {
    "aceptar": aceptar_posible,
    "rechazar": rechazar_posible,
}


def _hacer(request: HttpRequest, servicio: Callable[..., Any], pk: int) -> HttpResponse:
    """To the case that came of it; back to the list if none did."""
    try:
        hecho = servicio(pk, por=request.user)
    except ErrorDeNegocio as error:
        messages.error(request, str(error))
        return redirect("incidencias:correo")
    if isinstance(hecho, Incidencia):
        messages.success(request, _("Hecho: está en %(codigo)s.") % {"codigo": hecho.codigo})
        return redirect(hecho)
    messages.success(request, _("Descartado. El original se conserva."))
    return redirect("incidencias:correo")


def _posibles(request: HttpRequest) -> Any:
    posibles = PosibleRespuesta.objects.visibles_para(request.user).pendientes()
    return (
        posibles.select_related("correo", "incidencia__cliente")
        .defer(*(f"correo__{campo}" for campo in SIN_CUERPO), "incidencia__busqueda")
        .order_by("creada_en")
    )


def _visible_o_404(request: HttpRequest, pk: int) -> CorreoEntrante:
    """One of those that this person may see; that of a case, if they may see the case."""
    visibles = CorreoEntrante.objects.visibles_para(request.user)
    correo = visibles.select_related("buzon", "archivo", "incidencia").filter(pk=pk).first()
    if correo is None:
        raise Http404
    if correo.incidencia_id is not None:
        casos = Incidencia.objects.visibles_para(request.user)
        if not casos.filter(pk=correo.incidencia_id).exists():
            raise Http404
    return correo


def _incrustados(correo: CorreoEntrante) -> dict[str, str]:
    """Where each image of its HTML is served from."""
    if correo.incidencia is None:
        return {}
    adjuntos = Adjunto.objects.filter(incidencia=correo.incidencia).exclude(cid="")
    suyos = adjuntos.filter(mensaje__correo=correo) | adjuntos.filter(mensaje=None)
    return {
        adjunto.cid: reverse("incidencias:adjunto", args=[correo.incidencia.codigo, adjunto.pk])
        for adjunto in suyos
    }
