"""The link for photos, for a program: whoever has it can send, and see nothing but how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override
from drf_spectacular.utils import extend_schema
from limits import parse
from rest_framework import serializers, status
from rest_framework.exceptions import NotFound, Throttled
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView

from incidencias.models import EnlaceFotos
from incidencias.servicios import recibir_fotos
from incidencias.servicios.previas import FOTOS_POR_ENLACE, enlace_vivo
from nucleo.frenos import direccion_de, espera

if TYPE_CHECKING:
    from rest_framework.request import Request

A_LA_HORA = parse("60/hour")  # the page's own limit, and its count


class FotosSerializer(serializers.Serializer):
    ficheros = serializers.ListField(
        child=serializers.FileField(), max_length=FOTOS_POR_ENLACE, help_text="Las fotos."
    )


class RecibidasSerializer(serializers.Serializer):
    recibidas = serializers.IntegerField(help_text="Las que tenemos de ese enlace.")
    caben = serializers.IntegerField(help_text="Cuántas más admite.")


class FotosView(APIView):
    """The token in the address is the secret, as in the page that it opens."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    parser_classes = (MultiPartParser,)

    @extend_schema(auth=[], responses=RecibidasSerializer, operation_id="fotos_recibidas")
    def get(self, request: Request, token: str) -> Response:
        return Response(_cuantas(_enlace(token)))

    @extend_schema(
        auth=[],
        request={"multipart/form-data": FotosSerializer},
        responses={201: RecibidasSerializer},
        operation_id="fotos_enviar",
    )
    def post(self, request: Request, token: str) -> Response:
        """Send photos; what the link already has is not counted again."""
        espera_s = espera(A_LA_HORA, "fotos", direccion_de(request))
        if espera_s is not None:
            raise Throttled(wait=espera_s)
        enlace = _enlace(token)
        with override(enlace.idioma):
            cuerpo = FotosSerializer(data=request.data)
            cuerpo.is_valid(raise_exception=True)
            recibir_fotos(token, cuerpo.validated_data["ficheros"])
        return Response(_cuantas(enlace), status=status.HTTP_201_CREATED)


def _enlace(token: str) -> EnlaceFotos:
    enlace = enlace_vivo(token)
    if enlace is None:
        raise NotFound(_("Este enlace ya no sirve: pídanos otro."))
    return enlace


def _cuantas(enlace: EnlaceFotos) -> dict[str, int]:
    recibidas = enlace.fotos.count()
    return {"recibidas": recibidas, "caben": max(FOTOS_POR_ENLACE - recibidas, 0)}
