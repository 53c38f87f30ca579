"""A case is found by the code of its order, or by the number of its parte."""

import pytest

from incidencias.busqueda import buscar_incidencias
from incidencias.models import Incidencia
from incidencias.tests.fabricas import IncidenciaFactory
from sat.tests.fabricas import OrdenFactory

pytestmark = pytest.mark.django_db


def halladas(texto):
    return set(buscar_incidencias(Incidencia.objects.all(), texto))


@pytest.mark.parametrize("forma", ["{}", "{minusculas}", "parte {n}", "orden {n}", "parte {}"])
def test_the_code_or_the_number_of_an_order_is_its_case(forma):
    IncidenciaFactory()
    orden = OrdenFactory(incidencia=IncidenciaFactory())
    numero = int(orden.codigo.split("-")[2])
    texto = forma.format(orden.codigo, minusculas=orden.codigo.lower(), n=numero)
    assert halladas(texto) == {orden.incidencia}


def test_an_order_that_does_not_exist_is_nothing():
    assert halladas("OT-26-999999") == set()
    assert halladas("parte 999999") == set()
