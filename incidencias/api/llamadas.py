"""The telephone in the API: an exchange tells what happens to its calls, in any order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from incidencias.api.sucesos import DeUnSuceso, SucesosViewSet
from incidencias.centralita import Suceso
from incidencias.models import LlamadaCentralita, SentidoLlamada, TipoSuceso
from incidencias.servicios import recibir_sucesos
from nucleo.paginas import Orden

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request

DE_LA_LLAMADA = {"llamada", "centralita", "evento", "ocurrido_en"}


class SucesoSerializer(DeUnSuceso):
    """One event. The same content again is the same event: it changes nothing."""

    llamada = serializers.CharField(max_length=80, help_text="La llamada: el uniqueid de Asterisk.")
    evento = serializers.ChoiceField(choices=TipoSuceso.choices)
    centralita = serializers.CharField(max_length=40, default="", allow_blank=True)
    id = serializers.CharField(
        max_length=80, default="", allow_blank=True, help_text="El del evento, si lo tiene."
    )
    sentido = serializers.ChoiceField(
        choices=SentidoLlamada.choices, default="", allow_blank=True, help_text="Si no, entrante."
    )
    numero = serializers.CharField(
        max_length=40,
        default="",
        allow_blank=True,
        help_text="El del cliente: quien llama o a quien se llama.",
    )
    marcado = serializers.CharField(max_length=40, default="", allow_blank=True)
    cola = serializers.CharField(max_length=60, default="", allow_blank=True)
    agente = serializers.CharField(
        max_length=40,
        default="",
        allow_blank=True,
        help_text="Extensión o correo de quien la tiene, o en quien suena.",
    )
    grabacion_url = serializers.URLField(max_length=500, default="", allow_blank=True)
    grabacion_consentida = serializers.BooleanField(default=None, allow_null=True)

    def suceso(self) -> Suceso:
        """What the fold reads: only what was said."""
        dicho = self.validated_data
        datos = {c: v for c, v in dicho.items() if c not in DE_LA_LLAMADA and v not in ("", None)}
        return Suceso(dicho["evento"], dicho["ocurrido_en"], datos)


class LlamadaCentralitaSerializer(serializers.ModelSerializer):
    """The call as its events tell it. A recording is only here with the caller's consent."""

    llamada = serializers.CharField(source="uniqueid", read_only=True)
    agente = serializers.EmailField(source="agente.email", default=None, read_only=True)

    class Meta:
        model = LlamadaCentralita
        fields = [
            *("id", "centralita", "llamada", "estado", "sentido", "numero", "marcado", "cola"),
            *("agente", "ofrecida_en", "contestada_en", "abandonada_en", "terminada_en"),
            *("espera_s", "duracion_s", "transferencias", "grabacion_url", "grabacion_consentida"),
        ]
        read_only_fields = fields


class LlamadaViewSet(SucesosViewSet):
    """The calls of the exchange, newest first."""

    queryset = LlamadaCentralita.objects.none()  # the real one depends on who asks
    serializer_class = LlamadaCentralitaSerializer
    ordenes = (Orden("recientes", "ofrecida_en", descendente=True),)

    def get_queryset(self) -> QuerySet[LlamadaCentralita]:
        return LlamadaCentralita.objects.visibles_para(self.request.user).select_related("agente")

    @extend_schema(
        request=SucesoSerializer,
        responses={200: LlamadaCentralitaSerializer, 201: LlamadaCentralitaSerializer},
    )
    def create(self, request: Request) -> Response:
        """Tell one event of a call: 201 if it is news, 200 if it was known."""
        forma = SucesoSerializer(data=request.data)
        forma.is_valid(raise_exception=True)
        dicho = forma.validated_data
        llamada, nuevos = recibir_sucesos(
            dicho["llamada"], [forma.suceso()], centralita=dicho["centralita"]
        )
        return self.contado(llamada, nuevos=nuevos)
