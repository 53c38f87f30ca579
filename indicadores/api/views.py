"""The indicators by API: what there is, and the figures of one."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from indicadores import tableros
from indicadores.api.serializers import IndicadorSerializer, SerieSerializer
from indicadores.catalogo import CATALOGO
from indicadores.forms import DetalleForm
from indicadores.models import Dimension, Lapso
from indicadores.views import ROLES
from nucleo.tiempo import dia_local

PARAMETROS = [
    OpenApiParameter("desde", OpenApiTypes.DATE, description="Por defecto, 90 días atrás."),
    OpenApiParameter("hasta", OpenApiTypes.DATE, description="Por defecto, ayer."),
    OpenApiParameter(
        "periodo", enum=Lapso.values, description="Por defecto, según lo largo que sea el rango."
    ),
    OpenApiParameter("por", enum=Dimension.values, description="Dimensión por la que desglosar."),
]


class VeIndicadores(BasePermission):
    """Who reads the indicators on screen; nobody else learns that they are there."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if request.user.is_authenticated and not request.user.tiene_rol(*ROLES):
            raise Http404
        return bool(request.user.is_authenticated)


class CatalogoView(APIView):
    permission_classes = [VeIndicadores]

    @extend_schema(responses=IndicadorSerializer(many=True), operation_id="indicadores")
    def get(self, request: Request) -> Response:
        """Every indicator: what it measures, in which unit and by which dimensions."""
        return Response(IndicadorSerializer(CATALOGO.values(), many=True).data)


class SerieView(APIView):
    permission_classes = [VeIndicadores]

    @extend_schema(responses=SerieSerializer, parameters=PARAMETROS, operation_id="indicador")
    def get(self, request: Request, codigo: str) -> Response:
        """The figures of one indicator: of the range, of each period and of each value."""
        if codigo not in CATALOGO:
            raise Http404
        hoy = dia_local(timezone.now())
        form = DetalleForm(request.query_params, hoy=hoy, indicador=CATALOGO[codigo])
        if not form.is_valid():
            raise ValidationError({campo: list(frases) for campo, frases in form.errors.items()})
        return Response(SerieSerializer(tableros.serie_completa(CATALOGO[codigo], form, hoy)).data)
