"""Pulls: nothing is skipped, whatever commits late and whoever dies."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from incidencias.models import EventoIncidencia
from nucleo import cursores
from nucleo.cursores import SOLAPE, avisar, avisos_juntos, leer_desde_cursor, leer_una_vez
from nucleo.models import Cursor
from nucleo.tests.hilos import a_la_vez
from tests.test_eventos import anotar

pytestmark = pytest.mark.django_db


def de_prueba():
    return EventoIncidencia.objects.filter(codigo="prueba")


def leer(consumidor: str = "prueba") -> list[int]:
    return [evento.id for evento in leer_desde_cursor(consumidor, de_prueba())]


def test_the_first_look_reads_everything_in_order_of_arrival():
    esperados = [anotar().id for _ in range(3)]
    anotar(codigo="otro")
    assert leer() == esperados


def test_what_was_read_long_ago_is_not_read_again():
    anotar()
    leer()
    with time_machine.travel(timezone.now() + SOLAPE * 2):
        leer()  # moves the cursor further than the overlap reaches back
        assert leer() == []


def test_the_overlap_is_read_again():
    evento = anotar()
    leer()
    assert leer() == [evento.id]


def test_each_consumer_has_its_own_cursor():
    evento = anotar()
    Cursor.objects.create(consumidor="otro", hasta=timezone.now() + timedelta(days=1))
    assert leer("prueba") == [evento.id]
    assert leer("otro") == []


def test_whoever_breaks_off_reads_again():
    primero, _segundo = anotar(), anotar()
    lectura = leer_desde_cursor("prueba", de_prueba())
    assert next(lectura).id == primero.id
    lectura.close()
    assert Cursor.objects.get(consumidor="prueba").hasta is None


def test_the_cursor_never_goes_back():
    despues = timezone.now() + timedelta(hours=1)
    Cursor.objects.create(consumidor="prueba", hasta=despues)
    leer()
    assert Cursor.objects.get(consumidor="prueba").hasta == despues


def test_batches_join_without_gap_or_repetition(monkeypatch):
    monkeypatch.setattr(cursores, "LOTE", 3)
    esperados = [anotar().id for _ in range(8)]
    assert leer() == esperados


def test_looking_costs_the_same_with_one_event_as_with_twenty(consultas):
    anotar()
    leer()
    con_uno = consultas(leer)
    for _ in range(19):
        anotar()
    assert consultas(leer) == con_uno


@pytest.mark.django_db(transaction=True)
def test_what_commits_after_the_look_is_not_lost():
    """Its transaction began before the look and ends after it."""
    escrito, mirado = Event(), Event()

    def escribir_despacio() -> int:
        try:
            with transaction.atomic():
                evento = anotar()
                escrito.set()
                mirado.wait(10)
                return evento.id
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as hilo:
        tarde = hilo.submit(escribir_despacio)
        assert escrito.wait(10)
        pronto = anotar().id
        assert leer() == [pronto]
        mirado.set()
        assert tarde.result() in leer()


# --- Each once


def leer_nuevos(consumidor: str = "prueba") -> list[int]:
    with transaction.atomic():
        return [evento.id for evento in leer_una_vez(consumidor, de_prueba())]


def test_what_is_read_once_is_not_in_the_overlap_of_the_next_look():
    primero = anotar().id
    assert leer_nuevos() == [primero]
    segundo = anotar().id
    assert (leer_nuevos(), leer_nuevos()) == ([segundo], [])
    assert leer_nuevos("otro") == [primero, segundo]


def test_what_is_remembered_does_not_grow():
    evento = anotar()
    leer_nuevos()
    assert Cursor.objects.get(consumidor="prueba").vistos == [evento.id]
    with time_machine.travel(timezone.now() + SOLAPE * 2):
        leer_nuevos()
        assert Cursor.objects.get(consumidor="prueba").vistos == []
        assert leer_nuevos() == []


def test_if_its_effect_is_undone_it_is_read_again():
    evento = anotar()

    def leer_y_romper() -> None:
        with transaction.atomic():
            leer_una_vez("prueba", de_prueba())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        leer_y_romper()
    assert leer_nuevos() == [evento.id]


@pytest.mark.django_db(transaction=True)
def test_what_commits_late_is_read_once_too_whoever_looks():
    escrito, mirado = Event(), Event()

    def escribir_despacio() -> int:
        try:
            with transaction.atomic():
                evento = anotar()
                escrito.set()
                mirado.wait(10)
                return evento.id
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as hilo:
        tarde = hilo.submit(escribir_despacio)
        assert escrito.wait(10)
        pronto = anotar().id
        assert leer_nuevos() == [pronto]
        mirado.set()
        tardio = tarde.result()
    leidos: list[int] = []
    assert a_la_vez(*[lambda: leidos.extend(leer_nuevos())] * 3) == []
    assert leidos == [tardio]


@pytest.mark.django_db(transaction=True)
def test_nudges_given_together_are_given_once(avisos):
    with avisos_juntos():
        for _n in range(3):
            with transaction.atomic():
                avisar("una.tarea")
        assert avisos == []
    assert avisos == ["una.tarea"]
