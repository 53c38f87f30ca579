"""*Siguiente*: to the case that one has to attend now, or past it saying why."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cuentas.permisos import exige_oficina
from incidencias.forms.siguiente import SaltarForm
from incidencias.servicios.siguiente import repartir_siguiente
from incidencias.servicios.siguiente import saltar as saltar_caso
from incidencias.views.acceso import visible_o_404
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pide_fragmento, pintar
from nucleo.restricciones import anotar_en


@require_POST
@exige_oficina
def siguiente(request: HttpRequest) -> HttpResponse:
    """Deal the most urgent case and go to it."""
    return redirect(_repartir(request))


def _repartir(request: HttpRequest) -> str:
    """Where to go: to the case, or back to the Bandeja if there is none."""
    repartida = repartir_siguiente(por=request.user)  # type: ignore[arg-type]
    if repartida is None:
        messages.info(request, _("No queda nada por repartir: ni tuyo ni sin asignar."))
        return reverse("incidencias:bandeja")
    if not repartida.es_nueva:
        messages.info(request, _("Esta te tocó antes y sigue esperando. Atiéndela o sáltala."))
    return repartida.incidencia.get_absolute_url()


@require_http_methods(["GET", "HEAD", "POST"])
@exige_oficina
def saltar(request: HttpRequest, codigo: str) -> HttpResponse:
    """Say why one passes it on, and be dealt another."""
    incidencia = visible_o_404(request, codigo)
    enviado = request.POST if request.method == "POST" else None
    form = SaltarForm(enviado)
    if enviado is not None and form.is_valid():
        try:
            saltar_caso(incidencia.pk, por=request.user, **form.cleaned_data)  # type: ignore[arg-type]
            return _a_otra(request)
        except ErrorDeNegocio as error:
            anotar_en(form, error)
    contexto = {"incidencia": incidencia, "form": form}
    status = 422 if form.is_bound else 200
    return pintar(request, "incidencias/saltar.html", contexto, "dialogo", status=status)


def _a_otra(request: HttpRequest) -> HttpResponse:
    destino = _repartir(request)
    if not pide_fragmento(request):
        return redirect(destino)
    respuesta = HttpResponse(status=204)
    respuesta["HX-Redirect"] = destino
    return respuesta
