"""Renewing the token of a mailbox: whatever the provider sends, it is a failure of the mailbox."""

import io
import json

import pytest
from django.utils import timezone

from incidencias.correo import acceso
from incidencias.correo.acceso import NoSeRenueva, token_de_acceso
from incidencias.tests.fabricas import BuzonFactory
from nucleo.secretos import cifrar

pytestmark = pytest.mark.django_db


@pytest.fixture
def buzon():
    return BuzonFactory(
        autenticacion="oauth2", oauth_url="https://login.example/token", secreto=cifrar("viejo")
    )


@pytest.fixture
def contesta(monkeypatch):
    def con(crudo):
        monkeypatch.setattr(acceso, "urlopen", lambda *_a, **_k: io.BytesIO(crudo))

    return con


@pytest.mark.parametrize("caducidad", ["pronto", [3600], {"s": 1}, float("inf")])
def test_an_expiry_that_cannot_be_read_is_a_failure_of_the_mailbox(buzon, contesta, caducidad):
    contesta(json.dumps({"access_token": "nuevo", "expires_in": caducidad}).encode())
    with pytest.raises(NoSeRenueva, match="caducidad"):
        token_de_acceso(buzon)


@pytest.mark.parametrize("caducidad", [10**30, -5, None, "1200"])
def test_any_other_is_kept_within_reason(buzon, contesta, caducidad):
    contesta(json.dumps({"access_token": "nuevo", "expires_in": caducidad}).encode())
    assert token_de_acceso(buzon) == "nuevo"
    assert 200 < (buzon.oauth_caduca_en - timezone.now()).total_seconds() <= 86_400


@pytest.mark.parametrize(
    "crudo",
    [b"[" * 50_000, b" " * 200_000, b"\xff\xfe", b"", b"[]", b'{"access_token": [1]}'],
)
def test_an_answer_that_is_not_one_is_a_failure_of_the_mailbox(buzon, contesta, crudo):
    contesta(crudo)
    with pytest.raises(NoSeRenueva):
        token_de_acceso(buzon)


class SinFin(io.BytesIO):
    pedido = 0

    def read(self, cuanto=10**7):
        self.pedido += cuanto
        return b"x" * cuanto


def test_of_an_endless_answer_no_more_is_read_than_a_token_takes(buzon, monkeypatch):
    sin_fin = SinFin()
    monkeypatch.setattr(acceso, "urlopen", lambda *_a, **_k: sin_fin)
    with pytest.raises(NoSeRenueva):
        token_de_acceso(buzon)
    assert sin_fin.pedido < 200_000
