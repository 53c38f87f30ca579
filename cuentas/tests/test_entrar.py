"""Staff sign in with mail and password, and each person starts at the page of their role."""

import pytest
from django.urls import reverse

from cuentas.tests.fabricas import AgenteFactory, ClienteUsuarioFactory, UsuarioFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("roles", "ruta"),
    [
        (["agente"], "/incidencias/"),
        (["coordinador"], "/incidencias/"),
        (["administrador"], "/incidencias/"),
        (["gestor"], "/indicadores/"),
        (["tecnico"], "/sat/mi-dia/"),
        (["externo"], "/sat/mi-dia/"),
        (["cliente"], "/portal/"),
        (["tecnico", "agente"], "/incidencias/"),
        (["cliente", "tecnico"], "/sat/mi-dia/"),
        ([], "/"),
    ],
)
def test_each_role_starts_at_its_page(client, roles, ruta):
    client.force_login(UsuarioFactory(roles=roles))
    assert client.get("/entrar/").url == ruta


def test_the_anonymous_are_asked_to_sign_in(client):
    assert client.get("/entrar/").url.startswith(reverse("account_login"))


def _con_clave(fabrica, **campos):
    usuario = fabrica(**campos)
    usuario.set_password("una-clave-larga")
    usuario.save()
    return usuario


def _entrar(client, correo, clave):
    return client.post(reverse("account_login"), {"login": correo, "password": clave})


def test_staff_sign_in_with_mail_in_any_case_and_password(client):
    agente = _con_clave(AgenteFactory)
    respuesta = _entrar(client, agente.email.upper(), "una-clave-larga")
    assert respuesta.url == "/entrar/"
    assert client.session["_auth_user_id"] == str(agente.pk)


@pytest.mark.parametrize("correo", ["nadie@empresa.example", None])
def test_a_wrong_password_and_an_unknown_mail_answer_the_same(client, correo):
    agente = _con_clave(AgenteFactory)
    respuesta = _entrar(client, correo or agente.email, "otra")
    assert "El correo o la contraseña no son correctos." in respuesta.content.decode()
    assert "_auth_user_id" not in client.session


def test_the_deactivated_do_not_come_in(client):
    agente = _con_clave(AgenteFactory, is_active=False)
    _entrar(client, agente.email, "una-clave-larga")
    assert "_auth_user_id" not in client.session


def test_a_customer_without_password_does_not_come_in_with_an_empty_one(client):
    _entrar(client, ClienteUsuarioFactory().email, "!")
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up_alone(client):
    datos = {"email": "x@x.example", "password1": "una-clave-larga", "password2": "una-clave-larga"}
    client.post(reverse("account_signup"), datos)
    assert "_auth_user_id" not in client.session
    assert "no hace falta registrarse" in client.get(reverse("account_signup")).content.decode()


def test_the_demo_accounts_are_shown_in_demo_mode_only(client, settings):
    settings.DEMO = False
    assert b"agente@demo" not in client.get(reverse("account_login")).content
    settings.DEMO = True
    assert b"agente@demo" in client.get(reverse("account_login")).content
