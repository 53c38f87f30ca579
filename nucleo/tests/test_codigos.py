"""Readable codes."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from nucleo.codigos import codigo_al_escribir, reservar_codigos, siguiente_codigo
from nucleo.empresa import olvidar_empresa
from nucleo.tests.fabricas import EmpresaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _secuencia(db):
    with connection.cursor() as cursor:
        cursor.execute("create sequence codigo_pru_seq")


def test_codes_follow_one_another():
    ahora = datetime(2026, 5, 1, tzinfo=UTC)
    assert [siguiente_codigo("PRU", ahora) for _ in range(2)] == ["PRU-26-000001", "PRU-26-000002"]


def test_the_year_is_the_company_s_own():
    fin_de_anio = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # already 2027 in Madrid
    EmpresaFactory(zona="Atlantic/Canary")
    assert siguiente_codigo("PRU", fin_de_anio) == "PRU-26-000001"
    EmpresaFactory._meta.model.objects.update(zona="Europe/Madrid")
    olvidar_empresa()
    assert siguiente_codigo("PRU", fin_de_anio) == "PRU-27-000002"


def test_many_at_once_cost_one_statement(consultas):
    momentos = [datetime(2024 + n % 2, 1, 5, tzinfo=UTC) for n in range(50)]
    assert consultas(reservar_codigos, "PRU", momentos) == 1
    siguientes = reservar_codigos("PRU", momentos)
    assert siguientes[:2] == ["PRU-24-000051", "PRU-25-000052"]
    assert len(set(siguientes)) == 50


def test_no_moments_no_codes():
    assert reservar_codigos("PRU", []) == []


@pytest.mark.parametrize("numero", [7, 999_999, 1_000_000, 123_456_789_012])
def test_the_code_that_the_insert_takes_is_the_one_that_would_be_asked_for(numero):
    momento = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # already 2027 in Madrid
    with connection.cursor() as cursor:
        cursor.execute("select setval('codigo_pru_seq', %s, false)", [numero])
        cursor.execute(f"select {codigo_al_escribir('PRU', momento).sql}")
        (escrito,) = cursor.fetchone()
        cursor.execute("select setval('codigo_pru_seq', %s, false)", [numero])
    assert escrito == siguiente_codigo("PRU", momento)


@pytest.mark.parametrize("dar", [siguiente_codigo, codigo_al_escribir])
def test_a_prefix_is_only_letters(dar):
    with pytest.raises(ValueError, match="letters only"):
        dar("X; drop table", datetime(2026, 5, 1, tzinfo=UTC))
