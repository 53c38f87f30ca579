"""What a designer would not let pass, in a browser: order, cuts, and panels that are kept fresh."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from clientes.tests.fabricas import ClienteFactory
from cuentas.tests.fabricas import AdministradorFactory, AgenteFactory
from incidencias.models import ClaseVinculo, PoliticaSLA
from incidencias.servicios import relacionar
from incidencias.tests.fabricas import IncidenciaFactory
from tests.navegador import faltas_de_accesibilidad
from tests.test_incidencias_en_navegador import ESCRITORIO, LARGO, TELEFONO, entrar  # noqa: F401

pytestmark = [pytest.mark.navegador, pytest.mark.django_db(transaction=True)]
CON_PRISA_O_SIN_ELLA = 60_000  # a busy machine is slow, not wrong
ALTURAS = """() => {
  const arriba = (nodo) => nodo.getBoundingClientRect().top;
  return ['main h1', '.pagina__acciones'].map((que) => arriba(document.querySelector(que)));
}"""
CORTADOS = """() => [...document.querySelectorAll('main .hallazgo .recorta')]
  .filter((nodo) => nodo.scrollWidth > nodo.clientWidth).map((nodo) => nodo.textContent)"""


def test_a_late_panel_of_a_case_is_refreshed_when_the_case_changes(entrar):  # noqa: F811
    agente, caso, otra = AgenteFactory(), IncidenciaFactory(), IncidenciaFactory()
    pagina, quejas = entrar(agente, caso.get_absolute_url())
    tarde = pagina.locator("[data-luego]")
    expect(tarde.locator("section").first).to_be_attached(timeout=CON_PRISA_O_SIN_ELLA)
    assert otra.codigo not in tarde.inner_text()
    relacionar(caso.pk, con=otra, clase=ClaseVinculo.MISMA_CAUSA, por=agente)
    pagina.evaluate("window.vivo.mirar()")  # it would look by itself, every 15 s
    expect(tarde).to_contain_text(otra.codigo, timeout=CON_PRISA_O_SIN_ELLA)
    assert list(quejas) == []


@pytest.mark.parametrize("ruta", ["/ajustes/categorias/", "/incidencias/llamadas/"])
@pytest.mark.parametrize("tamano", [ESCRITORIO, TELEFONO])
def test_the_buttons_of_a_page_never_come_above_its_title(entrar, ruta, tamano):  # noqa: F811
    pagina, _quejas = entrar(AdministradorFactory(), ruta, tamano)
    titulo, botones = pagina.evaluate(ALTURAS)
    assert titulo < botones if tamano == TELEFONO else abs(titulo - botones) < 24


def test_a_phone_shows_whole_what_it_finds(entrar):  # noqa: F811
    IncidenciaFactory(asunto=f"Caldera: {LARGO} 🔥", cliente=ClienteFactory(nombre=LARGO))
    pagina, quejas = entrar(AgenteFactory(), "/buscar/?q=comunidad", TELEFONO)
    expect(pagina.locator("main .hallazgo").first).to_be_visible()
    assert pagina.evaluate(CORTADOS) == []
    assert pagina.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert faltas_de_accesibilidad(pagina) == []
    assert list(quejas) == []


@pytest.mark.parametrize("tamano", [ESCRITORIO, TELEFONO])
def test_what_unfolds_and_what_scrolls_are_reached_by_everybody(entrar, tamano):  # noqa: F811
    politica = PoliticaSLA.objects.get(es_por_defecto=True)
    for ruta in (reverse("buzones:nuevo"), reverse("plazos:politica", args=[politica.pk])):
        pagina, _quejas = entrar(AdministradorFactory(), ruta, tamano)
        assert faltas_de_accesibilidad(pagina) == [], ruta
