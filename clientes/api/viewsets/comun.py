"""What the viewsets of this app share: who reads, who writes, how a body is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework import permissions, status, viewsets
from rest_framework.response import Response

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.serializers import Serializer
    from rest_framework.views import APIView

    from clientes.eventos import Actor

ID = "[0-9]{1,18}"


def parametro_de_id(nombre: str) -> OpenApiParameter:
    """A row by its id in a path, as the schema tells it."""
    forma = {"type": "integer", "minimum": 1, "maximum": 10**18 - 1}
    return OpenApiParameter(nombre, forma, OpenApiParameter.PATH)


PARAMETRO_ID = parametro_de_id("id")


class LaOficinaEscribe(permissions.BasePermission):
    """Who may see them reads them; only the office writes."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return request.method in permissions.SAFE_METHODS or request.user.es_de_oficina


class Base(viewsets.GenericViewSet):
    """By id, for whoever may see it; writing, for the office."""

    permission_classes = [permissions.IsAuthenticated, LaOficinaEscribe]
    lookup_value_regex = ID

    def leer(self, forma: type[Serializer[Any]], *, parcial: bool = False) -> dict[str, Any]:
        """The body, checked: a 400 says field by field what is wrong."""
        datos = forma(
            data=self.request.data, partial=parcial, context=self.get_serializer_context()
        )
        datos.is_valid(raise_exception=True)
        return datos.validated_data

    @property
    def actor(self) -> Actor:
        return self.request.auth or self.request.user  # type: ignore[return-value]


def creado(datos: Any, ruta: str) -> Response:
    return Response(datos, status=status.HTTP_201_CREATED, headers={"Location": f"/api/v1/{ruta}/"})
