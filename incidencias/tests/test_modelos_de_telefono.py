"""What the database admits of a call, a call-back and a check of identity."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from clientes.tests.fabricas import ClienteFactory
from cuentas.tests.fabricas import AgenteFactory
from incidencias.models import ComprobacionIdentidad, MetodoIdentidad
from incidencias.tests.fabricas import (
    BorradorNuevaFactory,
    DevolucionLlamadaFactory,
    EnlaceFotosFactory,
    ExtensionFactory,
    IncidenciaFactory,
    LlamadaCentralitaFactory,
    LlamadaFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "fabrica",
    [
        BorradorNuevaFactory,
        DevolucionLlamadaFactory,
        EnlaceFotosFactory,
        ExtensionFactory,
        LlamadaCentralitaFactory,
    ],
)
def test_the_factories_give_what_the_database_admits(fabrica):
    assert str(fabrica())


@pytest.mark.parametrize("rasgo", ["en_curso", "terminada", "abandonada"])
def test_a_call_in_each_state_has_its_instants(rasgo):
    assert LlamadaCentralitaFactory(**{rasgo: True}).pk


@pytest.mark.parametrize(
    "imposible",
    [
        {"en_curso": True, "contestada_en": None},
        {"terminada": True, "terminada_en": None},
        {"abandonada": True, "contestada_en": timezone.now()},
        {"contestada_en": timezone.now()},
        {"en_curso": True, "contestada_en": timezone.now() - timedelta(hours=1)},
        {"grabacion_url": "https://pbx.example/1.wav"},
        {"grabacion_url": "https://pbx.example/1.wav", "grabacion_consentida": False},
    ],
)
def test_a_call_that_contradicts_itself_is_refused(imposible):
    with pytest.raises(IntegrityError), transaction.atomic():
        LlamadaCentralitaFactory(**imposible)


def test_one_open_call_back_a_number_and_any_of_the_past():
    pendiente = DevolucionLlamadaFactory()
    DevolucionLlamadaFactory(numero=pendiente.numero, estado="devuelta", cerrada_en=timezone.now())
    with pytest.raises(IntegrityError, match="una_por_numero"), transaction.atomic():
        DevolucionLlamadaFactory(numero=pendiente.numero)


@pytest.mark.parametrize(
    "imposible",
    [
        {"numero": ""},
        {"estado": "devuelta"},
        {"cerrada_en": timezone.now()},
        {"estado": "descartada", "cerrada_en": timezone.now(), "motivo": ""},
    ],
)
def test_a_call_back_that_contradicts_itself_is_refused(imposible):
    with pytest.raises(IntegrityError), transaction.atomic():
        DevolucionLlamadaFactory(**imposible)


def test_one_call_is_written_once_on_a_case_and_on_as_many_cases_as_it_takes():
    llamada, caso = LlamadaCentralitaFactory(), IncidenciaFactory()
    LlamadaFactory(incidencia=caso, centralita=llamada)
    LlamadaFactory(centralita=llamada)
    with pytest.raises(IntegrityError, match="apuntada_una_vez"), transaction.atomic():
        LlamadaFactory(incidencia=caso, centralita=llamada)


def test_a_check_by_code_has_an_end():
    with pytest.raises(IntegrityError, match="codigo_caduca"), transaction.atomic():
        ComprobacionIdentidad.objects.create(
            cliente=ClienteFactory(), usuario=AgenteFactory(), metodo=MetodoIdentidad.CODIGO
        )
