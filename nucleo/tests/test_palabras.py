"""Screens and sentences say the company's word for a machine, in its gender."""

import pytest
from django.template import Context, Template

from nucleo.empresa import olvidar_empresa
from nucleo.models import Empresa
from nucleo.palabras import concordar, decir, decir_luego

pytestmark = pytest.mark.django_db


@pytest.fixture
def llamar():
    def _llamar(palabra):
        Empresa.objects.update_or_create(defaults={"palabra_equipo": palabra}, id=1)
        olvidar_empresa()

    yield _llamar
    olvidar_empresa()


@pytest.mark.parametrize(
    ("palabra", "dicho"),
    [
        ("equipo", "Los equipos retirados de ese equipo no son del equipo nuevo."),
        ("aparato", "Los aparatos retirados de ese aparato no son del aparato nuevo."),
        ("maquina", "Las máquinas retiradas de esa máquina no son de la máquina nueva."),
    ],
)
def test_a_sentence_agrees_with_the_word(llamar, palabra, dicho):
    llamar(palabra)
    frase = "[Los equipos retirados] de [ese equipo] no son [del equipo nuevo]."
    assert decir(frase) == dicho


def test_what_is_outside_the_brackets_is_not_touched(llamar):
    llamar("maquina")
    assert decir("Hola, Antonio: [el equipo] va bien") == "Hola, Antonio: la máquina va bien"


@pytest.mark.parametrize(
    ("masculino", "femenino"),
    [("Ningún", "Ninguna"), ("al", "a la"), ("usado", "usada"), ("azul", "azul"), ("no", "no")],
)
def test_determiners_and_adjectives_have_a_feminine(llamar, masculino, femenino):
    llamar("maquina")
    assert concordar(masculino) == femenino
    llamar("aparato")
    assert concordar(masculino) == masculino


def test_a_title_is_said_when_it_is_shown_and_not_before(llamar):
    titulo = decir_luego("[Equipos]")
    llamar("aparato")
    assert str(titulo) == "Aparatos"
    llamar("maquina")
    assert f"{titulo}" == "Máquinas"


def test_templates_say_it_too(llamar):
    llamar("maquina")
    texto = (
        "{% load marco %}{% palabra_equipo %} {% palabra_equipo plural=True mayuscula=True %} "
        '{% decir "[El equipo nuevo] de %(de)s" de=quien %}'
    )
    assert (
        Template(texto).render(Context({"quien": "Eva [otro] <b>"}))
        == "máquina Máquinas La máquina nueva de Eva [otro] &lt;b&gt;"
    )
