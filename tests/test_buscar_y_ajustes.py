"""The search box and the settings page: made of what the apps register, for staff only."""

import pytest
from django.urls import reverse

from cuentas.tests.fabricas import UsuarioFactory
from nucleo import registro
from nucleo.registro import Resultado

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def agente(client):
    usuario = UsuarioFactory(roles=["agente"])
    client.force_login(usuario)
    return usuario


@pytest.fixture
def fuente(monkeypatch):
    """A source that finds one line per word it is told."""
    monkeypatch.setattr(registro, "_fuentes", {})
    lineas = [Resultado("INC-26-000001", "/x/1/", "<b>Rosa</b>")]
    registro.registrar_busqueda("x", "Incidencias", lambda usuario, texto: lineas, ("agente",))
    return lineas


def test_what_is_found_is_shown_escaped(client, agente, fuente):
    respuesta = client.get(reverse("nucleo:buscar"), {"q": "rosa"}, headers=HTMX)
    texto = respuesta.content.decode()
    assert "INC-26-000001" in texto
    assert "<b>Rosa" not in texto
    assert "<html" not in texto


def test_a_single_result_opens_at_once(client, agente, fuente):
    assert client.get(reverse("nucleo:buscar"), {"q": "rosa"}).url == "/x/1/"


def test_several_results_make_a_page(client, agente, fuente):
    fuente.append(Resultado("INC-26-000002", "/x/2/"))
    respuesta = client.get(reverse("nucleo:buscar"), {"q": "rosa"})
    assert respuesta.status_code == 200
    assert "INC-26-000002" in respuesta.content.decode()


@pytest.mark.parametrize("texto", ["", "r", " "])
def test_one_letter_searches_nothing(client, agente, fuente, texto):
    respuesta = client.get(reverse("nucleo:buscar"), {"q": texto})
    assert "al menos dos letras" in respuesta.content.decode()


def test_nothing_found_says_what_to_try(client, agente, fuente):
    fuente.clear()
    assert "número de serie" in client.get(reverse("nucleo:buscar"), {"q": "zz"}).content.decode()


@pytest.mark.parametrize("pagina", ["nucleo:buscar", "nucleo:ajustes"])
def test_customers_do_not_find_it(client, pagina):
    client.force_login(UsuarioFactory(roles=["cliente"]))
    assert client.get(reverse(pagina)).status_code == 404


@pytest.mark.parametrize("pagina", ["nucleo:buscar", "nucleo:ajustes"])
def test_the_anonymous_go_to_the_login_page(client, pagina):
    assert reverse("account_login") in client.get(reverse(pagina)).url


def test_settings_without_permission_say_so(client, agente, monkeypatch):
    monkeypatch.setattr(registro, "_ajustes", {})
    assert "No hay nada que puedas ajustar" in client.get("/ajustes/").content.decode()


def test_the_rail_leads_to_the_settings_only_who_has_some(client, agente, monkeypatch):
    monkeypatch.setattr(registro, "_ajustes", {})
    assert 'href="/ajustes/"' not in client.get("/buscar/").content.decode()
    registro.registrar_ajustes("x", "Calendarios", "/ajustes/x/", "calendar", ("agente",))
    assert 'href="/ajustes/"' in client.get("/buscar/").content.decode()


def test_nothing_is_twice_among_the_settings():
    entradas = registro.ajustes_para(UsuarioFactory(roles=["administrador"]))
    titulos = [str(una.titulo) for una in entradas]
    assert sorted(titulos) == sorted(set(titulos))
