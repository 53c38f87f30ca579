"""A finished order is counted against the contract of its unit, once."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from clientes.models import ConsumoContrato, QuienPaga
from clientes.tests.fabricas import ContratoFactory, EquipoContratadoFactory, EquipoFactory
from nucleo.eventos import SISTEMA
from nucleo.tiempo import dia_local
from sat.models import Tipo, TipoMandante
from sat.servicios import (
    NuevaOrden,
    abrir_orden,
    anular_orden,
    reabrir_orden,
    terminar_intervencion,
)
from sat.servicios.contratos import descontar_del_contrato
from sat.tasks import descontar_de_los_contratos
from sat.tests.fabricas import IntervencionFactory, OrdenFactory, mandante
from sat.tests.test_intervenciones import _ficheros, fin, sesion  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


@pytest.fixture
def fila():
    """A unit under contract since last month, for checks and faults."""
    hoy = dia_local(timezone.now())
    contrato = ContratoFactory(
        fecha_inicio=hoy - timedelta(days=30), fecha_fin=hoy + timedelta(days=300)
    )
    return EquipoContratadoFactory(contrato=contrato)


def orden_de(fila, **cambios):
    datos = {"cliente": fila.equipo.cliente, "equipo": fila.equipo, "paga": QuienPaga.CONTRATO}
    return {"suelta": True, **datos, **cambios}


def test_finishing_a_visit_counts_it_at_once(fila):
    intervencion = sesion(**orden_de(fila))
    terminar_intervencion(intervencion.pk, por=SISTEMA, fin=fin())
    consumo = ConsumoContrato.objects.get()
    assert consumo.referencia == intervencion.orden.codigo
    assert (consumo.periodo, consumo.visitas, consumo.minutos) == (fila.periodo, 1, 60)


def test_reopened_and_finished_again_corrects_it(fila):
    intervencion = sesion(**orden_de(fila))
    orden = intervencion.orden
    terminar_intervencion(intervencion.pk, por=SISTEMA, fin=fin())
    reabrir_orden(orden.pk, por=SISTEMA)
    hace = timezone.now() - timedelta(minutes=30)
    otra = IntervencionFactory(orden=orden, iniciada_en=hace)
    terminar_intervencion(otra.pk, por=SISTEMA, fin=fin())
    assert ConsumoContrato.objects.get().visitas == 2


@pytest.mark.parametrize(
    ("cambios", "cuenta"),
    [
        ({}, True),
        ({"tipo": Tipo.DIAGNOSTICO}, True),
        ({"tipo": Tipo.INSTALACION}, False),
        ({"paga": QuienPaga.VENDEDOR}, False),
        ({"paga": QuienPaga.CLIENTE}, False),
        ({"tipo": Tipo.MANTENIMIENTO, "paga": QuienPaga.NOSOTROS}, True),
        ({"tipo": Tipo.MANTENIMIENTO, "paga": QuienPaga.CLIENTE}, False),
        ({"es_garantia_legal": True}, False),
        ({"equipo": None}, False),
    ],
)
def test_only_what_the_contract_pays_is_counted(fila, cambios, cuenta):
    orden = OrdenFactory(terminada=True, visitas=1, minutos=45, **orden_de(fila, **cambios))
    assert (descontar_del_contrato(orden, por=SISTEMA) is not None) is cuenta


def test_the_night_counts_what_came_otherwise_and_only_once(fila):
    OrdenFactory(terminada=True, visitas=1, minutos=45, **orden_de(fila))
    OrdenFactory(terminada=True, visitas=1, minutos=45, **orden_de(fila, tipo=Tipo.RETIRADA))
    OrdenFactory(terminada=True, visitas=1, minutos=45)
    assert descontar_de_los_contratos() == 1
    assert descontar_de_los_contratos() == 0
    assert ConsumoContrato.objects.count() == 1


def test_an_order_annulled_after_all_uses_nothing(fila):
    orden = OrdenFactory(planificada=True, visitas=1, minutos=45, **orden_de(fila))
    descontar_del_contrato(orden, por=SISTEMA)
    assert ConsumoContrato.objects.get().visitas == 1
    anular_orden(orden.pk, por=SISTEMA, motivo="Ya no hace falta")
    assert ConsumoContrato.objects.get().visitas == 0


def test_before_the_contract_nothing_is_counted(fila):
    hace = timezone.now() - timedelta(days=40)
    orden = OrdenFactory(terminada=True, ocurrida_en=hace, visitas=1, minutos=45, **orden_de(fila))
    assert orden.dia_terminada < fila.desde < date.max
    assert descontar_de_los_contratos() == 0


def test_a_check_of_a_contracted_unit_is_paid_by_the_contract(fila):
    def abrir(**cambios):
        datos = {"cliente": fila.equipo.cliente, "equipo": fila.equipo, "tipo": "mantenimiento"}
        datos |= {"mandante": mandante(TipoMandante.CLIENTE), **cambios}
        return abrir_orden(NuevaOrden(**datos), por=SISTEMA).paga

    assert abrir() == QuienPaga.CONTRATO
    assert abrir(tipo="instalacion") == QuienPaga.CLIENTE
    assert abrir(paga=QuienPaga.CLIENTE) == QuienPaga.CLIENTE
    otro = EquipoFactory(cliente=fila.equipo.cliente)
    assert abrir(equipo=otro) == QuienPaga.CLIENTE
