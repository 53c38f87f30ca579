"""Forms that are not ours (allauth's, the admin's) say no as ours do: 422."""

import pytest
from django.urls import reverse

from cuentas.tests.fabricas import AdministradorFactory, AgenteFactory

pytestmark = pytest.mark.django_db
CLAVE = "una clave larga"


@pytest.fixture
def agente():
    usuario = AgenteFactory()
    usuario.set_password(CLAVE)
    usuario.save()
    return usuario


@pytest.mark.parametrize(("clave", "estado"), [(CLAVE, 302), ("otra", 422), ("", 422)])
def test_signing_in(client, agente, clave, estado):
    datos = {"login": agente.email, "password": clave}
    respuesta = client.post(reverse("account_login"), datos)
    assert respuesta.status_code == estado
    assert ("_auth_user_id" in client.session) == (estado == 302)


def test_asking_for_a_code_without_an_address(client):
    assert client.post(reverse("account_request_login_code"), {"email": "x"}).status_code == 422


def test_changing_the_password(client, agente):
    client.force_login(agente)
    datos = {"oldpassword": "otra", "password1": "x", "password2": "y"}
    assert client.post(reverse("account_change_password"), datos).status_code == 422
    agente.refresh_from_db()
    assert agente.check_password(CLAVE)


@pytest.mark.parametrize(("nombre", "estado"), [("Cocinas", 302), ("", 422)])
def test_a_form_of_the_admin(client, nombre, estado):
    client.force_login(AdministradorFactory(is_staff=True, is_superuser=True))
    ruta = reverse("admin:cuentas_habilidad_add")
    assert client.post(ruta, {"codigo": "cocinas", "nombre": nombre}).status_code == estado


def test_looking_at_a_form_is_no_error(client):
    assert client.get(reverse("account_login")).status_code == 200
