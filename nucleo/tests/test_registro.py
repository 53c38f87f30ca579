"""What the apps above bring to common screens."""

from collections import defaultdict
from types import SimpleNamespace

import pytest
from django.template import engines
from django.test import RequestFactory

from nucleo import registro

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _registro_vacio(monkeypatch):
    monkeypatch.setattr(registro, "_paneles", defaultdict(dict))
    for nombre in ("_menu", "_ajustes", "_fuentes"):
        monkeypatch.setattr(registro, nombre, {})


def persona(*roles, dentro=True):
    return SimpleNamespace(
        is_authenticated=dentro, tiene_rol=lambda *codigos: set(codigos) & {*roles}
    )


def test_each_role_sees_its_own_rail_in_order():
    registro.registrar_menu("sat", "SAT", "/sat/", "wrench", ("tecnico",), orden=20)
    registro.registrar_menu("bandeja", "Bandeja", "/b/", "inbox", ("agente", "tecnico"), orden=10)
    registro.registrar_menu("calidad", "Calidad", "/c/", "award", ("calidad",))
    assert [e.titulo for e in registro.menu_para(persona("tecnico"))] == ["Bandeja", "SAT"]
    assert registro.menu_para(persona("tecnico", dentro=False)) == []


def test_a_permission_can_be_a_function():
    registro.registrar_ajustes("a", "A", "/a/", "x", permiso=lambda usuario: False)
    registro.registrar_ajustes("b", "B", "/b/", "x", permiso=lambda usuario: True)
    assert [e.clave for e in registro.ajustes_para(persona())] == ["b"]


def test_registering_twice_replaces():
    registro.registrar_menu("sat", "Viejo", "/sat/", "wrench", ("a",))
    registro.registrar_menu("sat", "Nuevo", "/sat/", "wrench", ("a",))
    assert [e.titulo for e in registro.menu_para(persona("a"))] == ["Nuevo"]


def test_an_entry_resolves_the_name_of_its_address(settings):
    settings.ROOT_URLCONF = "postventa.urls"
    registro.registrar_menu("entrar", "Entrar", "account_login", "user", ("a",))
    assert registro.menu_para(persona("a"))[0].url.startswith("/")


def test_panels_are_painted_in_order_and_may_stay_out():
    def poner(clave, contexto, orden):
        registro.registrar_panel("ficha", clave, "correo/desde_texto.html", contexto, orden)

    poner("b", lambda request, objeto: {"texto": f"segundo <{objeto}>"}, 20)
    poner("a", lambda request, objeto: {"texto": "primero"}, 10)
    poner("c", lambda request, objeto: None, 5)
    plantilla = engines["django"].from_string("{% load registro %}{% paneles 'ficha' caso %}")
    html = plantilla.render({"caso": "x"}, RequestFactory().get("/"))
    assert html.index("primero") < html.index("segundo &lt;x&gt;")
    assert html.count("<main>") == 2


def test_the_search_box_asks_only_whom_it_may_and_drops_empty_answers():
    encontrado = registro.Resultado("INC-26-000001", "/incidencias/INC-26-000001/")
    registro.registrar_busqueda("a", "A", lambda usuario, texto: [encontrado], ("agente",))
    registro.registrar_busqueda("b", "B", lambda usuario, texto: [], ("agente",))
    registro.registrar_busqueda("c", "C", lambda usuario, texto: 1 / 0, ("gestor",))
    ((fuente, resultados),) = registro.buscar_en_todo(persona("agente"), "x")
    assert (fuente.clave, resultados) == ("a", [encontrado])


def pintar_rail(*roles, en="/b/1/"):
    peticion = RequestFactory().get(en)
    peticion.user = persona(*roles)
    return engines["django"].from_string("{% load marco %}{% menu %}").render({"request": peticion})


def test_the_rail_is_of_each_role_and_of_each_place():
    registro.registrar_menu("sat", "SAT", "/sat/", "wrench", ("tecnico",))
    registro.registrar_menu("bandeja", "Bandeja", "/b/", "inbox", ("agente", "tecnico"))
    assert "SAT" in pintar_rail("tecnico")
    assert "SAT" not in pintar_rail("agente")
    assert 'href="/b/" title="Bandeja" aria-current="page"' in pintar_rail("tecnico")
    assert 'href="/b/" title="Bandeja" aria-current="page"' not in pintar_rail("tecnico", en="/c/")


def test_a_new_title_is_on_the_rail_at_once():
    for titulo in ("Equipos", "Aparatos"):
        registro.registrar_menu("equipos", titulo, "/equipos/", "box", ("agente",))
        assert titulo in pintar_rail("agente")
