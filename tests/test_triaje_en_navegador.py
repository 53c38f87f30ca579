"""Triage in a browser: the danger is said at once, and the settings show what they will do."""

import pytest
from django.conf import settings as ajustes
from django.test import Client, override_settings
from playwright.sync_api import expect

from clientes.tests.fabricas import ClienteFactory
from cuentas.tests.fabricas import AgenteFactory, UsuarioFactory
from incidencias.models import Categoria, Incidencia
from incidencias.tests.fabricas import IncidenciaFactory
from tests.navegador import Quejas, faltas_de_accesibilidad

pytestmark = [pytest.mark.navegador, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def entrar(navegador, live_server):
    contextos = []

    def abrir(usuario, ruta, ancho=1440, alto=900):
        cliente = Client()
        cliente.force_login(usuario)
        contexto = navegador.new_context(viewport={"width": ancho, "height": alto}, locale="es-ES")
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


def test_by_telephone_gas_is_answered_before_anything_else(entrar, transactional_db):
    """Choose the category, answer yes: what to do now appears, and the case goes to the top."""
    cliente = ClienteFactory()
    IncidenciaFactory(cliente=cliente, asunto="La caldera no enciende")
    pagina, quejas = entrar(AgenteFactory(), f"/incidencias/nueva/?cliente={cliente.pk}")
    pagina.fill("#id_asunto", "No enciende la caldera")
    pagina.locator("#id_asunto").blur()
    expect(pagina.locator("#ya-abiertas")).to_contain_text("¿Es una de estas?")
    pagina.select_option("#id_categoria", label="No funciona")
    gas = pagina.locator("fieldset", has_text="¿Huele a gas?")
    expect(gas).to_be_visible()
    expect(pagina.locator(".peligro:visible")).to_have_count(0)
    gas.get_by_label("Sí").check()
    expect(pagina.locator(".peligro:visible")).to_contain_text("Si huele a gas")
    gas.get_by_label("No").check()
    expect(pagina.locator(".peligro:visible")).to_have_count(0)
    quemado = pagina.locator("fieldset", has_text="¿Huele a quemado")
    pagina.get_by_role("button", name="Guardar y abrirla").click()
    expect(quemado.get_by_label("Sí")).to_be_focused()  # what is missing, however far below
    expect(quemado.get_by_label("Sí")).to_be_in_viewport()
    gas.get_by_label("Sí").check()
    pagina.get_by_role("button", name="Guardar y abrirla").click()  # danger: nothing else is asked
    expect(pagina.locator("h1")).to_have_text("No enciende la caldera")
    expect(pagina.locator(".caso__rasgos")).to_contain_text("Urgencia vital")
    expect(pagina.locator(".familia, .respuestas").first).to_be_visible()
    assert Incidencia.objects.filter(es_urgencia_vital=True).count() == 1
    assert quejas == []


@pytest.mark.parametrize(("ancho", "alto"), [(1440, 900), (390, 844)])
def test_the_settings_of_triage_are_whole_and_say_what_they_do(
    entrar, transactional_db, ancho, alto
):
    categoria = Categoria.objects.get(nombre="No funciona")
    gestor = UsuarioFactory(roles=["gestor"])
    pagina, quejas = entrar(gestor, f"/ajustes/categorias/{categoria.pk}/", ancho, alto)
    pagina.locator("#vista fieldset", has_text="¿Huele a gas?").get_by_label("Sí").check()
    expect(pagina.locator("#vista .peligro:visible")).to_contain_text("112")
    assert faltas_de_accesibilidad(pagina) == []
    raiz = pagina.url.partition("/ajustes")[0]
    for ruta in ("categorias", "prioridades", "seguridad", "asignacion", "remitentes-vetados"):
        pagina.goto(f"{raiz}/ajustes/{ruta}/")
        assert faltas_de_accesibilidad(pagina) == [], ruta
        ancho_real = pagina.evaluate("document.documentElement.scrollWidth")
        assert ancho_real <= ancho, ruta
    assert quejas == []
