"""Tokens of links."""

import pytest

from nucleo import enlaces
from nucleo.enlaces import derivar, es_valido, firmar, huella, registrar_version


def test_the_same_link_always_has_the_same_token():
    assert firmar("encuesta", 7, 1) == firmar("encuesta", "7", 1)


@pytest.mark.parametrize("otro", [("baja", 7, 1), ("encuesta", 8, 1), ("encuesta", 7, 2)])
def test_another_kind_id_or_version_is_another_token(otro):
    assert firmar(*otro) != firmar("encuesta", 7, 1)


def test_the_parts_cannot_be_shifted():
    assert firmar("a", "b:1", 1) != firmar("a:b", "1", 1)


def test_it_depends_on_the_key(settings):
    antes = firmar("encuesta", 7, 1)
    settings.SECRET_KEY = "otra"
    assert firmar("encuesta", 7, 1) != antes


def test_it_survives_an_address_and_a_path():
    token = firmar("encuesta", 7, 1)
    assert len(token) == 32
    assert set(token) <= set("abcdefghijklmnopqrstuvwxyz234567")


def test_what_a_row_stores_does_not_open_anything():
    token = firmar("encuesta", 7, 1)
    assert huella(token) != token
    assert huella(huella(token)) != huella(token)


def test_a_token_is_valid_for_its_link_only():
    token = firmar("encuesta", 7, 1)
    assert es_valido(token, "encuesta", 7, 1)
    assert not es_valido(token, "encuesta", 7, 2)
    assert not es_valido("ñ", "encuesta", 7, 1)


def test_addresses_come_out_whole(settings):
    settings.ROOT_URLCONF, settings.URL_PUBLICA = "nucleo.tests.rutas", "https://sat.example"
    derivados = derivar(
        {
            "baja": {"tipo": "baja", "id": "7", "version": 1, "ruta": "baja"},
            "sin_token": {"ruta": "baja", "args": ["x"]},
            "respuesta": {"tipo": "respuesta", "id": "7", "version": 1},
        }
    )
    assert derivados == {
        "baja": f"https://sat.example/baja/{firmar('baja', 7, 1)}/",
        "sin_token": "https://sat.example/baja/x/",
        "respuesta": firmar("respuesta", 7, 1),
    }


def test_a_kind_that_says_its_version_ignores_the_one_that_was_kept(monkeypatch):
    monkeypatch.setattr(enlaces, "_versiones", {})
    registrar_version("baja", {"7": 3, "8": 1}.__getitem__)
    guardado = {"a": {"tipo": "baja", "id": "7", "version": 1}, "b": {"tipo": "baja", "id": 8}}
    assert derivar(guardado) == {"a": firmar("baja", 7, 3), "b": firmar("baja", 8, 1)}
