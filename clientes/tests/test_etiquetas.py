"""The tag that paints a verdict: the hand-off text for staff, the main reason for customers."""

from datetime import date

import pytest
from django.template import Context, Template

from clientes.cobertura import veredicto_de
from clientes.models import NuestroPapel
from clientes.tests.fabricas import CompraFactory, SuspensionFactory

pytestmark = pytest.mark.django_db


def _pintar(veredicto, opciones=""):
    plantilla = Template("{% load clientes %}{% cobertura v " + opciones + " %}")
    return plantilla.render(Context({"v": veredicto}))


def _veredicto(dia=date(2026, 1, 10), **campos):
    return veredicto_de(CompraFactory(**campos).equipo, manifestacion=dia)


def test_staff_read_whose_duty_it_is_and_customers_do_not():
    v = _veredicto(equipo__nuestro_papel=NuestroPapel.SAT_INDEPENDIENTE, equipo__vendedor="Ñ")
    assert "dígaselo antes de empezar" in _pintar(v)
    assert "dígaselo antes de empezar" not in _pintar(v, "para_cliente=True")


def test_customers_read_the_reason_of_the_term_at_once():
    a_la_vista = _pintar(_veredicto(), "para_cliente=True").split("<details")[0]
    assert "La garantía legal dura 3 años" in a_la_vista
    assert "TRLGDCU art. 120.1" in a_la_vista


def test_out_of_term_the_reason_is_that_it_has_passed():
    a_la_vista = _pintar(_veredicto(date(2026, 6, 1)), "para_cliente=True").split("<details")[0]
    assert "la garantía acabó el 15/03/2026" in a_la_vista


def test_moved_by_a_repair_the_reason_is_the_repair():
    compra = CompraFactory()
    SuspensionFactory(equipo=compra.equipo)
    v = veredicto_de(compra.equipo, manifestacion=date(2026, 4, 1))
    a_la_vista = _pintar(v, "para_cliente=True").split("<details")[0]
    assert "05/04/2026" in a_la_vista
    assert "art. 122" in a_la_vista


@pytest.mark.parametrize("vacio", [None, {}])
def test_a_case_without_a_verdict_is_undecided(vacio):
    assert "Cobertura sin decidir" in _pintar(vacio, "para_cliente=True")


def test_html_in_a_sellers_name_is_text():
    v = _veredicto(
        equipo__nuestro_papel=NuestroPapel.SAT_INDEPENDIENTE, equipo__vendedor="<script>x</script>"
    )
    assert "<script>" not in _pintar(v)
