"""Customers, units and purchases in the API, one module a subject."""

from clientes.api.viewsets.clientes import ClienteViewSet
from clientes.api.viewsets.compras import CompraViewSet
from clientes.api.viewsets.contratos import ContratoViewSet
from clientes.api.viewsets.equipos import EquipoViewSet
from clientes.api.viewsets.partes import ConsentimientoViewSet, ContactoViewSet, SedeViewSet
from clientes.api.viewsets.productos import ProductoViewSet

__all__ = [
    "ClienteViewSet",
    "CompraViewSet",
    "ConsentimientoViewSet",
    "ContactoViewSet",
    "ContratoViewSet",
    "EquipoViewSet",
    "ProductoViewSet",
    "SedeViewSet",
]
