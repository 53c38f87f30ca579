"""The survey that a customer answers by a link, and the answers that the staff read."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from cuentas.permisos import exige_rol
from encuestas.filters import RespuestaFilter
from encuestas.models import Invitacion, Pregunta, Respuesta, TipoPregunta
from encuestas.paneles import QUIEN_LAS_VE
from encuestas.servicios import (
    dar_de_baja,
    exigir_que_se_pueda_responder,
    marcar_abierta,
    responder_encuesta,
)
from nucleo.enlaces import huella
from nucleo.errores import ErrorDeNegocio
from nucleo.htmx import pintar
from nucleo.idiomas import idioma_del_navegador
from nucleo.memoria import recordada
from nucleo.paginas import Orden, elegir_orden, paginar_por_clave
from nucleo.preparadas import Hueco, Preparada

ORDENES = (
    Orden("recientes", "respondida_en", descendente=True),
    Orden("antiguas", "respondida_en"),
)
GRACIAS = "gracias"


@require_safe
@exige_rol(*QUIEN_LAS_VE)
def listado(request: HttpRequest) -> HttpResponse:
    """Answers, newest first, with their words; filtered by score and by whether they have any."""
    visibles = Respuesta.objects.visibles_para(request.user).para_listado()
    filtro = RespuestaFilter(request.GET, visibles)
    pagina = paginar_por_clave(filtro.qs, request.GET, elegir_orden(request.GET, ORDENES))
    contexto = {"filtro": filtro, "pagina": pagina}
    return pintar(request, "encuestas/listado.html", contexto, fragmento="tabla")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def responder(request: HttpRequest, token: str) -> HttpResponse:
    """One question a screen. GET shows (and may mark as seen), only POST records."""
    invitacion = _invitacion(token)
    if invitacion is None:
        return _sin_valor(request)
    with override(invitacion.idioma):
        return _responder(request, token, invitacion)


def _responder(request: HttpRequest, token: str, invitacion: Invitacion) -> HttpResponse:
    if request.GET.get("paso") == GRACIAS:
        return _pagina(request, "encuestas/gracias.html", {"invitacion": invitacion})
    try:
        exigir_que_se_pueda_responder(invitacion)
    except ErrorDeNegocio as error:
        contexto = {"invitacion": invitacion, "motivo": str(error)}
        return _pagina(request, "encuestas/cerrada.html", contexto, status=410)
    preguntas = preguntas_de(invitacion.version_id)
    pregunta = _pregunta(preguntas, request, invitacion)
    if request.method == "POST":
        return _guardar(request, token, invitacion, preguntas, pregunta)
    marcar_abierta(invitacion)
    return _pintar_pregunta(request, invitacion, preguntas, pregunta)


@csrf_exempt  # a mail reader's one-click POST (RFC 8058) has no cookie; the token is the secret
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def baja(request: HttpRequest, token: str) -> HttpResponse:
    """Ask before unsubscribing (GET); unsubscribe (POST)."""
    invitacion = _invitacion(token)
    if invitacion is None:
        return _sin_valor(request)
    if request.method == "POST":
        dar_de_baja(invitacion, por=invitacion.contacto)
    contexto = {"invitacion": invitacion, "hecha": request.method == "POST"}
    with override(invitacion.idioma):
        return _pagina(request, "encuestas/baja.html", contexto)


def _invitacion(token: str) -> Invitacion | None:
    return next(iter(POR_SU_ENLACE(huella=huella(token))), None)


def _sin_valor(request: HttpRequest) -> HttpResponse:
    """Of a link that is nobody's, only the browser says which language."""
    idioma = idioma_del_navegador(request)
    with override(idioma):
        return render(request, "encuestas/sin_valor.html", {"idioma": idioma}, status=404)


POR_SU_ENLACE: Preparada[Invitacion] = Preparada(
    lambda: Invitacion.objects.para_responder().filter(token_huella=Hueco("huella"))
)


@recordada
def preguntas_de(version_id: int) -> list[Pregunta]:
    """What a version asks, in order; it never changes."""
    return list(Pregunta.objects.filter(version=version_id))


def _pregunta(preguntas: list[Pregunta], request: HttpRequest, invitacion: Invitacion) -> Pregunta:
    """The step asked for; by default the first one without an answer."""
    pedida = request.POST.get("paso") or request.GET.get("paso")
    dadas = _dadas(invitacion)
    for pregunta in preguntas:
        if pregunta.tipo == pedida:
            return pregunta
    return next((p for p in preguntas if dadas.get(p.tipo) in {None, ""}), preguntas[0])


def _dadas(invitacion: Invitacion) -> dict[str, Any]:
    respuesta = getattr(invitacion, "respuesta", None)
    return {tipo: getattr(respuesta, tipo, None) for tipo in TipoPregunta.values}


def _guardar(
    request: HttpRequest,
    token: str,
    invitacion: Invitacion,
    preguntas: list[Pregunta],
    pregunta: Pregunta,
) -> HttpResponse:
    valor = request.POST.get("valor", "")
    posicion = preguntas.index(pregunta)
    try:
        ya_comentada = bool(_dadas(invitacion)["comentario"])  # emptying it takes it back
        if pregunta.escala is not None or valor.strip() or ya_comentada:
            responder_encuesta(invitacion.pk, por=invitacion.contacto, **{pregunta.tipo: valor})
    except ErrorDeNegocio as error:
        return _pintar_pregunta(
            request, invitacion, preguntas, pregunta, error=str(error), valor=valor
        )
    es_ultima = posicion + 1 == len(preguntas)
    siguiente = GRACIAS if es_ultima else preguntas[posicion + 1].tipo
    return redirect(f"{reverse('encuestas:responder', args=[token])}?paso={siguiente}")


def _pintar_pregunta(
    request: HttpRequest,
    invitacion: Invitacion,
    preguntas: list[Pregunta],
    pregunta: Pregunta,
    *,
    error: str = "",
    valor: str | None = None,
) -> HttpResponse:
    elegido = valor or request.GET.get(pregunta.tipo) or _dadas(invitacion).get(pregunta.tipo)
    contexto = {
        "invitacion": invitacion,
        "pregunta": pregunta,
        "texto": pregunta.texto_en(invitacion.idioma),
        "elegido": "" if elegido is None else str(elegido),
        "posicion": preguntas.index(pregunta) + 1,
        "pasos": range(1, len(preguntas) + 1),
        "anterior": preguntas[preguntas.index(pregunta) - 1] if pregunta != preguntas[0] else None,
        "error": error,
    }
    return _pagina(request, "encuestas/pregunta.html", contexto, status=422 if error else 200)


def _pagina(
    request: HttpRequest, plantilla: str, contexto: dict[str, Any], status: int = 200
) -> HttpResponse:
    """The address carries the token: nothing may tell it to another site.

    Not even less: with "no-referrer" browsers post a null origin, which the CSRF check refuses.
    """
    contexto = {"idioma": contexto["invitacion"].idioma, **contexto}
    respuesta = render(request, plantilla, contexto, status=status)
    respuesta["Referrer-Policy"] = "same-origin"
    return respuesta
