"""Factories of customers and what they own: the valid minimum, consistent among themselves."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from clientes.models import (
    BaseJuridica,
    Cliente,
    Cobertura,
    CoberturaDeProducto,
    Compra,
    Consentimiento,
    Contacto,
    Equipo,
    EtiquetaEquipo,
    FinalidadConsentimiento,
    MotivoDuplicado,
    MotivoTraspaso,
    PosibleDuplicado,
    Producto,
    QuienPaga,
    Sede,
    SuspensionCobertura,
    TipoCliente,
    TipoCobertura,
    Traspaso,
)
from nucleo.enlaces import firmar, huella


class ClienteFactory(DjangoModelFactory):
    class Meta:
        model = Cliente

    nombre = factory.Sequence("Marta O'Brien Núñez {}".format)
    correo = factory.Sequence("marta{}@correo.example".format)
    telefono = "+34600123456"


class EmpresaClienteFactory(ClienteFactory):
    tipo = TipoCliente.EMPRESA
    nombre = factory.Sequence("Panadería Ñandú {} S. L.".format)
    es_consumidor = False


class ContactoFactory(DjangoModelFactory):
    class Meta:
        model = Contacto

    cliente = factory.SubFactory(ClienteFactory)
    nombre = factory.Sequence("Contacto {}".format)
    correo = factory.Sequence("contacto{}@correo.example".format)
    telefono = "+34600123456"


class SedeFactory(DjangoModelFactory):
    class Meta:
        model = Sede

    cliente = factory.SubFactory(ClienteFactory)
    direccion = "Calle del Pez, 12"
    municipio = "Madrid"
    codigo_postal = "28004"
    provincia = "28"
    comunidad = "MD"


class ComunidadFactory(ClienteFactory):
    """An owners' community: a consumer with a CIF."""

    tipo = TipoCliente.COMUNIDAD
    nombre = factory.Sequence("C. P. Calle del Pez, {}".format)


class ConsentimientoFactory(DjangoModelFactory):
    class Meta:
        model = Consentimiento

    contacto = factory.SubFactory(ContactoFactory)
    finalidad = FinalidadConsentimiento.COMERCIAL
    base = BaseJuridica.CONSENTIMIENTO
    otorgado_en = datetime(2026, 1, 7, 10, tzinfo=UTC)
    prueba = "Casilla del formulario de alta"


class PosibleDuplicadoFactory(DjangoModelFactory):
    """Two customers with one NIF."""

    class Meta:
        model = PosibleDuplicado

    uno = factory.SubFactory(ClienteFactory, nif="12345678Z")
    otro = factory.SubFactory(ClienteFactory, nif="12345678Z")
    motivos = factory.LazyFunction(lambda: [MotivoDuplicado.NIF.value])
    puntos = 100


class ProductoFactory(DjangoModelFactory):
    class Meta:
        model = Producto

    nombre = factory.Sequence("Caldera Térmica {}".format)
    familia = "Calderas"
    marca = "Térmica"
    modelo = factory.Sequence("T-{}".format)


class EquipoFactory(DjangoModelFactory):
    class Meta:
        model = Equipo

    producto = factory.SubFactory(ProductoFactory)
    numero_serie = factory.Sequence("SN{:06}".format)
    cliente = factory.SubFactory(ClienteFactory)


class CompraFactory(DjangoModelFactory):
    """A purchase of a unit by its owner, delivered on the example day of rule R1."""

    class Meta:
        model = Compra

    equipo = factory.SubFactory(EquipoFactory)
    cliente = factory.SelfAttribute("equipo.cliente")
    producto = factory.SelfAttribute("equipo.producto")
    referencia = factory.Sequence("F-{:05}".format)
    fecha_contrato = date(2023, 3, 15)
    fecha_factura = factory.SelfAttribute("fecha_contrato")


class CoberturaFactory(DjangoModelFactory):
    """The legal guarantee of a purchase of 15 March 2023."""

    class Meta:
        model = Cobertura

    equipo = factory.SubFactory(EquipoFactory)
    tipo = TipoCobertura.LEGAL
    fecha_inicio = date(2023, 3, 15)
    fecha_fin = date(2026, 3, 15)
    paga = QuienPaga.VENDEDOR


class SuspensionFactory(DjangoModelFactory):
    class Meta:
        model = SuspensionCobertura

    equipo = factory.SubFactory(EquipoFactory)
    entregado_en = date(2024, 5, 10)
    devuelto_en = date(2024, 5, 31)


class CoberturaDeProductoFactory(DjangoModelFactory):
    """Five years on parts that the brand gives with its product."""

    class Meta:
        model = CoberturaDeProducto

    producto = factory.SubFactory(ProductoFactory)
    meses = 60
    mano_obra_pct = 0
    desplazamiento_pct = 0


class TraspasoFactory(DjangoModelFactory):
    """A unit that was another's before."""

    class Meta:
        model = Traspaso

    equipo = factory.SubFactory(EquipoFactory)
    de_cliente = factory.SubFactory(ClienteFactory)
    a_cliente = factory.SelfAttribute("equipo.cliente")
    fecha = date(2026, 3, 2)
    motivo = MotivoTraspaso.COMPRAVENTA


class EtiquetaFactory(DjangoModelFactory):
    """A label whose token is `firmar_etiqueta(equipo, 1)`."""

    class Meta:
        model = EtiquetaEquipo

    equipo = factory.SubFactory(EquipoFactory)
    version = 1
    huella = factory.LazyAttribute(lambda una: huella(firmar("etiqueta", una.equipo.uid, 1)))
