"""Ajustes → Normativa: the figures that this installation changed, and changing one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from normativa.cifras import cifras_en_vigor, nombre_de_cifra, nombre_de_territorio
from normativa.efectos import Efecto, efecto_de
from normativa.entorno import Entorno
from normativa.formularios.ajustes import CambiarCifraForm, DejarCifraForm
from normativa.models import ParametroPropio, Situacion, sin_decimales_vanos
from normativa.reglas.parametros import Parametro, oficiales
from normativa.reglas.tipos import Plazo, Unidad
from normativa.servicios import anular_cifra, cambiar_cifra, terminar_cifra
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pintar
from nucleo.permisos import exige_rol
from nucleo.restricciones import anotar_en

QUIEN = "administrador"


@require_safe
@exige_rol(QUIEN)
def cifras(request: HttpRequest) -> HttpResponse:
    """What was changed here, newest first with its history, and every figure in force."""
    entorno = Entorno(request.user)
    contexto = {
        "propias": [_fila(propia, entorno) for propia in ParametroPropio.objects.para_historial()],
        "grupos": cifras_en_vigor(entorno.parametros, entorno.hoy),
    }
    return pintar(request, "normativa/ajustes_cifras.html", contexto)


def _fila(propia: ParametroPropio, entorno: Entorno) -> dict[str, Any]:
    situacion = propia.situacion_el(entorno.hoy)
    return {
        "propia": propia,
        "nombre": nombre_de_cifra(propia.codigo),
        "donde": nombre_de_territorio(propia.territorio),
        "valor": propia.como_parametro().plazo.frase(_),
        "situacion": situacion,
        "se_puede_dejar": situacion in {Situacion.RIGE, Situacion.FUTURO},
    }


@require_http_methods(["GET", "HEAD", "POST"])
@exige_rol(QUIEN)
def cambiar(request: HttpRequest, codigo: str) -> HttpResponse:
    """Another value for a figure, with its effect before anything is written."""
    entorno = Entorno(request.user)
    oficial = _oficial(codigo, request.GET.get("territorio", ""), entorno)
    form = CambiarCifraForm(
        request.POST or None, oficial=oficial, initial=_inicial(oficial, entorno)
    )
    if request.method == "POST" and form.is_valid():
        try:
            cambiar_cifra(codigo, **form.cleaned_data, por=request.user)
            messages.success(request, _("Cambiada. Rige desde el día que has dicho."))
            return redirect("normativa_ajustes:cifras")
        except ErrorDeNegocio as error:
            anotar_en(form, error)
    contexto = _contexto(form, oficial, entorno)
    estado = 422 if form.is_bound else 200
    return render(request, "normativa/ajustes_cambiar.html", contexto, status=estado)


@require_POST
@exige_rol(QUIEN)
def previa(request: HttpRequest, codigo: str) -> HttpResponse:
    """The effect of what is typed so far."""
    entorno = Entorno(request.user)
    oficial = _oficial(codigo, request.POST.get("territorio", ""), entorno)
    form = CambiarCifraForm(request.POST, oficial=oficial)
    form.is_valid()
    contexto = _contexto(form, oficial, entorno)
    return render(request, "normativa/ajustes_cambiar.html#previa", contexto)


@require_http_methods(["GET", "HEAD", "POST"])
@exige_rol(QUIEN)
def dejar(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an end to one, or annul it."""
    propia = get_object_or_404(ParametroPropio.objects.que_cuentan(), pk=pk)
    entorno = Entorno(request.user)
    form = DejarCifraForm(request.POST or None, initial={"hasta": max(entorno.hoy, propia.desde)})
    if request.method == "POST" and form.is_valid():
        try:
            _dejar(propia, form.cleaned_data, request.user)
            messages.success(request, _("Hecho. Cuando deje de usarse, valdrá la oficial."))
            return redirect("normativa_ajustes:cifras")
        except ErrorDeNegocio as error:
            anotar_en(form, error)
    contexto = {**_fila(propia, entorno), "form": form}
    estado = 422 if form.is_bound else 200
    return render(request, "normativa/ajustes_dejar.html", contexto, status=estado)


def _dejar(propia: ParametroPropio, limpios: dict[str, Any], por: Any) -> None:
    motivo = limpios["motivo"]
    if limpios["como"] == DejarCifraForm.ERROR:
        anular_cifra(propia.pk, por=por, motivo=motivo)
    else:
        terminar_cifra(propia.pk, por=por, hasta=limpios["hasta"], motivo=motivo)


def _oficial(codigo: str, territorio: str, entorno: Entorno) -> Parametro:
    """The official figure of today, or the latest there was. 404 if nobody knows that code."""
    de_hoy = oficiales().buscar(codigo, entorno.hoy, territorio)
    otras = [cifra for cifra in oficiales() if cifra.codigo == codigo]
    otras.sort(key=lambda cifra: (cifra.territorio == "", cifra.desde))
    if not otras:
        raise Http404
    return de_hoy or otras[-1]


def _inicial(oficial: Parametro, entorno: Entorno) -> dict[str, Any]:
    return {
        "valor": oficial.valor,
        "unidad": oficial.unidad.value,
        "territorio": oficial.territorio,
        "desde": entorno.hoy,
    }


def _contexto(form: CambiarCifraForm, oficial: Parametro, entorno: Entorno) -> dict[str, Any]:
    return {
        "form": form,
        "oficial": oficial,
        "nombre": nombre_de_cifra(oficial.codigo),
        "donde": nombre_de_territorio(oficial.territorio),
        "efecto": _efecto(form, oficial, entorno) if form.is_bound else None,
        "retroactiva": _es_retroactiva(form, entorno),
        "hoy": entorno.hoy,
    }


def _efecto(form: CambiarCifraForm, oficial: Parametro, entorno: Entorno) -> Efecto | None:
    """None until there are value, unit and beginning."""
    limpios = form.cleaned_data
    if not {"valor", "unidad", "desde"} <= limpios.keys():
        return None
    dia = max(limpios["desde"], entorno.hoy)
    if limpios.get("hasta") and limpios["hasta"] < dia:
        dia = limpios["desde"]
    antes = entorno.parametros.buscar(oficial.codigo, dia, limpios.get("territorio", ""))
    antes = antes or entorno.parametros.buscar(oficial.codigo, dia)
    despues = Plazo(sin_decimales_vanos(limpios["valor"]), Unidad(limpios["unidad"]))
    festivos = entorno.festivos(dia)
    return efecto_de(oficial.codigo, antes.plazo if antes else None, despues, dia, festivos)


def _es_retroactiva(form: CambiarCifraForm, entorno: Entorno) -> bool:
    desde = form.cleaned_data.get("desde") if form.is_bound else None
    return desde is not None and desde < entorno.hoy
