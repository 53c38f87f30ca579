"""What the orders use of a contract, once each, and what is left of it."""

from datetime import date

import pytest

from clientes.contratos import contratos_de_equipo, saldos_de
from clientes.models import AlcanceContrato, ConsumoContrato, EstadoContrato, EventoContrato
from clientes.servicios.contratos import anotar_consumo
from clientes.tests.fabricas import EquipoContratadoFactory, EquipoFactory
from nucleo.eventos import SISTEMA

pytestmark = pytest.mark.django_db
MARZO = date(2026, 3, 10)


def usar(equipo, **cambios):
    datos = {
        "referencia": "OT-26-000045",
        "fecha": MARZO,
        "clase": AlcanceContrato.CORRECTIVO,
        "visitas": 1,
        "minutos": 90,
        **cambios,
    }
    return anotar_consumo(equipo.pk, por=SISTEMA, **datos)


def saldo(fila):
    return saldos_de([fila.periodo])[fila.periodo_id]


def test_a_finished_order_is_counted_once():
    fila = EquipoContratadoFactory()
    primero = usar(fila.equipo)
    assert usar(fila.equipo) == primero
    assert (saldo(fila).visitas_quedan, saldo(fila).minutos_quedan) == (1, 150)
    assert EventoContrato.objects.filter(codigo="consumo").count() == 1


def test_an_order_opened_again_corrects_what_it_used():
    fila = EquipoContratadoFactory()
    usar(fila.equipo)
    usar(fila.equipo, visitas=2, minutos=200)
    assert ConsumoContrato.objects.count() == 1
    assert (saldo(fila).visitas_quedan, saldo(fila).minutos_quedan) == (0, 40)
    usar(fila.equipo, visitas=0, minutos=0)
    assert saldo(fila).visitas == 0
    assert EventoContrato.objects.filter(codigo="consumo").count() == 3


def test_more_than_included_is_counted_and_said():
    fila = EquipoContratadoFactory()
    for n in range(3):
        usar(fila.equipo, referencia=f"OT-26-00000{n}")
    assert saldo(fila).se_ha_pasado
    assert "de más" in saldo(fila).frase


@pytest.mark.parametrize(
    ("alcance", "clase", "cuenta"),
    [
        ("integral", "correctivo", True),
        ("integral", "preventivo", True),
        ("preventivo", "preventivo", True),
        ("preventivo", "correctivo", False),
        ("correctivo", "preventivo", False),
    ],
)
def test_only_a_contract_for_that_takes_it(alcance, clase, cuenta):
    fila = EquipoContratadoFactory(contrato__alcance=alcance)
    assert (usar(fila.equipo, clase=clase) is not None) is cuenta


@pytest.mark.parametrize(
    ("cambios", "cuenta"),
    [
        ({"fecha": date(2026, 12, 31)}, True),
        ({"fecha": date(2027, 1, 1)}, False),
        ({"fecha": date(2025, 12, 31)}, False),
        ({"visitas": 0, "minutos": 0}, False),
    ],
)
def test_only_what_was_used_in_its_days(cambios, cuenta):
    fila = EquipoContratadoFactory()
    assert (usar(fila.equipo, **cambios) is not None) is cuenta


def test_drafts_and_other_units_take_nothing():
    fila = EquipoContratadoFactory(en_firme=False)
    assert usar(fila.equipo) is None
    assert usar(EquipoFactory()) is None
    assert not ConsumoContrato.objects.exists()


def test_an_order_of_a_contract_that_has_ended_since_still_counts():
    fila = EquipoContratadoFactory(
        contrato__estado=EstadoContrato.VENCIDO,
        contrato__vencido_en=date(2027, 1, 1).isoformat() + "T00:00:00Z",
    )
    assert usar(fila.equipo) is not None


def test_a_unit_without_contract_costs_one_statement_and_any_number_two(consultas):
    sin, con = EquipoFactory(), EquipoContratadoFactory(contrato__alcance="preventivo")
    assert consultas(contratos_de_equipo, sin, MARZO) == 1
    assert consultas(contratos_de_equipo, con.equipo, MARZO) == 2
    EquipoContratadoFactory(
        contrato__alcance="correctivo", contrato__cliente=con.contrato.cliente, equipo=con.equipo
    )
    assert consultas(contratos_de_equipo, con.equipo, MARZO) == 2
    assert len(contratos_de_equipo(con.equipo, MARZO)) == 2
