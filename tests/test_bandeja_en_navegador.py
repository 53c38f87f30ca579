"""The inbox by keyboard from end to end, and pages that bring up to date what changes elsewhere."""

from datetime import timedelta

import pytest
from django.conf import settings as ajustes
from django.test import Client, override_settings
from django.utils import timezone
from playwright.sync_api import expect

from cuentas.tests.fabricas import AgenteFactory
from incidencias.models import VistaGuardada
from incidencias.servicios import anotar_nota, tomar_incidencia
from incidencias.tests.fabricas import EventoIncidenciaFactory, IncidenciaFactory
from tests.navegador import Quejas, faltas_de_accesibilidad

pytestmark = [pytest.mark.navegador, pytest.mark.django_db(transaction=True)]
LARGO = "Comunidad de Propietarios de la calle del Marqués de Santa Ana, 14, portal izquierdo"


@pytest.fixture
def entrar(navegador, live_server):
    contextos = []

    def abrir(usuario, ruta, ancho=1440, alto=900, tema="light"):
        cliente = Client()
        cliente.force_login(usuario)
        tamano = {"width": ancho, "height": alto}
        contexto = navegador.new_context(viewport=tamano, color_scheme=tema, locale="es-ES")
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


def caso(horas, **campos):
    incidencia = IncidenciaFactory(
        proximo_limite_en=timezone.now() + timedelta(hours=horas),
        ocurrida_en=timezone.now() - timedelta(days=1),
        **campos,
    )
    EventoIncidenciaFactory(incidencia=incidencia, ocurrido_en=incidencia.ocurrida_en)
    return incidencia


def test_a_morning_by_keyboard_alone(entrar, agente):
    """Filter, keep the view, mark two, assign them, undo, open, deal the next one, palette."""
    primera, segunda = caso(1, asunto="Gotea la caldera"), caso(2, asunto="Caldera con ruido")
    caso(3, asunto="Otra cosa")
    pagina, quejas = entrar(agente, "/incidencias/")
    teclas = pagina.keyboard

    pagina.locator("#id_q").focus()
    teclas.type("caldera")
    expect(pagina.locator("tr[data-codigo]")).to_have_count(2)
    pagina.wait_for_load_state("networkidle")  # the list brings another link of those
    pagina.get_by_role("link", name="Guardar como vista").press("Enter")
    expect(pagina.locator("dialog[open]")).to_be_visible()
    pagina.locator("dialog [name=nombre]").focus()
    teclas.type("Calderas")
    teclas.press("Enter")
    expect(pagina.locator("h1")).to_have_text("Bandeja: Calderas")
    assert VistaGuardada.objects.get().nombre == "Calderas"

    teclas.press("g")
    teclas.press("b")
    pagina.wait_for_url("**/incidencias/")
    for tecla in ("j", "x", "j", "x"):
        teclas.press(tecla)
    expect(pagina.locator("[data-marcadas]")).to_have_text("2")
    teclas.press("a")
    expect(pagina.locator("dialog[open]")).to_contain_text("2 incidencias")
    pagina.locator("dialog .btn-primary").focus()
    teclas.press("Enter")
    expect(pagina.locator(".aviso--deshacer")).to_contain_text("2 incidencias asignadas.")
    primera.refresh_from_db()
    assert primera.responsable == agente
    teclas.press("u")
    expect(pagina.locator("#mensajes")).to_contain_text("vuelven a estar como estaban")
    segunda.refresh_from_db()
    assert segunda.responsable is None

    teclas.press("j")
    teclas.press("Enter")
    expect(pagina.locator("h1")).to_have_text("Otra cosa")  # the other two run no clock
    pagina.wait_for_load_state("networkidle")
    teclas.press("Control+k")
    expect(pagina.locator("[data-buscador]")).to_be_focused()
    teclas.type("siguiente")
    expect(pagina.locator('[data-hallado="siguiente"]')).to_have_count(1)
    expect(pagina.locator(".hallazgo").first).to_contain_text("Siguiente incidencia")
    teclas.press("Enter")
    expect(pagina.locator(".caso__turno")).to_contain_text("Te ha tocado esta.")
    teclas.press("?")
    expect(pagina.locator("#teclas")).to_be_visible()
    assert quejas == []


def test_the_inbox_brings_what_is_new_without_moving_what_one_is_doing(entrar, agente):
    mia = caso(5, asunto="La que miro")
    pagina, quejas = entrar(agente, "/incidencias/")
    nueva = caso(1, asunto="Acaba de entrar")
    tomar_incidencia(nueva.pk, por=AgenteFactory())
    pagina.evaluate("window.vivo.mirar()")
    expect(pagina.locator("tr[data-codigo]")).to_have_count(2)

    pagina.keyboard.press("j")
    expect(pagina.locator("tr[aria-selected=true]")).to_contain_text("La que miro")
    caso(2, asunto="Otra más")
    tomar_incidencia(mia.pk, por=agente)
    pagina.evaluate("window.vivo.mirar()")
    expect(pagina.locator("[data-novedades]")).to_contain_text("Hay 1 nueva")
    fila = pagina.locator("tr[aria-selected=true]")
    expect(fila).to_contain_text("En curso")
    expect(pagina.locator("tr[data-codigo]")).to_have_count(2)
    pagina.locator("[data-novedades]").click()
    expect(pagina.locator("tr[data-codigo]")).to_have_count(3)
    assert quejas == []


def test_the_page_of_a_case_brings_what_others_do_and_keeps_what_one_types(entrar, agente):
    incidencia = caso(5)
    pagina, quejas = entrar(agente, incidencia.get_absolute_url())
    escrito = pagina.locator("#id_responder_texto")
    escrito.fill("Le escribo para")
    escrito.focus()
    otra = AgenteFactory(nombre="Berta Sanz")
    anotar_nota(incidencia.pk, por=otra, texto="Ya la llamé yo")
    tomar_incidencia(incidencia.pk, por=otra)
    pagina.evaluate("window.vivo.mirar()")
    expect(pagina.locator("#linea-del-caso")).to_contain_text("Ya la llamé yo")
    expect(pagina.locator(".caso__responsable")).to_contain_text("Berta Sanz")
    expect(escrito).to_have_value("Le escribo para")
    expect(escrito).to_be_focused()
    assert pagina.locator(".linea__entrada--nueva").count() >= 2
    assert quejas == []


@pytest.mark.parametrize(
    ("ancho", "alto", "tema"), [(1440, 900, "light"), (1440, 900, "dark"), (390, 844, "light")]
)
def test_the_inbox_has_no_faults_of_accessibility_nor_overflows(entrar, agente, ancho, alto, tema):
    for horas in range(30):
        caso(horas, asunto=f"{LARGO} {horas}", responsable=agente)
    VistaGuardada.objects.create(usuario=agente, nombre=LARGO[:60], consulta={"canal": ["correo"]})
    pagina, quejas = entrar(agente, "/incidencias/", ancho, alto, tema)
    pagina.locator("[data-marca-todas]" if ancho > 767 else "tbody [name=codigos]").first.click()
    assert faltas_de_accesibilidad(pagina) == []
    assert pagina.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert quejas == []
