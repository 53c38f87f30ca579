"""/conocimiento/: reply templates and scripts, each with a preview of what it says."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clientes.models import Idioma
from conocimiento import ambitos
from conocimiento.forms import GuionForm, PlantillaForm
from conocimiento.models import LARGO_PLANTILLA, Guion, Plantilla
from conocimiento.permisos import EDITAN_LO_COMUN, edita_lo_comun
from conocimiento.pestanas import pestanas
from conocimiento.servicios import guardar_guion, guardar_plantilla
from conocimiento.textos import exigir_bien_escrita
from conocimiento.variables import claves, rellenar_de_ejemplo, variables
from cuentas.permisos import exige_oficina, exige_rol
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pintar
from nucleo.restricciones import anotar_en

exige_editar = exige_rol(*EDITAN_LO_COMUN)
con_formulario = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@exige_oficina
def plantillas(request: HttpRequest) -> HttpResponse:
    """The templates that this person may use, by folder."""
    mias = Plantilla.objects.visibles_para(request.user)  # type: ignore[arg-type]
    filas = _filtradas(mias, request).prefetch_related("textos").order_by("carpeta", "nombre", "pk")
    contexto = {
        "pestanas": pestanas("plantillas"),
        "carpetas": [(nombre, list(suyas)) for nombre, suyas in groupby(filas, _carpeta)],
        "tipos": ambitos.tipos(),
        "filtros": request.GET,
        "hay_filtros": any(request.GET.get(campo) for campo in ("q", "tipo", "retiradas")),
    }
    return pintar(request, "conocimiento/plantillas.html", contexto, fragmento="lista")


def _filtradas(filas: Any, request: HttpRequest) -> Any:
    filas = filas.filter(activa=request.GET.get("retiradas") != "1")
    if texto := request.GET.get("q", "").strip()[:100]:
        filas = filas.filter(nombre__icontains=texto) | filas.filter(atajo__icontains=texto)
    if tipo := request.GET.get("tipo", ""):
        filas = filas.para(tipo, [])
    return filas


def _carpeta(fila: Plantilla) -> str:
    return fila.carpeta or _("Sin carpeta")


@con_formulario
@exige_oficina
def plantilla_nueva(request: HttpRequest) -> HttpResponse:
    return _editar_plantilla(request, None)


@con_formulario
@exige_oficina
def plantilla(request: HttpRequest, pk: int) -> HttpResponse:
    """A template: whoever may not change it sees how it reads."""
    visibles = Plantilla.objects.visibles_para(request.user)  # type: ignore[arg-type]
    una = get_object_or_404(visibles.prefetch_related("textos"), pk=pk)
    if una.dueno_id is None and not edita_lo_comun(request.user):  # type: ignore[arg-type]
        if request.method == "POST":
            raise Http404
        return render(request, "conocimiento/plantilla_leer.html", _lectura(una))
    return _editar_plantilla(request, una)


def _editar_plantilla(request: HttpRequest, una: Plantilla | None) -> HttpResponse:
    enviado = request.POST if request.method == "POST" else None
    form = PlantillaForm(enviado, plantilla=una, solo_mia=not edita_lo_comun(request.user))  # type: ignore[arg-type]
    if enviado is not None and form.is_valid():
        try:
            guardar_plantilla(form.datos(), por=request.user, pk=una.pk if una else None)  # type: ignore[arg-type]
        except ErrorDeNegocio as error:
            anotar_en(form, error)
        else:
            messages.success(request, _("Guardada."))
            return redirect("conocimiento:inicio")
    contexto = {
        "form": form,
        "plantilla": una,
        "variables": variables(),
        "carpetas": _carpetas(request),
        **_previa(form["texto_es"].value() or "", es_tu=False, idioma=Idioma.ES),
    }
    estado = 200 if enviado is None else 422
    return render(request, "conocimiento/plantilla.html", contexto, status=estado)


def _carpetas(request: HttpRequest) -> list[str]:
    mias = Plantilla.objects.visibles_para(request.user)  # type: ignore[arg-type]
    usadas = mias.exclude(carpeta="").order_by("carpeta").values_list("carpeta", flat=True)
    return list(usadas.distinct())


@require_POST
@exige_oficina
def previa(request: HttpRequest) -> HttpResponse:
    """How what is typed reads, with made-up data: in one language, to tú or to usted."""
    idioma = request.POST.get("previa_idioma", "")
    idioma = idioma if idioma in Idioma.values else Idioma.ES
    texto = request.POST.get(f"texto_{idioma}", "")[:LARGO_PLANTILLA]
    contexto = _previa(texto, es_tu=request.POST.get("previa_trato") == "tu", idioma=idioma)
    return render(request, "conocimiento/plantilla.html#previa", contexto)


def _previa(texto: str, *, es_tu: bool, idioma: str) -> dict[str, Any]:
    contexto: dict[str, Any] = {"previa_es_tu": es_tu, "previa_idioma": idioma, "idiomas": Idioma}
    try:
        exigir_bien_escrita(texto, claves())
    except ErrorDeNegocio as error:
        return contexto | {"previa_error": str(error)}
    return contexto | {"previa": rellenar_de_ejemplo(texto.strip(), es_tu=es_tu)}


def _lectura(una: Plantilla) -> dict[str, Any]:
    return {
        "plantilla": una,
        "textos": [
            (uno.get_idioma_display(), uno.idioma, rellenar_de_ejemplo(uno.texto, es_tu=False))
            for uno in sorted(una.textos.all(), key=lambda t: Idioma.values.index(t.idioma))
        ],
    }


@require_safe
@exige_oficina
def guiones(request: HttpRequest) -> HttpResponse:
    """The scripts, those in use first."""
    filas = Guion.objects.prefetch_related("pasos", "objeciones")
    contexto = {
        "pestanas": pestanas("guiones"),
        "guiones": filas.order_by("-activo", "nombre", "pk"),
        "edita": edita_lo_comun(request.user),  # type: ignore[arg-type]
        "tipos": dict(ambitos.tipos()),
    }
    return pintar(request, "conocimiento/guiones.html", contexto)


@con_formulario
@exige_editar
def guion_nuevo(request: HttpRequest) -> HttpResponse:
    return _editar_guion(request, None)


@con_formulario
@exige_editar
def guion(request: HttpRequest, pk: int) -> HttpResponse:
    uno = get_object_or_404(Guion.objects.prefetch_related("pasos", "objeciones"), pk=pk)
    return _editar_guion(request, uno)


def _editar_guion(request: HttpRequest, uno: Guion | None) -> HttpResponse:
    enviado = request.POST if request.method == "POST" else None
    form = GuionForm(enviado, guion=uno)
    if enviado is not None and form.is_valid():
        try:
            guardar_guion(form.datos(), por=request.user, pk=uno.pk if uno else None)  # type: ignore[arg-type]
        except ErrorDeNegocio as error:
            anotar_en(form, error)
        else:
            messages.success(request, _("Guardado."))
            return redirect("conocimiento:guiones")
    contexto = {"form": form, "guion": uno, "variables": variables()}
    estado = 200 if enviado is None else 422
    return render(request, "conocimiento/guion.html", contexto, status=estado)
