"""The bell: what the program told me, and the switch that says whether I can take work."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cuentas.campana import sin_leer
from cuentas.models import Disponibilidad, Notificacion
from cuentas.permisos import exige_personal
from cuentas.servicios import abrir_notificacion, cambiar_disponibilidad, leer_notificaciones
from nucleo.htmx import pintar
from nucleo.paginas import Orden, paginar_por_clave

ORDEN = Orden("reciente", descendente=True)
POR_PAGINA = 30


@require_safe
@exige_personal
def listado(request: HttpRequest) -> HttpResponse:
    """What the program told me, newest first."""
    propias = Notificacion.objects.filter(usuario=request.user.pk)
    pagina = paginar_por_clave(propias, request.GET, ORDEN, por_pagina=POR_PAGINA)
    return pintar(
        request, "cuentas/notificaciones.html", {"pagina": pagina}, fragmento="notificaciones"
    )


@require_safe
@exige_personal
def campana(request: HttpRequest) -> HttpResponse:
    """The bell alone, for the page that asks now and then; 204 if it would show the same."""
    if request.GET.get("visto") == str(sin_leer(request.user.pk)):  # type: ignore[arg-type]
        return HttpResponse(status=204)
    return render(request, "componentes/campana.html")


@require_POST
@exige_personal
def abrir(request: HttpRequest, pk: int) -> HttpResponse:
    """Read one and go to what it speaks of."""
    try:
        notificacion = abrir_notificacion(pk, por=request.user)  # type: ignore[arg-type]
    except Notificacion.DoesNotExist as error:
        raise Http404 from error
    return redirect(notificacion.url)


@require_POST
@exige_personal
def leer_todas(request: HttpRequest) -> HttpResponse:
    """Read everything up to the newest that the page showed."""
    hasta = request.POST.get("hasta", "")
    if hasta.isdecimal() and len(hasta) < 19:
        leer_notificaciones(por=request.user, hasta=int(hasta))  # type: ignore[arg-type]
    return redirect("cuentas:notificaciones")


@require_POST
@exige_personal
def disponibilidad(request: HttpRequest) -> HttpResponse:
    """Say whether I can take work now; back to where I was."""
    elegida = request.POST.get("disponibilidad", "")
    if elegida not in Disponibilidad.values:
        raise Http404
    cambiar_disponibilidad(request.user.pk, por=request.user, disponibilidad=elegida)  # type: ignore[arg-type]
    frase = _("Ahora constas como %(estado)s.")
    messages.success(request, frase % {"estado": Disponibilidad(elegida).label.lower()})
    vuelve = request.POST.get("vuelve", "")
    dentro = url_has_allowed_host_and_scheme(vuelve, allowed_hosts={request.get_host()})
    return redirect(vuelve if dentro else "cuentas:entrar")
