"""Ajustes → Automatismos: write a rule, see what it would have done, switch it on, read its log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cuentas.models import Usuario
from cuentas.permisos import exige_rol
from incidencias.actuaciones import en_palabras as accion_en_palabras
from incidencias.automatismos.condiciones import en_palabras
from incidencias.automatismos.ensayo import Ensayo, ensayar
from incidencias.automatismos.sucesos import titulo_de
from incidencias.forms.automatismos import Pagina
from incidencias.models import Automatismo, EjecucionAutomatismo, Incidencia
from incidencias.servicios.automatismos import (
    ESCRIBEN,
    activar_automatismo,
    componer_automatismo,
    desactivar_automatismo,
    guardar_automatismo,
)
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pintar
from nucleo.mensajes import diciendo
from nucleo.paginas import Orden, paginar_por_clave
from nucleo.restricciones import anotar_en

exige_escribirlos = exige_rol(*ESCRIBEN)
RECIENTES = Orden("recientes", descendente=True)


@require_safe
@exige_escribirlos
def lista(request: HttpRequest) -> HttpResponse:
    """All of them, with what each does in words."""
    filas = Automatismo.objects.prefetch_related("acciones")
    contexto = {"automatismos": [(uno, resumen_de(uno)) for uno in filas]}
    return render(request, "incidencias/automatismos.html", contexto)


@require_http_methods(["GET", "HEAD", "POST"])
@exige_escribirlos
def nuevo(request: HttpRequest) -> HttpResponse:
    """Write one; it is saved switched off."""
    return _escribir(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@exige_escribirlos
def automatismo(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one."""
    return _escribir(request, get_object_or_404(Automatismo, pk=pk))


@require_POST
@exige_escribirlos
def activar(request: HttpRequest, pk: int) -> HttpResponse:
    return _intentar(request, pk, activar_automatismo, _("Activo desde ahora."))


@require_POST
@exige_escribirlos
def desactivar(request: HttpRequest, pk: int) -> HttpResponse:
    return _intentar(request, pk, desactivar_automatismo, _("Apagado."))


@require_safe
@exige_escribirlos
def ejecuciones(request: HttpRequest, pk: int) -> HttpResponse:
    """What it has done, newest first."""
    automatismo = get_object_or_404(Automatismo, pk=pk)
    visibles = Incidencia.objects.visibles_para(_yo(request))
    filas = EjecucionAutomatismo.objects.filter(
        automatismo=automatismo, incidencia__in=visibles.values("pk")
    )
    pagina = paginar_por_clave(filas.select_related("incidencia__cliente"), request.GET, RECIENTES)
    contexto = {"automatismo": automatismo, "pagina": pagina}
    return pintar(
        request, "incidencias/automatismo_ejecuciones.html", contexto, fragmento="ejecuciones"
    )


def _escribir(request: HttpRequest, automatismo: Automatismo | None) -> HttpResponse:
    pagina = Pagina(request.POST if request.method == "POST" else None, automatismo)
    contexto: dict[str, Any] = {"pagina": pagina, "automatismo": automatismo}
    if pagina.solo_cambia_filas:
        pagina.anadir()
        return render(request, "incidencias/automatismo.html", contexto)
    if request.method != "POST":
        return render(request, "incidencias/automatismo.html", contexto)
    try:
        if pagina.es_valida():
            if "ensayar" in request.POST:
                contexto["ensayo"] = _ensayar(request, pagina)
                return render(request, "incidencias/automatismo.html", contexto)
            pk = automatismo.pk if automatismo else None
            guardado = guardar_automatismo(pagina.datos(), por=_yo(request), pk=pk)
            messages.success(request, _("Guardado."))
            return redirect(guardado)
    except ErrorDeNegocio as error:
        anotar_en(pagina.form, error)
    return render(request, "incidencias/automatismo.html", contexto, status=422)


def _ensayar(request: HttpRequest, pagina: Pagina) -> Ensayo:
    """With what is on the page, saved or not."""
    borrador = componer_automatismo(pagina.datos(), Automatismo())
    return ensayar(borrador, Incidencia.objects.visibles_para(_yo(request)))


def resumen_de(automatismo: Automatismo) -> dict[str, Any]:
    """Its *when*, *if* and *then*, each in words."""
    if automatismo.suceso:
        cuando = _("Cuando %(suceso)s") % {"suceso": titulo_de(automatismo.suceso)}
    else:
        cuando = _("%(horas)s h %(momento)s") % {
            "horas": automatismo.horas,
            "momento": automatismo.get_momento_display(),
        }
    return {
        "cuando": cuando,
        "condiciones": [en_palabras(condicion) for condicion in automatismo.condiciones],
        "acciones": [_accion(una.codigo, una.datos) for una in automatismo.acciones.all()],
    }


def _accion(codigo: str, datos: dict[str, Any]) -> str:
    try:
        return accion_en_palabras(codigo, datos)
    except ErrorDeNegocio as error:  # a team or a reason that is no longer there
        return str(error)


def _intentar(
    request: HttpRequest, pk: int, servicio: Callable[..., Any], hecho: str
) -> HttpResponse:
    get_object_or_404(Automatismo, pk=pk)
    with diciendo(request, hecho):
        servicio(pk, por=_yo(request))
    return redirect("automatismos:automatismo", pk)


def _yo(request: HttpRequest) -> Usuario:
    return request.user  # type: ignore[return-value]
