"""The law by API: what is computed, with which figures, and the questions to it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from normativa.api.esquemas.reglas import ReglaSerializer
from normativa.api.permisos import EsPersonal
from normativa.entorno import Entorno
from normativa.parametros import parametros_vigentes
from normativa.preguntas.tipos import Pregunta
from normativa.reglas.catalogo import REGLAS
from normativa.reglas.tipos import FaltanDatos, ReglaIncumplida
from nucleo.errores import ErrorDeNegocio


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


class EsquemaDePregunta(AutoSchema):
    """What OpenAPI says of a question is what its declaration says."""

    view: PreguntaView

    def get_operation_id(self) -> str:
        return f"normativa_{self.view.pregunta.codigo.replace('-', '_')}"

    def get_summary(self) -> str:
        return str(self.view.pregunta.titulo)

    def get_description(self) -> str:
        return str(self.view.pregunta.resumen)

    def get_examples(self) -> list[OpenApiExample]:
        return [
            OpenApiExample(f"Caso {n}", summary=titulo, value=cuerpo, request_only=True)
            for n, (titulo, cuerpo) in enumerate(self.view.pregunta.cuerpos_de_ejemplo(), 1)
        ]

    def get_request_serializer(self) -> Any:
        return self.view.pregunta.entrada

    def get_response_serializers(self) -> Any:
        return self.view.pregunta.salida


class PreguntaView(APIView):
    """One question of `preguntas.catalogo`: facts in, dates and reasons out. Writes nothing."""

    permission_classes = [EsPersonal]
    schema = EsquemaDePregunta()
    pregunta: Pregunta = None  # type: ignore[assignment]  # each address gives its own

    def post(self, request: Request) -> Response:
        entrada = self.pregunta.entrada(data=request.data)
        entrada.is_valid(raise_exception=True)
        try:
            resultado = self.pregunta.decidir(entrada.hechos(), Entorno(request.user))
        except FaltanDatos as error:
            frase = error.motivo.frase(_) if error.motivo else _("Faltan datos para responder.")
            raise ErrorDeNegocio(frase, codigo="faltan_datos") from error
        except ReglaIncumplida as error:
            raise ErrorDeNegocio(
                error.motivo.frase(_), campo=error.campo or None, codigo="regla_incumplida"
            ) from error
        frase = self.pregunta.presentar(resultado).frase
        return Response(self.pregunta.salida(resultado, context={"frase": frase}).data)
