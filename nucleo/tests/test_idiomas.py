"""How each of our languages writes a day, and which one a browser asks for."""

from datetime import date

import pytest
from django.test import RequestFactory
from django.utils import translation

from nucleo.idiomas import dia_dicho, idioma_del_navegador

DIAS = {
    "es": ("domingo, 5 de abril", "5 de agosto de 2026", "5 de diciembre de 2026"),
    "ca": ("diumenge, 5 d'abril", "5 d'agost de 2026", "5 de desembre de 2026"),
    "gl": ("domingo, 5 de abril", "5 de agosto de 2026", "5 de decembro de 2026"),
    "eu": ("apirilaren 5a, igandea", "2026ko abuztuaren 5a", "2026ko abenduaren 5a"),
    "en": ("Sunday, 5 April", "5 August 2026", "5 December 2026"),
}


@pytest.mark.parametrize("idioma", DIAS)
def test_a_day_is_written_as_they_write_it(idioma):
    corto, agosto, diciembre = DIAS[idioma]
    with translation.override(idioma):
        assert dia_dicho(date(2026, 4, 5), con_anio=False, con_semana=True) == corto
        assert dia_dicho(date(2026, 8, 5)) == agosto
        assert dia_dicho(date(2026, 12, 5)) == diciembre


@pytest.mark.parametrize(
    ("pedido", "idioma"),
    [
        ("", "es"),
        ("en-GB,en;q=0.9", "en"),
        ("fr, ca;q=0.7, es;q=0.9", "es"),
        ("gl;q=0, eu", "eu"),
        ("EU-es", "eu"),
        ("eus", "es"),
        ("¿?;q=x", "es"),
    ],
)
def test_of_those_that_a_browser_asks_for_the_first_of_ours(pedido, idioma):
    peticion = RequestFactory().get("/", headers={"Accept-Language": pedido})
    assert idioma_del_navegador(peticion) == idioma
