"""The list of customers, the page of one, and the forms of its data, contacts and sites."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from clientes.busqueda import buscar_clientes
from clientes.forms import ClienteForm, ContactoForm, SedeForm
from clientes.models import Cliente, Contacto, Sede
from clientes.servicios import (
    cambiar_cliente,
    cambiar_contacto,
    cambiar_sede,
    crear_contacto,
    crear_sede,
    dar_de_alta_cliente,
)
from clientes.views.comun import cambiar, cliente_de, enviar, formulario, pintar_formulario
from cuentas.permisos import exige_oficina
from nucleo.htmx import pintar
from nucleo.paginas import Orden, elegir_orden, paginar_por_clave

ORDENES = (
    Orden("nombre", "texto_trigramas", titulo=gettext_lazy("Nombre")),
    Orden("recientes", "pk", descendente=True, titulo=gettext_lazy("Últimos dados de alta")),
)


@require_safe
@exige_oficina
def listado(request: HttpRequest) -> HttpResponse:
    """Every customer, by name; the box finds by any part of name, telephone, NIF or serial."""
    texto = request.GET.get("q", "").strip()[:100]
    clientes = Cliente.objects.visibles_para(request.user).para_listado()  # type: ignore[arg-type]
    orden = elegir_orden(request.GET, ORDENES)
    pagina = paginar_por_clave(buscar_clientes(clientes, texto), request.GET, orden)
    contexto = {"q": texto, "pagina": pagina, "ordenes": ORDENES, "orden": orden}
    return pintar(request, "clientes/listado.html", contexto, fragmento="tabla")


@require_safe
@exige_oficina
def ficha(request: HttpRequest, pk: int) -> HttpResponse:
    """One customer: who to talk to, where, what they own and whether it is covered.

    What it shows are the panels registered for `clientes.ficha` (clientes/paneles, and the apps
    above).
    """
    return pintar(request, "clientes/ficha.html", {"cliente": cliente_de(request, pk)})


@formulario
@exige_oficina
def nuevo_cliente(request: HttpRequest) -> HttpResponse:
    form = ClienteForm(request.POST or None)
    hecho = enviar(request, form, lambda datos: dar_de_alta_cliente(por=request.user, **datos))  # type: ignore[arg-type]
    return redirect(hecho) if hecho else pintar_formulario(request, form, _("Cliente nuevo"))


@formulario
@exige_oficina
def editar_cliente(request: HttpRequest, pk: int) -> HttpResponse:
    cliente = cliente_de(request, pk)
    form = ClienteForm(request.POST or None, instance=cliente)
    return cambiar(request, form, cliente, cambiar_cliente, pk, _("Datos del cliente"))


@formulario
@exige_oficina
def nuevo_contacto(request: HttpRequest, pk: int) -> HttpResponse:
    cliente = cliente_de(request, pk)
    form = ContactoForm(request.POST or None, initial={"idioma": cliente.idioma})
    return cambiar(request, form, cliente, crear_contacto, pk, _("Contacto nuevo"))


@formulario
@exige_oficina
def editar_contacto(request: HttpRequest, pk: int, contacto_pk: int) -> HttpResponse:
    cliente = cliente_de(request, pk)
    contacto = get_object_or_404(Contacto, pk=contacto_pk, cliente=cliente)
    form = ContactoForm(request.POST or None, instance=contacto)
    return cambiar(request, form, cliente, cambiar_contacto, contacto_pk, _("Datos del contacto"))


@formulario
@exige_oficina
def nueva_sede(request: HttpRequest, pk: int) -> HttpResponse:
    cliente = cliente_de(request, pk)
    form = SedeForm(request.POST or None)
    return cambiar(request, form, cliente, crear_sede, pk, _("Sede nueva"))


@formulario
@exige_oficina
def editar_sede(request: HttpRequest, pk: int, sede_pk: int) -> HttpResponse:
    cliente = cliente_de(request, pk)
    sede = get_object_or_404(Sede, pk=sede_pk, cliente=cliente)
    form = SedeForm(request.POST or None, instance=sede)
    return cambiar(request, form, cliente, cambiar_sede, sede_pk, _("Datos de la sede"))
