"""The one way to filter orders: the list and the API use the same."""

from __future__ import annotations

import django_filters as filtros
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from clientes.models import Cliente, Equipo
from nucleo.busqueda import buscar_trozo
from sat.models import (
    ABIERTAS,
    Estado,
    Lugar,
    Mandante,
    OrdenTrabajo,
    OrdenTrabajoQuerySet,
    Tecnico,
    Tipo,
)

SITUACIONES = (
    ("abiertas", _("Abiertas")),
    ("por_planificar", _("Por planificar")),
    ("acabadas", _("Acabadas")),
)


def tecnicos_de(request: HttpRequest | None) -> models.QuerySet[Tecnico]:
    """The técnicos that whoever asks may know of."""
    if request is None:  # the OpenAPI schema
        return Tecnico.objects.none()
    return Tecnico.objects.visibles_para(request.user).para_listado()


class OrdenFilter(filtros.FilterSet):
    """State, kind, who sends it, who goes, and words. An unknown value is an error."""

    q = filtros.CharFilter(method="por_texto", max_length=100, label=_("Código, cliente o serie"))
    situacion = filtros.ChoiceFilter(
        method="por_situacion", choices=SITUACIONES, label=_("Situación"), empty_label=_("Todas")
    )
    estado = filtros.MultipleChoiceFilter(choices=Estado.choices, label=_("Estado"), distinct=False)
    tipo = filtros.ChoiceFilter(choices=Tipo.choices, label=_("Tipo"), empty_label=_("Todos"))
    lugar = filtros.ChoiceFilter(choices=Lugar.choices, label=_("Dónde"), empty_label=_("Todos"))
    mandante = filtros.ModelChoiceFilter(
        queryset=Mandante.objects.all(), label=_("Mandante"), empty_label=_("Todos")
    )
    tecnico = filtros.ModelChoiceFilter(
        queryset=tecnicos_de,
        method="por_tecnico",
        label=_("Técnico"),
        empty_label=_("Todos"),
    )
    incidencia = filtros.CharFilter(
        field_name="incidencia__codigo", max_length=20, label=_("Incidencia")
    )

    class Meta:
        model = OrdenTrabajo
        fields: list[str] = []

    def por_texto(self, qs: OrdenTrabajoQuerySet, nombre: str, valor: str) -> OrdenTrabajoQuerySet:
        """Code, reference, customer (name, NIF, phone) or serial, by parts of words."""
        texto = valor.strip()
        if not texto:
            return qs
        clientes = buscar_trozo(Cliente.objects.all(), "trigramas", "texto_trigramas", texto)
        equipos = buscar_trozo(Equipo.objects.all(), "trigramas", "texto_trigramas", texto)
        return qs.filter(
            Q(codigo__iexact=texto)
            | Q(mandante_referencia__iexact=texto)
            | Q(cliente__in=clientes.values("pk"))
            | Q(equipo__in=equipos.values("pk"))
        )

    def por_situacion(
        self, qs: OrdenTrabajoQuerySet, nombre: str, valor: str
    ) -> OrdenTrabajoQuerySet:
        if valor == "por_planificar":
            return qs.por_planificar()
        return qs.abiertas() if valor == "abiertas" else qs.exclude(estado__in=ABIERTAS)

    @extend_schema_field(OpenApiTypes.INT)
    def por_tecnico(
        self, qs: OrdenTrabajoQuerySet, nombre: str, valor: Tecnico
    ) -> OrdenTrabajoQuerySet:
        """Whoever has an appointment of it, not cancelled, or worked on it."""
        return qs.filter(
            Q(pk__in=valor.citas.no_anuladas().values("orden_id"))
            | Q(pk__in=valor.intervenciones.values("orden_id"))
        )
