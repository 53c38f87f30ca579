"""WhatsApp by hand: the button that opens it with a text, and what became of it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clientes.models import Cliente
from conocimiento.models import Plantilla
from cuentas.permisos import exige_oficina
from incidencias.forms import es_clave
from incidencias.forms.whatsapp import WhatsAppForm
from incidencias.models import EnvioWhatsApp, Incidencia
from incidencias.servicios.whatsapp import (
    confirmar_whatsapp,
    descartar_whatsapp,
    preparar_whatsapp,
)
from incidencias.views.acceso import ficha_o_404, visible_o_404
from incidencias.whatsapp.enlace import enlace_de, es_fijo
from incidencias.whatsapp.plantillas import plantillas_para, texto_para
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pintar
from nucleo.mensajes import diciendo
from nucleo.restricciones import anotar_en
from nucleo.whatsapp import hay_proveedor

DECISIONES = {"enviado": confirmar_whatsapp, "descartado": descartar_whatsapp}


@require_http_methods(["GET", "HEAD", "POST"])
@exige_oficina
def escribir(request: HttpRequest, codigo: str) -> HttpResponse:
    """The text for the customer of a case; sent, it opens WhatsApp (in another tab)."""
    incidencia = ficha_o_404(request, codigo)
    plantillas = plantillas_para(incidencia, request.user)
    if request.method == "POST":
        form = WhatsAppForm(request.POST, plantillas=plantillas)
        envio = _preparar(request, form, incidencia.cliente, incidencia)
        if envio is not None:
            return _abrir(request, envio)
    else:
        form = _form_de(request, incidencia, plantillas)
    return _pagina(request, form, incidencia.get_absolute_url(), incidencia=incidencia)


@require_http_methods(["GET", "HEAD", "POST"])
@exige_oficina
def escribir_a_cliente(request: HttpRequest, pk: int) -> HttpResponse:
    """The same, to a customer of whom nothing is open."""
    visibles = Cliente.objects.visibles_para(request.user).select_related("fusionado_en")
    cliente = get_object_or_404(visibles, pk=pk).titular
    if request.method == "POST":
        form = WhatsAppForm(request.POST, plantillas=[])
        envio = _preparar(request, form, cliente, None)
        if envio is not None:
            return _abrir(request, envio)
    else:
        form = WhatsAppForm(None, plantillas=[], initial={"telefono": cliente.telefono})
    return _pagina(request, form, cliente.get_absolute_url(), cliente=cliente)


@require_POST
@exige_oficina
def decidir(request: HttpRequest, pk: int, decision: str) -> HttpResponse:
    """It was sent, or it was not: who prepared it knows."""
    envio = _visible_o_404(request, pk)
    with diciendo(request, _("Apuntado.")):
        DECISIONES[decision](pk, por=request.user)
    return redirect((envio.incidencia or envio.cliente).get_absolute_url())


@require_safe
@exige_oficina
def abrir(request: HttpRequest, pk: int) -> HttpResponse:
    """Open again what was prepared."""
    return _abrir(request, _visible_o_404(request, pk))


def _visible_o_404(request: HttpRequest, pk: int) -> EnvioWhatsApp:
    envio = EnvioWhatsApp.objects.select_related("incidencia", "cliente").filter(pk=pk).first()
    if envio is None:
        raise Http404
    if envio.incidencia is not None:
        visible_o_404(request, envio.incidencia.codigo)
    elif not Cliente.objects.visibles_para(request.user).filter(pk=envio.cliente_id).exists():
        raise Http404
    return envio


def _form_de(
    request: HttpRequest, incidencia: Incidencia, plantillas: list[Plantilla]
) -> WhatsAppForm:
    contacto = incidencia.contacto
    telefono = (contacto.telefono if contacto else "") or incidencia.cliente.telefono
    elegida = _elegida(request, plantillas)
    inicial: dict[str, Any] = {"telefono": request.GET.get("telefono", telefono)}
    if elegida is not None:
        texto = texto_para(elegida, incidencia, request.user).texto
        inicial |= {"plantilla": elegida.pk, "texto": texto}
    return WhatsAppForm(None, plantillas=plantillas, initial=inicial)


def _elegida(request: HttpRequest, plantillas: list[Plantilla]) -> Plantilla | None:
    pedida = request.GET.get("plantilla", "")
    if not es_clave(pedida):
        return None
    return next((una for una in plantillas if una.pk == int(pedida)), None)


def _preparar(
    request: HttpRequest, form: WhatsAppForm, cliente: Cliente, incidencia: Incidencia | None
) -> EnvioWhatsApp | None:
    if not form.is_valid():
        return None
    plantilla = form.cleaned_data.get("plantilla")
    try:
        return preparar_whatsapp(
            cliente,
            por=request.user,
            texto=form.cleaned_data["texto"],
            telefono=form.cleaned_data["telefono"],
            incidencia=incidencia,
            contacto=incidencia.contacto if incidencia else None,
            plantilla=plantilla.atajo if plantilla else "",
        )
    except ErrorDeNegocio as error:
        anotar_en(form, error)
        return None


def _abrir(request: HttpRequest, envio: EnvioWhatsApp) -> HttpResponse:
    """A page of ours that goes to WhatsApp by itself: a form may not lead to another house."""
    destino = enlace_de(envio.telefono, envio.texto)
    return render(request, "incidencias/whatsapp_abrir.html", {"envio": envio, "destino": destino})


def _pagina(request: HttpRequest, form: WhatsAppForm, vuelta: str, **contexto: Any) -> HttpResponse:
    telefono = str(form["telefono"].value() or "")
    contexto |= {
        "form": form,
        "vuelta": vuelta,
        "es_fijo": es_fijo(telefono),
        "hay_proveedor": hay_proveedor(),
    }
    estado = 422 if form.is_bound else 200
    return pintar(request, "incidencias/whatsapp.html", contexto, fragmento="texto", status=estado)
