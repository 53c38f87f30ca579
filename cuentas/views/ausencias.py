"""People: how much each can take, and who covers those who are away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cuentas.forms.personas import AusenciaForm, PersonaForm
from cuentas.models import Ausencia, CodigoRol, Usuario
from cuentas.permisos import exige_rol
from cuentas.servicios import anotar_ausencia, configurar_persona, quitar_ausencia
from nucleo.errores import ErrorDeNegocio
from nucleo.restricciones import anotar_en
from nucleo.tiempo import hoy

exige_organizar = exige_rol(CodigoRol.COORDINADOR, CodigoRol.GESTOR, CodigoRol.ADMINISTRADOR)


@require_safe
@exige_organizar
def personas(request: HttpRequest) -> HttpResponse:
    """Who works in the office, whether they can take work, and who is away."""
    contexto = {
        "personas": Usuario.objects.de_oficina().prefetch_related("roles", "grupos"),
        "ausencias": Ausencia.objects.filter(hasta__gte=hoy())
        .select_related("usuario", "suplente")
        .order_by("desde", "pk"),
        "hoy": hoy(),
    }
    return render(request, "cuentas/personas.html", contexto)


@require_http_methods(["GET", "HEAD", "POST"])
@exige_organizar
def persona(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: two forms, what they can take and when they are away."""
    quien = get_object_or_404(Usuario.objects.de_oficina(), pk=pk)
    es_ausencia = "desde" in request.POST
    form = PersonaForm(request.POST if request.POST and not es_ausencia else None, instance=quien)
    falta = AusenciaForm(request.POST if es_ausencia else None, persona=quien)
    enviado = falta if es_ausencia else form
    if request.method == "POST" and enviado.is_valid():
        try:
            _guardar(request, quien, enviado)
            return redirect("cuentas:persona", pk)
        except ErrorDeNegocio as error:
            anotar_en(enviado, error)
    contexto = {
        "persona": quien,
        "form": form,
        "falta": falta,
        "ausencias": quien.ausencias.select_related("suplente").order_by("-desde"),
    }
    estado = 422 if enviado.errors else 200
    return render(request, "cuentas/persona.html", contexto, status=estado)


@require_POST
@exige_organizar
def quitar(request: HttpRequest, pk: int) -> HttpResponse:
    """They work those days after all."""
    ausencia = get_object_or_404(Ausencia, pk=pk)
    quitar_ausencia(ausencia.pk, por=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Ausencia quitada."))
    return redirect("cuentas:persona", ausencia.usuario_id)


def _guardar(request: HttpRequest, quien: Usuario, form: PersonaForm | AusenciaForm) -> None:
    por: Usuario = request.user  # type: ignore[assignment]
    if isinstance(form, AusenciaForm):
        anotar_ausencia(quien.pk, por=por, **form.cleaned_data)
        messages.success(request, _("Ausencia anotada."))
    else:
        configurar_persona(quien.pk, por=por, **form.cleaned_data)
        messages.success(request, _("Guardado."))
