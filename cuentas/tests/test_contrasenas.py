"""Passwords are for staff: customers can neither get one nor change who they are."""

import pytest
from django.core import mail
from django.urls import reverse

from cuentas.tests.fabricas import AgenteFactory, ClienteUsuarioFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sin_topes(settings):
    settings.ACCOUNT_RATE_LIMITS = False


def _olvidar(client, correo):
    return client.post(reverse("account_reset_password"), {"email": correo})


def test_staff_set_another_password_by_the_link_of_a_mail(client):
    agente = AgenteFactory()
    agente.set_password("una-clave-larga")
    agente.save()
    _olvidar(client, agente.email)
    enlace = next(p for p in mail.outbox[0].body.split() if "/password/reset/key/" in p)
    ruta = client.get(enlace[enlace.index("/cuentas") :]).url
    client.post(ruta, {"password1": "otra-clave-larga", "password2": "otra-clave-larga"})
    agente.refresh_from_db()
    assert agente.check_password("otra-clave-larga")


def test_customers_and_strangers_get_the_same_answer_and_no_link(client):
    personas = [AgenteFactory().email, ClienteUsuarioFactory().email, "nadie@x.example"]
    respuestas = {_olvidar(client, correo).url for correo in personas}
    assert len(respuestas) == 1
    assert ["/password/reset/key/" in correo.body for correo in mail.outbox] == [True, False, False]


@pytest.mark.parametrize("ruta", ["email/", "password/set/", "confirm-email/", "confirm-email/x/"])
def test_the_pages_that_would_change_who_one_is_do_not_exist(client, ruta):
    client.force_login(ClienteUsuarioFactory())
    assert client.get(f"/cuentas/{ruta}").status_code == 404
