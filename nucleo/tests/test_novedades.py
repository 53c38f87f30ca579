"""A poll that brings nothing is answered before anything is read; any doubt goes on to the view."""

import pytest
from django.core.cache import cache
from django.db import transaction
from redis.exceptions import ConnectionError as SinRedis

from nucleo.novedades import VALE_S, apuntar_cambio, sello_de, sigue_igual

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_stamp_holds_until_something_changes_and_only_for_its_subject():
    sello, otro = sello_de("uno"), sello_de("otro")
    assert sigue_igual(sello)
    apuntar_cambio("uno")
    assert not sigue_igual(sello)
    assert sigue_igual(otro)


def test_the_change_is_noted_at_commit_and_not_if_it_is_undone():
    sello = sello_de("uno")
    with transaction.atomic():
        apuntar_cambio("uno")
        assert sigue_igual(sello)
        transaction.set_rollback(True)
    assert sigue_igual(sello)


def test_a_stamp_is_believed_for_minutes_only(monkeypatch):
    sello = sello_de("uno")
    monkeypatch.setattr("nucleo.novedades.time.time", lambda: int(sello.split("~")[2]) + 1)
    assert not sigue_igual(sello)
    assert VALE_S[1] <= 600


@pytest.mark.parametrize(
    "inventado",
    ["", "uno", "uno~~99999999999", "uno~x~y", "~" * 50, "uno~None~99999999999", "ñ~a~9"],
)
def test_an_invented_stamp_is_no_answer(inventado, client):
    assert not sigue_igual(inventado)
    assert client.get("/incidencias/", headers={"x-sello": inventado}).status_code == 302


def test_without_redis_every_poll_goes_on_to_the_view(monkeypatch):
    sello = sello_de("uno")

    def caido(*args, **kwargs):
        raise SinRedis

    monkeypatch.setattr(cache, "get", caido)
    monkeypatch.setattr(cache, "set", caido)
    monkeypatch.setattr(cache, "set_many", caido)
    assert not sigue_igual(sello)
    apuntar_cambio("uno")
    apuntar_cambio("uno", "dos")
    assert not sigue_igual(sello_de("uno"))


def test_the_answer_reads_no_table(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        respuesta = client.get("/incidencias/", headers={"x-sello": sello_de("incidencias")})
    assert respuesta.status_code == 204
    assert respuesta.content == b""
