"""What takes longer than it is worth is given up, and nothing else suffers."""

import pytest
from django.db import connection

from nucleo.models import Calendario
from nucleo.paciencia import TardaDemasiado, a_lo_sumo
from nucleo.tests.fabricas import CalendarioFactory

pytestmark = pytest.mark.django_db


def preguntar(sql: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def test_what_takes_long_is_given_up_and_its_transaction_goes_on():
    antes = preguntar("SHOW statement_timeout")

    def tardar() -> None:
        with a_lo_sumo(20):
            CalendarioFactory(nombre="A medias")
            preguntar("SELECT pg_sleep(2)")

    with pytest.raises(TardaDemasiado):
        tardar()
    assert not Calendario.objects.filter(nombre="A medias").exists()
    assert preguntar("SHOW statement_timeout") == antes


def test_what_is_quick_is_done_and_leaves_no_limit_behind():
    antes = preguntar("SHOW statement_timeout")
    with a_lo_sumo(5_000):
        CalendarioFactory(nombre="Hecho")
        assert preguntar("SHOW statement_timeout") == "5s"
    assert Calendario.objects.filter(nombre="Hecho").exists()
    assert preguntar("SHOW statement_timeout") == antes
