"""What comes in is bounded before anything reads it."""

from collections.abc import Callable

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render, resolve_url
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

RUTA_DE_LA_API = "/api/"
Respuesta = Callable[[HttpRequest], HttpResponse]


def acotar_entrada(siguiente: Respuesta) -> Respuesta:
    """Middleware: refuse what is too big by its announced length, without reading it, and NULs.

    PostgreSQL stores no NUL character: one in an address or a query is a mistake or an attack.
    """

    def atender(request: HttpRequest) -> HttpResponse:
        if _longitud(request) > settings.SUBIDA_MAX_BYTES:
            return _rechazar(request, 413, _frase_de_tamano())
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return _rechazar(request, 400, _("La dirección tiene caracteres imposibles."))
        return siguiente(request)

    return atender


def no_recordar(siguiente: Respuesta) -> Respuesta:
    """Middleware: what a signed-in person saw is not there for the next one at that computer.

    Not `no-store`: it would also take away what was being typed when one goes back a page.
    """

    def atender(request: HttpRequest) -> HttpResponse:
        respuesta = siguiente(request)
        if not respuesta.has_header("Cache-Control") and request.user.is_authenticated:
            respuesta["Cache-Control"] = "private, no-cache"
        if request.method == "POST" and request.path == resolve_url(settings.LOGOUT_URL):
            respuesta["Clear-Site-Data"] = '"cache"'
        return respuesta

    return atender


class ErroresDeFormulario:
    """Middleware: a form of somebody else's (allauth, the admin) that comes back with errors is a
    422, as ours are: whoever reads the answer by its number knows that nothing was done.
    """

    def __init__(self, siguiente: Respuesta) -> None:
        self.siguiente = siguiente

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.siguiente(request)

    def process_template_response(
        self, request: HttpRequest, respuesta: TemplateResponse
    ) -> TemplateResponse:
        if request.method == "POST" and respuesta.status_code == 200:
            contexto = (respuesta.context_data or {}).values()
            if any(_tiene_errores(valor) for valor in contexto):
                respuesta.status_code = 422
        return respuesta


def _tiene_errores(valor: object) -> bool:
    """A bound form with errors, also inside the admin's wrapping."""
    form = getattr(valor, "form", valor)
    return isinstance(form, BaseForm) and form.is_bound and bool(form.errors)


class TopeDeSubida(FileUploadHandler):
    """Upload handler: stop reading a body that turns out longer than it announced."""

    def handle_raw_input(self, *args, **kwargs) -> None:  # type: ignore[no-untyped-def]
        self.leidos = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.leidos += len(raw_data)
        if self.leidos > settings.SUBIDA_MAX_BYTES:
            raise StopUpload(connection_reset=True)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Another handler keeps the file."""


def _longitud(request: HttpRequest) -> int:
    texto = request.META.get("CONTENT_LENGTH") or "0"
    return int(texto) if texto.isdecimal() else 0


def _frase_de_tamano() -> str:
    return _("Lo que envía ocupa demasiado: el máximo son %(maximo)s MB en total.") % {
        "maximo": settings.SUBIDA_MAX_BYTES // 1024**2
    }


def _rechazar(request: HttpRequest, estado: int, frase: str) -> HttpResponse:
    if request.path.startswith(RUTA_DE_LA_API):
        problema = {
            "type": "about:blank",
            "title": "Content Too Large" if estado == 413 else "Bad Request",
            "status": estado,
            "codigo": "peticion_grande" if estado == 413 else "direccion_imposible",
            "detail": frase,
        }
        return JsonResponse(problema, status=estado, content_type="application/problem+json")
    return render(request, f"{estado}.html", {"frase": frase}, status=estado)
