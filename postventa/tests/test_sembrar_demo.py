"""The demo: the same each time, whole, and without a single mail waiting."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction

from clientes.models import Cliente
from encuestas.models import Respuesta
from encuestas.tasks import invitar_a_encuestas
from incidencias.models import EventoIncidencia, Incidencia
from indicadores.cambios import apuntar_cambios
from indicadores.models import DiaPendiente, Medicion
from indicadores.verificacion import verificar
from nucleo.models import Comunicacion
from nucleo.models.comunicaciones import Destino
from postventa.demo.siembra import Cosecha, sembrar
from sat.models import OrdenTrabajo

AHORA = datetime(2026, 3, 18, 11, 30, tzinfo=ZoneInfo("Europe/Madrid"))  # a Wednesday
ESCALA = 0.02
DECADA = ("INC", "OT")


@pytest.fixture(scope="module")
def cosecha(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cosecha]:
    """The demo, small, once for the whole file; nothing of it is left."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _sembrar()
        transaction.set_rollback(True)


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cosecha")]


def _sembrar() -> Cosecha:
    with connection.cursor() as cursor:
        for prefijo in DECADA:  # the codes of a new database
            cursor.execute("select setval(%s, 1, false)", [f"codigo_{prefijo.lower()}_seq"])
    return sembrar(escala=ESCALA, ahora=AHORA)


def _retrato() -> list[Any]:
    """Everything that a person would notice if it were not the same."""
    campos = ("codigo", "asunto", "ocurrida_en", "estado", "canal", "segundos_resolucion")
    return [
        list(Incidencia.objects.order_by("codigo").values_list(*campos, "cliente__nombre")),
        list(OrdenTrabajo.objects.order_by("codigo").values_list("codigo", "estado", "minutos")),
        list(Respuesta.objects.order_by("respondida_en").values_list("csat", "nps", "comentario")),
        list(
            Medicion.objects.filter(dimension="total")
            .order_by("indicador", "dia")
            .values_list("indicador", "dia", "n", "aciertos", "suma", "cubos")
        ),
    ]


def test_the_counts_are_those_asked_for(cosecha):
    assert cosecha.incidencias == Incidencia.objects.count() == 100
    assert cosecha.respuestas == Respuesta.objects.count() == 30
    assert cosecha.ordenes == OrdenTrabajo.objects.count() >= 50


def test_the_same_seed_gives_the_same_company(cosecha):
    primera = _retrato()
    with transaction.atomic():
        _vaciar()
        segunda_cosecha = _sembrar()
        segunda = _retrato()
        transaction.set_rollback(True)
    assert segunda == primera
    assert segunda_cosecha.mediciones == cosecha.mediciones


def _vaciar() -> None:
    """All but what `migrate` leaves, as a new database."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")  # a table with pending checks is not cut
    call_command("flush", interactive=False, verbosity=0)


def test_nothing_waits_to_be_sent():
    assert not Comunicacion.objects.filter(destino=Destino.PENDIENTE).exists()


def test_the_pulls_find_no_news_in_the_history(cosecha):
    assert not EventoIncidencia.objects.filter(
        codigo="resuelta", registrado_en__gt=AHORA - timedelta(minutes=15)
    ).exists()
    assert invitar_a_encuestas() == 0
    apuntar_cambios()
    assert not DiaPendiente.objects.exists()


def test_the_indicators_are_found_again_from_the_events():
    assert list(verificar()) == []


def test_nobody_lives_in_the_future():
    assert not EventoIncidencia.objects.filter(ocurrido_en__gt=AHORA).exists()
    assert not Incidencia.objects.filter(ocurrida_en__gt=AHORA).exists()


def test_a_database_in_use_is_refused():
    antes = Cliente.objects.count()
    with pytest.raises(CommandError, match="solo se carga en una vacía"):
        call_command("sembrar_demo")
    assert Cliente.objects.count() == antes
