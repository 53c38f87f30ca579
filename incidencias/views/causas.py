"""Ajustes: the causes of vital urgency."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cuentas.permisos import exige_rol
from incidencias.forms.causas import CausaForm
from incidencias.models import CausaUrgencia, Incidencia
from nucleo.htmx import pintar

QUIEN = ("administrador", "gestor")


@require_safe
@exige_rol(*QUIEN)
def causas(request: HttpRequest) -> HttpResponse:
    """Each with what it justifies, and the dangers that bring it."""
    urgentes = Incidencia.objects.filter(es_urgencia_vital=True).order_by()
    casos = dict(urgentes.values_list("causa_urgencia").annotate(n=Count("pk")))
    todas = CausaUrgencia.objects.prefetch_related("textos_seguridad").order_by("-activa", "pk")
    filas = [(causa, casos.get(causa.pk, 0)) for causa in todas]
    return pintar(request, "incidencias/ajustes/causas.html", {"filas": filas})


@require_http_methods(["GET", "HEAD", "POST"])
@exige_rol(*QUIEN)
def nueva(request: HttpRequest) -> HttpResponse:
    return _una(request, CausaUrgencia())


@require_http_methods(["GET", "HEAD", "POST"])
@exige_rol(*QUIEN)
def causa(request: HttpRequest, pk: int) -> HttpResponse:
    """Its name, while it has justified nothing, and whether it is offered."""
    return _una(request, get_object_or_404(CausaUrgencia, pk=pk))


def _una(request: HttpRequest, una: CausaUrgencia) -> HttpResponse:
    enviado = request.POST if request.method == "POST" else None
    form = CausaForm(enviado, instance=una)
    if enviado is not None and form.is_valid():
        form.save()
        messages.success(request, _("Causa guardada."))
        return redirect("triaje:causas")
    titulo = CausaUrgencia.objects.filter(pk=una.pk).first() if una.pk else None
    contexto = {"form": form, "causa": titulo}
    return pintar(
        request,
        "incidencias/ajustes/causa.html",
        contexto,
        status=200 if enviado is None else 422,
    )
