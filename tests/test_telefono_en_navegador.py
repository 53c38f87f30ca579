"""Every screen of the office on a phone: none is wider than the glass."""

import pytest

from cuentas.tests.fabricas import AdministradorFactory
from tests.test_incidencias_en_navegador import TELEFONO, agente, caso, entrar  # noqa: F401
from tests.test_permisos import PAGINAS

pytestmark = [pytest.mark.navegador, pytest.mark.django_db(transaction=True)]
DE_LO_NUESTRO = ("/incidencias/", "/conocimiento/", "/contingencias/", "/notificaciones/")
ANCHO = "document.documentElement.scrollWidth"


def test_no_screen_of_the_office_is_wider_than_a_phone(entrar, caso):  # noqa: F811
    pagina, _quejas = entrar(AdministradorFactory(), caso.get_absolute_url(), TELEFONO)
    anchas = {"ficha": pagina.evaluate(ANCHO)}
    origen = pagina.evaluate("location.origin")
    for ruta, roles in PAGINAS.items():
        if "administrador" in roles and ruta.startswith(DE_LO_NUESTRO):
            pagina.goto(origen + ruta)
            anchas[ruta] = pagina.evaluate(ANCHO)
    assert {ruta: px for ruta, px in anchas.items() if px > TELEFONO[0]} == {}
    assert len(anchas) > 15
