"""The suggestion box for anybody: no password, and an answer by mail to its author."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import Truncator
from django.views.decorators.http import require_http_methods
from limits import parse

from clientes.models import Idioma
from cuentas.models import CodigoRol
from incidencias.avisos import avisar_acuse
from incidencias.correo.remitentes import de_quien_dice
from incidencias.models import Canal, Tipo
from incidencias.servicios import NuevaIncidencia, abrir_incidencia
from incidencias.servicios.spam import es_remitente_vetado
from nucleo.envios import una_sola_vez
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA
from nucleo.frenos import espera, frenar
from nucleo.restricciones import anotar_en
from portal.forms import SugerenciaPublicaForm
from portal.views.avisar import LARGO_ASUNTO, primera_frase

POR_CORREO = parse("5/hour")


@require_http_methods(["GET", "HEAD", "POST"])
@frenar("10/hour", nombre="sugerencia-publica")
def sugerir(request: HttpRequest) -> HttpResponse:
    """The answer is the same whoever has that address; customers who are in go to theirs."""
    usuario = request.user
    if usuario.is_authenticated and usuario.tiene_rol(CodigoRol.CLIENTE):
        return redirect("portal:sugerencia")
    form = SugerenciaPublicaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        correo = form.cleaned_data["correo"]
        try:
            una_sola_vez(request, lambda: _recibir(form))
            return render(request, "portal/sugerida.html", {"correo": correo})
        except ErrorDeNegocio as error:
            anotar_en(form, error)
    estado = 422 if request.method == "POST" else 200
    return render(request, "portal/sugerir_publico.html", {"form": form}, status=estado)


@transaction.atomic
def _recibir(form: SugerenciaPublicaForm) -> str:
    """Open its case, unless we want nothing of that address or it sends too many."""
    datos = form.cleaned_data
    correo = datos["correo"]
    if es_remitente_vetado(correo) or espera(POR_CORREO, "sugerencia-publica", correo) is not None:
        return ""
    en = timezone.now()
    remitente = de_quien_dice(datos["nombre"], correo, idioma=Idioma.ES, en=en)
    incidencia = abrir_incidencia(
        NuevaIncidencia(
            cliente=remitente.cliente,
            contacto=remitente.contacto,
            asunto=Truncator(primera_frase(datos["texto"])).chars(LARGO_ASUNTO),
            descripcion=datos["texto"],
            tipo=Tipo.SUGERENCIA,
            canal=Canal.PORTAL,
            avisar=False,
        ),
        por=SISTEMA,
        en=en,
    )
    avisar_acuse(incidencia, de_cualquiera=True)
    return incidencia.codigo
