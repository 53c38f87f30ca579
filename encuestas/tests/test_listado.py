"""The staff's list of answers and the API's list of invitations."""

import pytest
from django.urls import reverse

from cuentas.tests.fabricas import AgenteFactory, ClienteUsuarioFactory
from encuestas.paneles import panel_de_incidencia
from encuestas.tests.fabricas import InvitacionFactory, RespuestaFactory
from incidencias.tests.fabricas import IncidenciaFactory

pytestmark = pytest.mark.django_db


def test_the_list_filters_the_bad_ones(client):
    client.force_login(AgenteFactory())
    RespuestaFactory(csat=1, nps=0, comentario="Fatal, tardaron un mes")
    RespuestaFactory(csat=5, nps=10, comentario="Estupendo")
    pagina = client.get(reverse("encuestas:listado"), {"nota": "malas"}).content.decode()
    assert "Fatal" in pagina
    assert "Estupendo" not in pagina


def test_without_answers_it_says_what_comes_next(client):
    client.force_login(AgenteFactory())
    assert "Todavía no hay respuestas" in client.get(reverse("encuestas:listado")).content.decode()


def test_a_customer_does_not_find_it(client):
    client.force_login(ClienteUsuarioFactory())
    assert client.get(reverse("encuestas:listado")).status_code == 404


def test_the_list_costs_the_same_with_one_row_as_with_twenty(client, consultas):
    client.force_login(AgenteFactory())
    RespuestaFactory()
    con_una = consultas(client.get, reverse("encuestas:listado"))
    RespuestaFactory.create_batch(19)
    assert consultas(client.get, reverse("encuestas:listado")) == con_una


def test_the_api_lists_invitations_with_their_answers(client):
    client.force_login(AgenteFactory())
    respuesta = RespuestaFactory()
    InvitacionFactory()
    cuerpo = client.get("/api/v1/encuestas/invitaciones/", {"respondida": "true"}).json()
    (fila,) = cuerpo["results"] if "results" in cuerpo else cuerpo["resultados"]
    assert fila["incidencia"] == respuesta.incidencia.codigo
    assert fila["respuesta"]["csat"] == 5


def test_the_api_shows_a_customer_nothing(client):
    client.force_login(ClienteUsuarioFactory())
    invitacion = InvitacionFactory()
    assert client.get(f"/api/v1/encuestas/invitaciones/{invitacion.uid}/").status_code == 404


@pytest.mark.parametrize("estado", ["en_curso", "resuelta"])
def test_the_page_of_a_case_asks_for_its_survey_once_it_was_resolved(estado, consultas):
    incidencia = IncidenciaFactory(**{estado: True})
    assert consultas(panel_de_incidencia, None, incidencia) == (estado == "resuelta")


def test_a_reopened_case_still_shows_the_survey_of_its_first_end():
    incidencia = IncidenciaFactory(en_curso=True, reaperturas=1)
    invitacion = InvitacionFactory(incidencia=incidencia)
    assert panel_de_incidencia(None, incidencia) == {"invitacion": invitacion}
