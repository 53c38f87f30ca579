"""What the views of the cases share in the API: who may, who asks, how a body is read."""

from __future__ import annotations

from threading import local
from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework import permissions
from rest_framework.serializers import Serializer

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.views import APIView

    from clientes.eventos import Actor

CODIGO = "[A-Z]{2,6}-[0-9]{2}-[0-9]{6,12}"
ORIGEN = "api"
PARAMETRO_CODIGO = OpenApiParameter(
    "codigo",
    {"type": "string", "pattern": f"^{CODIGO}$"},
    OpenApiParameter.PATH,
    description="INC-26-000123",
)


class LaOficinaDecide(permissions.BasePermission):
    """Who may see a case reads it; only the office writes (customers do it in the portal)."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return request.method in permissions.SAFE_METHODS or request.user.es_de_oficina


PERMISOS = [permissions.IsAuthenticated, LaOficinaDecide]


def actor_de(request: Request) -> Actor:
    """The token that signs the request, or the user of the session."""
    return request.auth or request.user  # type: ignore[return-value]


def leer(forma: type[Serializer[Any]], request: Request) -> dict[str, Any]:
    """The body, checked: a 400 says field by field what is wrong."""
    datos = _molde(forma)
    datos._context = {"request": request}
    return datos.run_validation(request.data)


_de_este_hilo = local()


def _molde(forma: type[Serializer[Any]]) -> Serializer[Any]:
    """One a thread, as DRF takes longer to build its fields than to use them; a new one for each
    request if the fields themselves are of who asks.
    """
    if forma.get_fields is not Serializer.get_fields or forma.__init__ is not Serializer.__init__:
        return forma()
    moldes = _de_este_hilo.__dict__
    if forma not in moldes:
        moldes[forma] = forma()
    return moldes[forma]
