"""The catalogue of products: list, page and form."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from clientes.busqueda import buscar_productos
from clientes.forms import ProductoForm
from clientes.models import Producto
from clientes.servicios import cambiar_producto, crear_producto
from clientes.views.comun import enviar, formulario, pintar_formulario
from cuentas.permisos import exige_oficina
from normativa.parametros import parametros_vigentes
from normativa.reglas.recambios import HechosRecambios, decidir_recambios
from nucleo.htmx import pintar
from nucleo.paginas import TOPE_DE_CUENTA, Orden, decir_cuantas, elegir_orden, paginar_por_clave

ORDENES = (
    Orden("nombre", "texto_trigramas", titulo=gettext_lazy("Marca y nombre")),
    Orden("recientes", "pk", descendente=True, titulo=gettext_lazy("Últimos añadidos")),
)


@require_safe
@exige_oficina
def listado(request: HttpRequest) -> HttpResponse:
    """The catalogue, by brand; those out of use are shown when asked for."""
    texto = request.GET.get("q", "").strip()[:100]
    con_bajas = bool(request.GET.get("bajas"))
    productos = Producto.objects.para_listado() if con_bajas else Producto.objects.en_uso()
    orden = elegir_orden(request.GET, ORDENES)
    hallados = buscar_productos(productos.para_listado(), texto)
    contexto = {
        "q": texto,
        "con_bajas": con_bajas,
        "pagina": paginar_por_clave(hallados, request.GET, orden),
        "ordenes": ORDENES,
        "orden": orden,
    }
    return pintar(request, "clientes/productos.html", contexto, fragmento="tabla")


@require_safe
@exige_oficina
def producto(request: HttpRequest, pk: int) -> HttpResponse:
    """One model: what it is, how many of it we know, until when there are parts for it."""
    uno = _producto(pk)
    equipos = uno.equipos.visibles_para(request.user).en_uso()  # type: ignore[arg-type]
    contexto: dict[str, Any] = {
        "producto": uno,
        "cuantos": decir_cuantas(equipos[: TOPE_DE_CUENTA + 1].count()),
        "repuestos_hasta": _repuestos_hasta(uno),
    }
    return pintar(request, "clientes/producto.html", contexto)


def _producto(pk: int) -> Producto:
    return get_object_or_404(Producto.objects.para_listado(), pk=pk)


def _repuestos_hasta(producto: Producto) -> date | None:
    """By the rule and the figures in force (R23); None while it is made, or nobody knows."""
    if producto.fin_fabricacion is None:
        return None
    hechos = HechosRecambios(fin_fabricacion=producto.fin_fabricacion)
    return decidir_recambios(hechos, parametros_vigentes()).disponibles_hasta


@formulario
@exige_oficina
def nuevo(request: HttpRequest) -> HttpResponse:
    form = ProductoForm(request.POST or None)
    hecho = enviar(request, form, lambda datos: crear_producto(por=request.user, **datos))  # type: ignore[arg-type]
    return redirect(hecho) if hecho else _pintar(request, form, _("Producto nuevo"))


@formulario
@exige_oficina
def editar(request: HttpRequest, pk: int) -> HttpResponse:
    uno = _producto(pk)
    form = ProductoForm(request.POST or None, instance=uno)
    hecho = enviar(request, form, lambda datos: cambiar_producto(pk, por=request.user, **datos))  # type: ignore[arg-type]
    return redirect(hecho) if hecho else _pintar(request, form, _("Datos del producto"), vuelta=uno)


def _pintar(request: HttpRequest, form: ProductoForm, titulo: str, **contexto: Any) -> HttpResponse:
    return pintar_formulario(
        request, form, titulo, seccion=(_("Productos"), "clientes:productos"), **contexto
    )
