"""What the telephone's and the chats' API share: programs tell events, once or many times."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers, status, viewsets
from rest_framework.response import Response

from incidencias.api.comun import PERMISOS
from nucleo.api import representar

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import Model

# A program whose clock is wrong by more than this is not telling when it happened.
ADELANTO, ATRASO = timedelta(minutes=10), timedelta(days=366)


class DeUnSuceso(serializers.Serializer):
    """When it happened, as the program that tells it says."""

    ocurrido_en = serializers.DateTimeField()

    def validate_ocurrido_en(self, en: datetime) -> datetime:
        ahora = timezone.now()
        if not ahora - ATRASO <= en <= ahora + ADELANTO:
            raise serializers.ValidationError(_("Ese instante no es creíble."))
        return en


class SucesosViewSet(viewsets.ReadOnlyModelViewSet):
    """What the events tell can be read by all the office; only its events are written."""

    permission_classes = PERMISOS
    filter_backends: ClassVar[list[Any]] = []
    lookup_value_regex = "[0-9]{1,18}"

    def contado(self, de_que: Model, *, nuevos: int) -> Response:
        """What the events tell now: 201 if one was news, 200 if they were known."""
        return Response(
            representar(self.get_serializer_class(), de_que),
            status=status.HTTP_201_CREATED if nuevos else status.HTTP_200_OK,
        )
