"""Surveys as the API shows them. Nothing is written by it: customers answer by their link."""

from rest_framework import serializers

from encuestas.models import Invitacion, Respuesta


class RespuestaSerializer(serializers.ModelSerializer):
    class Meta:
        model = Respuesta
        fields = ["csat", "ces", "nps", "comentario", "respondida_en", "editada_en"]
        read_only_fields = fields


class InvitacionSerializer(serializers.ModelSerializer):
    incidencia = serializers.SlugRelatedField(slug_field="codigo", read_only=True)
    respuesta = RespuestaSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Invitacion
        fields = [
            "uid",
            "incidencia",
            "idioma",
            "enviada_en",
            "recordada_en",
            "abierta_en",
            "respondida_en",
            "caduca_en",
            "rebotada_en",
            "respuesta",
        ]
        read_only_fields = fields
