"""The questions to the law in a real browser: accessible, no violation of the CSP, printable."""

import pytest
from django.conf import settings as ajustes
from django.test import Client, override_settings
from playwright.sync_api import expect

from cuentas.tests.fabricas import UsuarioFactory
from normativa.models import ParametroPropio
from normativa.preguntas.catalogo import PREGUNTAS
from tests.navegador import Quejas, faltas_de_accesibilidad

pytestmark = [pytest.mark.navegador, pytest.mark.django_db(transaction=True)]
ESCRITORIO, TELEFONO = (1440, 900), (390, 844)


@pytest.fixture
def abrir(navegador, live_server):
    """`abrir(tamano, tema)` → a page signed in as an administrator, and its complaints."""
    usuario = UsuarioFactory(nombre="Marta Ruiz", roles=["administrador"])
    contextos = []

    def abrir_pagina(tamano, tema):
        cliente = Client()
        cliente.force_login(usuario)
        contexto = navegador.new_context(
            viewport={"width": tamano[0], "height": tamano[1]},
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


def faltas_de(pagina, ruta):
    """What is wrong with the page at that address, named by it."""
    pagina.goto(ruta)
    faltas = faltas_de_accesibilidad(pagina)
    if not pagina.evaluate("document.documentElement.scrollWidth <= innerWidth"):
        faltas.append("it moves sideways")
    return [f"{ruta}: {falta}" for falta in faltas]


@pytest.mark.parametrize(
    ("tamano", "tema"), [(ESCRITORIO, "light"), (TELEFONO, "dark")], ids=["claro", "oscuro"]
)
def test_every_question_is_accessible_answered_and_not(abrir, tamano, tema):
    pagina, quejas = abrir(tamano, tema)
    rutas = ["/normativa/", "/normativa/?q=xyz", "/normativa/reglas/"]
    for pregunta in PREGUNTAS:
        base = f"/normativa/{pregunta.codigo}/"
        rutas += [base, f"{base}?fecha_factura=nunca&fecha=nunca&presentada=nunca&aviso=x"]
        rutas += [base + pregunta.ejemplos[-1].enlace.removesuffix("#respuesta")]
    assert [falta for ruta in rutas for falta in faltas_de(pagina, ruta)] == []
    assert quejas == []


def test_the_figures_are_changed_with_their_effect_in_sight(abrir):
    pagina, quejas = abrir(ESCRITORIO, "light")
    faltas = faltas_de(pagina, "/ajustes/normativa/")
    pagina.locator('a[href="/ajustes/normativa/cambiar/garantia_bien/"]').click()
    pagina.get_by_label("Valor").fill("5")
    expect(pagina.locator("#previa")).to_contain_text("tendría garantía hasta")
    faltas += faltas_de_accesibilidad(pagina)
    pagina.get_by_label("Por qué").fill("Así lo anunciamos.")
    pagina.get_by_role("button", name="Cambiar la cifra").click()
    expect(pagina.locator(".propia")).to_contain_text("Así lo anunciamos.")
    faltas += faltas_de_accesibilidad(pagina)
    pagina.locator(".propia a").click()
    faltas += faltas_de_accesibilidad(pagina)
    pagina.get_by_label("Anularla").check()
    pagina.get_by_label("Por qué").fill("Fue un error.")
    pagina.get_by_role("button", name="Dejar de usarla").click()
    expect(pagina.locator(".propia")).to_contain_text("Anulado")
    assert ParametroPropio.objects.get().anulado_en is not None
    assert (faltas, quejas) == ([], [])


def test_on_paper_there_are_the_facts_and_the_answer_and_no_form(abrir):
    pagina, _quejas = abrir(ESCRITORIO, "dark")
    pagina.goto("/normativa/garantia/?manifestacion=2025-12-15&fecha_factura=2024-06-01")
    boton = pagina.get_by_role("button", name="Imprimir")
    expect(boton).to_be_visible()
    pagina.emulate_media(media="print")
    for oculto in (boton, pagina.locator("form"), pagina.locator(".rail")):
        expect(oculto.first).to_be_hidden()
    expect(pagina.get_by_role("definition").filter(has_text="15/12/2025").first).to_be_visible()
    for texto in ("Cubierto", "TRLGDCU art. 120.1"):
        expect(pagina.locator("#respuesta").get_by_text(texto).first).to_be_visible()


def test_the_list_is_searched_while_typing(abrir):
    pagina, quejas = abrir(TELEFONO, "light")
    pagina.goto("/normativa/")
    pagina.get_by_label("¿Qué necesitas saber?").fill("no recoge")
    expect(pagina.locator("#preguntas a")).to_have_count(1)
    expect(pagina.locator("#preguntas a")).to_contain_text("No viene a recogerlo")
    assert pagina.url.endswith("?q=no%20recoge")
    assert quejas == []
