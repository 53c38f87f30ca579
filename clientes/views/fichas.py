"""The list of customers, and the pages of one customer and of one unit."""

from __future__ import annotations

from datetime import date
from typing import Any

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from clientes.busqueda import buscar_clientes
from clientes.cobertura import veredicto_de
from clientes.models import Cliente, Equipo
from cuentas.permisos import exige_oficina
from nucleo.enlaces import direccion_absoluta
from nucleo.htmx import pintar
from nucleo.paginas import Orden, elegir_orden, paginar_por_clave
from nucleo.tiempo import dia_local

ORDENES = (
    Orden("nombre", "texto_trigramas", titulo=gettext_lazy("Nombre")),
    Orden("recientes", "pk", descendente=True, titulo=gettext_lazy("Últimos dados de alta")),
)
TOPE = 100
SUCESOS = 30


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
    """One customer: who to talk to, where, what they own and whether it is covered."""
    cliente = get_object_or_404(Cliente.objects.visibles_para(request.user), pk=pk)  # type: ignore[arg-type]
    equipos = list(cliente.equipos.con_cobertura().order_by("retirado_en", "-pk")[:TOPE])
    hoy = _hoy()
    contexto = {
        "cliente": cliente,
        "contactos": cliente.contactos.order_by("-activo", "pk")[:TOPE],
        "sedes": cliente.sedes.order_by("pk")[:TOPE],
        "equipos": [(equipo, veredicto_de(equipo, manifestacion=hoy)) for equipo in equipos],
        "compras": cliente.compras.select_related("equipo__producto", "producto").order_by(
            "-fecha_contrato", "-pk"
        )[:TOPE],
    }
    return pintar(request, "clientes/ficha.html", contexto)


@require_safe
@exige_oficina
def equipo(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit, with its verdict for a fault that showed on a day (`?fecha=`, default today)."""
    visibles = Equipo.objects.visibles_para(request.user).con_cobertura()  # type: ignore[arg-type]
    uno = get_object_or_404(visibles.select_related("usuario_contacto", "padre__producto"), pk=pk)
    dia, error = _dia(request.GET.get("fecha", ""))
    contexto: dict[str, Any] = {
        "equipo": uno,
        "fecha": dia,
        "error": error,
        "veredicto": veredicto_de(uno, manifestacion=dia),
        "partes": uno.partes.select_related("producto").order_by("pk")[:TOPE],
        "sucesos": uno.eventos.select_related("usuario", "contacto", "token__usuario").order_by(
            "-ocurrido_en", "-id"
        )[:SUCESOS],
        "qr": codigo_qr(uno),
    }
    return pintar(request, "clientes/equipo.html", contexto, status=422 if error else 200)


def codigo_qr(equipo: Equipo) -> str:
    """The label of the unit as an image: it leads to "report a problem" (portal)."""
    ruta = direccion_absoluta(reverse(settings.RUTA_ETIQUETA, args=[equipo.uid]))
    return segno.make(ruta, error="m").svg_data_uri(scale=4, border=2)


def _dia(texto: str) -> tuple[date, str]:
    """The day asked for, or today with a sentence about why not."""
    if not texto:
        return _hoy(), ""
    try:
        dia = date.fromisoformat(texto)
    except ValueError:
        return _hoy(), _("«%(texto)s» no es una fecha.") % {"texto": texto[:20]}
    if not 1950 <= dia.year <= 2100:
        return _hoy(), _("La fecha %(dia)s no es creíble: revisa el año.") % {
            "dia": f"{dia:%d/%m/%Y}"
        }
    return dia, ""


def _hoy() -> date:
    return dia_local(timezone.now())
