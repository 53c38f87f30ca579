"""Ajustes → Plazos: the figures of each policy, and what a new version would mean right now."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cuentas.permisos import exige_rol
from incidencias.forms import PoliticaForm
from incidencias.models import PoliticaSLA, VersionPolitica
from incidencias.relojes import reloj_para
from incidencias.servicios.politicas import publicar_politica
from nucleo.calendario import SinTiempoLaborable
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pintar
from nucleo.restricciones import anotar_en

QUIEN = ("administrador", "gestor")
PLANTILLA = "incidencias/plazos_politica.html"


@require_safe
@exige_rol(*QUIEN)
def politicas(request: HttpRequest) -> HttpResponse:
    """The policies, each with the version that rules now and the one that comes."""
    filas = PoliticaSLA.objects.prefetch_related("versiones").order_by("-es_por_defecto", "nombre")
    ahora = timezone.now()
    contexto = {"politicas": [(fila, *_versiones(fila, ahora)) for fila in filas]}
    return pintar(request, "incidencias/plazos.html", contexto)


@require_http_methods(["GET", "HEAD", "POST"])
@exige_rol(*QUIEN)
def politica(request: HttpRequest, pk: int) -> HttpResponse:
    """The figures of a policy; publishing them writes a new version."""
    una = get_object_or_404(PoliticaSLA, pk=pk)
    actual, siguiente = _versiones(una, timezone.now())
    enviado = request.POST if request.method == "POST" else None
    form = PoliticaForm(enviado, version=siguiente or actual)
    if enviado is not None and form.is_valid():
        try:
            publicar_politica(pk, desde=form.cleaned_data["desde"], segundos=form.segundos())
            messages.success(request, _("Publicada: rige desde el día que has dicho."))
            return redirect("plazos:politicas")
        except ErrorDeNegocio as error:
            anotar_en(form, error)
    contexto = {
        "politica": una,
        "actual": actual,
        "siguiente": siguiente,
        "form": form,
        "previa": previa_de(form),
    }
    return render(request, PLANTILLA, contexto, status=200 if enviado is None else 422)


@require_POST
@exige_rol(*QUIEN)
def previa(request: HttpRequest, pk: int) -> HttpResponse:
    """When a case opened now would be due with the figures typed so far."""
    una = get_object_or_404(PoliticaSLA, pk=pk)
    form = PoliticaForm(request.POST)
    form.is_valid()
    contexto = {"politica": una, "form": form, "previa": previa_de(form)}
    return render(request, f"{PLANTILLA}#previa", contexto)


def previa_de(form: PoliticaForm) -> list[tuple[str, list[str]]]:
    """By priority, the due instants in words of each target for a case opened right now."""
    ahora = timezone.now()
    segundos = form.segundos()
    return [
        (
            str(prioridad.label),
            [_vence(ahora, segundos.get((tipo.value, prioridad.value))) for tipo in form.tipos],
        )
        for prioridad in form.prioridades
    ]


def _vence(ahora: datetime, segundos: int | None) -> str:
    if segundos is None:
        return "–"
    try:
        limite = reloj_para(None, "", ahora).limite(ahora, segundos, [])
    except SinTiempoLaborable:
        return _("nunca: el calendario no tiene horas")
    return date_format(timezone.localtime(limite), "D j M, H:i").lower()


def _versiones(
    una: PoliticaSLA, ahora: datetime
) -> tuple[VersionPolitica | None, VersionPolitica | None]:
    """The version in force and the next one."""
    versiones = sorted(una.versiones.all(), key=lambda version: version.vigente_desde)
    pasadas = [version for version in versiones if version.vigente_desde <= ahora]
    futuras = [version for version in versiones if version.vigente_desde > ahora]
    return (pasadas[-1] if pasadas else None, futuras[0] if futuras else None)
