"""How the API filters customers, units and purchases."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from clientes.busqueda import buscar_clientes, buscar_equipos
from clientes.models import (
    Cliente,
    ClienteQuerySet,
    Compra,
    ContratoMantenimiento,
    ContratoQuerySet,
    Equipo,
    EquipoContratado,
    EquipoQuerySet,
)

ID_MAXIMO = 2**63 - 1


class DeCliente(filters.FilterSet):
    """`?cliente=`: its own, and those of whoever turned out to be the same."""

    def de_cliente(self, filas: QuerySet[Any], nombre: str, valor: Any) -> QuerySet[Any]:
        return filas.filter(cliente__in=Cliente.objects.identidades_de(int(valor)))


class ClienteFilter(filters.FilterSet):
    q = filters.CharFilter(method="buscar", max_length=100, label=_("Parte de sus datos"))

    class Meta:
        model = Cliente
        fields = ["nif", "correo", "referencia_externa"]

    def buscar(self, clientes: ClienteQuerySet, nombre: str, texto: str) -> ClienteQuerySet:
        return buscar_clientes(clientes, texto)


class EquipoFilter(DeCliente):
    q = filters.CharFilter(method="buscar", max_length=100, label=_("Parte de la serie"))
    cliente = filters.NumberFilter(
        method="de_cliente", min_value=1, max_value=ID_MAXIMO, label=_("Cliente")
    )

    class Meta:
        model = Equipo
        fields = ["numero_serie"]

    def buscar(self, equipos: EquipoQuerySet, nombre: str, texto: str) -> EquipoQuerySet:
        return buscar_equipos(equipos, texto)


class CompraFilter(DeCliente):
    cliente = filters.NumberFilter(
        method="de_cliente", min_value=1, max_value=ID_MAXIMO, label=_("Cliente")
    )
    equipo = filters.NumberFilter(
        field_name="equipo_id", min_value=1, max_value=ID_MAXIMO, label=_("Equipo")
    )

    class Meta:
        model = Compra
        fields = ["referencia"]


class ContratoFilter(DeCliente):
    cliente = filters.NumberFilter(
        method="de_cliente", min_value=1, max_value=ID_MAXIMO, label=_("Cliente")
    )
    equipo = filters.NumberFilter(
        method="de_equipo", min_value=1, max_value=ID_MAXIMO, label=_("Equipo")
    )

    class Meta:
        model = ContratoMantenimiento
        fields = ["estado", "alcance"]

    def de_equipo(self, contratos: ContratoQuerySet, nombre: str, pk: int) -> ContratoQuerySet:
        dentro = EquipoContratado.objects.filter(equipo=pk)
        return contratos.filter(pk__in=dentro.values("contrato_id"))
