"""The administrator chooses what screens call the machines that the company serves."""

import pytest
from django.urls import reverse

from cuentas.tests.fabricas import AdministradorFactory
from nucleo.empresa import olvidar_empresa
from nucleo.models import Empresa
from nucleo.palabras import decir

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sin_recuerdos():
    yield
    olvidar_empresa()


def test_the_company_chooses_its_word_on_its_page(client):
    client.force_login(AdministradorFactory())
    datos = {"nombre": "Frío Norte", "comunidad": "MD", "zona": "Europe/Madrid"}
    ruta = reverse("nucleo:empresa")
    assert client.post(ruta, {**datos, "palabra_equipo": "cacharro"}).status_code == 422
    assert not Empresa.objects.exists()
    assert client.post(ruta, {**datos, "palabra_equipo": "maquina"}).status_code == 302
    assert decir("[El equipo]") == "La máquina"
