"""Only the filters that an address names are built, and the answer is that of all of them."""

import pytest
from django.http import QueryDict

from incidencias.filters import IncidenciaFilter
from incidencias.models import Estado, Incidencia
from incidencias.tests.fabricas import IncidenciaFactory
from nucleo.filtros import solo_los_pedidos

pytestmark = pytest.mark.django_db


def filtrar(clase, texto):
    return clase(QueryDict(texto), Incidencia.objects.order_by("pk"))


@pytest.mark.parametrize(
    "texto",
    ["", "canal=correo", "canal=correo&canal=telefono&prioridad=3", "desde=2020-01-01", "otro=1"],
)
def test_the_same_rows_as_with_all_of_them(texto):
    for canal in ("correo", "telefono", "portal"):
        IncidenciaFactory(canal=canal, estado=Estado.NUEVA)
    reducida = filtrar(solo_los_pedidos(IncidenciaFilter, QueryDict(texto)), texto)
    assert list(reducida.qs) == list(filtrar(IncidenciaFilter, texto).qs)


def test_only_those_named_are_there():
    reducida = solo_los_pedidos(IncidenciaFilter, QueryDict("canal=correo&cursor=x"))
    assert list(reducida.base_filters) == ["canal"]
    assert len(IncidenciaFilter.base_filters) > 10


def test_what_is_not_understood_is_still_an_error():
    texto = "canal=paloma"
    reducida = filtrar(solo_los_pedidos(IncidenciaFilter, QueryDict(texto)), texto)
    assert not reducida.is_valid()
    assert list(reducida.errors) == ["canal"]
