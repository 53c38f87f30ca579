"""Those that may be the same as a case, beside it: the same that are found anywhere else."""

import pytest

from clientes.tests.fabricas import ClienteFactory, EquipoFactory
from cuentas.tests.fabricas import AgenteFactory, GrupoFactory
from incidencias import del_mismo, familia
from incidencias.al_lado import lo_que_hay
from incidencias.duplicadas import posibles_duplicadas
from incidencias.models import Incidencia
from incidencias.tests.fabricas import IncidenciaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def caso():
    equipo = EquipoFactory()
    de_quien = {"cliente": equipo.cliente, "estado": "en_curso"}
    IncidenciaFactory(**de_quien, asunto="Gotea la caldera")
    IncidenciaFactory(**de_quien, equipo=equipo, asunto="Otra cosa")
    IncidenciaFactory(
        **de_quien, asunto="Caldera que gotea", grupo=GrupoFactory(es_restringido=True)
    )
    IncidenciaFactory(cliente=equipo.cliente, estado="anulada", asunto="Gotea la caldera")
    return IncidenciaFactory(**de_quien, equipo=equipo, asunto="Gotea la caldera nueva")


def al_lado(caso, agente):
    halladas = familia.familia_de(Incidencia.objects.get(pk=caso.pk), agente).parecidas
    return [(una.incidencia.pk, una.puntos, una.por_que) for una in halladas]


def de_siempre(caso, agente):
    halladas = posibles_duplicadas(
        agente, cliente=caso.cliente, equipo=caso.equipo, texto=caso.asunto, salvo=caso.pk
    )
    return [(una.incidencia.pk, una.puntos, una.por_que) for una in halladas]


def test_they_are_those_among_the_others_of_its_customer(caso, monkeypatch):
    agente = AgenteFactory()
    esperadas = de_siempre(caso, agente)
    monkeypatch.setattr(familia, "posibles_duplicadas", None)  # not even asked
    assert len(esperadas) == 2
    assert al_lado(caso, agente) == esperadas


def test_those_of_its_unit_reported_by_somebody_else_too(caso):
    agente = AgenteFactory()
    IncidenciaFactory(cliente=ClienteFactory(), equipo=caso.equipo, estado="nueva", asunto="X")
    assert lo_que_hay(Incidencia.objects.get(pk=caso.pk), agente).equipo_de_otros
    assert al_lado(caso, agente) == de_siempre(caso, agente)
    assert len(al_lado(caso, agente)) == 3


def test_of_a_customer_with_too_many_they_are_looked_for(caso, monkeypatch):
    agente = AgenteFactory()
    al_lado(caso, agente)  # what is read stays as it was written
    monkeypatch.setattr(del_mismo, "TOPE", 1)
    assert al_lado(caso, agente) == de_siempre(caso, agente)


def test_of_a_customer_that_is_another_now_as_well(caso):
    agente = AgenteFactory()
    type(caso.cliente).objects.filter(pk=caso.cliente_id).update(fusionado_en=ClienteFactory())
    fresco = Incidencia.objects.get(pk=caso.pk)
    assert al_lado(caso, agente) == de_siempre(fresco, agente)
