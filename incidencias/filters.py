"""The one way to filter cases: the Bandeja and the API use the same."""

from __future__ import annotations

from typing import Any

import django_filters as filtros
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from clientes.models import Cliente
from cuentas.models import Grupo, Usuario
from incidencias.bandejas import BANDEJAS, elegir_bandeja
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


class Numero(filtros.NumberFilter):
    field_class = forms.IntegerField


class Varios(filtros.MultipleChoiceFilter):
    """Any of several values of a column of the case: no DISTINCT, no joins."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, distinct=False, **kwargs)


class FiltroDeDia(filtros.DateFilter):
    field_class = Dia


class IncidenciaFilter(filtros.FilterSet):
    """Saved view, words and attributes. An unknown value is an error, never a silent "all"."""

    vista = filtros.ChoiceFilter(
        label=_("Vista"),
        choices=[(bandeja.clave, bandeja.titulo) for bandeja in BANDEJAS],
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

    class Meta:
        model = Incidencia
        fields: list[str] = []

    def filtrar_vista(self, casos: QuerySet, nombre: str, valor: str) -> IncidenciaQuerySet:
        return elegir_bandeja(valor).filtrar(casos, self.request.user)

    def filtrar_cliente(self, casos: QuerySet, nombre: str, valor: int) -> QuerySet:
        """Also those of whoever turned out to be the same customer."""
        return casos.filter(cliente__in=Cliente.objects.identidades_de(valor))

    def filtrar_texto(self, casos: QuerySet, nombre: str, valor: str) -> IncidenciaQuerySet:
        return buscar_incidencias(casos, valor, con_notas=self.request.user.es_de_oficina)
