"""The composer in a real browser: by keyboard, nothing typed lost, undone in time, two at once."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from clientes.tests.fabricas import ClienteFactory
from conocimiento.tests.fabricas import GuionFactory, ObjecionFactory, PlantillaFactory
from cuentas.tests.fabricas import AgenteFactory, CoordinadorFactory
from incidencias.models import Borrador, Mencion, Mensaje, RespuestaProgramada
from incidencias.servicios import NuevaIncidencia, abrir_incidencia, anotar_nota
from incidencias.tasks import enviar_respuestas
from incidencias.tests.fabricas import RespuestaProgramadaFactory
from tests.test_incidencias_en_navegador import (  # noqa: F401  (fixtures)
    ESCRITORIO,
    TELEFONO,
    agente,
    entrar,
    exigir_pagina_limpia,
)

pytestmark = [pytest.mark.navegador, pytest.mark.django_db(transaction=True)]
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0"
    "000003010100c9fe92ef0000000049454e44ae426082"
)


@pytest.fixture
def caso(agente):  # noqa: F811
    cliente = ClienteFactory(nombre="Marta Gil", correo="marta@correo.example", trato="tu")
    datos = NuevaIncidencia(
        cliente=cliente, asunto="No enfría", tipo="averia", canal="portal", responsable=agente
    )
    return abrir_incidencia(datos, por=agente, en=timezone.now() - timedelta(hours=1))


def test_a_reply_from_a_template_by_keyboard_leaves_and_is_seen(entrar, agente, caso, settings):  # noqa: F811
    settings.INCIDENCIA_SEGUNDOS_DESHACER = 2
    PlantillaFactory(nombre="Acceso", atajo="acceso", texto="Hola, {cliente}: {te|le} llamamos.")
    pagina, quejas = entrar(agente, caso.get_absolute_url())
    pagina.keyboard.press("r")
    pagina.keyboard.type("/acces")
    expect(pagina.locator(".sugerencias [role=option]")).to_have_count(1)
    pagina.keyboard.press("Enter")
    expect(pagina.locator("#id_responder_texto")).to_have_value("Hola, Marta Gil: te llamamos.")
    pagina.keyboard.press("Control+Enter")
    expect(pagina.locator(".por-salir")).to_contain_text("Tu respuesta")
    assert pagina.input_value("#id_responder_texto") == ""
    pagina.wait_for_timeout(2100)
    assert enviar_respuestas() == 1
    # Alone, without losing the place: the timeline and the clocks are those of now.
    expect(pagina.locator(".linea")).to_contain_text("te llamamos.", timeout=10_000)
    expect(pagina.locator(".por-salir")).to_have_count(0)
    reloj = pagina.locator(".plazo--reloj", has_text="Primera respuesta")
    expect(reloj).to_have_attribute("data-estado", "cumplido")
    exigir_pagina_limpia(pagina, quejas)


def test_undone_in_time_it_comes_back_whole_and_nothing_leaves(entrar, agente, caso):  # noqa: F811
    pagina, quejas = entrar(agente, caso.get_absolute_url())
    pagina.fill("#id_responder_texto", "Vamos mañana por la mañana.")
    pagina.set_input_files(
        "#id_responder_ficheros", [{"name": "foto.png", "mimeType": "image/png", "buffer": PNG}]
    )
    expect(pagina.locator(".redactor__esperan")).to_contain_text("foto.png")
    pagina.focus("#id_responder_texto")
    pagina.keyboard.press("Control+Enter")
    expect(pagina.locator(".por-salir")).to_be_visible()
    expect(pagina.locator(".redactor__esperan")).to_have_count(0)
    pagina.keyboard.press("Escape")
    pagina.keyboard.press("z")
    expect(pagina.locator("#id_responder_texto")).to_have_value("Vamos mañana por la mañana.")
    expect(pagina.locator(".redactor__esperan")).to_contain_text("foto.png")
    assert not Mensaje.objects.exists()
    exigir_pagina_limpia(pagina, quejas)


def test_neither_sending_nor_undoing_moves_what_one_is_reading(entrar, agente, caso):  # noqa: F811
    for numero in range(20):
        anotar_nota(caso.pk, por=agente, texto=f"Nota {numero}")
    pagina, quejas = entrar(agente, caso.get_absolute_url())
    pagina.fill("#id_responder_texto", "Vamos mañana.")
    pagina.mouse.wheel(0, 300)
    pagina.wait_for_function("scrollY === 300")
    pulsar(pagina, pagina.get_by_role("button", name="Enviar al cliente"))
    expect(pagina.locator(".por-salir")).to_be_visible()
    assert pagina.evaluate("scrollY") == 300
    pulsar(pagina, pagina.locator(".por-salir").get_by_role("button", name="Deshacer"))
    expect(pagina.locator("#id_responder_texto")).to_have_value("Vamos mañana.")
    assert pagina.evaluate("scrollY") == 300
    exigir_pagina_limpia(pagina, quejas)


def pulsar(pagina, boton):
    """As a hand does it, where it is on the screen: `click` would scroll to it first."""
    caja = boton.bounding_box()
    pagina.mouse.click(caja["x"] + caja["width"] / 2, caja["y"] + caja["height"] / 2)


def test_text_and_files_survive_a_reload_and_another_computer(entrar, agente, caso):  # noqa: F811
    pagina, _quejas = entrar(agente, caso.get_absolute_url())
    malo = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": b"MZ" + b"\0" * 99}
    pagina.set_input_files("#id_responder_ficheros", [malo])
    estado = pagina.locator("#redactor-responder [data-borrador-estado]")
    expect(estado).to_contain_text("«foto.jpg»")
    bueno = {"name": "foto.png", "mimeType": "image/png", "buffer": PNG}
    pagina.set_input_files("#id_responder_ficheros", [bueno])
    expect(pagina.locator(".redactor__esperan")).to_contain_text("foto.png")
    pagina.locator("#id_responder_texto").press_sequentially("Le mando la foto")
    pagina.wait_for_timeout(3500)
    assert Borrador.objects.get().texto == "Le mando la foto"
    otra, quejas = entrar(agente, caso.get_absolute_url())
    assert otra.input_value("#id_responder_texto") == "Le mando la foto"
    expect(otra.locator(".redactor__esperan")).to_contain_text("foto.png")
    otra.click("text=Quitar foto.png")
    expect(otra.locator(".redactor__esperan")).to_have_count(0)
    assert list(quejas) == []


def test_what_is_typed_just_before_leaving_is_kept(entrar, agente, caso):  # noqa: F811
    pagina, _quejas = entrar(agente, caso.get_absolute_url())
    pagina.fill("#id_responder_texto", "A medio escribir")
    pagina.goto(pagina.url.split("/incidencias/")[0] + "/incidencias/")
    otra, quejas = entrar(agente, caso.get_absolute_url())
    assert otra.input_value("#id_responder_texto") == "A medio escribir"
    assert list(quejas) == []


def test_two_who_write_at_once_are_told_and_the_second_reads_the_first(entrar, agente, caso):  # noqa: F811
    luis = AgenteFactory(nombre="Luis Pérez")
    de_luis, _quejas = entrar(luis, caso.get_absolute_url())
    pagina, _quejas = entrar(agente, caso.get_absolute_url())
    de_luis.locator("#id_responder_texto").press_sequentially("Ya lo he hablado yo")
    de_luis.wait_for_timeout(400)
    pagina.locator("#id_responder_texto").press_sequentially("Vamos mañana")
    expect(pagina.locator("[data-presencia]")).to_contain_text("Luis Pérez está escribiendo")
    de_luis.keyboard.press("Control+Enter")
    expect(de_luis.locator(".por-salir")).to_be_visible()
    pagina.keyboard.press("Control+Enter")
    expect(pagina.locator("#errores-responder")).to_contain_text("Ya lo he hablado yo")
    assert pagina.input_value("#id_responder_texto") == "Vamos mañana"
    assert RespuestaProgramada.objects.count() == 1
    pagina.wait_for_load_state("networkidle")  # the form has come back whole
    pagina.locator("#id_responder_texto").press("Control+Enter")  # read, and sent all the same
    expect(pagina.locator(".por-salir")).to_have_count(2)


def test_a_colleague_is_called_in_a_note_by_keyboard(entrar, agente, caso):  # noqa: F811
    AgenteFactory(nombre="Luis Pérez")
    pagina, quejas = entrar(agente, caso.get_absolute_url())
    pagina.keyboard.press("n")
    pagina.keyboard.type("@lui")
    expect(pagina.locator(".sugerencias [role=option]")).to_have_count(1)
    pagina.keyboard.press("Tab")
    expect(pagina.locator("#id_nota_texto")).to_have_value("@luis.perez ")
    pagina.keyboard.type("¿lo miras?")
    pagina.keyboard.press("Control+Enter")
    expect(pagina.locator(".linea")).to_contain_text("¿lo miras?")
    assert Mencion.objects.get().usuario.nombre == "Luis Pérez"
    assert list(quejas) == []


def test_a_macro_is_seen_before_and_done(entrar, agente, caso):  # noqa: F811
    GuionFactory()
    ObjecionFactory(guion=GuionFactory(), respuesta="Lo miramos, {cliente}.")
    pagina, quejas = entrar(agente, caso.get_absolute_url())
    pagina.keyboard.press("m")
    pagina.click("dialog >> text=Pedir una foto y esperarla")
    expect(pagina.locator("dialog textarea")).to_have_value(re.compile("^Hola, Marta Gil"))
    exigir_pagina_limpia(pagina, quejas)
    pagina.click("dialog >> text=Hacerlo")
    expect(pagina.locator(".caso__cabecera")).to_contain_text("En espera")
    expect(pagina.locator(".por-salir")).to_contain_text("¿Nos puedes mandar una foto")


@pytest.mark.parametrize(("tamano", "tema"), [(ESCRITORIO, "dark"), (TELEFONO, "light")])
def test_the_screens_of_what_is_known_are_accessible_and_fit(entrar, caso, tamano, tema):  # noqa: F811
    RespuestaProgramadaFactory(incidencia=caso, texto="Larga " * 100)
    una = PlantillaFactory(nombre="Muy largo " * 9, atajo="x" * 40)
    jefa = CoordinadorFactory()
    for ruta in (
        caso.get_absolute_url(),
        f"{caso.get_absolute_url()}plantillas/",
        "/conocimiento/",
        una.get_absolute_url(),
        "/conocimiento/guiones/",
        "/conocimiento/guiones/nuevo/",
        "/conocimiento/macros/",
        "/conocimiento/macros/nueva/",
    ):
        pagina, quejas = entrar(jefa, ruta, tamano, tema)
        exigir_pagina_limpia(pagina, quejas)
