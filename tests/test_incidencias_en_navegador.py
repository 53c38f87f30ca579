"""The screens of the cases in a real browser: accessible, by keyboard, nothing typed lost."""

from datetime import timedelta

import pytest
from django.conf import settings as ajustes
from django.test import Client, override_settings
from django.utils import timezone
from playwright.sync_api import expect

from clientes.tests.fabricas import ClienteFactory, ContactoFactory, EquipoFactory
from cuentas.tests.fabricas import AdministradorFactory, AgenteFactory
from incidencias.models import ClaseLegal, Incidencia, PoliticaSLA
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_incidencia,
    anotar_nota,
    prometer,
    recibir_mensaje,
    registrar_llamada,
    responder,
)
from incidencias.servicios.guardado import TEMA
from incidencias.tests.fabricas import IncidenciaFactory
from nucleo.novedades import apuntar_cambio
from tests.navegador import Quejas, faltas_de_accesibilidad

pytestmark = [pytest.mark.navegador, pytest.mark.django_db(transaction=True)]
ESCRITORIO, TELEFONO = (1440, 900), (390, 844)
LARGO = "Comunidad de Propietarios de la calle del Marqués de Santa Ana, 14, portal izquierdo"


@pytest.fixture
def entrar(navegador, live_server, settings, tmp_path):
    """`entrar(usuario, ruta, tamano, tema)` → page, already signed in, and its complaints."""
    contextos = []
    settings.MEDIA_ROOT = tmp_path

    def abrir(usuario, ruta, tamano=ESCRITORIO, tema="light"):
        cliente = Client()
        cliente.force_login(usuario)
        contexto = navegador.new_context(
            viewport={"width": tamano[0], "height": tamano[1]}, color_scheme=tema, locale="es-ES"
        )
        contextos.append(contexto)
        galleta = cliente.cookies[ajustes.SESSION_COOKIE_NAME].value
        contexto.add_cookies(
            [{"name": ajustes.SESSION_COOKIE_NAME, "value": galleta, "url": live_server.url}]
        )
        pagina, quejas = contexto.new_page(), Quejas()
        quejas.escuchar(pagina)
        pagina.goto(live_server.url + ruta)
        pagina.wait_for_load_state("networkidle")
        return pagina, quejas

    with override_settings(DEBUG=True):
        yield abrir
    for contexto in contextos:
        contexto.close()


@pytest.fixture
def agente(transactional_db):
    return AgenteFactory(nombre="Ana Ruiz")


@pytest.fixture
def caso(agente):
    """A case with something of everything, and long names."""
    cliente = ClienteFactory(nombre=LARGO, segmento="Mantenimiento integral")
    contacto = ContactoFactory(cliente=cliente, necesita_telefono=True, es_mayor_65=True)
    datos = NuevaIncidencia(
        cliente=cliente,
        contacto=contacto,
        equipo=EquipoFactory(cliente=cliente, alias=LARGO[:80]),
        asunto=f"{LARGO}: la caldera no enciende y sale el error E02 en la pantalla",
        tipo="reclamacion",
        canal="correo",
        descripcion="Buenos días:\n\nNo calienta. " + "Muy largo. " * 200,
        responsable=agente,
    )
    incidencia = abrir_incidencia(datos, por=contacto, en=timezone.now() - timedelta(hours=30))
    pk = incidencia.pk
    responder(pk, por=agente, texto="Mañana vamos.")
    recibir_mensaje(pk, por=contacto, texto="Gracias", canal="whatsapp")
    anotar_nota(pk, por=agente, texto="Tiene prisa")
    registrar_llamada(pk, por=agente, sentido="entrante", motivo="estado", notas="Pregunta")
    prometer(pk, por=agente, texto="Le llamamos", vence_en=timezone.now() + timedelta(hours=3))
    incidencia.refresh_from_db()
    return incidencia


def exigir_pagina_limpia(pagina, quejas):
    assert faltas_de_accesibilidad(pagina) == []
    assert list(quejas) == []
    ancho = pagina.viewport_size["width"]
    assert pagina.evaluate("document.documentElement.scrollWidth") <= ancho


@pytest.mark.parametrize(
    ("tamano", "tema"), [(ESCRITORIO, "light"), (ESCRITORIO, "dark"), (TELEFONO, "light")]
)
def test_every_screen_is_accessible_and_fits(entrar, agente, caso, tamano, tema):
    IncidenciaFactory(en_espera=True, clase_legal=ClaseLegal.QUEJA_RECLAMACION)
    IncidenciaFactory(cliente=caso.cliente, reaperturas=1, en_curso=True)
    url = caso.get_absolute_url()
    for ruta in (
        "/incidencias/",
        "/incidencias/?vista=hoy",
        "/incidencias/?canal=correo&orden=mensaje",
        url,
        f"{url}resolver/",
        f"{url}reclasificar/",
        f"/incidencias/nueva/?cliente={caso.cliente.pk}&equipo={caso.equipo.pk}",
    ):
        pagina, quejas = entrar(agente, ruta, tamano, tema)
        exigir_pagina_limpia(pagina, quejas)


def test_the_settings_of_the_terms_are_accessible_and_their_preview_moves(entrar):
    politica = PoliticaSLA.objects.get(es_por_defecto=True)
    pagina, quejas = entrar(AdministradorFactory(), f"/ajustes/plazos/{politica.pk}/")
    antes = pagina.inner_text("#previa")
    pagina.fill("#id_resolucion_1", "99,5")
    expect(pagina.locator("#previa")).not_to_have_text(antes)
    exigir_pagina_limpia(pagina, quejas)
    assert politica.versiones.count() == 1


def test_an_empty_inbox_says_what_to_do_next(entrar, agente):
    for tamano in (ESCRITORIO, TELEFONO):
        pagina, quejas = entrar(agente, "/incidencias/", tamano)
        assert "Abrir una incidencia" in pagina.inner_text("#bandeja")
        exigir_pagina_limpia(pagina, quejas)


def test_the_inbox_is_walked_with_the_keyboard(entrar, agente):
    ahora = timezone.now()
    casos = [
        IncidenciaFactory(asunto=f"Caso {n}", proximo_limite_en=ahora + timedelta(hours=n))
        for n in range(1, 4)
    ]
    pagina, _quejas = entrar(agente, "/incidencias/")
    for tecla in ("j", "j", "x"):
        pagina.keyboard.press(tecla)
    assert pagina.inner_text("[data-marcadas]") == "1"
    pagina.keyboard.press("Escape")
    assert not pagina.is_visible(".bandeja__lote")
    for tecla in ("j", "j", "k", "Enter"):
        pagina.keyboard.press(tecla)
    pagina.wait_for_url(f"**{casos[0].get_absolute_url()}")


def test_a_refresh_does_not_move_what_is_under_the_cursor(entrar, agente):
    ahora = timezone.now()
    primero = IncidenciaFactory(asunto="Primero", proximo_limite_en=ahora + timedelta(hours=5))
    pagina, quejas = entrar(agente, "/incidencias/")
    pagina.hover(f"tr[data-codigo='{primero.codigo}']")
    IncidenciaFactory(asunto="Más urgente", proximo_limite_en=ahora + timedelta(hours=1))
    Incidencia.objects.filter(pk=primero.pk).update(asunto="Primero, cambiado")
    apuntar_cambio(TEMA)
    pagina.evaluate("window.vivo.mirar()")
    pagina.wait_for_selector("[data-novedades]:not([hidden])")
    assert pagina.inner_text("[data-novedades]") == "Hay 1 nueva · Actualizar"
    asuntos = "#bandeja .bandeja__asunto a"
    assert pagina.locator(asuntos).all_inner_texts() == ["Primero, cambiado"]
    pagina.click("[data-novedades]")
    expect(pagina.locator(asuntos)).to_have_count(2)
    assert pagina.locator(asuntos).all_inner_texts() == ["Más urgente", "Primero, cambiado"]
    assert list(quejas) == []


def test_filters_refresh_the_list_and_the_address(entrar, agente):
    IncidenciaFactory(asunto="La lavadora pierde agua")
    IncidenciaFactory(asunto="El horno no calienta")
    pagina, _quejas = entrar(agente, "/incidencias/")
    pagina.fill("#id_q", "lavadora")
    expect(pagina.locator("#bandeja tbody tr")).to_have_count(1)
    assert "q=lavadora" in pagina.url
    assert pagina.evaluate("document.activeElement.id") == "id_q"


def test_resolving_asks_in_a_dialog_and_says_what_is_missing(entrar, agente):
    caso = IncidenciaFactory()  # no complaint: that one has to be answered first
    pagina, _quejas = entrar(agente, caso.get_absolute_url())
    pagina.keyboard.press("e")
    pagina.wait_for_selector("dialog[open]")
    pagina.click("dialog >> text=Dar por resuelta")
    pagina.wait_for_selector("dialog[open] .invalid-feedback")
    assert faltas_de_accesibilidad(pagina) == []
    pagina.fill("dialog #id_solucion", "Nueva placa")
    pagina.fill("dialog #id_causa", "Desgaste")
    pagina.click("dialog >> text=Dar por resuelta")
    pagina.wait_for_selector(".caso__rasgos >> text=Resuelta")
    caso.refresh_from_db()
    assert caso.estado == "resuelta"


def test_a_call_becomes_a_case_with_the_keyboard_alone(entrar, agente):
    equipo = EquipoFactory(cliente=ClienteFactory(nombre="Íñigo Sanz"))
    pagina, quejas = entrar(agente, "/incidencias/nueva/")
    pagina.keyboard.type("iñigo")
    pagina.wait_for_selector("[data-hallado]")
    pagina.keyboard.press("Enter")
    pagina.wait_for_selector(".nueva__nombre")
    assert pagina.is_visible(".veredicto")
    pagina.wait_for_function("document.activeElement.name === 'asunto'")
    pagina.keyboard.type("No enciende")
    exigir_pagina_limpia(pagina, quejas)
    pagina.keyboard.press("Control+Enter")
    pagina.wait_for_selector("text=Lista para la siguiente")
    incidencia = Incidencia.objects.get()
    assert (incidencia.equipo, incidencia.asunto) == (equipo, "No enciende")
    assert pagina.evaluate("document.activeElement.id") == "nueva-q"
