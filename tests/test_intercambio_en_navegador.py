"""A small company brings its own sheet in a real browser: accessible, followed as it goes."""

import pytest
from django.conf import settings as ajustes
from django.test import Client, override_settings
from playwright.sync_api import expect

from clientes.models import Cliente, Equipo
from cuentas.tests.fabricas import UsuarioFactory
from intercambio.tasks import procesar_importaciones
from intercambio.tests.fabricas import libro
from tests.navegador import Quejas, faltas_de_accesibilidad

pytestmark = [pytest.mark.navegador, pytest.mark.django_db(transaction=True)]
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HOJA = libro(
    ["Electrodomésticos Pérez: clientes"],
    ["Cliente", "DNI", "Tfno.", "Domicilio", "C.P.", "Aparato", "Nº Serie", "F. compra", "Notas"],
    ["Ana Gil", "12345678Z", 600123456, "C/ Pez, 1", 28004, "Lavadora", "LV1", "05/03/2024", "x"],
    ["Eva Sanz", "12345678A", 12, "C/ Sol, 2", "08001", "Horno", "H1", "31/02/2024", ""],
)


@pytest.fixture
def abrir(navegador, live_server):
    usuario = UsuarioFactory(nombre="Marta Ruiz", roles=["gestor"])
    contextos = []

    def abrir_pagina(ancho, alto, tema):
        cliente = Client()
        cliente.force_login(usuario)
        contexto = navegador.new_context(
            viewport={"width": ancho, "height": alto},
            color_scheme=tema,
            locale="es-ES",
            base_url=live_server.url,
        )
        contextos.append(contexto)
        galleta = cliente.cookies[ajustes.SESSION_COOKIE_NAME].value
        contexto.add_cookies(
            [{"name": ajustes.SESSION_COOKIE_NAME, "value": galleta, "url": live_server.url}]
        )
        pagina, quejas = contexto.new_page(), Quejas()
        quejas.escuchar(pagina)
        return pagina, quejas

    with override_settings(DEBUG=True):
        yield abrir_pagina
    for contexto in contextos:
        contexto.close()


def _sin_faltas(pagina) -> None:
    assert faltas_de_accesibilidad(pagina) == []
    assert pagina.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(
    ("ancho", "alto", "tema"), [(1440, 900, "light"), (390, 844, "dark")], ids=["claro", "oscuro"]
)
def test_a_sheet_comes_in_from_the_screen(abrir, ancho, alto, tema):
    pagina, quejas = abrir(ancho, alto, tema)
    pagina.goto("/ajustes/importar/")
    _sin_faltas(pagina)
    pagina.get_by_label("Archivo").set_input_files(
        {"name": "clientes.xlsx", "mimeType": EXCEL, "buffer": HOJA}
    )
    pagina.get_by_role("button", name="Subir y ver las columnas").click()
    expect(pagina.get_by_label("Tfno.")).to_have_value("cliente.telefono")
    expect(pagina.get_by_label("Notas")).to_have_value("")
    _sin_faltas(pagina)
    pagina.get_by_role("button", name="Ensayar").click()
    expect(pagina.get_by_text("Puedes seguir con otra cosa")).to_be_visible()
    _sin_faltas(pagina)
    procesar_importaciones()
    expect(pagina.get_by_text("Todavía no ha cambiado nada")).to_be_visible()  # without reloading
    expect(pagina.get_by_text("tendría que acabar en Z")).to_be_visible()
    _sin_faltas(pagina)
    assert not Cliente.objects.exists()
    pagina.get_by_role("button", name="Importar", exact=True).click()
    procesar_importaciones()
    expect(pagina.get_by_text("Hecho.")).to_be_visible()
    with pagina.expect_download() as descarga:
        pagina.get_by_role("link", name="CSV").click()
    texto = descarga.value.path().read_text(encoding="utf-8-sig")
    assert "31/02/2024;;4;DNI:" in texto
    assert Equipo.objects.get().numero_serie == "LV1"
    assert quejas == []
