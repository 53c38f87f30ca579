"""A unit under a maintenance contract changes hands or is replaced: the contract hears of it."""

from datetime import date

import pytest
import time_machine

from clientes.models import EquipoContratado
from clientes.servicios import retirar_equipo, sustituir_equipo, traspasar_equipo
from clientes.tests.fabricas import ClienteFactory, EquipoFactory
from clientes.tests.test_contratos_vida import firmado
from nucleo.eventos import SISTEMA

pytestmark = pytest.mark.django_db
DIA = date(2026, 5, 20)


@pytest.fixture(autouse=True)
def _hoy():
    with time_machine.travel("2026-06-01T10:00:00+00:00", tick=False):
        yield


def _filas(contrato):
    filas = EquipoContratado.objects.filter(contrato=contrato, en_firme=True).order_by("pk")
    return list(filas.values_list("equipo_id", "desde", "hasta"))


def _traspasar(equipo, **cambios):
    datos = {"cliente": ClienteFactory(), "en_fecha": DIA, "motivo": "cesion"} | cambios
    return traspasar_equipo(equipo.pk, por=SISTEMA, **datos)


def test_a_unit_that_changes_hands_leaves_the_contract_that_day():
    equipo = EquipoFactory()
    contrato = firmado(equipo)
    _traspasar(equipo)
    assert _filas(contrato) == [(equipo.pk, date(2026, 1, 1), DIA)]
    cobertura = equipo.coberturas.get()
    assert (cobertura.fecha_fin, cobertura.anulada_en) == (DIA, None)


def test_it_stays_in_it_if_it_is_said_so():
    equipo = EquipoFactory()
    contrato = firmado(equipo)
    _traspasar(equipo, coberturas=[equipo.coberturas.get().pk])
    assert _filas(contrato) == [(equipo.pk, date(2026, 1, 1), date(2026, 12, 31))]
    assert equipo.coberturas.get().fecha_fin == date(2026, 12, 31)


def test_parts_leave_too():
    parte = EquipoFactory()
    todo = EquipoFactory(cliente=parte.cliente)
    parte.padre = todo
    parte.save()
    contrato = firmado(parte)
    _traspasar(todo)
    assert _filas(contrato) == [(parte.pk, date(2026, 1, 1), DIA)]


def _sustituir(equipo, **cambios):
    return sustituir_equipo(equipo.pk, por=SISTEMA, numero_serie="N-1", entregado_en=DIA, **cambios)


def test_the_replacement_takes_its_place_in_the_contract_if_it_says_so():
    equipo = EquipoFactory()
    contrato = firmado(equipo)
    nuevo = _sustituir(equipo, coberturas=[equipo.coberturas.get().pk])
    assert _filas(contrato) == [
        (equipo.pk, date(2026, 1, 1), date(2026, 5, 19)),
        (nuevo.pk, DIA, date(2026, 12, 31)),
    ]
    suya = nuevo.coberturas.get()
    assert (suya.contrato, suya.fecha_inicio, suya.fecha_fin) == (
        contrato,
        DIA,
        date(2026, 12, 31),
    )
    assert equipo.coberturas.get().fecha_fin == date(2026, 5, 19)


def test_and_if_it_does_not_the_contract_ends_for_it():
    equipo = EquipoFactory()
    contrato = firmado(equipo)
    nuevo = _sustituir(equipo)
    assert _filas(contrato) == [(equipo.pk, date(2026, 1, 1), DIA)]
    assert not nuevo.coberturas.exists()


def test_what_is_retired_leaves_it():
    equipo = EquipoFactory()
    contrato = firmado(equipo)
    retirar_equipo(equipo.pk, por=SISTEMA, en_fecha=DIA, motivo="sin_uso")
    assert _filas(contrato) == [(equipo.pk, date(2026, 1, 1), DIA)]
