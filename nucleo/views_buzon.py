"""The demo's mailbox: staff may read what would have left, in demo mode only."""

from collections.abc import Callable
from email.message import EmailMessage
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from nucleo import buzon
from nucleo.htmx import pintar
from nucleo.views import solo_personal

Vista = Callable[..., HttpResponse]
SIN_NADA_QUE_CORRA = (
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)


def solo_en_la_demo(vista: Vista) -> Vista:
    """Elsewhere these pages do not exist."""

    @wraps(vista)
    def envuelta(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return vista(request, *args, **kwargs)

    return envuelta


@require_safe
@solo_en_la_demo
@solo_personal
def listado(request: HttpRequest) -> HttpResponse:
    """The latest messages; `?para=` looks at one mailbox."""
    para = request.GET.get("para", "")[:254]
    contexto = {"correos": buzon.listar(para), "para": para}
    return pintar(request, "nucleo/buzon_listado.html", contexto, fragmento="tabla")


@require_safe
@solo_en_la_demo
@solo_personal
def mensaje(request: HttpRequest, nombre: str) -> HttpResponse:
    """One message: headers, text and files; its HTML goes in a sandboxed frame."""
    correo = _leer(nombre)
    contexto = {
        "correo": correo,
        "nombre": nombre,
        "recibido_en": buzon.recibido_en(nombre),
        "texto": buzon.texto_de(correo),
        "tiene_html": correo.get_body(("html",)) is not None,
        "adjuntos": buzon.adjuntos_de(correo),
    }
    return pintar(request, "nucleo/buzon_mensaje.html", contexto)


@require_safe
@solo_en_la_demo
@solo_personal
@xframe_options_sameorigin
def cuerpo(request: HttpRequest, nombre: str) -> HttpResponse:
    """The HTML part alone, cleaned, in a document where nothing can run or load."""
    respuesta = HttpResponse(buzon.html_de(_leer(nombre)))
    respuesta["Content-Security-Policy"] = SIN_NADA_QUE_CORRA
    return respuesta


@require_safe
@solo_en_la_demo
@solo_personal
def adjunto(request: HttpRequest, nombre: str, numero: int) -> HttpResponse:
    """One of its files, always as a download."""
    adjuntos = buzon.adjuntos_de(_leer(nombre))
    if numero >= len(adjuntos):
        raise Http404
    elegido = adjuntos[numero]
    respuesta = HttpResponse(elegido.datos, content_type="application/octet-stream")
    respuesta["Content-Disposition"] = content_disposition_header(True, elegido.nombre)
    return respuesta


def _leer(nombre: str) -> EmailMessage:
    correo = buzon.leer(nombre)
    if correo is None:
        raise Http404
    return correo
