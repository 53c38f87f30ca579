"""How the list of answers is filtered, on the web and in the API."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from encuestas.models import Invitacion, Respuesta

NOTAS = [
    ("malas", _("Malas (CSAT 1–2 o NPS 0–6)")),
    ("regulares", _("Regulares (CSAT 3)")),
    ("buenas", _("Buenas (CSAT 4–5)")),
]
CONDICION_DE_NOTA = {
    "malas": Q(csat__lte=2) | Q(nps__lte=6),
    "regulares": Q(csat=3),
    "buenas": Q(csat__gte=4),
}


class RespuestaFilter(django_filters.FilterSet):
    nota = django_filters.ChoiceFilter(
        label=_("Nota"), choices=NOTAS, empty_label=_("Todas"), method="por_nota"
    )
    con_comentario = django_filters.BooleanFilter(
        label=_("Con comentario"), method="por_comentario"
    )

    class Meta:
        model = Respuesta
        fields = ["nota", "con_comentario"]

    def por_nota(self, qs: QuerySet[Respuesta], nombre: str, valor: str) -> QuerySet[Respuesta]:
        return qs.filter(CONDICION_DE_NOTA[valor])

    def por_comentario(
        self, qs: QuerySet[Respuesta], nombre: str, valor: bool
    ) -> QuerySet[Respuesta]:
        return qs.exclude(comentario="") if valor else qs.filter(comentario="")


class InvitacionFilter(django_filters.FilterSet):
    respondida = django_filters.BooleanFilter(
        field_name="respondida_en", lookup_expr="isnull", exclude=True, label=_("Respondida")
    )
    incidencia = django_filters.CharFilter(
        field_name="incidencia__codigo", label=_("Código de la incidencia")
    )

    class Meta:
        model = Invitacion
        fields = ["respondida", "incidencia"]
