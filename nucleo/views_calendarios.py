"""Ajustes → Calendarios: weeks by versions, seasons, holidays of the town."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nucleo.calendarios import (
    anotar_festivo,
    crear_calendario,
    publicar_semana,
    quitar_festivo,
)
from nucleo.errores import ErrorDeNegocio
from nucleo.forms_calendarios import (
    CalendarioForm,
    FestivoForm,
    SemanaForm,
    TemporadasFormSet,
    en_horas,
    temporadas_de,
)
from nucleo.htmx import pintar
from nucleo.mensajes import diciendo
from nucleo.models import Calendario, Festivo, VersionCalendario
from nucleo.models.calendario import DiaSemana
from nucleo.permisos import exige_rol
from nucleo.restricciones import anotar_en
from nucleo.tiempo import hoy

QUIEN = ("administrador", "gestor")
PLANTILLA = "nucleo/calendario.html"


@require_safe
@exige_rol(*QUIEN)
def lista(request: HttpRequest) -> HttpResponse:
    """Every calendar, with its place."""
    filas = Calendario.objects.prefetch_related("versiones")
    return pintar(request, "nucleo/calendarios.html", {"calendarios": filas})


@require_http_methods(["GET", "HEAD", "POST"])
@exige_rol(*QUIEN)
def nuevo(request: HttpRequest) -> HttpResponse:
    form = CalendarioForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            calendario = crear_calendario(**form.cleaned_data)
            messages.success(request, _("Creado. Ahora, sus horas."))
            return redirect("calendarios:calendario", calendario.pk)
        except ErrorDeNegocio as error:
            anotar_en(form, error)
    estado = 422 if form.errors else 200
    return render(request, "nucleo/calendario_nuevo.html", {"form": form}, status=estado)


@require_http_methods(["GET", "HEAD", "POST"])
@exige_rol(*QUIEN)
def calendario(request: HttpRequest, pk: int) -> HttpResponse:
    """Its week, its seasons and its holidays; publishing the week writes a new version."""
    uno = get_object_or_404(Calendario, pk=pk)
    versiones = uno.versiones.prefetch_related("intervalos", "temporadas")
    ultima = versiones.order_by("vigente_desde").last()
    enviado = request.POST if request.method == "POST" else None
    form = SemanaForm(enviado, version=ultima)
    temporadas = TemporadasFormSet(
        enviado, initial=None if enviado else temporadas_de(ultima), prefix="temporadas"
    )
    if enviado is not None and form.is_valid() and temporadas.is_valid():
        try:
            publicar_semana(
                pk,
                desde=form.cleaned_data["desde"],
                semana=form.semana(),
                temporadas=[t for t in (fila.temporada() for fila in temporadas) if t],
                con_festivos=form.cleaned_data["con_festivos"],
            )
            messages.success(request, _("Publicada: los plazos abiertos se recalculan."))
            return redirect("calendarios:calendario", pk)
        except ErrorDeNegocio as error:
            anotar_en(form, error)
    contexto = _contexto(uno, ultima) | {"form": form, "temporadas": temporadas}
    return render(request, PLANTILLA, contexto, status=200 if enviado is None else 422)


def _contexto(uno: Calendario, ultima: VersionCalendario | None) -> dict[str, Any]:
    por_venir = Festivo.objects.de(uno).filter(fecha__gte=hoy()).order_by("fecha")
    return {
        "calendario": uno,
        "versiones": uno.versiones.order_by("-vigente_desde"),
        "ultima": ultima,
        "semana": _semana(ultima) if ultima else [],
        "festivos": list(por_venir[:40]),
        "festivo_form": FestivoForm(auto_id="id_festivo_%s"),
    }


def _semana(version: VersionCalendario) -> list[tuple[str, str]]:
    from nucleo.calendarios import semana_de

    dias = semana_de(version)
    return [(str(dia.label), en_horas(dias[dia.value])) for dia in DiaSemana]


@require_POST
@exige_rol(*QUIEN)
def festivo(request: HttpRequest, pk: int) -> HttpResponse:
    """Note a holiday of the town of that calendar, or of it only."""
    uno = get_object_or_404(Calendario, pk=pk)
    form = FestivoForm(request.POST, auto_id="id_festivo_%s")
    if form.is_valid():
        datos = form.cleaned_data
        solo_aqui = datos["solo_aqui"] or not uno.municipio
        lugar: dict[str, Any] = (
            {"calendario": uno}
            if solo_aqui
            else {"comunidad": uno.comunidad, "municipio": uno.municipio}
        )
        try:
            anotar_festivo(fecha=datos["fecha"], nombre=datos["nombre"], **lugar)
            messages.success(request, _("Anotado: los plazos abiertos se recalculan."))
            return redirect("calendarios:calendario", pk)
        except ErrorDeNegocio as error:
            anotar_en(form, error)
    ultima = uno.versiones.order_by("vigente_desde").last()
    contexto = _contexto(uno, ultima) | {
        "form": SemanaForm(version=ultima),
        "temporadas": TemporadasFormSet(initial=temporadas_de(ultima), prefix="temporadas"),
        "festivo_form": form,
    }
    return render(request, PLANTILLA, contexto, status=422)


@require_POST
@exige_rol(*QUIEN)
def quitar(request: HttpRequest, pk: int, festivo_pk: int) -> HttpResponse:
    uno = get_object_or_404(Calendario, pk=pk)
    get_object_or_404(Festivo.objects.de(uno), pk=festivo_pk)
    with diciendo(request, _("Quitado.")):
        quitar_festivo(festivo_pk)
    return redirect("calendarios:calendario", pk)
