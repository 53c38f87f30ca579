"""Factories of the SAT: the valid minimum, without passing through the services.

For an order with its history (events, lines in the case, mail) call `sat.servicios`.
"""

from datetime import timedelta
from decimal import Decimal

import factory
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone
from factory.django import DjangoModelFactory

from clientes.models import QuienPaga
from nucleo.codigos import siguiente_codigo
from sat.models import (
    Cita,
    ClasePunto,
    Estado,
    Intervencion,
    Mandante,
    OrdenTrabajo,
    PlantillaChecklist,
    PuntoChecklist,
    Repuesto,
    RepuestoUsado,
    Resultado,
    SatExterno,
    Tecnico,
    TipoMandante,
)


def mandante(tipo: str = TipoMandante.EMPRESA) -> Mandante:
    """One of the two mandantes that post_migrate creates."""
    return Mandante.objects.get(tipo=tipo)


def manana_a_las(hora: int, minuto: int = 0):
    """Tomorrow at that local hour: a slot that can be given today."""
    manana = timezone.localtime() + timedelta(days=1)
    return manana.replace(hour=hora, minute=minuto, second=0, microsecond=0)


class AseguradoraFactory(DjangoModelFactory):
    class Meta:
        model = Mandante

    tipo = TipoMandante.ASEGURADORA
    nombre = factory.Sequence("Seguros Ocaso {}".format)


class SatExternoFactory(DjangoModelFactory):
    class Meta:
        model = SatExterno

    nombre = factory.Sequence("Servicios Térmicos {}".format)


class FichaTecnicoFactory(DjangoModelFactory):
    """A técnico that can be given appointments, with their user."""

    class Meta:
        model = Tecnico

    usuario = factory.SubFactory("cuentas.tests.fabricas.TecnicoFactory")


class FichaExternoFactory(FichaTecnicoFactory):
    """A person of an external SAT."""

    usuario = factory.SubFactory("cuentas.tests.fabricas.ExternoFactory")
    sat_externo = factory.SubFactory(SatExternoFactory)


class OrdenFactory(DjangoModelFactory):
    """A new order of a case. Traits give the instants that each state needs."""

    class Meta:
        model = OrdenTrabajo

    class Params:
        suelta = factory.Trait(
            incidencia=None, cliente=factory.SubFactory("clientes.tests.fabricas.ClienteFactory")
        )
        planificada = factory.Trait(estado=Estado.PLANIFICADA)
        en_curso = factory.Trait(estado=Estado.EN_CURSO)
        terminada = factory.Trait(
            estado=Estado.TERMINADA,
            terminada_en=factory.SelfAttribute("ocurrida_en"),
            resultado=Resultado.REPARADO,
        )
        entregada = factory.Trait(
            terminada=True,
            estado=Estado.ENTREGADA,
            entregada_en=factory.SelfAttribute("ocurrida_en"),
        )
        liquidada = factory.Trait(
            terminada=True,
            estado=Estado.LIQUIDADA,
            liquidada_en=factory.SelfAttribute("ocurrida_en"),
            mano_obra_eur=Decimal("40.00"),
            desplazamiento_eur=Decimal("20.00"),
        )
        anulada = factory.Trait(
            estado=Estado.ANULADA,
            anulada_en=factory.SelfAttribute("ocurrida_en"),
            motivo_anulacion="El cliente ya no la quiere",
        )

    incidencia = factory.SubFactory("incidencias.tests.fabricas.IncidenciaFactory")
    cliente = factory.LazyAttribute(lambda yo: yo.incidencia.cliente)
    codigo = factory.LazyAttribute(lambda yo: siguiente_codigo("OT", yo.ocurrida_en))
    mandante = factory.LazyFunction(mandante)
    paga = QuienPaga.NOSOTROS
    sintoma = "No enciende"
    ocurrida_en = factory.LazyFunction(timezone.now)


class CitaFactory(DjangoModelFactory):
    """An appointment of one hour, tomorrow at ten by default (`desde`, `horas`)."""

    class Meta:
        model = Cita

    class Params:
        desde = factory.LazyFunction(lambda: manana_a_las(10))
        horas = 1

    orden = factory.SubFactory(OrdenFactory, planificada=True)
    tecnico = factory.SubFactory(FichaTecnicoFactory)
    franja = factory.LazyAttribute(
        lambda yo: DateTimeTZRange(yo.desde, yo.desde + timedelta(hours=yo.horas))
    )
    ventana = factory.SelfAttribute("franja")


class IntervencionFactory(DjangoModelFactory):
    """An open session."""

    class Meta:
        model = Intervencion

    orden = factory.SubFactory(OrdenFactory, en_curso=True)
    tecnico = factory.SubFactory(FichaTecnicoFactory)
    iniciada_en = factory.LazyFunction(timezone.now)


class PlantillaFactory(DjangoModelFactory):
    class Meta:
        model = PlantillaChecklist

    nombre = factory.Sequence("Lista {}".format)
    familia = factory.Sequence("Familia {}".format)


class PuntoFactory(DjangoModelFactory):
    class Meta:
        model = PuntoChecklist

    plantilla = factory.SubFactory(PlantillaFactory)
    texto = factory.Sequence("Punto {}".format)
    clase = ClasePunto.SI_NO


class RepuestoFactory(DjangoModelFactory):
    class Meta:
        model = Repuesto

    referencia = factory.Sequence("REF-{:04}".format)
    nombre = "Válvula de gas"
    precio_eur = Decimal("35.50")


class RepuestoUsadoFactory(DjangoModelFactory):
    class Meta:
        model = RepuestoUsado

    intervencion = factory.SubFactory(IntervencionFactory)
    repuesto = factory.SubFactory(RepuestoFactory)
    descripcion = factory.SelfAttribute("repuesto.nombre")
    cantidad = Decimal(1)
    precio_eur = factory.SelfAttribute("repuesto.precio_eur")
