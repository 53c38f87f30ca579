"""The composer of the ficha: reply, note, call, promise; and the drafts that nobody loses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
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
from incidencias.menciones import mencionados
from incidencias.models import Incidencia
from incidencias.repaso import Aviso, repasar
from incidencias.servicios import (
    adjuntar_a_borrador,
    anotar_nota,
    programar_respuesta,
    prometer,
    registrar_llamada,
)
from incidencias.servicios.borradores import adjuntos_del_borrador, guardar_borrador
from incidencias.servicios.redaccion import HayNovedades, Visto
from incidencias.views.acceso import ficha_o_404, visible_o_404
from incidencias.views.ficha import PLANTILLA, contexto_de_ficha
from nucleo import archivos
from nucleo.envios import una_sola_vez
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pide_fragmento, pintar
from nucleo.restricciones import anotar_en


class PorConfirmar(ErrorDeNegocio):
    """Something looks like a slip: sending again says that it is not."""

    def __init__(self, avisos: list[Aviso]) -> None:
        super().__init__(" ".join(aviso.frase for aviso in avisos), codigo="por_confirmar")
        self.avisos = avisos


Escribir = Callable[[Incidencia, HttpRequest, dict[str, Any]], str]


def _responder(incidencia: Incidencia, request: HttpRequest, datos: dict[str, Any]) -> str:
    adjuntos = _adjuntos(incidencia, request, datos, es_nota=False)
    por_confirmar = [
        aviso
        for aviso in repasar(datos["texto"], idioma=incidencia.idioma, con_ficheros=bool(adjuntos))
        if aviso.clave not in datos["confirmo"]
    ]
    if por_confirmar:
        raise PorConfirmar(por_confirmar)
    respuesta = programar_respuesta(
        incidencia.pk,
        por=request.user,  # type: ignore[arg-type]
        texto=datos["texto"],
        adjuntos=adjuntos,
        enviar_en=datos["enviar_en"],
        solo_si_calla=datos["solo_si_calla"],
        plantillas=datos["plantillas"],
        visto=Visto.leer(datos["visto"]),
    )
    if not incidencia.cliente.correo_para(incidencia.contacto):
        return _("Se guarda, pero el cliente no tiene correo: llámale o escríbele por carta.")
    if respuesta.es_para_luego:
        cuando = date_format(timezone.localtime(respuesta.enviar_en), "l j \\d\\e F, H:i")
        return _("Programada: sale el %(cuando)s.") % {"cuando": cuando.lower()}
    return _("Respuesta en camino: puedes deshacerla durante unos segundos.")


def _anotar(incidencia: Incidencia, request: HttpRequest, datos: dict[str, Any]) -> str:
    mensaje = anotar_nota(
        incidencia.pk,
        por=request.user,
        texto=datos["texto"],
        adjuntos=_adjuntos(incidencia, request, datos, es_nota=True),
    )
    _personas, desconocidas = mencionados(mensaje.texto, incidencia)
    if desconocidas:
        nombres = ", ".join(f"@{nombre}" for nombre in desconocidas)
        return _(
            "Nota guardada. %(nombres)s no es nadie que pueda ver esta incidencia: no avisamos."
        ) % {"nombres": nombres}
    return _("Nota guardada.")


def _adjuntos(
    incidencia: Incidencia, request: HttpRequest, datos: dict[str, Any], *, es_nota: bool
) -> list[tuple[Any, str]]:
    """The files that wait with the draft, and those that come with the form."""
    esperan = adjuntos_del_borrador(incidencia.pk, de=request.user, es_nota=es_nota)  # type: ignore[arg-type]
    return [*esperan, *guardar_ficheros(datos["ficheros"])]


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
    prometer(
        incidencia.pk,
        por=request.user,
        texto=datos["texto"],
        vence_en=datos["vence_en"],
        recordar_en=datos["recordar_en"],
    )
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
    incidencia = ficha_o_404(request, codigo)
    clase, hacer = MODOS[modo]
    form = clase(request.POST, request.FILES, auto_id=f"id_{modo}_%s")
    if form.is_valid():
        try:
            frase = una_sola_vez(request, lambda: hacer(incidencia, request, form.cleaned_data))
            messages.success(request, frase)
            return ficha_nueva(request, codigo)
        except PorConfirmar as error:
            return _con_errores(request, incidencia, modo, form, avisos=error.avisos)
        except HayNovedades as error:
            form.add_error(None, str(error))
            return _con_errores(request, incidencia, modo, form, novedades=error)
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


def ficha_nueva(request: HttpRequest, codigo: str) -> HttpResponse:
    """The page again with what changed; for a plain form, by a redirect."""
    olvidar_cuentas(request.user)
    if not pide_fragmento(request):
        return redirect("incidencias:ficha", codigo)
    incidencia = ficha_o_404(request, codigo)
    return pintar(request, PLANTILLA, contexto_de_ficha(request, incidencia), fragmento="ficha")


def _con_errores(
    request: HttpRequest,
    incidencia: Incidencia,
    modo: str,
    form: Formulario,
    *,
    avisos: list[Aviso] | None = None,
    novedades: HayNovedades | None = None,
) -> HttpResponse:
    """422: only the sentences for htmx, so that the form keeps its text and its files.

    With what has to be confirmed, and with what was seen by now, for when it is sent again.
    """
    errores = {
        "avisos": avisos or [],
        "novedades": novedades,
        "confirmados": form.cleaned_data.get("confirmo", ()) if form.is_bound else (),
        "visto": str(novedades.visto) if novedades else form.data.get("visto", ""),
        "plantillas": form.data.get("plantillas", ""),
    }
    if pide_fragmento(request):
        contexto_de_errores = {"form": form, "modo": modo, **errores}
        respuesta = render(
            request, "incidencias/redactor_errores.html", contexto_de_errores, status=422
        )
        respuesta["HX-Retarget"] = f"#errores-{modo}"
        respuesta["HX-Reswap"] = "innerHTML"
        return respuesta
    guardar_lo_subido(request, incidencia, form)
    contexto = contexto_de_ficha(
        request, incidencia, **{f"{modo}_form": form, f"{modo}_errores": errores}
    )
    return render(request, PLANTILLA, contexto, status=422)


def guardar_lo_subido(request: HttpRequest, incidencia: Incidencia, form: Formulario) -> None:
    """A browser does not keep the files of a form that comes back: the draft does."""
    subidos = request.FILES.getlist("ficheros")
    if not subidos or form.errors.get("ficheros"):
        return
    for fichero in subidos:
        fichero.seek(0)
    try:
        guardados = guardar_ficheros(subidos)
    except ErrorDeNegocio as error:
        anotar_en(form, error)
        return
    adjuntar_a_borrador(
        incidencia.pk,
        por=request.user,  # type: ignore[arg-type]
        adjuntos=guardados,
        es_nota=request.POST.get("es_nota") == "1",
    )


@require_POST
@exige_oficina
def borrador(request: HttpRequest, codigo: str) -> HttpResponse:
    """Keep what is being written, for this person on any machine; an empty text forgets it."""
    incidencia = visible_o_404(request, codigo)
    texto, es_nota = request.POST.get("texto", ""), request.POST.get("es_nota") == "1"
    if len(texto) > LARGO_TEXTO or "\x00" in texto:
        return HttpResponse(_("El texto es demasiado largo para guardarlo."), status=422)
    guardar_borrador(incidencia.pk, por=request.user, texto=texto, es_nota=es_nota)  # type: ignore[arg-type]
    return HttpResponse(status=204)
