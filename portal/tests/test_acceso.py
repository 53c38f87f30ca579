"""Customers sign in with a code; nobody learns whose addresses we know."""

import re
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse

from clientes.models import RolPortal
from clientes.tests.fabricas import ContactoFactory
from cuentas.models import Usuario
from cuentas.tests.fabricas import AgenteFactory
from nucleo.models import Comunicacion

pytestmark = pytest.mark.django_db
CORREO = "marta@correo.example"


@pytest.fixture(autouse=True)
def _sin_topes(settings):
    settings.ACCOUNT_RATE_LIMITS = False


def _pedir(client, correo=CORREO, **datos):
    return client.post(reverse("account_request_login_code"), {"email": correo, **datos})


def _codigo():
    return re.search(r"\d{4}-\d{4}", mail.outbox[-1].body).group()


def _confirmar(client, codigo, **datos):
    return client.post(reverse("account_confirm_login_code"), {"code": codigo, **datos})


def test_a_customer_comes_in_with_the_code_of_the_mail(client):
    contacto = ContactoFactory(correo=CORREO)
    assert _pedir(client, "Marta@Correo.example").url == reverse("account_confirm_login_code")
    assert not Usuario.objects.exists()
    respuesta = _confirmar(client, _codigo())
    assert respuesta.url == "/entrar/"
    contacto.refresh_from_db()
    assert client.session["_auth_user_id"] == str(contacto.usuario_id)
    assert client.get("/entrar/").url == "/portal/"


def test_the_code_may_be_typed_without_its_dash(client):
    ContactoFactory(correo=CORREO)
    _pedir(client)
    assert _confirmar(client, _codigo().replace("-", "")).url == "/entrar/"


def test_codes_are_mailed_at_once_and_stored_nowhere(client):
    ContactoFactory(correo=CORREO)
    _pedir(client)
    assert mail.outbox[0].to == [CORREO]
    assert not Comunicacion.objects.exists()


def test_an_unknown_address_gets_the_same_answer_and_a_mail_without_code(client):
    ContactoFactory(correo=CORREO)
    conocida = _pedir(client)
    paso_conocido = client.get(conocida.url).content.decode().replace(CORREO, "X")
    client.logout()
    desconocida = _pedir(client, "nadie@correo.example")
    assert (desconocida.status_code, desconocida.url) == (conocida.status_code, conocida.url)
    paso = client.get(desconocida.url).content.decode().replace("nadie@correo.example", "X")
    sin_claves = re.compile(r'csrfmiddlewaretoken" value="[^"]*"|X-CSRFToken[^}]*}')
    assert sin_claves.sub("", paso) == sin_claves.sub("", paso_conocido)
    assert "no es la de ninguno de nuestros clientes" in mail.outbox[-1].body
    assert not re.search(r"\d{4}-\d{4}", mail.outbox[-1].body)


@pytest.mark.parametrize("quien", ["personal", "sin_acceso", "bloqueado", "desactivado"])
def test_who_may_not_come_in_by_code_gets_no_code(client, quien):
    contacto = ContactoFactory(correo=CORREO)
    if quien == "personal":
        AgenteFactory(email=CORREO)
    if quien == "sin_acceso":
        contacto.rol_portal = RolPortal.NINGUNO
    if quien == "desactivado":
        contacto.activo = False
    contacto.save()
    if quien == "bloqueado":
        type(contacto.cliente).objects.update(bloqueado_en="2026-01-01T00:00:00Z")
    _pedir(client)
    assert not re.search(r"\d{4}-\d{4}", mail.outbox[-1].body)


def test_a_wrong_code_does_not_come_in_and_the_third_ends_it(client):
    ContactoFactory(correo=CORREO)
    _pedir(client)
    codigo = _codigo()
    for _vez in range(2):
        respuesta = _confirmar(client, "0000-0000")
        assert "no es correcto" in respuesta.content.decode()
    _confirmar(client, "0000-0000")
    _confirmar(client, codigo)
    assert "_auth_user_id" not in client.session
    assert not Usuario.objects.exists()


def test_a_code_is_worth_only_in_the_browser_that_asked_for_it(client, django_user_model):
    ContactoFactory(correo=CORREO)
    _pedir(client)
    codigo = _codigo()
    client.cookies.clear()
    assert _confirmar(client, codigo).url == reverse("account_request_login_code")
    assert not Usuario.objects.exists()


def test_an_old_code_is_worth_nothing(client, time_machine):
    ContactoFactory(correo=CORREO)
    time_machine.move_to("2026-05-04T10:00:00Z")
    _pedir(client)
    time_machine.move_to("2026-05-04T10:16:00Z")
    _confirmar(client, _codigo())
    assert not Usuario.objects.exists()


def test_another_code_can_be_asked_for(client):
    ContactoFactory(correo=CORREO)
    _pedir(client)
    primero = _codigo()
    _confirmar(client, "", action="resend")
    assert _codigo() != primero
    assert _confirmar(client, _codigo()).url == "/entrar/"


def test_after_the_code_one_goes_where_one_was_going(client):
    ContactoFactory(correo=CORREO)
    paso = _pedir(client, next="/portal/avisar/")
    assert paso.url.endswith("?next=%2Fportal%2Favisar%2F")
    assert _confirmar(client, _codigo(), next="/portal/avisar/").url == "/portal/avisar/"
    client.logout()
    _pedir(client)
    assert _confirmar(client, _codigo(), next="https://malo.example/").url == "/entrar/"


def test_a_mistyped_address_is_corrected_by_asking_again(client):
    ContactoFactory(correo=CORREO)
    _pedir(client, "mrata@correo.example")
    _pedir(client)
    assert _confirmar(client, _codigo()).url == "/entrar/"


@pytest.mark.parametrize("correo", ["", "marta", "<b>@x", "a" * 400 + "@correo.example"])
def test_what_is_no_address_is_said_at_the_field(client, correo):
    respuesta = _pedir(client, correo)
    assert respuesta.context["form"].errors["email"]
    assert not mail.outbox


def test_when_the_mail_server_is_down_it_is_said(client, monkeypatch):
    def caido(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", caido)
    respuesta = _pedir(client)
    assert "no podemos enviar el código" in respuesta.content.decode()


def test_too_many_codes_for_an_address_are_refused(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "2/m/key"}
    correo = f"{uuid4()}@correo.example"
    for _vez in range(2):
        _pedir(client, correo)
    respuesta = _pedir(client, correo)
    assert "espere unos minutos" in respuesta.content.decode()
    assert len(mail.outbox) == 2
