"""Factories of customers and what they own: the valid minimum, consistent among themselves."""

from datetime import UTC, date, datetime
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from clientes.models import (
    BaseJuridica,
    CanalFirma,
    Cliente,
    Cobertura,
    CoberturaDeProducto,
    Compra,
    ConceptoTarifa,
    Consentimiento,
    ConsumoContrato,
    Contacto,
    ContratoMantenimiento,
    Equipo,
    EquipoContratado,
    EstadoContrato,
    EtiquetaEquipo,
    FinalidadConsentimiento,
    ModoOferta,
    MotivoDuplicado,
    MotivoTraspaso,
    OfertaPosventa,
    PeriodoContrato,
    PosibleDuplicado,
    Producto,
    QuienPaga,
    Sede,
    ServicioPosventa,
    SuspensionCobertura,
    Tarifa,
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


class ContratoFactory(DjangoModelFactory):
    """A contract in force during 2026, with its first period; units are added apart."""

    class Meta:
        model = ContratoMantenimiento
        skip_postgeneration_save = True

    codigo = factory.Sequence("CTR-26-{:06}".format)
    cliente = factory.SubFactory(ClienteFactory)
    titulo = "Mantenimiento anual"
    fecha_inicio = date(2026, 1, 1)
    fecha_fin = date(2026, 12, 31)
    creado_en = datetime(2025, 12, 20, 9, tzinfo=UTC)
    estado = EstadoContrato.VIGENTE
    firmado_en = datetime(2025, 12, 22, 9, tzinfo=UTC)
    firmado_por = "Marta Núñez"
    canal_firma = CanalFirma.PRESENCIAL
    periodo = factory.RelatedFactory(
        "clientes.tests.fabricas.PeriodoContratoFactory", factory_related_name="contrato"
    )


class BorradorFactory(ContratoFactory):
    class Meta:
        skip_postgeneration_save = True

    estado = EstadoContrato.BORRADOR
    firmado_en = None
    firmado_por = ""
    canal_firma = ""


class PeriodoContratoFactory(DjangoModelFactory):
    class Meta:
        model = PeriodoContrato

    contrato = factory.SubFactory(ContratoFactory, periodo=None)
    numero = 1
    desde = factory.SelfAttribute("contrato.fecha_inicio")
    hasta = factory.SelfAttribute("contrato.fecha_fin")
    precio_eur = Decimal("120.00")
    visitas_incluidas = 2
    minutos_incluidos = 240
    creado_en = factory.SelfAttribute("contrato.creado_en")


class EquipoContratadoFactory(DjangoModelFactory):
    """A unit of the customer in the whole of the only period of a contract."""

    class Meta:
        model = EquipoContratado

    contrato = factory.SubFactory(ContratoFactory)
    periodo = factory.LazyAttribute(lambda fila: fila.contrato.periodos.get())
    equipo = factory.LazyAttribute(lambda fila: EquipoFactory(cliente=fila.contrato.cliente))
    alcance = factory.SelfAttribute("contrato.alcance")
    desde = factory.SelfAttribute("periodo.desde")
    hasta = factory.SelfAttribute("periodo.hasta")
    en_firme = factory.LazyAttribute(lambda fila: fila.contrato.firmado_en is not None)


class ConsumoContratoFactory(DjangoModelFactory):
    class Meta:
        model = ConsumoContrato

    periodo = factory.SubFactory(PeriodoContratoFactory)
    referencia = factory.Sequence("OT-26-{:06}".format)
    fecha = factory.SelfAttribute("periodo.desde")
    visitas = 1
    minutos = 60
    anotado_en = factory.SelfAttribute("periodo.creado_en")


class TarifaFactory(DjangoModelFactory):
    class Meta:
        model = Tarifa

    concepto = ConceptoTarifa.MANO_OBRA
    familia = factory.Sequence("Familia {}".format)
    importe_eur = Decimal("48.00")
    desde = date(2026, 1, 1)


class OfertaPosventaFactory(DjangoModelFactory):
    class Meta:
        model = OfertaPosventa

    servicio = ServicioPosventa.MANTENIMIENTO
    familia = factory.Sequence("Familia {}".format)
    modo = ModoOferta.EN_VENTA
