"""The suggestion box: what a customer proposes, with an answer to its author."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import Truncator
from django.views.decorators.http import require_http_methods

from clientes.models import Contacto
from incidencias.models import Canal, Incidencia, Tipo
from incidencias.servicios import NuevaIncidencia, abrir_incidencia
from nucleo.envios import una_sola_vez
from nucleo.errores import ErrorDeNegocio
from nucleo.frenos import frenar
from nucleo.restricciones import anotar_en
from portal.consultas import contactos_de
from portal.forms import SugerenciaForm
from portal.permisos import exige_cliente
from portal.views.avisar import LARGO_ASUNTO, ORIGEN, primera_frase


@require_http_methods(["GET", "HEAD", "POST"])
@exige_cliente
@frenar("30/hour", nombre="sugerir")
def sugerir(request: HttpRequest) -> HttpResponse:
    """It opens a case of its own, which waits in a list until somebody answers it."""
    contactos = contactos_de(request.user)  # type: ignore[arg-type]
    if not contactos:
        return redirect("portal:persona")
    form = SugerenciaForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            codigo = una_sola_vez(request, lambda: _abrir(form, contactos[0]).codigo)
            return redirect("portal:acuse", codigo)
        except ErrorDeNegocio as error:
            anotar_en(form, error)
    estado = 422 if request.method == "POST" else 200
    return render(request, "portal/sugerir.html", {"form": form}, status=estado)


@transaction.atomic
def _abrir(form: SugerenciaForm, contacto: Contacto) -> Incidencia:
    """Open it, or give the one that this same form already opened."""
    datos, envio = form.cleaned_data, str(form.cleaned_data["envio"] or "")
    repetida = Incidencia.objects.filter(origen=ORIGEN, referencia_externa=envio, contacto=contacto)
    if envio and (ya_abierta := repetida.first()):
        return ya_abierta
    return abrir_incidencia(
        NuevaIncidencia(
            cliente=contacto.cliente,
            contacto=contacto,
            asunto=Truncator(primera_frase(datos["texto"])).chars(LARGO_ASUNTO),
            descripcion=datos["texto"],
            tipo=Tipo.SUGERENCIA,
            canal=Canal.PORTAL,
            idioma=contacto.idioma,
            adjuntos=form.adjuntos,
            origen=ORIGEN if envio else "",
            referencia_externa=envio,
        ),
        por=contacto,
    )
