"""Common pieces of the API: problem documents, cursor pages, idempotent creation."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import cache, wraps
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import connection, transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions
from rest_framework.pagination import BasePagination
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import PrimaryKeyRelatedField, Serializer
from rest_framework.utils.urls import remove_query_param, replace_query_param
from rest_framework.views import APIView, exception_handler

from nucleo.errores import ErrorDeNegocio
from nucleo.insercion import JsonEscrito, insertar_fila
from nucleo.models import ClaveIdempotencia
from nucleo.paginas import CursorInvalido, Orden, leer_tramo
from nucleo.por_clave import PorClave

TIPO_PROBLEMA = "application/problem+json"
LARGO_CLAVE = 200

# --- Problem documents (RFC 9457)


class Conflicto(exceptions.APIException):
    """A request that the state of things does not allow now."""

    status_code = HTTPStatus.CONFLICT
    default_code = "conflicto"


class ClaveReutilizada(exceptions.APIException):
    """The same Idempotency-Key with another request."""

    status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    default_code = "clave_reutilizada"


def manejar_error(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Every answer that is not a success as a problem document; unknown errors stay 500."""
    exc = _como_error_de_api(exc)
    respuesta = exception_handler(exc, context)
    if respuesta is None:
        return None
    respuesta.data = _problema(exc, respuesta)
    respuesta.content_type = TIPO_PROBLEMA
    return respuesta


def _como_error_de_api(exc: Exception) -> Exception:
    if isinstance(exc, ErrorDeNegocio):
        return _conflicto_de(exc)
    if isinstance(exc, Http404):
        return exceptions.NotFound(_("No existe, o no es suyo."))
    if isinstance(exc, PermissionDenied):
        return exceptions.PermissionDenied()
    if isinstance(exc, RequestDataTooBig):
        return exceptions.ParseError(_("La petición es demasiado grande."))
    return exc


def _conflicto_de(error: ErrorDeNegocio) -> Conflicto:
    conflicto = Conflicto(str(error), code=error.codigo)
    conflicto.campo = error.campo  # type: ignore[attr-defined]
    return conflicto


def _problema(exc: Exception, respuesta: Response) -> dict[str, Any]:
    estado = HTTPStatus(respuesta.status_code)
    problema = {
        "type": "about:blank",
        "title": estado.phrase,
        "status": estado.value,
        "codigo": _codigo(exc),
        "detail": _detalle(exc),
    }
    errores = _errores(exc)
    return {**problema, "errores": errores} if errores else problema


def _codigo(exc: Exception) -> str:
    if isinstance(exc, exceptions.ValidationError):
        return "datos_no_validos"
    codigos = exc.get_codes() if isinstance(exc, exceptions.APIException) else "error"
    return codigos if isinstance(codigos, str) else "error"


def _detalle(exc: Exception) -> str:
    if isinstance(exc, exceptions.ValidationError):
        return _("Hay datos que corregir.")
    return str(getattr(exc, "detail", exc))


def _errores(exc: Exception) -> Any:
    """Field by field, what to correct."""
    if isinstance(exc, exceptions.ValidationError):
        return exc.detail if isinstance(exc.detail, dict) else {"general": exc.detail}
    campo = getattr(exc, "campo", None)
    return {campo: [_detalle(exc)]} if campo else None


# --- Pages


class PaginaCursor(BasePagination):
    """Keyset pages with opaque cursors.

    A view may declare its sorts in `ordenes`, and in `leer_filas` how what it finds is read.
    """

    por_pagina, maximo = 50, 200
    orden_por_defecto = Orden("recientes", "pk", descendente=True)

    def paginate_queryset(  # type: ignore[override]
        self, queryset: QuerySet[Any], request: Request, view: APIView | None = None
    ) -> list[Any]:
        """Raises a 400 for a cursor or a size we did not offer."""
        self.url = request.build_absolute_uri()
        orden = self._orden(request, getattr(view, "ordenes", (self.orden_por_defecto,)))
        cursor = request.query_params.get("cursor", "")
        try:
            tamano, leer = self._tamano(request), getattr(view, "leer_filas", None)
            self.tramo = leer_tramo(queryset, orden, cursor, tamano, leer)
        except CursorInvalido as error:
            raise exceptions.ValidationError({"cursor": [_("Ese cursor no vale.")]}) from error
        return self.tramo.objetos

    def _orden(self, request: Request, ordenes: tuple[Orden, ...]) -> Orden:
        clave = request.query_params.get("orden", ordenes[0].clave)
        for orden in ordenes:
            if orden.clave == clave:
                return orden
        raise exceptions.ValidationError({"orden": [_("No se puede ordenar así.")]})

    def _tamano(self, request: Request) -> int:
        texto = request.query_params.get("limite", str(self.por_pagina))
        if not (texto.isascii() and texto.isdigit() and 1 <= int(texto[:9]) <= self.maximo):
            frase = _("Es un número del 1 al %(maximo)s.") % {"maximo": self.maximo}
            raise exceptions.ValidationError({"limite": [frase]})
        return int(texto)

    def get_paginated_response(self, data: Any) -> Response:
        return Response(
            {
                "next": self._direccion(self.tramo.siguiente),
                "previous": self._direccion(self.tramo.anterior),
                "results": data,
            }
        )

    def _direccion(self, cursor: str | None) -> str | None:
        if cursor is None:
            return None
        return replace_query_param(remove_query_param(self.url, "cursor"), "cursor", cursor)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        direccion = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": direccion, "previous": direccion, "results": schema},
        }

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        ordenes = getattr(view, "ordenes", (self.orden_por_defecto,))
        claves = [orden.clave for orden in ordenes]
        tamano = {"type": "integer", "minimum": 1, "maximum": self.maximo}
        return [
            _parametro("cursor", {"type": "string"}),
            _parametro("limite", {**tamano, "default": self.por_pagina}),
            _parametro("orden", {"type": "string", "enum": claves, "default": claves[0]}),
        ]


def _parametro(nombre: str, esquema: dict[str, Any]) -> dict[str, Any]:
    return {"name": nombre, "in": "query", "required": False, "schema": esquema}


# --- What is sent


class PorClaveField(PrimaryKeyRelatedField):
    """A row by its id, among those that the caller may see."""

    def __init__(self, por_clave: PorClave[Any], **opciones: Any) -> None:
        self.por_clave = por_clave
        super().__init__(queryset=por_clave.modelo._default_manager.all(), **opciones)

    def to_internal_value(self, data: Any) -> Any:
        try:
            pk = None if isinstance(data, bool) else int(data)
        except (TypeError, ValueError, OverflowError):
            pk = None
        if pk is None:
            self.fail("incorrect_type", data_type=type(data).__name__)
        fila = self._buscar(pk, self.context["request"].user)
        if fila is None:
            self.fail("does_not_exist", pk_value=data)
        return fila

    def _buscar(self, pk: int, usuario: Any) -> Any:
        """The row, unless this same request has just read it with another one."""
        leidas = self.context.setdefault("leidas", {})
        fila = leidas.get((self.por_clave.modelo, pk)) or self.por_clave(pk, usuario)
        if fila is not None and usuario.es_de_oficina:
            for nombre in self.por_clave.con:
                con_ella = getattr(fila, nombre)
                leidas[type(con_ella), con_ella.pk] = con_ella
        return fila


# --- Answers


def representar(forma: type[Serializer[Any]], objeto: Any) -> dict[str, Any]:
    """One object as `forma` shows it, for serializers that need no context.

    Each is built once a process: DRF takes longer to build its fields than to fill them.
    """
    return dict(_molde(forma).to_representation(objeto))


@cache
def _molde(forma: type[Serializer[Any]]) -> Serializer[Any]:
    return forma()


# --- Idempotency

Metodo = Callable[..., Response]


def idempotente(metodo: Metodo) -> Metodo:
    """Decorator of a create: with an Idempotency-Key it happens once and answers always the same.

    The answer is stored in the transaction of the effect: both are there or neither. Whoever has
    the turn of that key, which ends with its transaction, is in flight (409 for the others). With
    or without a key, all that it does is one transaction.
    """

    @wraps(metodo)
    def envuelto(vista: APIView, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        clave = request.headers.get("Idempotency-Key", "")
        if not clave:
            with transaction.atomic():
                return metodo(vista, request, *args, **kwargs)
        if len(clave) > LARGO_CLAVE or not clave.isprintable():
            frase = _("La clave tiene entre 1 y %(largo)s caracteres.") % {"largo": LARGO_CLAVE}
            raise exceptions.ValidationError({"Idempotency-Key": [frase]})
        return _una_sola_vez(
            f"usuario:{request.user.pk}",
            clave,
            _huella_de(request),
            lambda: metodo(vista, request, *args, **kwargs),
        )

    return extend_schema(
        parameters=[
            OpenApiParameter(
                "Idempotency-Key",
                OpenApiTypes.STR,
                OpenApiParameter.HEADER,
                description="La misma clave y la misma petición dan siempre la misma respuesta.",
            )
        ]
    )(envuelto)


@transaction.atomic
def _una_sola_vez(
    solicitante: str, clave: str, huella: str, ejecutar: Callable[[], Response]
) -> HttpResponse:
    huella_previa = _tomar_turno(solicitante, clave)
    if huella_previa is not None:
        if huella_previa != huella:
            raise ClaveReutilizada(_("Esa clave ya se usó con otra petición."))
        return _repetir(ClaveIdempotencia.objects.get(solicitante=solicitante, clave=clave))
    respuesta = ejecutar()
    fila = ClaveIdempotencia(solicitante=solicitante, clave=clave, huella=huella)
    return _guardar_respuesta(fila, respuesta)


# Two statements that travel together: what the second one sees is later than the turn.
_TURNO = """
    select set_config('postventa.turno',
        pg_try_advisory_xact_lock(hashtextextended(%(turno)s, 0))::text, true);
    select current_setting('postventa.turno')::boolean,
        (select huella from nucleo_claveidempotencia
          where solicitante = %(solicitante)s and clave = %(clave)s)
"""


def _tomar_turno(solicitante: str, clave: str) -> str | None:
    """Nobody else goes on with that key until our transaction ends; without waiting for anybody.

    Returns which request used it before. The lock is the transaction's (PgBouncer-safe) and of 64
    bits of the key: no row is needed before there is something to keep in it, nor a commit of its
    own.
    """
    quien = {"solicitante": solicitante, "clave": clave}
    with connection.cursor() as cursor:
        cursor.execute(_TURNO, {**quien, "turno": f"idempotencia:{solicitante}:{clave}"})
        es_nuestro, huella = cursor.fetchone()
    if not es_nuestro:
        frase = _("Hay otra petición en curso con esa clave; repítala en unos segundos.")
        raise Conflicto(frase, code="en_curso")
    return huella


def _repetir(fila: ClaveIdempotencia) -> Response:
    cabeceras = {**fila.cabeceras, "Idempotency-Replayed": "true"}
    return Response(fila.respuesta, status=fila.estado_http, headers=cabeceras)


def _guardar_respuesta(fila: ClaveIdempotencia, respuesta: Response) -> HttpResponse:
    """Keep what is answered, and answer it: both are the same text, written once."""
    escrita: bytes = JSONRenderer().render(respuesta.data)
    fila.respuesta = JsonEscrito(escrita.decode() or "null")
    fila.estado_http = respuesta.status_code
    if "Location" in respuesta.headers:
        fila.cabeceras = {"Location": respuesta.headers["Location"]}
    insertar_fila(fila)
    return HttpResponse(
        escrita,
        status=respuesta.status_code,
        headers=fila.cabeceras,
        content_type=JSONRenderer.media_type,
    )


def _huella_de(request: Request) -> str:
    """Method, address and body: what makes a request the same one."""
    datos = json.dumps(request.data, sort_keys=True, default=str)
    texto = f"{request.method} {request.get_full_path()} {datos}"
    return hashlib.sha256(texto.encode("utf-8", "surrogatepass")).hexdigest()
