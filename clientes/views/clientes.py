"""The list of customers, the page of one, and the form of its data."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from clientes.busqueda import con_los_hallados, hallar_clientes
from clientes.forms import ClienteForm
from clientes.models import Cliente
from clientes.servicios import apuntar_duplicados, cambiar_cliente, dar_de_alta_cliente
from clientes.views.comun import cambiar, cliente_de, enviar, formulario, pintar_formulario
from cuentas.permisos import exige_oficina
from nucleo.htmx import pintar
from nucleo.paginas import (
    TOPE_DE_CUENTA,
    Orden,
    decir_cuantas,
    elegir_orden,
    paginar_por_clave,
)

RECIENTES = Orden("recientes", "pk", descendente=True, titulo=gettext_lazy("Últimos dados de alta"))
ORDENES = (Orden("nombre", "texto_trigramas", titulo=gettext_lazy("Nombre")), RECIENTES)


@require_safe
@exige_oficina
def listado(request: HttpRequest) -> HttpResponse:
    """Every customer, by name; the box finds by any part of name, telephone, NIF or serial."""
    texto = request.GET.get("q", "").strip()[:100]
    visibles = Cliente.objects.visibles_para(request.user)  # type: ignore[arg-type]
    clientes = visibles.vivos().para_listado()
    hallados = hallar_clientes(texto) if texto else set[int]()
    # Too many: the latest come first, which is found without sorting them all.
    orden = RECIENTES if hallados is None else elegir_orden(request.GET, ORDENES)
    filas = con_los_hallados(clientes, texto, hallados)
    pagina = paginar_por_clave(filas, request.GET, orden)
    if hallados is None:
        pagina.cuantas = decir_cuantas(TOPE_DE_CUENTA + 1)
    contexto = {
        "q": texto,
        "pagina": pagina,
        "ordenes": ORDENES,
        "orden": orden,
        "son_demasiados": hallados is None,
    }
    return pintar(request, "clientes/listado.html", contexto, fragmento="tabla")


@require_safe
@exige_oficina
def ficha(request: HttpRequest, pk: int) -> HttpResponse:
    """One customer: who to talk to, where, what they own and whether it is covered.

    What it shows are the panels registered for `clientes.ficha` (clientes/paneles, and the apps
    above).
    """
    cliente = cliente_de(request, pk)
    if cliente.pk != pk:
        frase = _("Ese cliente resultó ser este mismo: sus cosas están aquí.")
        messages.info(request, frase)
        return redirect(cliente)
    return pintar(request, "clientes/ficha.html", {"cliente": cliente})


@formulario
@exige_oficina
def nuevo_cliente(request: HttpRequest) -> HttpResponse:
    form = ClienteForm(request.POST or None)
    hecho = enviar(request, form, lambda datos: dar_de_alta_cliente(por=request.user, **datos))  # type: ignore[arg-type]
    if not hecho:
        return pintar_formulario(request, form, _("Cliente nuevo"))
    if apuntar_duplicados([hecho.pk]):
        messages.warning(request, _("Se parece a otro que ya estaba: mira si es el mismo."))
    return redirect(hecho)


@formulario
@exige_oficina
def editar_cliente(request: HttpRequest, pk: int) -> HttpResponse:
    cliente = cliente_de(request, pk)
    form = ClienteForm(request.POST or None, instance=cliente)
    return cambiar(request, form, cliente, cambiar_cliente, cliente.pk, _("Datos del cliente"))
