"""Surveys in the API: read only."""

from typing import TYPE_CHECKING

from rest_framework import viewsets

from encuestas.api.serializers import InvitacionSerializer
from encuestas.filters import InvitacionFilter
from encuestas.models import Invitacion
from nucleo.paginas import Orden

if TYPE_CHECKING:
    from encuestas.models import InvitacionQuerySet


class InvitacionViewSet(viewsets.ReadOnlyModelViewSet):
    """Invitations with their answers, newest first; only of the cases that the caller may see."""

    queryset = Invitacion.objects.none()  # the real one depends on who asks
    serializer_class = InvitacionSerializer
    filterset_class = InvitacionFilter
    lookup_field = "uid"
    ordenes = (Orden("recientes", "enviada_en", descendente=True),)

    def get_queryset(self) -> "InvitacionQuerySet":
        return Invitacion.objects.visibles_para(self.request.user).para_listado()
