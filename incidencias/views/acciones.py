"""Decisions on a case: each is a page of its own, and a dialog over the ficha when htmx asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from cuentas.models import Usuario
from cuentas.permisos import exige_oficina
from incidencias.bandejas import olvidar_cuentas
from incidencias.busqueda import codigo_escrito
from incidencias.forms import (
    AnularForm,
    AsignarForm,
    EsperarForm,
    Formulario,
    FusionarForm,
    ReabrirForm,
    ReclasificarForm,
    ResolverForm,
)
from incidencias.models import Incidencia, Promesa
from incidencias.servicios import (
    anular_incidencia,
    asignar_incidencia,
    cerrar_incidencia,
    cumplir_promesa,
    deshacer_fusion,
    fusionar_incidencia,
    poner_en_espera,
    reabrir_incidencia,
    reanudar,
    reclasificar,
    resolver_incidencia,
    tomar_incidencia,
)
from incidencias.views.acceso import visible_o_404
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pide_fragmento, pintar
from nucleo.restricciones import anotar_en

Texto = str | Promise
Decidir = Callable[[Incidencia, Usuario, dict[str, Any]], Any]


@dataclass(frozen=True)
class Accion:
    """A decision with its form: what it says it will do, and the service that does it."""

    titulo: Texto
    texto: Texto
    boton: Texto
    form: type[Formulario]
    decidir: Decidir
    hecho: Texto
    es_peligrosa: bool = False


def _fusionar(incidencia: Incidencia, por: Usuario, datos: dict[str, Any]) -> None:
    codigo = codigo_escrito(datos["codigo"]) or datos["codigo"]
    otra = Incidencia.objects.visibles_para(por).filter(codigo=codigo).first()
    if otra is None:
        raise ErrorDeNegocio(_("No hay ninguna incidencia con ese código."), campo="codigo")
    fusionar_incidencia(incidencia.pk, por=por, en_incidencia=otra)


ACCIONES: dict[str, Accion] = {
    "asignar": Accion(
        gettext_lazy("Asignar"),
        gettext_lazy("Quien la recibe responde de ella hasta que el cliente la dé por resuelta."),
        gettext_lazy("Asignar"),
        AsignarForm,
        lambda incidencia, por, datos: asignar_incidencia(incidencia.pk, por=por, **datos),
        gettext_lazy("Asignada."),
    ),
    "esperar": Accion(
        gettext_lazy("Poner en espera"),
        gettext_lazy("Algunos motivos paran el reloj acordado; el de la ley no se para nunca."),
        gettext_lazy("Poner en espera"),
        EsperarForm,
        lambda incidencia, por, datos: poner_en_espera(incidencia.pk, por=por, **datos),
        gettext_lazy("En espera."),
    ),
    "resolver": Accion(
        gettext_lazy("Resolver"),
        gettext_lazy("Avisaremos al cliente: la confirma, o nos dice que no y se reabre."),
        gettext_lazy("Dar por resuelta"),
        ResolverForm,
        lambda incidencia, por, datos: resolver_incidencia(incidencia.pk, por=por, **datos),
        gettext_lazy("Resuelta. El cliente recibirá un correo para confirmarlo."),
    ),
    "reabrir": Accion(
        gettext_lazy("Reabrir"),
        gettext_lazy("Vuelve a su responsable y cuenta como reabierta."),
        gettext_lazy("Reabrir"),
        ReabrirForm,
        lambda incidencia, por, datos: reabrir_incidencia(incidencia.pk, por=por, **datos),
        gettext_lazy("Reabierta."),
    ),
    "anular": Accion(
        gettext_lazy("Anular la incidencia"),
        gettext_lazy("Para lo que no debió entrar. No se puede deshacer; el motivo queda escrito."),
        gettext_lazy("Anular"),
        AnularForm,
        lambda incidencia, por, datos: anular_incidencia(incidencia.pk, por=por, **datos),
        gettext_lazy("Anulada."),
        es_peligrosa=True,
    ),
    "fusionar": Accion(
        gettext_lazy("Fusionar con otra"),
        gettext_lazy("Esta deja de estar abierta y apunta a la otra. Se puede deshacer."),
        gettext_lazy("Fusionar"),
        FusionarForm,
        _fusionar,
        gettext_lazy("Fusionada."),
    ),
    "reclasificar": Accion(
        gettext_lazy("Reclasificar"),
        gettext_lazy("Cambiar el impacto o la urgencia recalcula los plazos que aún corren."),
        gettext_lazy("Guardar"),
        ReclasificarForm,
        lambda incidencia, por, datos: reclasificar(incidencia.pk, por=por, **datos),
        gettext_lazy("Clasificación guardada."),
    ),
}

AL_MOMENTO: dict[str, tuple[Callable[..., Any], Texto]] = {
    "tomar": (tomar_incidencia, gettext_lazy("Es tuya.")),
    "reanudar": (reanudar, gettext_lazy("En curso otra vez.")),
    "cerrar": (cerrar_incidencia, gettext_lazy("Cerrada.")),
    "deshacer-fusion": (deshacer_fusion, gettext_lazy("Fusión deshecha.")),
}


@require_http_methods(["GET", "HEAD", "POST"])
@exige_oficina
def accion(request: HttpRequest, codigo: str, nombre: str) -> HttpResponse:
    """Ask for what the decision needs, and take it."""
    una = ACCIONES[nombre]
    incidencia = visible_o_404(
        request, codigo, Incidencia.objects.select_related("categoria", "equipo__producto")
    )
    enviado = request.POST if request.method == "POST" else None
    form = una.form(enviado, incidencia=incidencia)
    if enviado is not None and form.is_valid():
        try:
            una.decidir(incidencia, request.user, form.cleaned_data)  # type: ignore[arg-type]
            messages.success(request, str(una.hecho))
            return _a_la_ficha(request, incidencia)
        except ErrorDeNegocio as error:
            anotar_en(form, error)
    contexto = {"incidencia": incidencia, "accion": una, "nombre": nombre, "form": form}
    return pintar(
        request,
        "incidencias/accion.html",
        contexto,
        fragmento="dialogo",
        status=200 if enviado is None else 422,
    )


@require_POST
@exige_oficina
def al_momento(request: HttpRequest, codigo: str, nombre: str) -> HttpResponse:
    """Decisions that need nothing else than the button."""
    incidencia = visible_o_404(request, codigo)
    servicio, hecho = AL_MOMENTO[nombre]
    return _intentar(request, incidencia, lambda: servicio(incidencia.pk, por=request.user), hecho)


@require_POST
@exige_oficina
def cumplir(request: HttpRequest, codigo: str, pk: int) -> HttpResponse:
    """Mark a promise of this case as kept."""
    incidencia = visible_o_404(request, codigo)
    if not Promesa.objects.filter(pk=pk, incidencia=incidencia).exists():
        raise Http404
    return _intentar(
        request,
        incidencia,
        lambda: cumplir_promesa(pk, por=request.user),
        gettext_lazy("Promesa cumplida."),
    )


def _intentar(
    request: HttpRequest, incidencia: Incidencia, hacer: Callable[[], Any], hecho: Texto
) -> HttpResponse:
    try:
        hacer()
        messages.success(request, str(hecho))
    except ErrorDeNegocio as error:
        messages.error(request, str(error))
    return _a_la_ficha(request, incidencia)


def _a_la_ficha(request: HttpRequest, incidencia: Incidencia) -> HttpResponse:
    """Back to the page of the case; htmx is told to go there by itself."""
    olvidar_cuentas(request.user)
    if pide_fragmento(request):
        respuesta = HttpResponse(status=204)
        respuesta["HX-Redirect"] = incidencia.get_absolute_url()
        return respuesta
    return redirect(incidencia)
