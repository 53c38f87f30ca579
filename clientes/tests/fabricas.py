"""Factories of customers and what they own: the valid minimum."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from clientes.models import (
    Cliente,
    Cobertura,
    Compra,
    Contacto,
    Equipo,
    Producto,
    QuienPaga,
    Sede,
    TipoCobertura,
)


class ClienteFactory(DjangoModelFactory):
    class Meta:
        model = Cliente

    nombre = factory.Sequence("Marta Núñez {}".format)
    correo = factory.Sequence("marta{}@cliente.example".format)


class ContactoFactory(DjangoModelFactory):
    class Meta:
        model = Contacto

    cliente = factory.SubFactory(ClienteFactory)
    nombre = factory.SelfAttribute("cliente.nombre")
    correo = factory.SelfAttribute("cliente.correo")


class SedeFactory(DjangoModelFactory):
    class Meta:
        model = Sede

    cliente = factory.SubFactory(ClienteFactory)
    direccion = "Calle Mayor, 1"
    municipio = "Madrid"
    codigo_postal = "28013"


class ProductoFactory(DjangoModelFactory):
    class Meta:
        model = Producto

    nombre = factory.Sequence("Caldera Confort {}".format)
    familia = "Calderas"
    marca = "Confort"
    modelo = factory.Sequence("C-{}".format)


class EquipoFactory(DjangoModelFactory):
    class Meta:
        model = Equipo

    producto = factory.SubFactory(ProductoFactory)
    cliente = factory.SubFactory(ClienteFactory)
    numero_serie = factory.Sequence("SN{:06d}".format)


class CompraFactory(DjangoModelFactory):
    class Meta:
        model = Compra

    cliente = factory.SubFactory(ClienteFactory)
    equipo = factory.SubFactory(EquipoFactory, cliente=factory.SelfAttribute("..cliente"))
    producto = factory.SelfAttribute("equipo.producto")
    fecha_contrato = date(2025, 3, 10)


class CoberturaFactory(DjangoModelFactory):
    class Meta:
        model = Cobertura

    equipo = factory.SubFactory(EquipoFactory)
    tipo = TipoCobertura.LEGAL
    fecha_inicio = date(2025, 3, 10)
    fecha_fin = date(2028, 3, 9)
    paga = QuienPaga.VENDEDOR
