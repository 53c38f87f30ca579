"""/salud/viva says that the process lives; /salud/lista, that it can serve."""

import pytest
import redis
from django.db import OperationalError, connection

from postventa import salud
from postventa.salud import Salud


@pytest.fixture
def preguntar(rf):
    """Ask the middleware itself, so that no other test's answer is still good."""
    puerta = Salud(lambda request: pytest.fail("it should have answered"))
    return lambda ruta: puerta(rf.get(ruta))


def fallar(con):
    def llamada(*_args, **_kwargs):
        raise con

    return llamada


@pytest.mark.django_db
def test_ready_when_nothing_is_missing(preguntar):
    respuesta = preguntar("/salud/lista")
    assert respuesta.status_code == 200
    assert respuesta.content == b'{"base_de_datos": true, "migraciones": true, "redis": true}'


@pytest.mark.django_db
def test_not_ready_with_a_migration_to_apply(preguntar, monkeypatch):
    de_mas = salud._migraciones_del_codigo() | {("nucleo", "9999_por_aplicar")}
    monkeypatch.setattr(salud, "_migraciones_del_codigo", lambda: de_mas)
    respuesta = preguntar("/salud/lista")
    assert respuesta.status_code == 503
    assert b'"migraciones": false' in respuesta.content


@pytest.mark.django_db
def test_not_ready_without_redis(preguntar, monkeypatch):
    monkeypatch.setattr(salud._redis(), "ping", fallar(redis.ConnectionError()))
    respuesta = preguntar("/salud/lista")
    assert respuesta.status_code == 503
    assert b'"redis": false' in respuesta.content


@pytest.mark.django_db
def test_not_ready_without_database(preguntar, monkeypatch):
    monkeypatch.setattr(connection, "cursor", fallar(OperationalError()))
    monkeypatch.setattr(connection, "ensure_connection", fallar(OperationalError()))
    monkeypatch.setattr(connection, "close", lambda: None)
    respuesta = preguntar("/salud/lista")
    assert respuesta.status_code == 503
    assert b'"base_de_datos": false' in respuesta.content


@pytest.mark.django_db
def test_asking_often_costs_nothing(preguntar, django_assert_num_queries):
    preguntar("/salud/lista")
    with django_assert_num_queries(0):
        preguntar("/salud/lista")


def test_alive_whatever_the_host_and_without_touching_the_database(client):
    respuesta = client.get("/salud/viva", headers={"host": "10.0.0.7"})
    assert respuesta.status_code == 200
