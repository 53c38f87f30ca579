"""Templates that are painted once and filled for each page (templatetags/moldes.py)."""

import re
from uuid import UUID

import pytest
from django.template import Context, Template, engines
from django.template.loader import get_template
from django.test import override_settings

from nucleo.templatetags import moldes

POR_PINTAR = "{% load marco %}<a href='{{ a_donde }}' title='{{ dicho }}'>{{ dicho }}</a>"


@pytest.fixture
def plantilla(monkeypatch):
    """The text that "x.html" has, and how many times it has been painted."""
    moldes._trozos.cache_clear()
    pintadas = []

    def poner(texto):
        def leer(_nombre):
            pintadas.append(1)
            return engines["django"].from_string(texto)

        monkeypatch.setattr(moldes, "get_template", leer)
        return pintadas

    yield poner
    moldes._trozos.cache_clear()


def pintar(argumentos="", **contexto):
    return Template("{% load moldes %}{% molde 'x.html' " + argumentos + " %}").render(
        Context(contexto)
    )


def test_each_page_puts_its_own_values_in_what_was_painted_once(plantilla):
    pintadas = plantilla(POR_PINTAR)
    for dicho in ("Uno", "Dos"):
        pintado = pintar("a_donde='/x/' dicho=dicho", dicho=dicho)
        assert pintado == f"<a href='/x/' title='{dicho}'>{dicho}</a>"
    assert len(pintadas) == 1


def test_a_value_is_escaped_as_in_any_template(plantilla):
    plantilla(POR_PINTAR)
    assert pintar("a_donde='/x/' dicho=dicho", dicho="<b>'&") == (
        "<a href='/x/' title='&lt;b&gt;&#x27;&amp;'>&lt;b&gt;&#x27;&amp;</a>"
    )


def test_what_was_written_by_somebody_never_becomes_a_place(plantilla):
    plantilla(POR_PINTAR)
    dicho = moldes.MARCA.format("a_donde")
    assert pintar("a_donde='/x/' dicho=dicho", dicho=dicho).count("/x/") == 1


def test_each_form_has_its_key_and_all_of_them_the_token_of_the_page(plantilla):
    plantilla("{% load marco %}{% csrf_token %}{% envio %}{% csrf_token %}{% envio %}")
    hallados = set()
    for token in ("t1", "t2"):
        pintado = pintar(csrf_token=token)
        assert re.findall(r'csrfmiddlewaretoken" value="([^"]+)"', pintado) == [token, token]
        hallados |= {UUID(clave) for clave in re.findall(r'envio" value="([^"]+)"', pintado)}
    assert len(hallados) == 4


@pytest.mark.parametrize("texto", ["{% if dicho %}sí{% endif %}", "{{ dicho|default:'no' }}"])
def test_asking_for_a_value_that_is_not_known_yet_is_an_error(plantilla, texto):
    plantilla(texto)
    with pytest.raises(TypeError, match="not known yet"):
        pintar("dicho='x'")


@override_settings(DEBUG=True)
def test_whoever_writes_a_template_sees_it_at_once(plantilla):
    pintadas = plantilla(POR_PINTAR)
    for _ in range(2):
        pintar("a_donde='/x/' dicho='x'")
    assert len(pintadas) == 2


def test_the_composer_says_the_same_as_a_mold_and_as_a_template():
    valores = {"direccion": "/incidencias/INC-1/", "codigo": "INC-1", "idioma": "ca"}
    valores |= {"visto": "3.0", "csrf_token": "t"}
    como_plantilla = get_template("incidencias/redactor.html").template.render(Context(valores))
    como_molde = Template(
        "{% load moldes %}{% molde 'incidencias/redactor.html' direccion=direccion"
        " codigo=codigo idioma=idioma visto=visto %}"
    ).render(Context(valores))
    claves = re.compile(r'name="envio" value="[^"]+"')
    assert len(claves.findall(como_molde)) == 4
    assert claves.sub("", como_molde) == claves.sub("", como_plantilla)


def test_of_what_it_may_ask_about_another_is_kept_for_each(plantilla):
    pintadas = plantilla("{% if segun %}<b>{{ dicho }}</b>{% else %}{{ dicho }}{% endif %}")
    for _ in range(2):
        assert pintar("segun=True dicho='x'") == "<b>x</b>"
        assert pintar("segun=False dicho='x'") == "x"
    assert len(pintadas) == 2
