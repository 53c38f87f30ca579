"""Keep a view of the Bandeja: its name, who has it, its place; and take it away."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cuentas.permisos import exige_oficina
from incidencias.bandejas import existe_bandeja, olvidar_cuentas
from incidencias.filters import IncidenciaFilter
from incidencias.forms.vistas import VistaForm
from incidencias.models import Alcance, Incidencia, VistaGuardada
from incidencias.servicios.vistas import (
    abrir_con,
    borrar_vista,
    cambiar_vista,
    guardar_vista,
    puede_cambiar,
)
from incidencias.views.pedida import leer_pedida
from incidencias.vistas import buscar_vista, consulta_de, menu_de
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pide_fragmento, pintar
from nucleo.restricciones import anotar_en

PLANTILLA = "incidencias/vista.html"


@require_http_methods(["GET", "HEAD", "POST"])
@exige_oficina
def nueva(request: HttpRequest) -> HttpResponse:
    """Save the filters of the address under a name."""
    consulta = _consulta_valida(request)
    enviado = request.POST if request.method == "POST" else None
    inicial = {"alcance": Alcance.PROPIA, "posicion": 10}
    form = VistaForm(enviado, usuario=request.user, initial=inicial)
    if enviado is not None and form.is_valid():
        try:
            vista = guardar_vista(por=request.user, consulta=consulta, **form.cleaned_data)
            return _a(request, vista.get_absolute_url(), _("Vista guardada."))
        except ErrorDeNegocio as error:
            anotar_en(form, error)
    return _pintar(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@exige_oficina
def vista(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one; with filters in the address, also what it filters."""
    guardada = _mia_o_404(request, pk)
    con_filtros = set(request.GET) - {"vista", "guardada"}
    consulta = _consulta_valida(request) if con_filtros or "guardada" in request.GET else None
    enviado = request.POST if request.method == "POST" else None
    inicial = {
        "nombre": guardada.nombre,
        "alcance": guardada.alcance,
        "grupo": guardada.grupo_id,
        "posicion": guardada.posicion,
    }
    form = VistaForm(enviado, usuario=request.user, initial=inicial)
    if enviado is not None and form.is_valid():
        try:
            cambiar_vista(pk, por=request.user, consulta=consulta, **form.cleaned_data)
            return _a(request, guardada.get_absolute_url(), _("Vista guardada."))
        except ErrorDeNegocio as error:
            anotar_en(form, error)
    return _pintar(request, form, guardada)


@require_POST
@exige_oficina
def borrar(request: HttpRequest, pk: int) -> HttpResponse:
    guardada = _mia_o_404(request, pk)
    borrar_vista(pk, por=request.user)
    frase = _("Vista «%(nombre)s» borrada. Sus incidencias siguen donde estaban.")
    return _a(request, reverse("incidencias:bandeja"), frase % {"nombre": guardada.nombre})


@require_POST
@exige_oficina
def poner_predeterminada(request: HttpRequest) -> HttpResponse:
    """Open the Bandeja with a view from now on."""
    clave = request.POST.get("vista", "")
    if not existe_bandeja(clave) and buscar_vista(clave, request.user) is None:
        raise Http404
    abrir_con(clave, por=request.user)
    destino = f"{reverse('incidencias:bandeja')}?vista={clave}"
    return _a(request, destino, _("La bandeja se abrirá con esta vista."))


def _mia_o_404(request: HttpRequest, pk: int) -> VistaGuardada:
    guardada = VistaGuardada.objects.visibles_para(request.user).filter(pk=pk).first()
    if guardada is None or not puede_cambiar(guardada, request.user):
        raise Http404
    return guardada


def _consulta_valida(request: HttpRequest) -> dict[str, list[str]]:
    """The filters of the address as they are saved; a nonsense is not saved: 404."""
    menu = menu_de(request, Incidencia.objects.visibles_para(request.user))
    pedida = leer_pedida(request.GET, menu)
    parametros: QueryDict = pedida.parametros
    filtro = IncidenciaFilter(parametros, Incidencia.objects.none(), request=request)
    if not filtro.is_valid():
        raise Http404
    return consulta_de(parametros)


def _pintar(request: HttpRequest, form: VistaForm, guardada: VistaGuardada | None) -> HttpResponse:
    contexto = {"form": form, "guardada": guardada, "direccion": request.get_full_path()}
    status = 422 if form.is_bound else 200
    return pintar(request, PLANTILLA, contexto, fragmento="dialogo", status=status)


def _a(request: HttpRequest, destino: str, frase: str) -> HttpResponse:
    messages.success(request, frase)
    olvidar_cuentas(request.user)
    if pide_fragmento(request):
        respuesta = HttpResponse(status=204)
        respuesta["HX-Redirect"] = destino
        return respuesta
    return redirect(destino)
