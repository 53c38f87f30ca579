"""Mass incidents: which there are, declare one after seeing what it touches, extend, end, undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clientes.models import Sede
from cuentas.models import Usuario
from cuentas.permisos import exige_oficina, exige_rol
from incidencias.contingencias import clientes_de_la_zona, incidencias_de, zona_en_palabras
from incidencias.forms.contingencias import ContingenciaForm, ProrrogarForm
from incidencias.models import Contingencia, Incidencia
from incidencias.permisos import DECLARAN_CONTINGENCIAS
from incidencias.servicios.contingencias import (
    NuevaContingencia,
    declarar_contingencia,
    deshacer_contingencia,
    prorrogar_contingencia,
    terminar_contingencia,
)
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pintar
from nucleo.mensajes import diciendo
from nucleo.paginas import Orden, paginar_por_clave
from nucleo.restricciones import anotar_en

RECIENTES = Orden("recientes", "pk", descendente=True)
A_LA_VISTA = 20
TOPE = 1_000


@require_safe
@exige_oficina
def lista(request: HttpRequest) -> HttpResponse:
    """Those that last, and those that were."""
    contexto = {
        "vivas": Contingencia.objects.vivas().order_by("desde_en"),
        "pagina": paginar_por_clave(
            Contingencia.objects.exclude(terminada_en=None, deshecha_en=None),
            request.GET,
            RECIENTES,
        ),
        "puede": request.user.tiene_rol(*DECLARAN_CONTINGENCIAS),
    }
    return pintar(request, "incidencias/contingencias.html", contexto)


@require_http_methods(["GET", "HEAD", "POST"])
@exige_rol(*DECLARAN_CONTINGENCIAS)
def nueva(request: HttpRequest) -> HttpResponse:
    """Declare one: what it touches is shown while it is typed."""
    enviado = request.POST if request.method == "POST" else None
    form = ContingenciaForm(enviado, usuario=cast("Usuario", request.user))
    solo_busca = enviado is not None and "buscar" in enviado
    if enviado is not None and not solo_busca and form.is_valid():
        try:
            contingencia = declarar_contingencia(form.datos(), por=request.user)
            messages.success(request, _("Declarada. Sus incidencias se van enlazando."))
            return redirect(contingencia)
        except ErrorDeNegocio as error:
            anotar_en(form, error)
    contexto = {"form": form, "previa": _previa(form, request)}
    estado = 200 if enviado is None or solo_busca else 422
    return render(request, "incidencias/contingencia_nueva.html", contexto, status=estado)


@require_POST
@exige_rol(*DECLARAN_CONTINGENCIAS)
def sedes(request: HttpRequest) -> HttpResponse:
    """The sites of the customers that are being looked for, and those already chosen."""
    form = ContingenciaForm(request.POST, usuario=cast("Usuario", request.user))
    return render(request, "incidencias/contingencia_sedes.html", {"form": form})


@require_POST
@exige_rol(*DECLARAN_CONTINGENCIAS)
def previa(request: HttpRequest) -> HttpResponse:
    """What one like this would touch right now."""
    form = ContingenciaForm(request.POST, usuario=cast("Usuario", request.user))
    form.is_valid()
    contexto = {"form": form, "previa": _previa(form, request)}
    return render(request, "incidencias/contingencia_nueva.html#previa", contexto)


def _previa(form: ContingenciaForm, request: HttpRequest) -> dict[str, Any] | None:
    """The cases and customers in that area, counted up to a thousand; None without an area."""
    if not form.is_bound or not hasattr(form, "cleaned_data"):
        return None
    datos = form.datos()
    if not any(datos.area.values()):
        return None
    supuesta = _supuesta(datos)
    casos = incidencias_de(supuesta)
    visibles = casos.visibles_para(request.user).para_listado()  # type: ignore[arg-type]
    return {
        "casos": list(visibles.order_by("-ocurrida_en", "-pk")[:A_LA_VISTA]),
        "cuantos": _cuantos(casos),
        "clientes": _cuantos(casos.order_by().values("cliente").distinct()),
        "de_la_zona": _cuantos(clientes_de_la_zona(supuesta)),
    }


def _supuesta(datos: NuevaContingencia) -> Contingencia:
    return Contingencia(
        desde_en=datos.desde_en, hasta_en=datos.hasta_en, aviso_a=datos.aviso_a, **datos.area
    )


def _cuantos(filas: Any) -> str:
    n = filas[: TOPE + 1].count()
    return _("más de 1.000") if n > TOPE else str(n)


@require_safe
@exige_oficina
def contingencia(request: HttpRequest, codigo: str) -> HttpResponse:
    """One of them: its area, its cases, whom it told and what was decided."""
    una, usuario = get_object_or_404(Contingencia, codigo=codigo), cast("Usuario", request.user)
    dentro = Incidencia.objects.filter(
        contingencias__contingencia=una, contingencias__retirada_en=None
    )
    casos = dentro.visibles_para(usuario).para_listado()
    contexto = {
        "contingencia": una,
        "zona": zona_en_palabras(una, Sede.objects.visibles_para(usuario)),
        "casos": list(casos.order_by("-ocurrida_en", "-pk")[:A_LA_VISTA]),
        "cuantos": _cuantos(dentro),
        "avisados": _cuantos(una.avisos.exclude(comunicacion=None)),
        "sin_correo": _cuantos(una.avisos.filter(comunicacion=None)),
        "sucesos": una.eventos.select_related("usuario").order_by("-ocurrido_en", "-id")[:50],
        "prorroga": ProrrogarForm(initial={"hasta_en": una.hasta_en}),
        "puede": request.user.tiene_rol(*DECLARAN_CONTINGENCIAS),
        "ha_empezado": una.desde_en <= timezone.now(),
    }
    return pintar(request, "incidencias/contingencia.html", contexto)


@require_POST
@exige_rol(*DECLARAN_CONTINGENCIAS)
def prorrogar(request: HttpRequest, codigo: str) -> HttpResponse:
    form = ProrrogarForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(e) for e in form.errors["hasta_en"]))
        return redirect("contingencias:contingencia", codigo)
    hasta = form.cleaned_data["hasta_en"]
    return _decidir(
        request,
        codigo,
        lambda pk: prorrogar_contingencia(pk, por=request.user, hasta_en=hasta),
        _("Cambiado."),
    )


@require_POST
@exige_rol(*DECLARAN_CONTINGENCIAS)
def terminar(request: HttpRequest, codigo: str) -> HttpResponse:
    return _decidir(
        request,
        codigo,
        lambda pk: terminar_contingencia(pk, por=request.user),
        _("Terminada: los plazos siguen desde ahora."),
    )


@require_POST
@exige_rol(*DECLARAN_CONTINGENCIAS)
def deshacer(request: HttpRequest, codigo: str) -> HttpResponse:
    return _decidir(
        request,
        codigo,
        lambda pk: deshacer_contingencia(pk, por=request.user),
        _("Deshecha: sus incidencias quedan como si no hubiera existido."),
    )


def _decidir(
    request: HttpRequest, codigo: str, hacer: Callable[[int], Any], hecho: str
) -> HttpResponse:
    una = get_object_or_404(Contingencia, codigo=codigo)
    with diciendo(request, hecho):
        hacer(una.pk)
    return redirect(una)
