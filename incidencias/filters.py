"""The one way to filter cases: the Bandeja and the API use the same."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_filters as filtros
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from clientes.models import Cliente
from cuentas.models import Grupo, Usuario
from incidencias.bandejas import bandejas, elegir_bandeja
from incidencias.busqueda import buscar_incidencias
from incidencias.forms import Dia
from incidencias.models import (
    Canal,
    Categoria,
    ClaseLegal,
    Estado,
    Incidencia,
    IncidenciaQuerySet,
    Prioridad,
    Tipo,
)
from nucleo.palabras import decir_luego
from nucleo.tiempo import hoy

HACE = (
    ("1", _("hoy")),
    ("7", _("en los últimos 7 días")),
    ("30", _("en los últimos 30 días")),
    ("90", _("en los últimos 90 días")),
)


class Numero(filtros.NumberFilter):
    field_class = forms.IntegerField


class Varios(filtros.MultipleChoiceFilter):
    """Any of several values of a column of the case: no DISTINCT, no joins."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, distinct=False, **kwargs)


class FiltroDeDia(filtros.DateFilter):
    field_class = Dia


@extend_schema_field(OpenApiTypes.STR)  # the views are those that each app registers
class FiltroDeVista(filtros.ChoiceFilter):
    pass


class IncidenciaFilter(filtros.FilterSet):
    """Saved view, words and attributes. An unknown value is an error, never a silent "all"."""

    vista = FiltroDeVista(
        label=_("Vista"),
        choices=lambda: [(bandeja.clave, bandeja.titulo) for bandeja in bandejas()],
        method="filtrar_vista",
        empty_label=None,
        widget=forms.HiddenInput,
    )
    q = filtros.CharFilter(label=_("Buscar"), method="filtrar_texto", max_length=200)
    estado = Varios(label=_("Estado"), choices=Estado.choices)
    tipo = Varios(label=_("Tipo"), choices=Tipo.choices)
    canal = Varios(label=_("Canal"), choices=Canal.choices)
    prioridad = Varios(label=_("Prioridad"), choices=Prioridad.choices)
    clase_legal = filtros.ChoiceFilter(label=_("Clase legal"), choices=ClaseLegal.choices)
    responsable = filtros.ModelChoiceFilter(
        label=_("Responsable"), queryset=lambda request: Usuario.objects.de_oficina()
    )
    grupo = filtros.ModelChoiceFilter(label=_("Grupo"), queryset=Grupo.objects.order_by("nombre"))
    categoria = filtros.ModelChoiceFilter(
        label=_("Categoría"), queryset=Categoria.objects.order_by("nombre")
    )
    cliente = Numero(label=_("Cliente"), min_value=1, max_value=2**62, method="filtrar_cliente")
    equipo = Numero(
        label=decir_luego(_("[Equipo]")),
        # The schema says this one: it must not depend on what the company calls its machines.
        help_text=_("Identificador del equipo."),
        min_value=1,
        max_value=2**62,
    )
    desde = FiltroDeDia(label=_("Recibidas desde"), field_name="dia_llegada", lookup_expr="gte")
    hasta = FiltroDeDia(label=_("hasta"), field_name="dia_llegada", lookup_expr="lte")
    hace = filtros.ChoiceFilter(
        label=_("Recibidas"), choices=HACE, method="filtrar_reciente", empty_label=None
    )

    class Meta:
        model = Incidencia
        fields: list[str] = []

    def filtrar_vista(self, casos: QuerySet, nombre: str, valor: str) -> IncidenciaQuerySet:
        return elegir_bandeja(valor).filtrar(casos, self.request.user)

    def filtrar_reciente(self, casos: QuerySet, nombre: str, valor: str) -> QuerySet:
        """Counted back from today: what a saved view goes on meaning tomorrow."""
        return casos.filter(dia_llegada__gt=hoy() - timedelta(days=int(valor)))

    def filtrar_cliente(self, casos: QuerySet, nombre: str, valor: int) -> QuerySet:
        """Also those of whoever turned out to be the same customer."""
        return casos.filter(cliente__in=Cliente.objects.identidades_de(valor))

    def filtrar_texto(self, casos: QuerySet, nombre: str, valor: str) -> IncidenciaQuerySet:
        return buscar_incidencias(casos, valor, con_notas=self.request.user.es_de_oficina)
