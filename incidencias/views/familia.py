"""The cases a case goes with, what is decided for those inside, and several opened at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clientes.models import Cliente, Equipo, Sede
from cuentas.permisos import exige_oficina
from incidencias.bandejas import olvidar_cuentas
from incidencias.duplicadas import posibles_duplicadas
from incidencias.forms import es_clave
from incidencias.forms.familia import CascadaForm, VariasNuevasForm
from incidencias.models import Incidencia
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_varias,
    cerrar_incidencia,
    decidir_en_hijas,
    prever_en_hijas,
)
from incidencias.servicios.familia import Cascada
from incidencias.views.acceso import visible_o_404
from nucleo.envios import una_sola_vez
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pintar
from nucleo.mensajes import diciendo
from nucleo.restricciones import anotar_en


@require_http_methods(["GET", "HEAD", "POST"])
@exige_oficina
def hijas(request: HttpRequest, codigo: str) -> HttpResponse:
    """One decision for some of the cases inside: first what it would do, then it is done."""
    padre = visible_o_404(request, codigo)
    suyas = list(
        Incidencia.objects.visibles_para(request.user).filter(padre=padre).order_by("pk")[:200]
    )
    enviado = request.POST if request.method == "POST" else None
    form = CascadaForm(enviado, hijas=suyas)
    previsto: Cascada | None = None
    if enviado is not None and form.is_valid():
        pedido: dict[str, Any] = {
            "por": request.user,
            "decision": form.cleaned_data["decision"],
            "hijas": form.cleaned_data["hijas"],
            "datos": form.datos(),
        }
        try:
            if "hacer" in enviado:
                return _hecho(request, padre, decidir_en_hijas(padre.pk, **pedido))
            previsto = prever_en_hijas(padre.pk, **pedido)
        except ErrorDeNegocio as error:
            anotar_en(form, error)
    estado = 422 if form.errors else 200
    contexto = {"incidencia": padre, "hijas": suyas, "form": form, "previsto": previsto}
    return pintar(request, "incidencias/hijas.html", contexto, status=estado)


def _hecho(request: HttpRequest, padre: Incidencia, cascada: Cascada) -> HttpResponse:
    olvidar_cuentas(request.user)
    hechas = len(cascada.hechas)
    messages.success(
        request, ngettext("Hecho en %(n)d.", "Hecho en %(n)d.", hechas) % {"n": hechas}
    )
    for hija, frase in cascada.fuera:
        messages.warning(request, f"{hija.codigo}: {frase}")
    return redirect(padre)


@require_POST
@exige_oficina
def cerrar_asi(request: HttpRequest, codigo: str) -> HttpResponse:
    """Close a resolved case although some of those inside are open: it has been said."""
    incidencia = visible_o_404(request, codigo)
    with diciendo(request, _("Cerrada. Las de dentro siguen abiertas.")):
        cerrar_incidencia(incidencia.pk, por=request.user, con_hijas_abiertas=True)
    olvidar_cuentas(request.user)
    return redirect(incidencia)


@require_safe
@exige_oficina
def ya_abiertas(request: HttpRequest) -> HttpResponse:
    """While a case is being told: those that may be the same, by `?cliente=&equipo=&asunto=`."""
    cliente = _elegido(Cliente.objects.visibles_para(request.user), request, "cliente")
    equipo = _elegido(Equipo.objects.visibles_para(request.user), request, "equipo")
    parecidas = posibles_duplicadas(
        request.user, cliente=cliente, equipo=equipo, texto=request.GET.get("asunto", "")[:200]
    )
    return render(request, "incidencias/ya_abiertas.html", {"parecidas": parecidas})


def _elegido(visibles: Any, request: HttpRequest, clave: str) -> Any:
    pk = request.GET.get(clave, "")
    return visibles.filter(pk=pk).first() if es_clave(pk) else None


# --- Several at once


@require_http_methods(["GET", "HEAD", "POST"])
@exige_oficina
def varias(request: HttpRequest, sede: int) -> HttpResponse:
    """Some units of a site fail at once: one text, a case for each, one around them all."""
    lugar = _sede_o_404(request, sede)
    cliente = lugar.cliente.titular
    enviado = request.POST if request.method == "POST" else None
    form = VariasNuevasForm(enviado, usuario=request.user, cliente=cliente, sede=lugar)
    if enviado is not None and form.is_valid():
        try:
            codigo = una_sola_vez(request, lambda: _abrir(form, cliente, lugar, request))
            olvidar_cuentas(request.user)
            return redirect("incidencias:ficha", codigo)
        except ErrorDeNegocio as error:
            anotar_en(form, error)
    contexto = {
        "form": form,
        "cliente": cliente,
        "sede": lugar,
        "hay_equipos": form.fields["equipos"].queryset.exists(),
    }
    return pintar(request, "incidencias/varias.html", contexto, status=422 if form.errors else 200)


def _abrir(form: VariasNuevasForm, cliente: Cliente, lugar: Sede, request: HttpRequest) -> str:
    datos = dict(form.cleaned_data)
    equipos = list(datos.pop("equipos"))
    nueva = NuevaIncidencia(cliente=cliente, sede=lugar, responsable=request.user, **datos)
    padre, hijas = abrir_varias(nueva, equipos, por=request.user)
    messages.success(
        request,
        ngettext(
            "Abierta %(codigo)s, con %(n)d dentro.",
            "Abierta %(codigo)s, con %(n)d dentro.",
            len(hijas),
        )
        % {"codigo": padre.codigo, "n": len(hijas)},
    )
    return padre.codigo


def _sede_o_404(request: HttpRequest, pk: int) -> Sede:
    if not es_clave(str(pk)):
        raise Http404
    visibles = Cliente.objects.visibles_para(request.user)
    sedes = Sede.objects.filter(cliente__in=visibles).select_related("cliente__fusionado_en")
    return get_object_or_404(sedes, pk=pk)
