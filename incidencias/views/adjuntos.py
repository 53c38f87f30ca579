"""Files of a case, served to whoever may see the case."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from incidencias.models import Adjunto
from incidencias.views.acceso import visible_o_404
from nucleo import archivos


@require_safe
@login_required
def adjunto(request: HttpRequest, codigo: str, pk: int) -> HttpResponse:
    """One file. The office sees all; a customer, the public ones of the own cases."""
    incidencia = visible_o_404(request, codigo)
    ficheros = Adjunto.objects.filter(incidencia=incidencia).select_related("archivo")
    if not request.user.es_de_oficina:  # type: ignore[union-attr]
        ficheros = ficheros.filter(es_publico=True)
    uno = ficheros.filter(pk=pk).first()
    if uno is None:
        raise Http404
    return archivos.servir(uno.archivo, uno.nombre)
