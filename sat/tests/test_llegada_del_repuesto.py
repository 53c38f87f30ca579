"""When the part arrives: somebody says it, and it is told to whoever calls and to the customer."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cuentas.tests.fabricas import AgenteFactory, CoordinadorFactory, ExternoFactory
from incidencias.models import Incidencia
from incidencias.que_decir import que_decir
from nucleo.errores import ErrorDeNegocio
from nucleo.tiempo import hoy
from sat.eventos import Codigo, EnElCaso
from sat.models import Estado
from sat.servicios import anular_orden, esperar_repuesto, fechar_repuesto, iniciar_intervencion
from sat.tests.fabricas import FichaTecnicoFactory, OrdenFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ahora(time_machine):
    time_machine.move_to("2026-11-20T09:00:00+01:00", tick=False)
    return time_machine


def esperando(**datos):
    return OrdenFactory(estado=Estado.ESPERANDO_REPUESTO, **datos)


def dicho(orden):
    caso = Incidencia.objects.para_llamada().get(pk=orden.incidencia_id)
    return que_decir(AgenteFactory(), [caso])[0].texto.lower()


def test_it_has_an_author_and_is_told_in_the_case(ahora):
    orden, agente = esperando(), AgenteFactory()
    fechar_repuesto(orden.pk, por=agente, llega_el=date(2026, 11, 25))
    fechar_repuesto(orden.pk, por=agente, llega_el=date(2026, 11, 27))
    fechar_repuesto(orden.pk, por=agente, llega_el=date(2026, 11, 27))  # nothing new
    orden.refresh_from_db()
    assert orden.repuesto_llega_el == date(2026, 11, 27)
    sucesos = orden.eventos.filter(codigo=Codigo.REPUESTO_FECHADO).order_by("id")
    assert [(uno.usuario, uno.datos) for uno in sucesos] == [
        (agente, {"llega_el": "2026-11-25", "antes": None}),
        (agente, {"llega_el": "2026-11-27", "antes": "2026-11-25"}),
    ]
    en_el_caso = orden.incidencia.eventos.filter(codigo=EnElCaso.REPUESTO_FECHADO)
    assert en_el_caso.count() == 2


@pytest.mark.parametrize(
    ("llega_el", "frase"),
    [
        (date(2026, 11, 20), "la pieza llega hoy"),
        (date(2026, 11, 25), "la pieza llega el miércoles 25"),
        (date(2026, 12, 9), "la pieza llega el 9 dic"),
        (date(2026, 11, 19), "la pieza tenía que llegar ayer y no consta que esté"),
        (None, "esperamos una pieza"),
    ],
)
def test_it_is_said_to_whoever_calls(ahora, llega_el, frase):
    assert frase in dicho(esperando(repuesto_llega_el=llega_el))


def test_with_an_appointment_given_already_it_is_still_said_until_it_arrives(ahora):
    orden = OrdenFactory(estado=Estado.PLANIFICADA, repuesto_llega_el=date(2026, 11, 25))
    assert "la pieza llega el miércoles 25" in dicho(orden)
    ahora.shift(timedelta(days=6))
    assert "pieza" not in dicho(orden)


def test_work_that_begins_and_an_order_cancelled_wait_for_nothing():
    tecnico = FichaTecnicoFactory()
    empezada, anulada = (esperando(repuesto_llega_el=hoy()) for _vez in range(2))
    iniciar_intervencion(empezada.pk, tecnico=tecnico, por=tecnico.usuario)
    anular_orden(anulada.pk, por=AgenteFactory(), motivo="Ya no la quiere")
    for orden in (empezada, anulada):
        orden.refresh_from_db()
        assert orden.repuesto_llega_el is None


@pytest.mark.parametrize("dias", [-1, 400])
def test_a_day_that_cannot_be_is_said_and_changes_nothing(dias):
    orden = esperando()
    with pytest.raises(ErrorDeNegocio, match="dentro de un año"):
        fechar_repuesto(orden.pk, por=AgenteFactory(), llega_el=hoy() + timedelta(days=dias))
    orden.refresh_from_db()
    assert orden.repuesto_llega_el is None
    assert not orden.eventos.filter(codigo=Codigo.REPUESTO_FECHADO).exists()


def test_an_order_that_is_over_waits_for_no_part():
    orden = OrdenFactory(anulada=True)
    with pytest.raises(ErrorDeNegocio, match="no espera ningún repuesto"):
        fechar_repuesto(orden.pk, por=AgenteFactory(), llega_el=hoy())
    with pytest.raises(IntegrityError), transaction.atomic():
        type(orden).objects.filter(pk=orden.pk).update(repuesto_llega_el=hoy())


def test_it_can_be_said_as_it_begins_to_wait():
    orden = OrdenFactory(estado=Estado.DIAGNOSTICADA)
    esperar_repuesto(orden.pk, por=AgenteFactory(), llega_el=hoy() + timedelta(days=3))
    orden.refresh_from_db()
    assert orden.estado == Estado.ESPERANDO_REPUESTO
    assert orden.repuesto_llega_el == hoy() + timedelta(days=3)


def test_on_the_pages_of_the_order_and_of_the_case(client, ahora):
    orden = esperando()
    client.force_login(AgenteFactory())
    ruta = reverse("sat:accion", args=[orden.codigo, "llegada"])
    assert "El repuesto llega el" in client.get(ruta).text
    assert client.post(ruta, {"llega_el": "2025-01-01"}).status_code == 422
    assert client.post(ruta, {"llega_el": "2026-11-25"}).status_code == 302
    assert "miércoles 25 de noviembre" in client.get(orden.get_absolute_url()).text
    assert 'value="2026-11-25"' in client.get(ruta).text
    ficha = client.get(orden.incidencia.get_absolute_url()).text
    assert "El repuesto llega el <strong>miércoles 25 de noviembre</strong>" in ficha
    assert "el repuesto llega el 25 de noviembre" in ficha
    ahora.shift(timedelta(days=7))
    assert "tenía que llegar" in client.get(orden.incidencia.get_absolute_url()).text


def test_the_customer_reads_it_in_their_language(client, ahora):
    from django.template.loader import render_to_string
    from django.utils import translation

    orden = esperando(repuesto_llega_el=date(2026, 11, 25))
    datos = {"ordenes": [orden], "citas": [], "trabajando": [], "partes": []}
    assert "que llega el 25 de noviembre" in render_to_string("sat/panel_portal.html", datos)
    with translation.override("ca"):
        assert "que arriba el 25 de novembre" in render_to_string("sat/panel_portal.html", datos)
    ahora.shift(timedelta(days=7))  # late: no date is promised again
    assert "Avisaremos en cuanto llegue" in render_to_string("sat/panel_portal.html", datos)


def test_through_the_api_and_only_by_whom_it_concerns(client):
    orden = esperando()
    client.force_login(CoordinadorFactory())
    ruta = f"/api/v1/ordenes/{orden.codigo}/llegada-del-repuesto/"
    dia = (hoy() + timedelta(days=2)).isoformat()

    def manda(datos):
        return client.post(ruta, datos, content_type="application/json")

    assert manda({"llega_el": dia}).json()["repuesto_llega_el"] == dia
    assert manda({"llega_el": "ayer"}).status_code == 400
    assert manda({"llega_el": "2020-01-01"}).status_code == 409
    assert manda({"llega_el": None}).json()["repuesto_llega_el"] is None
    client.force_login(ExternoFactory())
    assert manda({"llega_el": dia}).status_code in {403, 404}
