"""Follow-up links: revoked by a decision, never by accident."""

import pytest
from django.db import IntegrityError

from cuentas.tests.fabricas import AgenteFactory, ClienteUsuarioFactory
from incidencias.avisos import SEGUIMIENTO
from incidencias.eventos import Codigo
from incidencias.linea import pagina_de_linea
from incidencias.models import Estado
from incidencias.servicios import anular_enlaces_de_seguimiento, responder, tomar_incidencia
from incidencias.tests.fabricas import IncidenciaFactory
from nucleo.correo_saliente import componer_correo
from nucleo.enlaces import firmar
from nucleo.models import Comunicacion

pytestmark = pytest.mark.django_db


@pytest.fixture
def incidencia():
    return IncidenciaFactory(cliente__correo="ana@example.es")


def token_de(incidencia, version):
    return firmar(SEGUIMIENTO, incidencia.codigo, version)


def carta_a(incidencia):
    return componer_correo(Comunicacion.objects.get(referencia=incidencia.codigo)).body


def test_revoking_leaves_the_next_version_and_one_event_with_its_author(incidencia):
    agente = AgenteFactory()
    anular_enlaces_de_seguimiento(incidencia.pk, por=agente)
    incidencia.refresh_from_db()
    evento = incidencia.eventos.get(codigo=Codigo.ENLACES_ANULADOS)
    assert incidencia.enlace_version == 2
    assert (evento.usuario, evento.datos) == (agente, {"version": 2})


def test_another_decision_revokes_nothing(incidencia):
    tomar_incidencia(incidencia.pk, por=AgenteFactory())
    incidencia.refresh_from_db()
    assert incidencia.enlace_version == 1
    assert not incidencia.eventos.filter(codigo=Codigo.ENLACES_ANULADOS).exists()


@pytest.mark.parametrize("anulados", [False, True])
def test_a_mail_that_was_waiting_leaves_with_the_link_that_works(incidencia, anulados):
    agente = AgenteFactory()
    responder(incidencia.pk, por=agente, texto="Vamos el martes.")
    if anulados:
        anular_enlaces_de_seguimiento(incidencia.pk, por=agente)
    carta = carta_a(incidencia)
    assert (token_de(incidencia, 1) in carta, token_de(incidencia, 2) in carta) == (
        not anulados,
        anulados,
    )


def test_the_links_of_another_case_stay(incidencia):
    otra, agente = IncidenciaFactory(cliente=incidencia.cliente), AgenteFactory()
    responder(otra.pk, por=agente, texto="Vamos el martes.")
    anular_enlaces_de_seguimiento(incidencia.pk, por=agente)
    assert token_de(otra, 1) in carta_a(otra)


def test_there_is_no_version_zero(incidencia):
    incidencia.enlace_version = 0
    with pytest.raises(IntegrityError, match="incidencia_enlace_con_version"):
        incidencia.save()


@pytest.mark.parametrize("estado", ["en_curso", "resuelta", "cerrada"])
def test_the_page_asks_first_and_says_what_will_happen(oficina, estado):
    incidencia = IncidenciaFactory(**{estado: True})
    assert "Anular los enlaces enviados…" in oficina.get(incidencia.get_absolute_url()).text
    url = f"{incidencia.get_absolute_url()}anular-enlaces/"
    pregunta = oficina.get(url).text
    assert "dejan de abrirla" in pregunta
    assert "llevan el nuevo" in pregunta
    incidencia.refresh_from_db()
    assert incidencia.enlace_version == 1
    oficina.post(url)
    incidencia.refresh_from_db()
    assert (incidencia.enlace_version, incidencia.estado) == (2, Estado(estado))


def test_the_timeline_tells_it_to_us_and_not_to_the_customer(incidencia):
    anular_enlaces_de_seguimiento(incidencia.pk, por=AgenteFactory())
    (entrada,) = pagina_de_linea(incidencia).entradas
    assert entrada.titulo == "anuló los enlaces de seguimiento enviados"
    assert not pagina_de_linea(incidencia, para_cliente=True).entradas


def test_a_stranger_revokes_nothing(client, incidencia):
    client.force_login(ClienteUsuarioFactory())
    assert client.post(f"{incidencia.get_absolute_url()}anular-enlaces/").status_code == 404
    incidencia.refresh_from_db()
    assert incidencia.enlace_version == 1
