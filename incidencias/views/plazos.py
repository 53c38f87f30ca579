"""Ajustes → Plazos: the figures of each policy, and what a new version would mean right now."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cuentas.permisos import exige_rol
from incidencias.forms.plazos import (
    EscalonesFormSet,
    MotivoEsperaForm,
    NuevaPoliticaForm,
    PoliticaForm,
    escalones_de,
)
from incidencias.models import (
    CalendarioDePlazos,
    MotivoEspera,
    PoliticaSLA,
    VersionPolitica,
)
from incidencias.relojes import reloj_para
from incidencias.servicios.politicas import crear_politica, publicar_politica, usar_politica
from nucleo.calendario import SinTiempoLaborable
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pintar
from nucleo.mensajes import diciendo
from nucleo.restricciones import anotar_en

QUIEN = ("administrador", "gestor")
PLANTILLA = "incidencias/plazos_politica.html"


@require_safe
@exige_rol(*QUIEN)
def politicas(request: HttpRequest) -> HttpResponse:
    """The policies, each with the version that rules now and the one that comes."""
    filas = (
        PoliticaSLA.objects.select_related("contrato", "cliente")
        .prefetch_related("versiones")
        .order_by("-es_por_defecto", "nombre")
    )
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
    escalones = _escalones(enviado, siguiente or actual)
    if enviado is not None and form.is_valid() and escalones.is_valid():
        try:
            publicar_politica(
                pk,
                desde=form.cleaned_data["desde"],
                segundos=form.segundos(),
                calendario=form.cleaned_data["calendario"] or CalendarioDePlazos.GRUPO,
                aplica_a_abiertas=form.cleaned_data["aplica_a_abiertas"],
                escalones=[fila for fila in escalones.cleaned_data if fila.get("tipo")],
            )
            messages.success(request, _("Publicada: rige desde el día que has dicho."))
            return redirect("plazos:politicas")
        except ErrorDeNegocio as error:
            anotar_en(form, error)
    contexto = {
        "politica": una,
        "actual": actual,
        "siguiente": siguiente,
        "form": form,
        "escalones": escalones,
        "previa": previa_de(form),
    }
    return render(request, PLANTILLA, contexto, status=200 if enviado is None else 422)


def _escalones(enviado: Any, version: VersionPolitica | None) -> Any:
    """The rows of levels; a form without them (an old page, a program) leaves none."""
    if enviado is not None and "escalones-TOTAL_FORMS" not in enviado:
        return EscalonesFormSet(
            {"escalones-TOTAL_FORMS": "0", "escalones-INITIAL_FORMS": "0"}, prefix="escalones"
        )
    return EscalonesFormSet(
        enviado, initial=None if enviado else escalones_de(version), prefix="escalones"
    )


@require_http_methods(["GET", "HEAD", "POST"])
@exige_rol(*QUIEN)
def nueva_politica(request: HttpRequest) -> HttpResponse:
    """A policy for something in particular; its figures come after."""
    enviado = request.POST if request.method == "POST" else None
    form = NuevaPoliticaForm(enviado)
    if enviado is not None and form.is_valid():
        datos = form.cleaned_data
        try:
            una = crear_politica(datos["nombre"], ambito=datos["ambito"], **form.de_quien())
            messages.success(request, _("Creada. Ahora, sus plazos."))
            return redirect("plazos:politica", una.pk)
        except ErrorDeNegocio as error:
            anotar_en(form, error)
    estado = 200 if enviado is None else 422
    return render(request, "incidencias/plazos_nueva.html", {"form": form}, status=estado)


@require_POST
@exige_rol(*QUIEN)
def usar(request: HttpRequest, pk: int) -> HttpResponse:
    """Use it, or leave it aside."""
    una = get_object_or_404(PoliticaSLA, pk=pk)
    with diciendo(request, _("Hecho: los plazos abiertos se recalculan.")):
        usar_politica(pk, activa=not una.activa)
    return redirect("plazos:politica", pk)


@require_safe
@exige_rol(*QUIEN)
def esperas(request: HttpRequest) -> HttpResponse:
    """Why we wait, and what is done meanwhile."""
    motivos = MotivoEspera.objects.order_by("-activo", "nombre")
    return pintar(request, "incidencias/esperas.html", {"motivos": motivos})


@require_http_methods(["GET", "HEAD", "POST"])
@exige_rol(*QUIEN)
def espera(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """One reason, new or not: catalogue data, what waits already goes on by its new days."""
    motivo = get_object_or_404(MotivoEspera, pk=pk) if pk else None
    enviado = request.POST if request.method == "POST" else None
    form = MotivoEsperaForm(enviado, instance=motivo)
    if enviado is not None and form.is_valid():
        form.save()
        messages.success(request, _("Guardado."))
        return redirect("esperas:motivos")
    estado = 200 if enviado is None else 422
    contexto = {"form": form, "motivo": motivo}
    return render(request, "incidencias/espera.html", contexto, status=estado)


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
    calendario = form["calendario"].value()
    return [
        (
            str(prioridad.label),
            [
                _vence(ahora, segundos.get((tipo.value, prioridad.value)), calendario)
                for tipo in form.tipos
            ],
        )
        for prioridad in form.prioridades
    ]


def _vence(ahora: datetime, segundos: int | None, calendario: str | None) -> str:
    if segundos is None:
        return "–"
    if calendario == CalendarioDePlazos.CONTINUO:
        limite = ahora + timedelta(seconds=segundos)
        return date_format(timezone.localtime(limite), "D j M, H:i").lower()
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
