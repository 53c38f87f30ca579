"""Ajustes: priorities, dangers, how cases are shared out, banned senders."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cuentas.models import Grupo
from cuentas.permisos import exige_rol
from incidencias.asignacion import por_que, por_que_nadie
from incidencias.forms.ajustes_triaje import MatrizForm, RepartoForm, SeguridadForm, VetarForm
from incidencias.models import (
    Impacto,
    Incidencia,
    MatrizPrioridad,
    ModoReparto,
    Prioridad,
    RemitenteVetado,
    RepartoGrupo,
    TextoSeguridad,
    TraduccionSeguridad,
    Urgencia,
)
from incidencias.prioridades import matriz_en
from incidencias.servicios import cambiar_reparto, levantar_veto, vetar
from incidencias.servicios.asignacion import elegir_entre
from incidencias.servicios.matrices import publicar_matriz
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pintar
from nucleo.restricciones import anotar_en, traducir_integridad
from nucleo.simulacro import simular

QUIEN = ("administrador", "gestor")
CARPETA = "incidencias/ajustes/"
VETADOS_A_LA_VISTA = 200


# --- Priorities


@require_http_methods(["GET", "HEAD", "POST"])
@exige_rol(*QUIEN)
def prioridades(request: HttpRequest) -> HttpResponse:
    """The matrix in force; publishing another one writes a new version."""
    enviado = request.POST if request.method == "POST" else None
    form = MatrizForm(enviado, celdas=matriz_en(timezone.now()))
    if enviado is not None and form.is_valid():
        try:
            publicar_matriz(form.celdas(), por=request.user)
            messages.success(request, _("Publicada: rige desde ahora."))
            return redirect("triaje:prioridades")
        except ErrorDeNegocio as error:
            anotar_en(form, error)
    versiones = MatrizPrioridad.objects.select_related("usuario").order_by("-vigente_desde")
    contexto = {"form": form, "versiones": versiones[:10], **_previa(form)}
    return pintar(
        request, f"{CARPETA}prioridades.html", contexto, status=200 if enviado is None else 422
    )


@require_POST
@exige_rol(*QUIEN)
def previa_de_prioridades(request: HttpRequest) -> HttpResponse:
    """What would change with the priorities chosen so far."""
    form = MatrizForm(request.POST, celdas=matriz_en(timezone.now()))
    return render(request, f"{CARPETA}prioridades.html#previa", {"form": form, **_previa(form)})


def _previa(form: MatrizForm) -> dict[str, Any]:
    """The pairs that would change, and how many of the open cases are of each."""
    antes = matriz_en(timezone.now())
    despues = form.celdas() if form.is_bound and form.is_valid() else antes
    cambian = [par for par in antes if antes[par] != despues[par]]
    return {
        "cambios": [
            {
                "impacto": Impacto(impacto).label,
                "urgencia": Urgencia(urgencia).label,
                "antes": Prioridad(antes[impacto, urgencia]).label,
                "despues": Prioridad(despues[impacto, urgencia]).label,
            }
            for impacto, urgencia in sorted(cambian)
        ]
    }


# --- Dangers


@require_safe
@exige_rol(*QUIEN)
def seguridad(request: HttpRequest) -> HttpResponse:
    textos = TextoSeguridad.objects.select_related("causa_urgencia").order_by("pk")
    filas = [
        (texto, [t.idioma for t in texto.traducciones.all()])
        for texto in textos.prefetch_related("traducciones", "preguntas")
    ]
    return pintar(request, f"{CARPETA}seguridad.html", {"filas": filas})


@require_http_methods(["GET", "HEAD", "POST"])
@exige_rol(*QUIEN)
def nuevo_peligro(request: HttpRequest) -> HttpResponse:
    return _peligro(request, TextoSeguridad())


@require_http_methods(["GET", "HEAD", "POST"])
@exige_rol(*QUIEN)
def peligro(request: HttpRequest, pk: int) -> HttpResponse:
    """What to do in each language, beside how it will be read."""
    return _peligro(request, get_object_or_404(TextoSeguridad, pk=pk))


def _peligro(request: HttpRequest, texto: TextoSeguridad) -> HttpResponse:
    enviado = request.POST if request.method == "POST" else None
    form = SeguridadForm(enviado, instance=texto)
    if enviado is not None and form.is_valid():
        try:
            _guardar_peligro(form)
            messages.success(request, _("Texto guardado."))
            return redirect("triaje:seguridad")
        except ErrorDeNegocio as error:
            anotar_en(form, error)
    contexto = {"form": form, "texto": texto if texto.pk else None}
    return pintar(
        request, f"{CARPETA}peligro.html", contexto, status=200 if enviado is None else 422
    )


@transaction.atomic
def _guardar_peligro(form: SeguridadForm) -> None:
    texto = form.instance
    texto.codigo = texto.codigo or slugify(form.cleaned_data["nombre"])[:40] or "peligro"
    with traducir_integridad():
        form.save()
    textos = form.textos()
    texto.traducciones.exclude(idioma__in=textos).delete()
    for idioma, (titulo, pasos) in textos.items():
        TraduccionSeguridad.objects.update_or_create(
            texto_seguridad=texto, idioma=idioma, defaults={"titulo": titulo, "pasos": pasos}
        )


# --- Sharing out


@require_safe
@exige_rol(*QUIEN)
def asignacion(request: HttpRequest) -> HttpResponse:
    """The way of each team, and to whom the next case would go."""
    repartos = {fila.grupo_id: fila for fila in RepartoGrupo.objects.filter(grupo__activo=True)}
    filas = []
    for grupo in Grupo.objects.filter(activo=True).order_by("nombre").prefetch_related("miembros"):
        reparto = repartos.get(grupo.pk)
        modo = reparto.modo if reparto else ModoReparto.MANUAL.value
        filas.append(
            {
                "grupo": grupo,
                "modo": modo,
                "form": RepartoForm(auto_id=f"id_{grupo.pk}_%s", initial={"modo": modo}),
                "siguiente": _siguiente(grupo, modo, reparto.ultimo_id if reparto else None),
            }
        )
    return pintar(request, f"{CARPETA}asignacion.html", {"filas": filas})


def _siguiente(grupo: Grupo, modo: str, ultimo: int | None) -> str:
    """In words: chosen for real, and undone."""
    if modo == ModoReparto.MANUAL:
        return _("Espera en la bandeja a que alguien la tome.")
    eleccion = simular(
        lambda: elegir_entre(modo, Incidencia(grupo=grupo), ultimo=ultimo), lambda hecha: hecha
    )
    if eleccion.candidato is None:
        return _("A nadie: %(motivo)s.") % {"motivo": por_que_nadie(eleccion.motivo)}
    nombres = {miembro.pk: str(miembro) for miembro in grupo.miembros.all()}
    return _("A %(persona)s: %(por_que)s.") % {
        "persona": nombres.get(eleccion.candidato.pk, ""),
        "por_que": por_que(eleccion.razones),
    }


@require_POST
@exige_rol(*QUIEN)
def cambiar_asignacion(request: HttpRequest, pk: int) -> HttpResponse:
    grupo = get_object_or_404(Grupo, pk=pk)
    form = RepartoForm(request.POST)
    if form.is_valid():
        cambiar_reparto(grupo, form.cleaned_data["modo"])
        messages.success(request, _("Reparto de %(grupo)s guardado.") % {"grupo": grupo})
    else:
        messages.error(request, _("Elige uno de los repartos."))
    return redirect("triaje:asignacion")


# --- Banned senders


@require_http_methods(["GET", "HEAD", "POST"])
@exige_rol(*QUIEN, "coordinador")
def vetados(request: HttpRequest) -> HttpResponse:
    """Whose mail opens nothing, and one more."""
    enviado = request.POST if request.method == "POST" else None
    form = VetarForm(enviado)
    if enviado is not None and form.is_valid():
        try:
            vetar(**form.cleaned_data, por=request.user)
            messages.success(request, _("Vetado: su correo no abrirá nada."))
            return redirect("triaje:vetados")
        except ErrorDeNegocio as error:
            anotar_en(form, error)
    filas = RemitenteVetado.objects.filter(levantado_en=None).select_related("usuario")
    contexto = {"form": form, "filas": filas.order_by("-vetado_en", "-pk")[:VETADOS_A_LA_VISTA]}
    return pintar(
        request, f"{CARPETA}vetados.html", contexto, status=200 if enviado is None else 422
    )


@require_POST
@exige_rol(*QUIEN, "coordinador")
def levantar(request: HttpRequest, pk: int) -> HttpResponse:
    levantar_veto(pk)
    messages.success(request, _("Levantado: su correo vuelve a entrar."))
    return redirect("triaje:vetados")
