"""Settings: what we charge and what we offer after the sale."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from clientes.forms.ofertas import OfertaForm, QuitarForm, RetirarTarifaForm, TarifaForm
from clientes.models import OfertaPosventa, Tarifa
from clientes.ofertas import tarifas_de_un_dia
from clientes.roles import PONEN_PRECIOS
from clientes.servicios.ofertas import (
    cambiar_oferta,
    poner_oferta,
    poner_tarifa,
    quitar_oferta,
    retirar_tarifa,
)
from clientes.views.comun import enviado, enviar, formulario
from cuentas.permisos import exige_rol
from nucleo.tiempo import hoy

exige_poner_precios = exige_rol(*PONEN_PRECIOS)
TARIFAS = (gettext_lazy("Tarifas"), "clientes:tarifas")
CATALOGO = (gettext_lazy("Qué ofrecemos"), "clientes:catalogo")


@require_safe
@exige_poner_precios
def tarifas(request: HttpRequest) -> HttpResponse:
    """Those that rule today, those to come, and the history."""
    vigentes = tarifas_de_un_dia(hoy())
    de_hoy = {tarifa.pk for tarifa in vigentes}
    otras = [t for t in Tarifa.objects.order_by("-desde", "concepto", "pk") if t.pk not in de_hoy]
    contexto = {
        "vigentes": vigentes,
        "futuras": [t for t in otras if t.desde > hoy()],
        "pasadas": [t for t in otras if t.desde <= hoy()],
    }
    return render(request, "clientes/ofertas/tarifas.html", contexto)


@formulario
@exige_poner_precios
def nueva_tarifa(request: HttpRequest) -> HttpResponse:
    """A price from a day on; `?concepto=&familia=` comes with what it replaces."""
    inicial = {"desde": hoy(), **{c: request.GET.get(c, "") for c in ("familia", "comunidad")}}
    if concepto := request.GET.get("concepto"):
        inicial["concepto"] = concepto
    form = TarifaForm(enviado(request), initial=inicial)
    hecho = enviar(request, form, lambda datos: poner_tarifa(por=request.user, **datos))  # type: ignore[arg-type]
    if hecho:
        return redirect("clientes:tarifas")
    explica = _("Una tarifa no se edita: se pone otra con su fecha, y la de antes queda guardada.")
    return _pintar(request, form, _("Tarifa nueva"), TARIFAS, explica=explica)


@formulario
@exige_poner_precios
def quitar_tarifa(request: HttpRequest, pk: int) -> HttpResponse:
    tarifa = get_object_or_404(Tarifa, pk=pk)
    form = RetirarTarifaForm(enviado(request), initial={"hasta": hoy()})
    hecho = enviar(request, form, lambda datos: retirar_tarifa(pk, por=request.user, **datos))  # type: ignore[arg-type]
    if hecho:
        return redirect("clientes:tarifas")
    explica = _("%(tarifa)s dejará de cobrarse y de anunciarse después de ese día.") % {
        "tarifa": tarifa
    }
    return _pintar(
        request, form, _("Retirar una tarifa"), TARIFAS, explica=explica, boton=_("Retirar")
    )


@require_safe
@exige_poner_precios
def catalogo(request: HttpRequest) -> HttpResponse:
    """What we say of each service, the general first."""
    activas = OfertaPosventa.objects.filter(activa=True).select_related("producto")
    filas = sorted(activas, key=lambda o: (o.get_servicio_display(), o.cercania, str(o.para_que)))
    return render(request, "clientes/ofertas/catalogo.html", {"ofertas": filas})


@formulario
@exige_poner_precios
def nueva_oferta(request: HttpRequest) -> HttpResponse:
    form = OfertaForm(enviado(request))
    hecho = enviar(request, form, lambda datos: poner_oferta(por=request.user, **datos))  # type: ignore[arg-type]
    if hecho:
        return redirect("clientes:catalogo")
    return _pintar(request, form, _("Servicio nuevo"), CATALOGO)


@formulario
@exige_poner_precios
def editar_oferta(request: HttpRequest, pk: int) -> HttpResponse:
    oferta = get_object_or_404(OfertaPosventa, pk=pk, activa=True)
    form = OfertaForm(enviado(request), instance=oferta)
    hecho = enviar(request, form, lambda datos: cambiar_oferta(pk, por=request.user, **datos))  # type: ignore[arg-type]
    if hecho:
        return redirect("clientes:catalogo")
    return _pintar(request, form, _("Qué ofrecemos de este servicio"), CATALOGO)


@formulario
@exige_poner_precios
def retirar_oferta(request: HttpRequest, pk: int) -> HttpResponse:
    oferta = get_object_or_404(OfertaPosventa, pk=pk, activa=True)
    form = QuitarForm(enviado(request))
    hecho = enviar(request, form, lambda datos: quitar_oferta(pk, por=request.user))  # type: ignore[arg-type]
    if hecho:
        return redirect("clientes:catalogo")
    explica = _("«%(oferta)s» dejará de decirse de %(que)s.") % {
        "oferta": oferta,
        "que": oferta.para_que,
    }
    return _pintar(
        request, form, _("Quitar del catálogo"), CATALOGO, explica=explica, boton=_("Quitar")
    )


def _pintar(
    request: HttpRequest, form: Any, titulo: str, seccion: tuple[Any, str], **contexto: Any
) -> HttpResponse:
    contexto |= {"form": form, "titulo": titulo, "seccion": seccion}
    estado = 422 if form.errors else 200
    return render(request, "clientes/ofertas/formulario.html", contexto, status=estado)
