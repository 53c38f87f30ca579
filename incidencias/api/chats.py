"""Live chats in the API: a chat program tells what happens in them, in any order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from incidencias.api.comun import CODIGO, actor_de
from incidencias.api.sucesos import DeUnSuceso, SucesosViewSet
from incidencias.chats.pliegue import DATOS, Suceso
from incidencias.models import Chat, DeQuien, TipoSucesoChat
from incidencias.servicios.chats import recibir_sucesos_de_chat
from nucleo.paginas import Orden

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from rest_framework.request import Request


class SucesoChatSerializer(DeUnSuceso):
    """One event. Told again, it changes nothing; with the same `id` and another content, 409."""

    chat = serializers.CharField(max_length=120, help_text="El chat, como lo llama su programa.")
    programa = serializers.CharField(max_length=40, default="chat")
    evento = serializers.ChoiceField(choices=TipoSucesoChat.choices)
    id = serializers.CharField(
        max_length=120, default="", allow_blank=True, help_text="El del suceso, si lo tiene."
    )
    de = serializers.ChoiceField(
        choices=DeQuien.choices, default="", allow_blank=True, help_text="De un mensaje."
    )
    texto = serializers.CharField(max_length=20_000, default="", allow_blank=True)
    nombre = serializers.CharField(max_length=120, default="", allow_blank=True)
    correo = serializers.EmailField(max_length=254, default="", allow_blank=True)
    telefono = serializers.CharField(max_length=30, default="", allow_blank=True)
    agente = serializers.EmailField(
        default="", allow_blank=True, help_text="El correo de quien lo atiende."
    )
    incidencia = serializers.RegexField(
        f"^({CODIGO})?$", default="", allow_blank=True, help_text="De cuál dice que habla."
    )
    identificado = serializers.BooleanField(
        default=None, allow_null=True, help_text="La web comprobó quién es: había iniciado sesión."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        es_mensaje = attrs["evento"] == TipoSucesoChat.MENSAJE
        for campo in ("de", "texto"):
            if es_mensaje and not attrs[campo]:
                raise serializers.ValidationError({campo: [_("Un mensaje lo necesita.")]})
            if not es_mensaje and attrs[campo]:
                raise serializers.ValidationError({campo: [_("Solo lo lleva un mensaje.")]})
        return attrs

    def suceso(self) -> Suceso:
        """What the fold reads: only what was said."""
        dicho = self.validated_data
        datos = {c: dicho[c] for c in DATOS if dicho[c] not in ("", None)}
        return Suceso(
            dicho["id"], dicho["evento"], dicho["ocurrido_en"], dicho["de"], dicho["texto"], datos
        )


class ChatSerializer(serializers.ModelSerializer):
    """The chat as its events tell it."""

    chat = serializers.CharField(source="referencia", read_only=True)
    programa = serializers.CharField(source="proveedor", read_only=True)
    agente = serializers.EmailField(source="agente.email", default=None, read_only=True)
    incidencia = serializers.CharField(source="incidencia.codigo", default=None, read_only=True)
    espera_s = serializers.IntegerField(read_only=True, allow_null=True)

    class Meta:
        model = Chat
        fields = [
            *("id", "programa", "chat", "estado", "nombre", "correo", "telefono", "agente"),
            *("ofrecido_en", "atendido_en", "abandonado_en", "terminado_en", "espera_s"),
            *("cliente", "incidencia"),
        ]
        read_only_fields = fields


class ChatViewSet(SucesosViewSet):
    """The live chats, newest first."""

    queryset = Chat.objects.none()  # the real one depends on who asks
    serializer_class = ChatSerializer
    ordenes = (Orden("recientes", "ofrecido_en", descendente=True),)

    def get_queryset(self) -> QuerySet[Chat]:
        visibles = Chat.objects.visibles_para(self.request.user)
        return visibles.select_related("agente", "incidencia")

    @extend_schema(
        request=SucesoChatSerializer, responses={200: ChatSerializer, 201: ChatSerializer}
    )
    def create(self, request: Request) -> Response:
        """Tell one event of a chat: 201 if it is news, 200 if it was known.

        What is said in it becomes a case, or messages of the open one that it is about.
        """
        forma = SucesoChatSerializer(data=request.data)
        forma.is_valid(raise_exception=True)
        dicho = forma.validated_data
        chat, nuevos = recibir_sucesos_de_chat(
            dicho["programa"], dicho["chat"], [forma.suceso()], por=actor_de(request)
        )
        return self.contado(chat, nuevos=nuevos)
