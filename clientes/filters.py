"""How the API filters customers, units and purchases."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from clientes.busqueda import buscar_clientes, buscar_equipos, buscar_productos, trozos
from clientes.models import (
    Cliente,
    ClienteQuerySet,
    Compra,
    Consentimiento,
    ConsentimientoQuerySet,
    Contacto,
    ContratoMantenimiento,
    ContratoQuerySet,
    Equipo,
    EquipoContratado,
    EquipoQuerySet,
    Producto,
    ProductoQuerySet,
    Sede,
)

ID_MAXIMO = 2**63 - 1


class DeCliente(filters.FilterSet):
    """`?cliente=`: its own, and those of whoever turned out to be the same."""

    cliente = filters.NumberFilter(
        method="de_cliente", min_value=1, max_value=ID_MAXIMO, label=_("Cliente")
    )

    def de_cliente(self, filas: QuerySet[Any], nombre: str, valor: Any) -> QuerySet[Any]:
        return filas.filter(cliente__in=Cliente.objects.identidades_de(int(valor)))


class ClienteFilter(filters.FilterSet):
    q = filters.CharFilter(method="buscar", max_length=100, label=_("Parte de sus datos"))

    class Meta:
        model = Cliente
        fields = [
            "nif",
            "correo",
            "referencia_externa",
            "tipo",
            "segmento",
            "es_consumidor",
            "es_provisional",
        ]

    def buscar(self, clientes: ClienteQuerySet, nombre: str, texto: str) -> ClienteQuerySet:
        return buscar_clientes(clientes, texto)


class ContactoFilter(DeCliente):
    q = filters.CharFilter(method="buscar", max_length=100, label=_("Parte de sus datos"))

    class Meta:
        model = Contacto
        fields = ["correo", "clase", "activo"]

    def buscar(self, contactos: QuerySet[Any], nombre: str, texto: str) -> QuerySet[Any]:
        return trozos(contactos, texto)


class SedeFilter(DeCliente):
    class Meta:
        model = Sede
        fields = ["codigo_postal", "provincia", "comunidad"]


class ConsentimientoFilter(filters.FilterSet):
    cliente = filters.NumberFilter(
        method="de_cliente", min_value=1, max_value=ID_MAXIMO, label=_("Cliente")
    )
    contacto = filters.NumberFilter(
        field_name="contacto_id", min_value=1, max_value=ID_MAXIMO, label=_("Contacto")
    )
    vale = filters.BooleanFilter(method="que_valen", label=_("Vale ahora mismo"))

    class Meta:
        model = Consentimiento
        fields = ["finalidad", "base"]

    def de_cliente(self, filas: QuerySet[Any], nombre: str, valor: Any) -> QuerySet[Any]:
        mismos = Cliente.objects.identidades_de(int(valor))
        return filas.filter(contacto__cliente__in=mismos)

    def que_valen(
        self, filas: ConsentimientoQuerySet, nombre: str, valor: bool
    ) -> ConsentimientoQuerySet:
        vigentes = Consentimiento.objects.vigentes().values("pk")
        return filas.filter(pk__in=vigentes) if valor else filas.exclude(pk__in=vigentes)


class EquipoFilter(DeCliente):
    q = filters.CharFilter(method="buscar", max_length=100, label=_("Parte de la serie"))

    producto = filters.NumberFilter(
        field_name="producto_id", min_value=1, max_value=ID_MAXIMO, label=_("Producto")
    )
    en_uso = filters.BooleanFilter(
        field_name="retirado_en", lookup_expr="isnull", label=_("En uso, o solo retirados")
    )

    class Meta:
        model = Equipo
        fields = ["numero_serie"]

    def buscar(self, equipos: EquipoQuerySet, nombre: str, texto: str) -> EquipoQuerySet:
        return buscar_equipos(equipos, texto)


class ProductoFilter(filters.FilterSet):
    q = filters.CharFilter(method="buscar", max_length=100, label=_("Marca, nombre o modelo"))

    class Meta:
        model = Producto
        fields = ["activo", "familia", "marca", "modelo"]

    def buscar(self, productos: ProductoQuerySet, nombre: str, texto: str) -> ProductoQuerySet:
        return buscar_productos(productos, texto)


class CompraFilter(DeCliente):
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
