"""Two workers at once measure each pending day once, and neither breaks the other."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection

from indicadores.cambios import apuntar_dias
from indicadores.models import DiaPendiente, Hechos, Medicion
from indicadores.recalculo import recalcular, recalcular_pendientes
from indicadores.tests.fabricas import LlegadaFactory, cifra

pytestmark = pytest.mark.django_db(transaction=True)
DIAS = [date(2026, 3, 2) + timedelta(n) for n in range(5)]


def a_la_vez(funcion, cuantos=3):
    barrera = Barrier(cuantos)

    def uno(_):
        try:
            barrera.wait(10)
            return funcion()
        finally:
            connection.close()

    with ThreadPoolExecutor(cuantos) as hilos:
        return list(hilos.map(uno, range(cuantos)))


def test_each_pending_day_is_measured_by_one_worker():
    for dia in DIAS:
        LlegadaFactory(dia=dia.isoformat())
    apuntar_dias(Hechos.LLEGADAS, DIAS)
    assert sum(a_la_vez(recalcular_pendientes)) == len(DIAS)
    assert not DiaPendiente.objects.exists()
    assert cifra("llegadas") == (1, 0, 0, 0)


def test_the_same_days_measured_at_once_take_turns():
    for dia in DIAS:
        LlegadaFactory(dia=dia.isoformat())
    cambios = a_la_vez(lambda: recalcular(Hechos.LLEGADAS, DIAS))
    # Whoever goes first writes them all; the others find nothing to change.
    assert sorted(cambios)[:2] == [0, 0]
    assert max(cambios) == Medicion.objects.filter(lapso="dia").count()
