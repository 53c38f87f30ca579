"""Photos by the link that somebody sent us from during a call: no login, nothing of the case."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from incidencias.models import EnlaceFotos
from incidencias.servicios import recibir_fotos
from incidencias.servicios.previas import FOTOS_POR_ENLACE, enlace_vivo, idioma_del_caducado
from nucleo.errores import ErrorDeNegocio
from nucleo.frenos import frenar
from portal.idiomas import pintar_en_su_idioma

PLANTILLA = "portal/fotos.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@frenar("60/hour", nombre="fotos")
def fotos(request: HttpRequest, token: str) -> HttpResponse:
    """Choose or take photos and send them: whoever has the link can send, and see nothing."""
    enlace = enlace_vivo(token)
    if enlace is None:
        return pintar_en_su_idioma(
            request, "portal/fotos_sin_valor.html", idioma=idioma_del_caducado(token), status=404
        )
    with translation.override(enlace.idioma):
        return _atender(request, token, enlace)


def _atender(request: HttpRequest, token: str, enlace: EnlaceFotos) -> HttpResponse:
    if request.method != "POST":
        return render(request, PLANTILLA, _contexto(enlace))
    try:
        cuantas = recibir_fotos(token, request.FILES.getlist("ficheros"))
    except ErrorDeNegocio as error:
        return render(request, PLANTILLA, {**_contexto(enlace), "error": str(error)}, status=422)
    messages.success(request, _dicho(cuantas))
    return redirect(request.path)


def _dicho(cuantas: int) -> str:
    if not cuantas:
        return _("Esas fotos ya las teníamos.")
    frase = ngettext(
        "Nos ha llegado %(cuantas)s foto. Ya la estamos viendo.",
        "Nos han llegado %(cuantas)s fotos. Ya las estamos viendo.",
        cuantas,
    )
    return frase % {"cuantas": cuantas}


def _contexto(enlace: EnlaceFotos) -> dict[str, object]:
    recibidas = enlace.fotos.count()
    return {
        "idioma": enlace.idioma,
        "recibidas": recibidas,
        "caben": max(FOTOS_POR_ENLACE - recibidas, 0),
    }
