"""Pages that ask whether anything is new: 204 for nothing, the new stamp, or what has changed."""

from contextlib import suppress

import pytest
from django.db import transaction

from cuentas.tests.fabricas import AgenteFactory
from incidencias.eventos import Codigo
from incidencias.servicios import anotar, anotar_nota
from incidencias.tests.fabricas import IncidenciaFactory

pytestmark = [pytest.mark.django_db(transaction=True)]
HTMX = {"hx-request": "true"}


def test_a_case_nobody_touches_answers_204_without_a_statement(oficina, django_assert_num_queries):
    incidencia = IncidenciaFactory()
    sello = oficina.get(incidencia.get_absolute_url()).context["sello"]
    with django_assert_num_queries(0):
        respuesta = oficina.get(incidencia.get_absolute_url(), headers={**HTMX, "x-sello": sello})
    assert respuesta.status_code == 204
    otra = IncidenciaFactory()
    anotar_nota(otra.pk, por=AgenteFactory(), texto="De otra")
    respuesta = oficina.get(incidencia.get_absolute_url(), headers={**HTMX, "x-sello": sello})
    assert respuesta.status_code == 204
    anotar_nota(incidencia.pk, por=AgenteFactory(), texto="De esta")
    respuesta = oficina.get(incidencia.get_absolute_url(), headers={**HTMX, "x-sello": sello})
    assert respuesta.status_code == 200
    assert "De esta" in respuesta.text


def test_a_line_that_is_only_written_in_the_timeline_is_learnt_of(oficina):
    incidencia = IncidenciaFactory()
    sello = oficina.get(incidencia.get_absolute_url()).context["sello"]
    with suppress(RuntimeError), transaction.atomic():
        anotar(incidencia, Codigo.CARTA_RECIBIDA, por=AgenteFactory(), carta=1)
        raise RuntimeError  # it was not written: nothing has changed
    respuesta = oficina.get(incidencia.get_absolute_url(), headers={**HTMX, "x-sello": sello})
    assert respuesta.status_code == 204
    with transaction.atomic():
        anotar(incidencia, Codigo.CARTA_RECIBIDA, por=AgenteFactory(), carta=1)
    respuesta = oficina.get(incidencia.get_absolute_url(), headers={**HTMX, "x-sello": sello})
    assert respuesta.status_code == 200


def test_a_change_that_the_list_does_not_show_gives_the_new_stamp_and_nothing_else(oficina):
    IncidenciaFactory()
    ajena = IncidenciaFactory(cerrada=True)
    contexto = oficina.get("/incidencias/").context
    anotar_nota(ajena.pk, por=AgenteFactory(), texto="Archivada")
    respuesta = oficina.get(
        "/incidencias/",
        {"huella": contexto["huella"]},
        headers={**HTMX, "x-sello": contexto["sello"]},
    )
    assert respuesta.status_code == 204
    nuevo = respuesta.headers["X-Sello"]
    assert nuevo != contexto["sello"]
    assert oficina.get("/incidencias/", headers={"x-sello": nuevo}).status_code == 204


def test_a_stamp_opens_nothing_to_who_is_not_signed_in(client, oficina):
    incidencia = IncidenciaFactory()
    sello = oficina.get(incidencia.get_absolute_url()).context["sello"]
    client.logout()
    assert client.get(incidencia.get_absolute_url(), headers={"x-sello": sello}).content == b""
    anotar_nota(incidencia.pk, por=AgenteFactory(), texto="Secreta")
    respuesta = client.get(incidencia.get_absolute_url(), headers={"x-sello": sello})
    assert respuesta.status_code == 302
