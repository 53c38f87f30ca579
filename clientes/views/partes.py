"""The forms of what belongs to a customer: contacts, sites and consents."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clientes.forms import ConsentimientoForm, ContactoForm, PosicionForm, SedeForm
from clientes.models import Cliente, Consentimiento, Contacto, FuentePosicion, Sede
from clientes.servicios import (
    cambiar_contacto,
    cambiar_sede,
    crear_contacto,
    crear_sede,
    otorgar_consentimiento,
    poner_posicion,
    retirar_consentimiento,
)
from clientes.views.comun import cambiar, cliente_de, enviar, formulario, pintar_formulario
from cuentas.permisos import exige_oficina
from nucleo.archivos import DOCUMENTOS, guardar, servir
from nucleo.errores import ErrorDeNegocio

# --- Contacts


@formulario
@exige_oficina
def nuevo_contacto(request: HttpRequest, pk: int) -> HttpResponse:
    cliente = cliente_de(request, pk)
    inicial = {"idioma": cliente.idioma}
    form = ContactoForm(request.POST or None, cliente=cliente, initial=inicial)
    return cambiar(request, form, cliente, crear_contacto, cliente.pk, _("Contacto nuevo"))


@formulario
@exige_oficina
def editar_contacto(request: HttpRequest, pk: int, contacto_pk: int) -> HttpResponse:
    cliente = cliente_de(request, pk)
    contacto = _suya(Contacto, cliente, contacto_pk)
    form = ContactoForm(request.POST or None, cliente=cliente, instance=contacto)
    return cambiar(request, form, cliente, cambiar_contacto, contacto_pk, _("Datos del contacto"))


# --- Sites


@formulario
@exige_oficina
def nueva_sede(request: HttpRequest, pk: int) -> HttpResponse:
    cliente = cliente_de(request, pk)
    form = SedeForm(request.POST or None)
    return cambiar(request, form, cliente, crear_sede, cliente.pk, _("Sede nueva"))


@formulario
@exige_oficina
def editar_sede(request: HttpRequest, pk: int, sede_pk: int) -> HttpResponse:
    cliente = cliente_de(request, pk)
    sede = _suya(Sede, cliente, sede_pk)
    form = SedeForm(request.POST or None, instance=sede)
    return cambiar(request, form, cliente, cambiar_sede, sede_pk, _("Datos de la sede"))


@formulario
@exige_oficina
def situar_sede(request: HttpRequest, pk: int, sede_pk: int) -> HttpResponse:
    """Put a site by hand where it is: nothing that we work out will move it."""
    cliente = cliente_de(request, pk)
    sede = _suya(Sede, cliente, sede_pk)
    inicial = {"latitud": sede.latitud, "longitud": sede.longitud}
    form = PosicionForm(request.POST or None, initial=inicial)
    manual = FuentePosicion.MANUAL
    hecho = enviar(
        request,
        form,
        lambda datos: poner_posicion(sede_pk, por=request.user, fuente=manual, **datos),  # type: ignore[arg-type]
    )
    if hecho:
        return redirect(cliente)
    explica = _("Cópialas de un mapa. Puestas a mano mandan sobre cualquier otra posición.")
    return pintar_formulario(request, form, _("Dónde está"), cliente, explica=explica)


# --- Consents


@formulario
@exige_oficina
def nuevo_consentimiento(request: HttpRequest, pk: int) -> HttpResponse:
    cliente = cliente_de(request, pk)
    contacto = request.GET.get("contacto")
    form = ConsentimientoForm(
        request.POST or None, request.FILES or None, cliente=cliente, initial={"contacto": contacto}
    )
    hecho = enviar(request, form, lambda datos: _otorgar(request, datos))
    if hecho:
        return redirect(cliente)
    return pintar_formulario(request, form, _("Consentimiento"), cliente)


def _otorgar(request: HttpRequest, datos: dict[str, Any]) -> Consentimiento:
    fichero: UploadedFile | None = datos.pop("documento", None)
    contacto = datos.pop("contacto")
    if fichero:
        try:
            datos["justificante"] = guardar(fichero, admitidos=DOCUMENTOS)
        except ErrorDeNegocio as error:
            error.campo = "documento"
            raise
    return otorgar_consentimiento(contacto.pk, por=request.user, **datos)  # type: ignore[arg-type]


@formulario
@exige_oficina
def retirar(request: HttpRequest, pk: int, consentimiento_pk: int) -> HttpResponse:
    """Asked once, with nothing to fill in: taking back is as easy as giving (RGPD art. 7.3)."""
    cliente = cliente_de(request, pk)
    uno = _consentimiento(cliente, consentimiento_pk)
    form = forms.Form(request.POST if request.method == "POST" else None)
    hecho = enviar(
        request,
        form,
        lambda _datos: retirar_consentimiento(uno.pk, por=request.user),  # type: ignore[arg-type]
        _("Retirado desde ahora mismo."),
    )
    if hecho:
        return redirect(cliente)
    explica = _(
        "%(contacto)s deja de permitir «%(finalidad)s» desde ahora mismo. Queda escrito que lo "
        "permitió desde el %(desde)s."
    ) % {
        "contacto": uno.contacto,
        "finalidad": uno.get_finalidad_display().lower(),
        "desde": f"{uno.otorgado_en:%d/%m/%Y}",
    }
    contexto = {"explica": explica, "boton": _("Retirar"), "peligro": True}
    return pintar_formulario(request, form, _("Retirar el consentimiento"), cliente, **contexto)


@require_safe
@exige_oficina
def documento(request: HttpRequest, pk: int, consentimiento_pk: int) -> HttpResponse:
    """The file that proves a consent."""
    uno = _consentimiento(cliente_de(request, pk), consentimiento_pk)
    con_fichero = get_object_or_404(
        Consentimiento.objects.select_related("justificante"),
        pk=uno.pk,
        justificante__isnull=False,
    )
    assert con_fichero.justificante is not None  # noqa: S101 - the filter says so
    return servir(con_fichero.justificante, f"consentimiento-{uno.pk}")


def _consentimiento(cliente: Cliente, pk: int) -> Consentimiento:
    suyos = Consentimiento.objects.select_related("contacto").filter(
        contacto__cliente__in=Cliente.objects.identidades_de(cliente.pk)
    )
    return get_object_or_404(suyos, pk=pk)


def _suya(modelo: type[Any], cliente: Cliente, pk: int) -> Any:
    """A row of this customer, or of one merged into it; of anybody else's, 404."""
    return get_object_or_404(modelo, pk=pk, cliente__in=Cliente.objects.identidades_de(cliente.pk))
