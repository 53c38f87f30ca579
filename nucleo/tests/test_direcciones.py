"""`{% static %}` and `{% url %}` say what Django's do (templatetags/direcciones.py)."""

import pytest
from django.template import Context, Template
from django.templatetags.static import static
from django.test import RequestFactory, override_settings
from django.urls import NoReverseMatch, set_script_prefix

from nucleo.templatetags import direcciones


def pintar(texto, **contexto):
    return Template(texto).render(Context(contexto))


def test_a_name_that_is_written_there_is_text_already():
    plantilla = Template("{% static 'css/tema.css' %}")
    assert plantilla.nodelist[-1].s == plantilla.render(Context()) == static("css/tema.css")


def test_a_name_of_the_context_is_asked_each_time():
    plantilla = Template("{% static nombre %}")
    for nombre in ("css/tema.css", "css/marco.css"):
        assert plantilla.render(Context({"nombre": nombre})) == static(nombre)
    assert pintar("{% static 'css/tema.css' as x %}{{ x }}") == static("css/tema.css")


def test_an_address_without_arguments_is_resolved_once(monkeypatch):
    veces = []
    suyo = direcciones.URLNode.render
    monkeypatch.setattr(direcciones.URLNode, "render", lambda *args: veces.append(1) or suyo(*args))
    plantilla = Template("{% url 'incidencias:bandeja' %}")
    assert {plantilla.render(Context()) for _ in range(3)} == {"/incidencias/"}
    assert len(veces) == 1


def test_it_is_another_where_the_site_hangs_from_another_path():
    plantilla = Template("{% url 'incidencias:bandeja' as x %}{{ x }}")
    assert plantilla.render(Context()) == "/incidencias/"
    set_script_prefix("/postventa/")
    try:
        assert plantilla.render(Context()) == "/postventa/incidencias/"
    finally:
        set_script_prefix("/")


def test_with_arguments_each_has_its_own():
    texto = "{% url 'incidencias:ficha' codigo %}"
    assert pintar(texto, codigo="INC-26-000001") == "/incidencias/INC-26-000001/"
    assert pintar(texto, codigo="INC-26-000002") == "/incidencias/INC-26-000002/"


def test_one_that_does_not_exist_is_an_error_unless_it_is_asked_with_as():
    with pytest.raises(NoReverseMatch):
        pintar("{% url 'nada:nada' %}")
    assert pintar("{% url 'nada:nada' as x %}[{{ x }}]") == "[]"


@override_settings(ROOT_URLCONF="bench.urls")
def test_other_addresses_do_not_get_what_these_said():
    plantilla = Template("{% url 'incidencias:bandeja' %}")
    peticion = RequestFactory().get("/")
    assert plantilla.render(Context({"request": peticion})) == "/incidencias/"
