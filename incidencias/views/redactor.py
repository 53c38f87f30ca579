"""The composer of the ficha: reply, note, call, promise; and the drafts that nobody loses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cuentas.permisos import exige_oficina
from incidencias.bandejas import olvidar_cuentas
from incidencias.forms import (
    LARGO_TEXTO,
    Formulario,
    LlamadaForm,
    NotaForm,
    PromesaForm,
    ResponderForm,
)
from incidencias.models import Borrador, Incidencia
from incidencias.servicios import anotar_nota, prometer, registrar_llamada, responder
from incidencias.views.acceso import visible_o_404
from incidencias.views.ficha import PLANTILLA, contexto_de_ficha
from nucleo import archivos
from nucleo.envios import una_sola_vez
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pide_fragmento, pintar
from nucleo.restricciones import anotar_en

Escribir = Callable[[Incidencia, HttpRequest, dict[str, Any]], str]


def _responder(incidencia: Incidencia, request: HttpRequest, datos: dict[str, Any]) -> str:
    mensaje = responder(
        incidencia.pk,
        por=request.user,
        texto=datos["texto"],
        adjuntos=guardar_ficheros(datos["ficheros"]),
    )
    if mensaje.comunicacion_id is None:
        return _("Guardada, pero el cliente no tiene correo: llámale o escríbele por carta.")
    return _("Respuesta en camino.")


def _anotar(incidencia: Incidencia, request: HttpRequest, datos: dict[str, Any]) -> str:
    anotar_nota(
        incidencia.pk,
        por=request.user,
        texto=datos["texto"],
        adjuntos=guardar_ficheros(datos["ficheros"]),
    )
    return _("Nota guardada.")


def _llamar(incidencia: Incidencia, request: HttpRequest, datos: dict[str, Any]) -> str:
    registrar_llamada(
        incidencia.pk,
        por=request.user,
        sentido=datos["sentido"],
        motivo=datos["motivo"],
        contestada=datos["contestada"],
        duracion_s=60 * (datos["minutos"] or 0),
        notas=datos["notas"],
    )
    return _("Llamada apuntada.")


def _prometer(incidencia: Incidencia, request: HttpRequest, datos: dict[str, Any]) -> str:
    prometer(incidencia.pk, por=request.user, texto=datos["texto"], vence_en=datos["vence_en"])
    return _("Promesa apuntada: te avisaremos antes de que venza.")


MODOS: dict[str, tuple[type[Formulario], Escribir]] = {
    "responder": (ResponderForm, _responder),
    "nota": (NotaForm, _anotar),
    "llamada": (LlamadaForm, _llamar),
    "promesa": (PromesaForm, _prometer),
}


@require_POST
@exige_oficina
def escribir(request: HttpRequest, codigo: str, modo: str) -> HttpResponse:
    """Send one of the composer's forms. An error leaves in place all that was typed."""
    incidencia = visible_o_404(request, codigo, Incidencia.objects.para_ficha())
    clase, hacer = MODOS[modo]
    form = clase(request.POST, request.FILES, auto_id=f"id_{modo}_%s")
    if form.is_valid():
        try:
            frase = una_sola_vez(request, lambda: hacer(incidencia, request, form.cleaned_data))
            messages.success(request, frase)
            return _ficha_nueva(request, codigo)
        except ErrorDeNegocio as error:
            anotar_en(form, error)
    return _con_errores(request, incidencia, modo, form)


def guardar_ficheros(ficheros: list[Any]) -> list[tuple[Any, str]]:
    """Store the uploaded files; ErrorDeNegocio, naming the file, if one is not admitted."""
    guardados = []
    for fichero in ficheros:
        try:
            guardados.append(
                (archivos.guardar(fichero, admitidos=archivos.DOCUMENTOS), fichero.name[-150:])
            )
        except ErrorDeNegocio as error:
            raise ErrorDeNegocio(str(error), campo="ficheros", codigo=error.codigo) from error
    return guardados


def _ficha_nueva(request: HttpRequest, codigo: str) -> HttpResponse:
    """The page again with what changed; for a plain form, by a redirect."""
    olvidar_cuentas(request.user)
    if not pide_fragmento(request):
        return redirect("incidencias:ficha", codigo)
    incidencia = visible_o_404(request, codigo, Incidencia.objects.para_ficha())
    return pintar(request, PLANTILLA, contexto_de_ficha(request, incidencia), fragmento="ficha")


def _con_errores(
    request: HttpRequest, incidencia: Incidencia, modo: str, form: Formulario
) -> HttpResponse:
    """422: only the sentences for htmx, so that the form keeps its text and its files."""
    if pide_fragmento(request):
        respuesta = render(request, "incidencias/errores.html", {"form": form}, status=422)
        respuesta["HX-Retarget"] = f"#errores-{modo}"
        respuesta["HX-Reswap"] = "innerHTML"
        return respuesta
    contexto = contexto_de_ficha(request, incidencia, **{f"{modo}_form": form})
    return render(request, PLANTILLA, contexto, status=422)


@require_POST
@exige_oficina
def borrador(request: HttpRequest, codigo: str) -> HttpResponse:
    """Keep what is being written, for this person on any machine; an empty text forgets it."""
    incidencia = visible_o_404(request, codigo)
    texto, es_nota = request.POST.get("texto", ""), request.POST.get("es_nota") == "1"
    if len(texto) > LARGO_TEXTO or "\x00" in texto:
        return HttpResponse(_("El texto es demasiado largo para guardarlo."), status=422)
    mio = {"incidencia": incidencia, "usuario": request.user, "es_nota": es_nota}
    if texto.strip():
        Borrador.objects.update_or_create(**mio, defaults={"texto": texto})
    else:
        Borrador.objects.filter(**mio).delete()
    return HttpResponse(status=204)
