"""The list of units, the page of one, and the forms of its data."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from clientes.busqueda import buscar_equipos_de_todos
from clientes.forms import EquipoForm, FiltroEquipos
from clientes.models import Equipo, EquipoQuerySet, Producto
from clientes.paneles.equipo import dia_pedido
from clientes.servicios import cambiar_equipo, registrar_equipo
from clientes.views.comun import cliente_de, enviar, formulario, pintar_formulario
from cuentas.permisos import exige_oficina
from nucleo.htmx import pintar
from nucleo.paginas import Orden, elegir_orden, paginar_por_clave
from nucleo.palabras import decir

ORDENES = (
    Orden("recientes", "pk", descendente=True, titulo=gettext_lazy("Últimos anotados")),
    Orden("serie", "numero_serie", titulo=gettext_lazy("Número de serie")),
)


@require_safe
@exige_oficina
def listado(request: HttpRequest) -> HttpResponse:
    """Every unit; the box finds by any part of serial, alias, product or owner."""
    equipos, filtro, texto = filtrados(request)
    orden = elegir_orden(request.GET, ORDENES)
    contexto = {
        "q": texto,
        "filtro": filtro,
        "pagina": paginar_por_clave(equipos, request.GET, orden),
        "ordenes": ORDENES,
        "orden": orden,
        "hay_filtros": bool(texto) or any(filtro.cleaned_data.values()),
    }
    return pintar(request, "clientes/equipos.html", contexto, fragmento="tabla")


def filtrados(request: HttpRequest) -> tuple[EquipoQuerySet, FiltroEquipos, str]:
    """The units that the address asks for, among those that this person may see."""
    equipos = Equipo.objects.visibles_para(request.user).para_listado()  # type: ignore[arg-type]
    filtro = FiltroEquipos(request.GET, familias=Producto.objects.familias())
    filtro.is_valid()
    datos = filtro.cleaned_data
    estado = datos.get("estado") or filtro.EN_USO
    if estado != filtro.TODOS:
        equipos = equipos.filter(retirado_en__isnull=estado == filtro.EN_USO)
    if datos.get("familia"):
        equipos = equipos.filter(producto__familia=datos["familia"])
    if datos.get("papel"):
        equipos = equipos.filter(nuestro_papel=datos["papel"])
    if datos.get("producto"):
        equipos = equipos.filter(producto=datos["producto"])
    texto = request.GET.get("q", "").strip()[:100]
    return buscar_equipos_de_todos(equipos, texto), filtro, texto


@require_safe
@exige_oficina
def equipo(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit and its whole life: the panels registered for `clientes.equipo`."""
    uno = equipo_de(request, pk, Equipo.objects.con_ficha())
    _dia, error = dia_pedido(request)
    contexto: dict[str, Any] = {"equipo": uno, "sustituto": uno.sustituto()}
    return pintar(request, "clientes/equipo.html", contexto, status=422 if error else 200)


def equipo_de(request: HttpRequest, pk: int, equipos: EquipoQuerySet | None = None) -> Equipo:
    """That unit, if this person may see it; 404 if not."""
    filas = Equipo.objects.para_listado() if equipos is None else equipos
    return get_object_or_404(filas.visibles_para(request.user), pk=pk)  # type: ignore[arg-type]


@formulario
@exige_oficina
def nuevo_equipo(request: HttpRequest, pk: int) -> HttpResponse:
    cliente = cliente_de(request, pk)
    form = EquipoForm(request.POST or None, cliente=cliente)
    hecho = enviar(
        request,
        form,
        lambda datos: registrar_equipo(por=request.user, cliente=cliente, **datos),  # type: ignore[arg-type]
    )
    titulo = decir(_("[Equipo nuevo]"))
    return redirect(hecho) if hecho else pintar_formulario(request, form, titulo, cliente)


@formulario
@exige_oficina
def editar_equipo(request: HttpRequest, pk: int) -> HttpResponse:
    equipo = equipo_de(request, pk)
    form = EquipoForm(request.POST or None, instance=equipo, cliente=equipo.cliente)
    hecho = enviar(
        request,
        form,
        lambda datos: cambiar_equipo(pk, por=request.user, **datos),  # type: ignore[arg-type]
    )
    if hecho:
        return redirect(hecho)
    titulo = decir(_("Datos [del equipo]"))
    return pintar_formulario(request, form, titulo, equipo.cliente, vuelta=equipo)
