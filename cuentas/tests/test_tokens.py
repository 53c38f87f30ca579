"""API tokens: shown once, stored as a hash, revoked for good, limited in how much they ask."""

from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from cuentas.models import Token
from cuentas.servicios import crear_token, revocar_token, token_de
from cuentas.tests.fabricas import (
    AgenteFactory,
    ClienteUsuarioFactory,
    TecnicoFactory,
    TokenFactory,
)

pytestmark = pytest.mark.django_db


def test_the_clear_text_is_not_stored_and_finds_its_token():
    token, claro = crear_token(AgenteFactory(), nombre="ERP")
    assert claro.startswith(token.principio)
    assert claro not in str(vars(Token.objects.get()))
    assert token_de(claro) == token


@pytest.mark.parametrize("roles", [["agente"], ["agente", "tecnico"], []])
def test_its_person_comes_with_their_roles(roles, django_assert_num_queries):
    _token, claro = crear_token(AgenteFactory(roles=roles), nombre="ERP")
    token_de(claro)  # it marks its use
    with django_assert_num_queries(1):
        assert token_de(claro).usuario.codigos_de_rol == set(roles)


@pytest.mark.parametrize("por_que", ["revocado", "inactivo", "otro"])
def test_a_dead_token_finds_nothing(por_que):
    token, claro = crear_token(AgenteFactory(), nombre="ERP")
    if por_que == "revocado":
        revocar_token(token.pk)
    if por_que == "inactivo":
        type(token.usuario).objects.update(is_active=False)
    assert token_de("otro" if por_que == "otro" else claro) is None


def test_the_command_prints_the_token_as_its_last_word():
    agente, salida = AgenteFactory(), StringIO()
    call_command("crear_token", agente.email.upper(), stdout=salida)
    assert token_de(salida.getvalue().split()[-1]).usuario == agente


def test_the_command_says_who_it_did_not_find():
    with pytest.raises(CommandError, match=r"nadie@empresa\.example"):
        call_command("crear_token", "nadie@empresa.example")
    assert not Token.objects.exists()


def test_the_page_shows_a_new_token_once(client):
    client.force_login(AgenteFactory())
    primera = client.post(reverse("cuentas:tokens"), {"nombre": "<b>ERP</b>"})
    claro = primera.context["claro"]
    assert claro in primera.content.decode()
    assert "no-store" in primera["Cache-Control"]
    segunda = client.get(reverse("cuentas:tokens")).content.decode()
    assert claro not in segunda
    assert "&lt;b&gt;ERP&lt;/b&gt;" in segunda


@pytest.mark.parametrize("nombre", ["", "  ", "x" * 81])
def test_a_token_without_a_name_is_not_created(client, nombre):
    client.force_login(AgenteFactory())
    assert client.post(reverse("cuentas:tokens"), {"nombre": nombre}).status_code == 422
    assert not Token.objects.exists()


def test_one_revokes_ones_own_and_not_anothers(client):
    agente = AgenteFactory()
    propio, ajeno = TokenFactory(usuario=agente), TokenFactory()
    client.force_login(agente)
    assert client.post(reverse("cuentas:revocar_token", args=[propio.pk])).status_code == 302
    assert client.post(reverse("cuentas:revocar_token", args=[ajeno.pk])).status_code == 404
    propio.refresh_from_db()
    ajeno.refresh_from_db()
    assert propio.revocado_en is not None
    assert ajeno.revocado_en is None


@pytest.mark.parametrize(
    ("fabrica", "estado"), [(TecnicoFactory, 200), (ClienteUsuarioFactory, 404)]
)
def test_the_page_is_for_staff(client, fabrica, estado):
    client.force_login(fabrica())
    assert client.get(reverse("cuentas:tokens")).status_code == estado


def test_a_token_past_its_limit_gets_429_and_another_does_not(client, settings):
    settings.FRENOS, settings.FRENO_API = True, "2/minute"
    uno, otro = (f"pv_{uuid4()}" for _n in range(2))
    TokenFactory(claro=uno)
    TokenFactory(claro=otro)

    def pedir(claro):
        return client.get("/api/v1/esquema/", headers={"Authorization": f"Bearer {claro}"})

    assert [pedir(uno).status_code for _vez in range(3)] == [200, 200, 429]
    assert pedir(otro).status_code == 200


def test_a_revoked_token_is_answered_401_with_a_problem(client):
    TokenFactory(claro="pv_muerto", revocado_en="2100-01-01T00:00:00Z")
    respuesta = client.get(
        "/api/v1/esquema/",
        headers={"Authorization": "Bearer pv_muerto", "Accept": "application/json"},
    )
    assert respuesta.status_code == 401
    assert "revocado" in respuesta.json()["detail"]
