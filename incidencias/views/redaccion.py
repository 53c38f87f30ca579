"""Around the composer: what is on its way out, files of a draft, who else writes, templates."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cuentas.permisos import exige_oficina
from incidencias.forms import CambiarRespuestaForm
from incidencias.menciones import sugerencias
from incidencias.models import AdjuntoPorEnviar, Incidencia, RespuestaProgramada
from incidencias.plantillas import plantillas_para, rellena
from incidencias.servicios import (
    adjuntar_a_borrador,
    cambiar_respuesta,
    deshacer_respuesta,
    enviar_ya,
)
from incidencias.servicios.borradores import poner_en_borrador, quitar_del_borrador
from incidencias.servicios.redaccion import PENDIENTES, PUBLICOS, Visto
from incidencias.views.acceso import ficha_o_404, visible_o_404
from incidencias.views.redactor import ficha_nueva, guardar_ficheros
from nucleo import presencia as quien_esta
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pide_fragmento, pintar
from nucleo.mensajes import diciendo
from nucleo.novedades import CABECERA, apuntar_cambio, sello_de
from nucleo.restricciones import anotar_en

HACIENDO = {
    "responder": gettext_lazy("está escribiendo una respuesta"),
    "nota": gettext_lazy("está escribiendo una nota"),
}


# --- Replies on their way out


def _respuesta_o_404(request: HttpRequest, codigo: str, pk: int) -> RespuestaProgramada:
    incidencia = visible_o_404(request, codigo)
    return get_object_or_404(RespuestaProgramada, pk=pk, incidencia=incidencia)


@require_POST
@exige_oficina
def deshacer(request: HttpRequest, codigo: str, pk: int) -> HttpResponse:
    """Take it back: the text is in the composer again."""
    respuesta = _respuesta_o_404(request, codigo, pk)
    with diciendo(request, _("No ha salido: tienes el texto otra vez en el redactor.")):
        deshacer_respuesta(respuesta.pk, por=request.user)  # type: ignore[arg-type]
    return ficha_nueva(request, codigo)


@require_POST
@exige_oficina
def enviar_ahora(request: HttpRequest, codigo: str, pk: int) -> HttpResponse:
    respuesta = _respuesta_o_404(request, codigo, pk)
    with diciendo(request, _("Respuesta en camino.")):
        enviar_ya(respuesta.pk, por=request.user)  # type: ignore[arg-type]
    return ficha_nueva(request, codigo)


@require_http_methods(["GET", "HEAD", "POST"])
@exige_oficina
def cambiar(request: HttpRequest, codigo: str, pk: int) -> HttpResponse:
    """Another text or another moment, while it has not left."""
    respuesta = _respuesta_o_404(request, codigo, pk)
    if respuesta.estado not in PENDIENTES:
        messages.error(request, _("Ya no está por salir."))
        return redirect("incidencias:ficha", codigo)
    enviado = request.POST if request.method == "POST" else None
    campos = ("texto", "enviar_en", "solo_si_calla")
    form = CambiarRespuestaForm(enviado, initial={c: getattr(respuesta, c) for c in campos})
    if enviado is not None and form.is_valid():
        try:
            cambiar_respuesta(respuesta.pk, por=request.user, **form.cleaned_data)  # type: ignore[arg-type]
            messages.success(request, _("Cambiada."))
            return _a_la_ficha(request, codigo)
        except ErrorDeNegocio as error:
            anotar_en(form, error)
    return pintar(
        request,
        "incidencias/respuesta_cambiar.html",
        {"incidencia": respuesta.incidencia, "respuesta": respuesta, "form": form},
        fragmento="dialogo",
        status=200 if enviado is None else 422,
    )


def _a_la_ficha(request: HttpRequest, codigo: str) -> HttpResponse:
    destino = redirect("incidencias:ficha", codigo)
    if not pide_fragmento(request):
        return destino
    respuesta = HttpResponse(status=204)
    respuesta["HX-Redirect"] = destino["Location"]
    return respuesta


# --- Files of a draft


@require_POST
@exige_oficina
def ficheros(request: HttpRequest, codigo: str) -> HttpResponse:
    """Keep what is dragged, pasted or chosen with the draft, at once."""
    incidencia = visible_o_404(request, codigo)
    es_nota = request.POST.get("es_nota") == "1"
    try:
        guardados = guardar_ficheros(request.FILES.getlist("ficheros"))
    except ErrorDeNegocio as error:
        return HttpResponse(str(error), status=422, content_type="text/plain; charset=utf-8")
    if guardados:
        adjuntar_a_borrador(
            incidencia.pk,
            por=request.user,  # type: ignore[arg-type]
            adjuntos=guardados,
            es_nota=es_nota,
        )
    return _lista_de_ficheros(request, incidencia, es_nota=es_nota)


@require_POST
@exige_oficina
def quitar_fichero(request: HttpRequest, codigo: str, pk: int) -> HttpResponse:
    """One's own draft's, and nobody else's."""
    incidencia = visible_o_404(request, codigo)
    mios = AdjuntoPorEnviar.objects.filter(
        borrador__incidencia=incidencia, borrador__usuario=request.user
    ).select_related("borrador")
    fichero = get_object_or_404(mios, pk=pk)
    es_nota = fichero.borrador.es_nota  # type: ignore[union-attr]
    quitar_del_borrador(fichero.pk, por=request.user)  # type: ignore[arg-type]
    if not pide_fragmento(request):
        return redirect("incidencias:ficha", codigo)
    return _lista_de_ficheros(request, incidencia, es_nota=es_nota)


def _lista_de_ficheros(
    request: HttpRequest, incidencia: Incidencia, *, es_nota: bool
) -> HttpResponse:
    suyos = AdjuntoPorEnviar.objects.filter(
        borrador__incidencia=incidencia, borrador__usuario=request.user, borrador__es_nota=es_nota
    )
    contexto = {"codigo": incidencia.codigo, "ficheros": list(suyos)}
    return render(request, "incidencias/redactor_ficheros.html", contexto)


# --- Who else is writing


@require_http_methods(["GET", "HEAD", "POST"])
@exige_oficina
def presencia(request: HttpRequest, codigo: str) -> HttpResponse:
    """POST: I am writing, or not any more. Both: who else is, and whether something has arrived."""
    incidencia = visible_o_404(request, codigo, Incidencia.objects.only("codigo"))
    lugar = f"{incidencia.tema}:presencia"
    sello = sello_de(lugar)
    if request.method == "POST":
        haciendo = request.POST.get("haciendo", "")
        es_noticia = quien_esta.anotar(
            lugar,
            request.user.pk,
            nombre=str(request.user),
            haciendo=haciendo if haciendo in HACIENDO else "",
        )
        if es_noticia:
            apuntar_cambio(lugar)
    otros = quien_esta.presentes(lugar, menos=request.user.pk)
    visto = Visto.leer(request.POST.get("visto") or request.GET.get("visto", ""))
    contexto = {
        "incidencia": incidencia,
        "escriben": [(uno.nombre, HACIENDO[uno.haciendo]) for uno in otros],
        "hay_nuevo": visto is not None and _hay_nuevo(request, incidencia, visto),
    }
    respuesta = render(request, "incidencias/redactor_presencia.html", contexto)
    respuesta[CABECERA] = sello  # nobody comes nor leaves: the next question is answered 204
    return respuesta


def _hay_nuevo(request: HttpRequest, incidencia: Incidencia, visto: Visto) -> bool:
    nuevos = incidencia.mensajes.filter(direccion__in=PUBLICOS, pk__gt=visto.mensaje)
    return nuevos.exclude(usuario=request.user).exists()


# --- Mentions, templates, scripts


@require_safe
@exige_oficina
def menciones(request: HttpRequest, codigo: str) -> HttpResponse:
    """Who may be called in a note, as one types after the @."""
    incidencia = visible_o_404(request, codigo, Incidencia.objects.select_related("grupo"))
    hallados = sugerencias(request.GET.get("q", "")[:80], incidencia)
    return JsonResponse(
        {"personas": [{"alias": alias, "nombre": str(persona)} for alias, persona in hallados]}
    )


@require_safe
@exige_oficina
def plantillas(request: HttpRequest, codigo: str) -> HttpResponse:
    """The templates for this case: a list under the composer, or a page with a button each."""
    incidencia = ficha_o_404(request, codigo)
    buscado = request.GET.get("q", "").strip()[:100]
    contexto = {
        "incidencia": incidencia,
        "buscado": buscado,
        "plantillas": plantillas_para(incidencia, request.user, buscado),  # type: ignore[arg-type]
    }
    return pintar(request, "incidencias/plantillas.html", contexto, fragmento="lista")


@require_http_methods(["GET", "HEAD", "POST"])
@exige_oficina
def plantilla(request: HttpRequest, codigo: str, pk: int) -> HttpResponse:
    """A template filled in for this case: as JSON for the composer; posted, into the draft."""
    incidencia = ficha_o_404(request, codigo)
    hecha = rellena(pk, incidencia, request.user)  # type: ignore[arg-type]
    if hecha is None:
        raise Http404
    if request.method != "POST":
        return JsonResponse(
            {"plantilla": pk, "texto": hecha.texto, "aviso": hecha.aviso, "faltan": hecha.faltan}
        )
    poner_en_borrador(incidencia.pk, por=request.user, texto=hecha.texto)  # type: ignore[arg-type]
    if hecha.aviso:
        messages.warning(request, hecha.aviso)
    return redirect("incidencias:ficha", codigo)
