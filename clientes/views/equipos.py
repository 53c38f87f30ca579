"""The page of one unit, and its forms."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clientes.cobertura import veredicto_de
from clientes.etiquetas import codigo_qr, esta_al_dia
from clientes.forms import EquipoForm
from clientes.models import Equipo
from clientes.servicios import cambiar_equipo, registrar_equipo
from clientes.views.comun import TOPE, cliente_de, enviar, formulario, hoy, pintar_formulario
from cuentas.permisos import exige_oficina
from nucleo.htmx import pintar

SUCESOS = 30


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
        "qr": _etiqueta_pintada(uno),
    }
    return pintar(request, "clientes/equipo.html", contexto, status=422 if error else 200)


def _etiqueta_pintada(equipo: Equipo) -> str | None:
    """The living label as an image, if it has one."""
    etiqueta = equipo.etiquetas.filter(anulada_en=None).first()
    if etiqueta is None:
        return None
    etiqueta.equipo = equipo
    return codigo_qr(etiqueta).svg_data_uri(scale=4, border=2) if esta_al_dia(etiqueta) else None


def _dia(texto: str) -> tuple[date, str]:
    """The day asked for, or today with a sentence about why not."""
    if not texto:
        return hoy(), ""
    try:
        dia = date.fromisoformat(texto)
    except ValueError:
        return hoy(), _("«%(texto)s» no es una fecha.") % {"texto": texto[:20]}
    if not 1950 <= dia.year <= 2100:
        return hoy(), _("La fecha %(dia)s no es creíble: revisa el año.") % {
            "dia": f"{dia:%d/%m/%Y}"
        }
    return dia, ""


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
    return (
        redirect(hecho) if hecho else pintar_formulario(request, form, _("Equipo nuevo"), cliente)
    )


@formulario
@exige_oficina
def editar_equipo(request: HttpRequest, pk: int) -> HttpResponse:
    visibles = Equipo.objects.visibles_para(request.user).para_listado()  # type: ignore[arg-type]
    equipo = get_object_or_404(visibles, pk=pk)
    form = EquipoForm(request.POST or None, instance=equipo, cliente=equipo.cliente)
    hecho = enviar(
        request,
        form,
        lambda datos: cambiar_equipo(pk, por=request.user, **datos),  # type: ignore[arg-type]
    )
    if hecho:
        return redirect(hecho)
    return pintar_formulario(request, form, _("Datos del equipo"), equipo.cliente)
