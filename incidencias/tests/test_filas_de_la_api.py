"""The rows of the API's lists say what DRF would say of them."""

import pytest
from rest_framework import serializers

from cuentas.tests.fabricas import UsuarioFactory
from incidencias.api.serializers import IncidenciaSerializer
from incidencias.filas import filas_de_la_api
from incidencias.models import Estado
from incidencias.tests.fabricas import IncidenciaFactory

pytestmark = pytest.mark.django_db


class ComoDrf(IncidenciaSerializer):
    to_representation = serializers.Serializer.to_representation


@pytest.fixture
def casos():
    return [
        IncidenciaFactory(),
        IncidenciaFactory(
            responsable=UsuarioFactory(), estado=Estado.EN_CURSO, equipo=None, sede=None
        ),
    ]


def test_each_field_as_drf_says_it(casos):
    for fila in filas_de_la_api([caso.pk for caso in casos]):
        assert IncidenciaSerializer().to_representation(fila) == dict(
            ComoDrf().to_representation(fila)
        )


def test_the_rows_bring_all_that_the_list_answers(casos, django_assert_num_queries):
    forma = IncidenciaSerializer()
    filas = filas_de_la_api([caso.pk for caso in casos])
    with django_assert_num_queries(0):
        assert len([forma.to_representation(fila) for fila in filas]) == 2
