"""The law by API: what is computed, with which figures, and two questions to it."""

from datetime import date

from django.utils.timezone import now
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from normativa.api.permisos import EsPersonal
from normativa.api.serializers import (
    DecisionSerializer,
    HechosSerializer,
    PlazosReclamacionSerializer,
    ReclamacionSerializer,
    ReglaSerializer,
)
from normativa.parametros import parametros_vigentes
from normativa.reglas.catalogo import REGLAS
from normativa.reglas.cobertura import decidir_cobertura
from normativa.reglas.reclamacion import ClaseLegal, calcular_plazos_reclamacion
from nucleo.empresa import empresa
from nucleo.festivos import fechas_festivas
from nucleo.tiempo import dia_local


class ReglasView(APIView):
    permission_classes = [EsPersonal]

    @extend_schema(responses=ReglaSerializer(many=True), operation_id="normativa_reglas")
    def get(self, request: Request) -> Response:
        """Every rule with its figures: value, dates, territory, norm, article, certainty."""
        cifras = list(parametros_vigentes())
        reglas = [
            {
                "codigo": regla.codigo,
                "titulo": _(regla.titulo),
                "resumen": _(regla.resumen),
                "normas": regla.normas,
                "parametros": [c for c in cifras if c.codigo in regla.parametros],
            }
            for regla in REGLAS
        ]
        return Response(ReglaSerializer(reglas, many=True).data)


class GarantiaView(APIView):
    permission_classes = [EsPersonal]

    @extend_schema(
        request=HechosSerializer, responses=DecisionSerializer, operation_id="normativa_garantia"
    )
    def post(self, request: Request) -> Response:
        """Is it covered, who pays, until when, who proves and why (R1 to R4). Writes nothing."""
        datos = HechosSerializer(data=request.data)
        datos.is_valid(raise_exception=True)
        decision = decidir_cobertura(datos.hechos(dia_local(now())), parametros_vigentes())
        return Response(DecisionSerializer(decision).data)


class ReclamacionView(APIView):
    permission_classes = [EsPersonal]

    @extend_schema(
        request=ReclamacionSerializer,
        responses=PlazosReclamacionSerializer,
        operation_id="normativa_reclamacion",
    )
    def post(self, request: Request) -> Response:
        """By when a complaint has to be answered (R13). Local holidays are not counted."""
        datos = ReclamacionSerializer(data=request.data)
        datos.is_valid(raise_exception=True)
        limpios = datos.validated_data
        plazos = calcular_plazos_reclamacion(
            **{**limpios, "clase": ClaseLegal(limpios["clase"])},
            festivos=_festivos(limpios["presentada"]),
            parametros=parametros_vigentes(),
        )
        return Response(PlazosReclamacionSerializer(plazos).data)


def _festivos(desde: date) -> frozenset[date]:
    """Those of the company's community, for the year of filing and the next."""
    return fechas_festivas([desde.year, desde.year + 1], empresa().comunidad)
