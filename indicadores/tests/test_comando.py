"""`manage.py recalcular_indicadores`: measure, simulate, verify."""

import pytest
from django.core.management import CommandError, call_command

from clientes.tests.fabricas import ContactoFactory
from cuentas.tests.fabricas import AgenteFactory
from incidencias.models import Incidencia
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_incidencia,
    resolver_incidencia,
    responder,
)
from indicadores.models import Medicion
from indicadores.tests.fabricas import LlegadaFactory, cifra
from indicadores.verificacion import verificar

pytestmark = pytest.mark.django_db


def llamar(*argumentos, capsys):
    call_command("recalcular_indicadores", *argumentos)
    return capsys.readouterr().out


@pytest.fixture
def vivida() -> Incidencia:
    """A case that was opened, answered and resolved through the services."""
    contacto, agente = ContactoFactory(), AgenteFactory()
    caso = abrir_incidencia(
        NuevaIncidencia(
            cliente=contacto.cliente,
            contacto=contacto,
            asunto="No enfría",
            tipo="averia",
            canal="portal",
        ),
        por=contacto,
    )
    responder(caso.pk, por=agente, texto="Lo miramos hoy")
    return resolver_incidencia(caso.pk, por=agente, solucion="Relé nuevo", causa="desgaste")


def test_it_says_how_many_days_and_measurements(capsys):
    LlegadaFactory()
    assert "1 días medidos, " in llamar(capsys=capsys)
    assert cifra("llegadas") == (1, 0, 0, 0)
    assert "1 días medidos, 0 mediciones cambiadas." in llamar(capsys=capsys)


def test_only_the_days_of_the_range_are_measured(capsys):
    LlegadaFactory(dia="2026-03-02")
    LlegadaFactory(dia="2026-03-03")
    LlegadaFactory(dia="2026-03-04")
    llamar("--desde", "2026-03-03", "--hasta", "2026-03-03", capsys=capsys)
    dias = Medicion.objects.filter(lapso="dia").values_list("dia", flat=True)
    assert {str(dia) for dia in dias} == {"2026-03-03"}


def test_a_simulation_writes_nothing(capsys):
    LlegadaFactory()
    assert "por cambiar" in llamar("--simular", capsys=capsys)
    assert not Medicion.objects.exists()


def test_an_empty_database_is_measured_and_verified(capsys):
    assert "0 días medidos" in llamar(capsys=capsys)
    assert "0 incidencias, ninguna diferencia" in llamar("--verificar", capsys=capsys)


def test_what_the_services_wrote_is_confirmed_by_the_events(vivida, capsys):
    llamar(capsys=capsys)
    assert "1 incidencias, ninguna diferencia" in llamar("--verificar", capsys=capsys)


@pytest.mark.parametrize(
    ("columna", "valor"),
    [
        ("segundos_respuesta", 123_456),
        ("segundos_resolucion", 123_456),
        ("contactos_cliente", 9),
        ("reaperturas", 9),
        ("traspasos", 9),
        ("dia_llegada", "2020-01-01"),
    ],
)
def test_a_derived_column_that_lies_is_found_out(vivida, columna, valor, capsys):
    Incidencia.objects.filter(pk=vivida.pk).update(**{columna: valor})
    llamar(capsys=capsys)
    with pytest.raises(CommandError, match="diferencias en 1 incidencias"):
        llamar("--verificar", capsys=capsys)
    assert f"{vivida.codigo}: {columna}" in capsys.readouterr().err


def test_a_measurement_that_lies_is_found_out(vivida, capsys):
    llamar(capsys=capsys)
    una = Medicion.objects.filter(indicador="fcr", dimension="canal", lapso="semana")
    una.update(aciertos=0, fallos=1)
    assert [d.donde.split()[:3] for d in verificar()] == [["fcr", "canal=portal", "semana"]]


def test_a_measurement_that_is_missing_or_left_over_is_found_out(vivida, capsys):
    llamar(capsys=capsys)
    fila = Medicion.objects.get(indicador="llegadas", dimension="total", lapso="dia")
    Medicion.objects.filter(indicador="llegadas", dimension="total", lapso="dia").delete()
    assert len(list(verificar())) == 1
    fila.save(force_insert=True)
    fila.dia = "2020-01-01"
    Medicion.objects.bulk_create([fila])
    assert len(list(verificar())) == 1


def test_a_case_without_its_opening_event_is_found_out(capsys):
    caso = LlegadaFactory()
    llamar(capsys=capsys)
    assert f"{caso.codigo}: primer suceso" in {d.donde for d in verificar()}


@pytest.mark.parametrize(
    "argumentos",
    [("--desde", "ayer"), ("--desde=2026-02-30",), ("--desde=2026-03-02", "--hasta=2026-03-01")],
)
def test_a_wrong_date_is_refused_in_words(argumentos, capsys):
    with pytest.raises(CommandError, match=r"fecha|posterior"):
        llamar(*argumentos, capsys=capsys)
