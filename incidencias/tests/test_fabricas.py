"""The factories give rows that the database accepts, in every state."""

import pytest

from incidencias.models import Estado, Incidencia
from incidencias.tests.fabricas import (
    EventoIncidenciaFactory,
    IncidenciaFactory,
    LlamadaFactory,
    MensajeFactory,
    NotaFactory,
    PromesaFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rasgo", ["en_curso", "en_espera", "resuelta", "cerrada"])
def test_each_trait_gives_a_case_in_that_state(rasgo):
    incidencia = IncidenciaFactory(**{rasgo: True})
    assert Incidencia.objects.get(pk=incidencia.pk).estado == Estado(rasgo)


def test_a_case_has_its_code_and_its_conversation():
    incidencia = IncidenciaFactory()
    assert incidencia.codigo.startswith("INC-")
    for fabrica in (MensajeFactory, NotaFactory, LlamadaFactory, PromesaFactory):
        assert fabrica(incidencia=incidencia).incidencia == incidencia
    assert EventoIncidenciaFactory(incidencia=incidencia).id
