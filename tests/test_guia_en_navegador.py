"""The style guide in a real browser: no CSP violation, no axe finding, no sideways scroll."""

import pytest
from django.test import override_settings

from tests.navegador import Quejas, faltas_de_accesibilidad

pytestmark = [pytest.mark.navegador, pytest.mark.django_db(transaction=True)]
MARCOS = ["/ajustes/estilo/", "/ajustes/estilo/portal/", "/ajustes/estilo/movil/"]
TAMANOS = [(1440, 900), (390, 844)]
MESES = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"]


@pytest.fixture
def abrir(navegador, live_server):
    """`abrir(ruta, ancho, alto, tema)` → page and the complaints of the browser."""
    contextos = []

    def abrir_pagina(ruta, tamano=(1440, 900), tema="light"):
        contexto = navegador.new_context(
            viewport={"width": tamano[0], "height": tamano[1]}, color_scheme=tema, locale="es-ES"
        )
        contextos.append(contexto)
        pagina, quejas = contexto.new_page(), Quejas()
        quejas.escuchar(pagina)
        pagina.goto(live_server.url + ruta)
        pagina.wait_for_load_state("networkidle")
        return pagina, quejas

    with override_settings(DEBUG=True):
        yield abrir_pagina
    for contexto in contextos:
        contexto.close()


@pytest.mark.parametrize("tema", ["light", "dark"])
@pytest.mark.parametrize("tamano", TAMANOS, ids=["escritorio", "telefono"])
@pytest.mark.parametrize("ruta", [*MARCOS, "/cuentas/login/"])
def test_every_component_is_accessible(abrir, ruta, tamano, tema):
    pagina, quejas = abrir(ruta, tamano, tema)
    assert quejas == []
    assert faltas_de_accesibilidad(pagina) == []
    assert pagina.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_chart_is_drawn_with_spanish_months(abrir):
    pagina, quejas = abrir("/ajustes/estilo/")
    pagina.wait_for_selector("[data-pintado]")
    textos = pagina.locator(".grafico svg text").all_text_contents()
    assert [texto for texto in textos if texto in MESES] == MESES
    assert quejas == []


def test_the_theme_is_remembered(abrir):
    pagina, _quejas = abrir("/ajustes/estilo/")
    pagina.click("[data-desplegable] summary")
    pagina.click("[data-pon-tema=oscuro]")
    pagina.reload()
    assert pagina.get_attribute("html", "data-tema") == "oscuro"


def test_keys_walk_through_a_list_and_do_nothing_while_writing(abrir):
    pagina, _quejas = abrir("/ajustes/estilo/")
    for tecla in "jjk":
        pagina.keyboard.press(tecla)
    assert pagina.locator("[data-fila][aria-selected=true] th").inner_text() == "INC-26-000121"
    pagina.keyboard.press("Control+k")
    pagina.keyboard.type("j?")
    assert pagina.input_value("[data-buscador]") == "j?"
    assert not pagina.evaluate("document.getElementById('teclas').open")


def test_a_clock_that_expires_in_front_of_the_reader_says_so(abrir):
    pagina, _quejas = abrir("/ajustes/estilo/")
    pagina.evaluate(
        """() => {
            const plazo = document.querySelector('[data-plazo]');
            plazo.dataset.plazo = new Date(Date.now() - 60000).toISOString();
            document.dispatchEvent(new Event('visibilitychange'));
        }"""
    )
    plazo = pagina.locator("[data-plazo]").first
    assert plazo.get_attribute("data-estado") == "vencido"
    assert plazo.inner_text().strip().replace("\u00a0", " ") == "vencido hace 1 min"


def test_a_signature_becomes_a_picture_and_can_be_replaced_by_the_name(abrir):
    pagina, _quejas = abrir("/ajustes/estilo/movil/", (390, 844))
    lienzo = pagina.locator("canvas")
    lienzo.scroll_into_view_if_needed()
    caja = lienzo.bounding_box()
    pagina.mouse.move(caja["x"] + 20, caja["y"] + 40)
    pagina.mouse.down()
    pagina.mouse.move(caja["x"] + 160, caja["y"] + 120, steps=6)
    pagina.mouse.up()
    assert pagina.input_value("[data-firma-campo]").startswith("data:image/png;base64,")
    pagina.check("[data-firma-alternativa]")
    assert pagina.input_value("[data-firma-campo]") == ""


def test_what_is_being_written_survives_a_reload(abrir):
    pagina, _quejas = abrir("/ajustes/estilo/")
    detalle, texto = "form[data-borrador] [name=detalle]", "Se para a mitad del programa"
    pagina.fill(detalle, texto)
    pagina.get_by_text("Borrador guardado").wait_for()
    pagina.reload()
    assert pagina.input_value(detalle) == texto


def test_a_photo_too_big_is_refused_before_it_is_sent(abrir):
    pagina, _quejas = abrir("/ajustes/estilo/")
    campo = pagina.locator("input[type=file][data-subida]").first
    campo.evaluate("nodo => { nodo.dataset.maxMb = '0.001' }")
    campo.set_input_files(
        {"name": "caldera.png", "mimeType": "image/png", "buffer": b"\x89PNG" + b"0" * 4000}
    )
    assert pagina.get_by_text("el máximo son 0,001 MB").is_visible()
