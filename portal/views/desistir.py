"""Withdrawing from the purchase of a unit: what is missing is asked, then until when, then said."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clientes.models import Compra
from nucleo.envios import una_sola_vez
from nucleo.errores import ErrorDeNegocio
from nucleo.frenos import frenar
from nucleo.restricciones import anotar_en
from nucleo.tiempo import hoy
from portal.consultas import contacto_de_equipo, decide_por_el, equipo_de
from portal.desistimiento import (
    compra_de,
    hechos_de,
    lo_vendimos,
    puede_desistir,
)
from portal.desistimiento import desistir as desistir_de
from portal.forms import DesistimientoForm, HechosForm
from portal.permisos import exige_cliente


@require_http_methods(["GET", "HEAD", "POST"])
@exige_cliente
@frenar("20/hour", nombre="desistir")
def desistir(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The facts travel in the address, so that the page that states can be read again."""
    equipo = equipo_de(request.user, uid)  # type: ignore[arg-type]
    compra = compra_de(equipo)
    if compra is None or not lo_vendimos(equipo) or not decide_por_el(request.user, equipo):  # type: ignore[arg-type]
        raise Http404
    pregunta = _pregunta(request, compra)
    contexto: dict[str, Any] = {"equipo": equipo, "compra": compra}
    if pregunta is not None and not pregunta.is_valid():
        estado = 422 if pregunta.errors else 200
        return render(
            request, "portal/desistir.html", contexto | {"pregunta": pregunta}, status=estado
        )
    dichos = pregunta.cleaned_data if pregunta is not None else {}
    hechos = hechos_de(compra, **dichos)
    if hechos is None:
        raise Http404
    resultado = puede_desistir(hechos, hoy())
    form = DesistimientoForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and resultado.tiene_derecho is not False:
        contacto = contacto_de_equipo(request.user, equipo)  # type: ignore[arg-type]
        try:
            codigo = una_sola_vez(
                request,
                lambda: desistir_de(contacto, compra, hechos, form.cleaned_data["motivo"]).codigo,
            )
        except ErrorDeNegocio as error:
            anotar_en(form, error)
        else:
            return redirect("portal:acuse", codigo)
    contexto |= {
        "form": form,
        "resultado": resultado,
        "motivos": [(m.frase(_), f"{m.norma} {m.articulo}") for m in resultado.motivos],
    }
    estado = 422 if form.errors else 200
    return render(request, "portal/desistir.html", contexto, status=estado)


def _pregunta(request: HttpRequest, compra: Compra) -> HechosForm | None:
    """What we do not know of the purchase; None if nothing is missing."""
    form = HechosForm(
        request.GET if "modalidad" in request.GET or "posesion" in request.GET else None
    )
    if compra.modalidad:
        del form.fields["modalidad"]
    if compra.fecha_albaran:
        del form.fields["posesion"]
    elif not form.is_bound:
        form.initial["posesion"] = compra.fecha_factura or compra.fecha_contrato
    return form if form.fields else None
