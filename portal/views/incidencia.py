"""One case as its customer follows it, signed in or by the link of a mail: the same page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from clientes.models import Contacto, Idioma
from incidencias.estados import NO_SE_TOCAN
from incidencias.linea import pagina_de_linea
from incidencias.models import Adjunto, Canal, Estado, Incidencia
from incidencias.servicios import cerrar_incidencia, reabrir_incidencia, recibir_mensaje
from incidencias.servicios.llamadme import pedir_llamada_sobre
from nucleo import archivos
from nucleo.envios import una_sola_vez
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import Sistema
from nucleo.frenos import frenar
from nucleo.restricciones import anotar_en
from portal.consultas import (
    contacto_para,
    idioma_del_revocado,
    incidencia_de,
    incidencia_por_enlace,
    quien_escribe,
)
from portal.estados import puede_reabrir, situacion_de
from portal.forms import LlamadmeForm, MensajeForm, ReabrirForm
from portal.idiomas import pintar_en_su_idioma
from portal.permisos import exige_cliente

LLAMAR = "llamar"


@dataclass(frozen=True)
class Acceso:
    """A case, who acts on it, and whether they signed in or came by a link."""

    incidencia: Incidencia
    por: Contacto | Sistema
    con_sesion: bool

    @property
    def idioma(self) -> str:
        """Who signs in finds the whole portal, which is in Spanish."""
        return Idioma.ES if self.con_sesion else self.incidencia.idioma


@require_http_methods(["GET", "HEAD", "POST"])
@exige_cliente
@frenar("60/hour", nombre="portal-incidencia")
def ficha(request: HttpRequest, codigo: str) -> HttpResponse:
    """My case: where it stands, what has been said, and what I may do."""
    return _atender(request, _con_sesion(request, codigo))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@frenar("60/hour", nombre="portal-incidencia")
def por_enlace(request: HttpRequest, codigo: str, token: str) -> HttpResponse:
    """The same by the signed link of a mail. Looking changes nothing: mail programs look too.

    One that is mistyped, somebody else's or revoked gets the same page: how to ask for another.
    """
    try:
        acceso = _por_enlace(codigo, token)
    except Http404:
        idioma = idioma_del_revocado(codigo, token)
        return pintar_en_su_idioma(
            request, "portal/enlace_sin_valor.html", idioma=idioma, status=404
        )
    with translation.override(acceso.idioma):  # that of the mail which brings them here
        return _atender(request, acceso)


@require_safe
@exige_cliente
def acuse(request: HttpRequest, codigo: str) -> HttpResponse:
    """The receipt, to keep or print: code, content, date and time (Ley 10/2025 arts. 11–12)."""
    incidencia = incidencia_de(request.user, codigo)  # type: ignore[arg-type]
    contexto = {
        "incidencia": incidencia,
        "adjuntos": incidencia.adjuntos.filter(es_publico=True, mensaje=None),
        "situacion": situacion_de(incidencia),
    }
    return render(request, "portal/acuse.html", contexto)


@require_safe
@exige_cliente
def fichero(request: HttpRequest, codigo: str, pk: int) -> HttpResponse:
    return _servir(_con_sesion(request, codigo), pk)


@require_safe
def fichero_por_enlace(request: HttpRequest, codigo: str, token: str, pk: int) -> HttpResponse:
    return _servir(_por_enlace(codigo, token), pk)


def _con_sesion(request: HttpRequest, codigo: str) -> Acceso:
    incidencia = incidencia_de(request.user, codigo)  # type: ignore[arg-type]
    return Acceso(incidencia, contacto_para(request.user, incidencia), con_sesion=True)  # type: ignore[arg-type]


def _por_enlace(codigo: str, token: str) -> Acceso:
    incidencia = incidencia_por_enlace(codigo, token)
    return Acceso(incidencia, quien_escribe(incidencia), con_sesion=False)


def _servir(acceso: Acceso, pk: int) -> HttpResponse:
    """A file of the case that its customer may see."""
    publicos = acceso.incidencia.adjuntos.filter(es_publico=True).select_related("archivo")
    adjunto = get_object_or_404(publicos, pk=pk)
    return archivos.servir(adjunto.archivo, adjunto.nombre)


def _documentos(incidencia: Incidencia) -> QuerySet[Adjunto]:
    """The files that are not photos: work reports, quotes, manuals."""
    publicos = incidencia.adjuntos.filter(es_publico=True).select_related("archivo")
    return publicos.exclude(archivo__tipo__startswith="image/").order_by("pk")


# --- What the customer does


def _atender(request: HttpRequest, acceso: Acceso) -> HttpResponse:
    formularios: dict[str, forms.Form] = {}
    if request.method == "POST":
        accion = ACCIONES.get(request.POST.get("accion", ""))
        form = accion(request, acceso) if accion else None
        if form is None:
            return redirect(request.path)
        formularios[request.POST["accion"]] = form
    return _pintar(request, acceso, formularios)


def _confirmar(request: HttpRequest, acceso: Acceso) -> forms.Form | None:
    form = forms.Form(request.POST)
    if form.is_valid() and _hacer(
        form, lambda: cerrar_incidencia(acceso.incidencia.pk, por=acceso.por)
    ):
        messages.success(request, _("Gracias por confirmarlo. Queda cerrada."))
        return None
    return form


def _reabrir(request: HttpRequest, acceso: Acceso) -> forms.Form | None:
    form = ReabrirForm(request.POST)
    if form.is_valid() and _hacer(
        form,
        lambda: reabrir_incidencia(
            acceso.incidencia.pk, por=acceso.por, motivo=form.cleaned_data["motivo"]
        ),
    ):
        messages.success(request, _("La hemos reabierto y se lo hemos dicho a quien la lleva."))
        return None
    return form


def _escribir(request: HttpRequest, acceso: Acceso) -> forms.Form | None:
    form = MensajeForm(request.POST, request.FILES)
    if form.is_valid() and _hacer(
        form, lambda: una_sola_vez(request, lambda: _recibir(form, acceso))
    ):
        messages.success(request, _("Hemos recibido su mensaje."))
        return None
    return form


def _recibir(form: MensajeForm, acceso: Acceso) -> str:
    recibir_mensaje(
        acceso.incidencia.pk,
        por=acceso.por,
        texto=form.cleaned_data["texto"],
        canal=Canal.PORTAL,
        adjuntos=form.adjuntos,
    )
    return acceso.incidencia.codigo


def _llamar(request: HttpRequest, acceso: Acceso) -> forms.Form | None:
    form = LlamadmeForm(request.POST, contacto=None, prefix=LLAMAR)
    if form.is_valid() and _hacer(
        form, lambda: una_sola_vez(request, lambda: _pedir_llamada(request, acceso, form))
    ):
        return None
    return form


def _pedir_llamada(request: HttpRequest, acceso: Acceso, form: forms.Form) -> str:
    pedida = pedir_llamada_sobre(acceso.incidencia.pk, por=acceso.por, **form.cleaned_data)
    messages.success(request, _("Le llamaremos %(cuando)s.") % {"cuando": pedida.en_palabras})
    return pedida.incidencia.codigo


def _hacer(form: forms.Form, servicio: Callable[[], Any]) -> bool:
    """Whether the service went through; if not, its sentence is in the form."""
    try:
        servicio()
    except ErrorDeNegocio as error:
        anotar_en(form, error)
        return False
    return True


ACCIONES: dict[str, Callable[[HttpRequest, Acceso], forms.Form | None]] = {
    "confirmar": _confirmar,
    "reabrir": _reabrir,
    "mensaje": _escribir,
    LLAMAR: _llamar,
}


def _pintar(
    request: HttpRequest, acceso: Acceso, formularios: dict[str, forms.Form]
) -> HttpResponse:
    incidencia = acceso.incidencia
    linea = pagina_de_linea(incidencia, antes_de=request.GET.get("antes_de", ""), para_cliente=True)
    contexto = {
        "idioma": acceso.idioma,
        "incidencia": incidencia,
        "situacion": situacion_de(incidencia),
        "linea": linea,
        "documentos": list(_documentos(incidencia)),
        "con_sesion": acceso.con_sesion,
        "form_mensaje": formularios.get("mensaje")
        or (None if incidencia.estado in NO_SE_TOCAN else MensajeForm()),
        "form_llamar": formularios.get(LLAMAR) or _form_llamar(acceso),
        "form_reabrir": formularios.get("reabrir")
        or (ReabrirForm() if puede_reabrir(incidencia) else None),
        "form_confirmar": formularios.get("confirmar"),
        "puede_confirmar": incidencia.estado == Estado.RESUELTA,
    }
    estado = 422 if any(form.errors for form in formularios.values()) else 200
    return render(request, "portal/incidencia.html", contexto, status=estado)


def _form_llamar(acceso: Acceso) -> LlamadmeForm | None:
    if acceso.incidencia.estado in NO_SE_TOCAN:
        return None
    por = acceso.por if acceso.con_sesion and isinstance(acceso.por, Contacto) else None
    return LlamadmeForm(contacto=por, prefix=LLAMAR)
