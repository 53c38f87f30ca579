"""The pages of a customer and of a unit show their cases, without costing more with more."""

import pytest

from clientes.tests.fabricas import EquipoFactory
from cuentas.tests.fabricas import AgenteFactory, GrupoFactory
from incidencias.tests.fabricas import IncidenciaFactory

pytestmark = pytest.mark.django_db


def test_the_cases_of_a_unit_are_on_its_page_and_its_owners(client, consultas):
    equipo = EquipoFactory()
    client.force_login(AgenteFactory())
    rutas = [equipo.get_absolute_url(), equipo.cliente.get_absolute_url()]
    IncidenciaFactory(cliente=equipo.cliente, equipo=equipo, asunto="Gotea <b>mucho</b>")
    secreta = IncidenciaFactory(
        cliente=equipo.cliente, equipo=equipo, grupo=GrupoFactory(es_restringido=True)
    )
    ajena = IncidenciaFactory(asunto="Otra cosa")
    con_una = []
    for ruta in rutas:
        contenido = client.get(ruta).content.decode()
        assert "Gotea &lt;b&gt;mucho" in contenido
        assert secreta.codigo not in contenido
        assert ajena.codigo not in contenido
        con_una.append(consultas(client.get, ruta))
    IncidenciaFactory.create_batch(15, cliente=equipo.cliente, equipo=equipo)
    assert [consultas(client.get, ruta) for ruta in rutas] == con_una
    assert "las 10 últimas" in client.get(rutas[0]).content.decode()
