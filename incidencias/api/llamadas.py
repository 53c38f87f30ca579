"""The telephone in the API: an exchange tells what happens to its calls, in any order."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.response import Response

from incidencias.api.viewsets import PERMISOS
from incidencias.centralita import Suceso
from incidencias.models import LlamadaCentralita, SentidoLlamada, TipoSuceso
from incidencias.servicios import recibir_sucesos
from nucleo.api import representar
from nucleo.paginas import Orden

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet
    from rest_framework.request import Request

# An exchange whose clock is wrong by more than this is not telling when it happened.
ADELANTO, ATRASO = timedelta(minutes=10), timedelta(days=366)
DE_LA_LLAMADA = {"llamada", "centralita", "evento", "ocurrido_en"}


class SucesoSerializer(serializers.Serializer):
    """One event. The same content again is the same event: it changes nothing."""

    llamada = serializers.CharField(max_length=80, help_text="La llamada: el uniqueid de Asterisk.")
    evento = serializers.ChoiceField(choices=TipoSuceso.choices)
    ocurrido_en = serializers.DateTimeField()
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

    def validate_ocurrido_en(self, en: datetime) -> datetime:
        ahora = timezone.now()
        if not ahora - ATRASO <= en <= ahora + ADELANTO:
            raise serializers.ValidationError(_("Ese instante no es creíble."))
        return en

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


class LlamadaViewSet(viewsets.ReadOnlyModelViewSet):
    """The calls of the exchange, newest first."""

    queryset = LlamadaCentralita.objects.none()  # the real one depends on who asks
    serializer_class = LlamadaCentralitaSerializer
    permission_classes = PERMISOS
    filter_backends: list[Any] = []
    lookup_value_regex = "[0-9]{1,18}"
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
        return Response(
            representar(LlamadaCentralitaSerializer, llamada),
            status=status.HTTP_201_CREATED if nuevos else status.HTTP_200_OK,
        )
