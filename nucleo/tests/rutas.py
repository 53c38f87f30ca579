"""Addresses that only the tests of the mechanisms use."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import include, path
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.response import Response
from rest_framework.views import APIView

from nucleo.api import idempotente
from nucleo.errores import ErrorDeNegocio
from nucleo.models import Calendario, Festivo
from nucleo.paginas import Orden
from nucleo.restricciones import traducir_integridad


class FestivoSerializer(serializers.ModelSerializer):
    class Meta:
        model = Festivo
        fields = ["fecha", "nombre"]


class CalendarioSerializer(serializers.ModelSerializer):
    class Meta:
        model = Calendario
        fields = ["id", "nombre"]
        extra_kwargs = {"nombre": {"validators": []}}  # so that the database answers


class Festivos(ListAPIView):
    """A list with cursor pages and two sorts."""

    queryset = Festivo.objects.filter(comunidad="CE")
    serializer_class = FestivoSerializer
    ordenes = (Orden("fecha", "fecha"), Orden("nombre", "nombre", descendente=True))


class Calendarios(APIView):
    """Something that can be created once."""

    serializer_class = CalendarioSerializer

    @idempotente
    def post(self, request):
        datos = CalendarioSerializer(data=request.data)
        datos.is_valid(raise_exception=True)
        with traducir_integridad():
            datos.save()
        return Response(datos.data, status=201, headers={"Location": "/alli/"})


class Errores(APIView):
    """Raises what the address says."""

    serializer_class = CalendarioSerializer
    posibles = {
        "regla": ErrorDeNegocio("La orden está cerrada.", codigo="orden_cerrada"),
        "campo": ErrorDeNegocio("Ese equipo no es suyo.", campo="equipo"),
        "no_existe": Http404("tabla interna"),
        "prohibido": PermissionDenied("detalle interno"),
        "roto": ZeroDivisionError("detalle interno"),
    }

    def get(self, request, cual):
        raise self.posibles[cual]


api = [
    path("festivos/", Festivos.as_view()),
    path("calendarios/", Calendarios.as_view()),
    path("errores/<str:cual>/", Errores.as_view()),
]

urlpatterns = [
    path("baja/<str:token>/", lambda request, token: HttpResponse(token), name="baja"),
    path(
        "seguir/<str:codigo>/<str:token>/",
        lambda request, codigo, token: HttpResponse(codigo),
        name="seguir",
    ),
    path("api/v1/", include(api)),
    path("", include("postventa.urls")),
]
