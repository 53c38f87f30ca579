"""An exchange tells its calls by the API: once each event, in any order, and only the office."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cuentas.tests.fabricas import AgenteFactory, ClienteUsuarioFactory
from incidencias.models import DevolucionLlamada, LlamadaCentralita, SucesoCentralita
from incidencias.servicios import centralita
from incidencias.tests.fabricas import LlamadaCentralitaFactory
from incidencias.tests.test_api import Api

pytestmark = pytest.mark.django_db
URL = "/api/v1/llamadas/"
# One instant for all the events of a test, or two of them may fall on either side of a second.
AHORA = timezone.now().replace(microsecond=0)


@pytest.fixture
def api(client):
    return Api(client, AgenteFactory(), "pv_centralita")


def suceso(evento, hace_s=60, **datos):
    en = AHORA - timedelta(seconds=hace_s)
    return {"llamada": "1763.1", "evento": evento, "ocurrido_en": en.isoformat(), **datos}


def test_a_call_is_told_event_by_event_and_answers_how_it_is(api):
    api.post(URL, suceso("terminada", 0))
    api.post(URL, suceso("contestada", 48, agente=api.usuario.email))
    respuesta = api.post(URL, suceso("ofrecida", 60, numero="600 123 456", cola="Averías"))
    assert respuesta.status_code == 201
    llamada = respuesta.json()
    assert (llamada["estado"], llamada["numero"]) == ("terminada", "+34600123456")
    assert (llamada["espera_s"], llamada["duracion_s"]) == (12, 48)
    assert llamada["agente"] == api.usuario.email


def test_a_call_of_endless_events_is_refused_and_what_was_told_stays_told(api, monkeypatch):
    monkeypatch.setattr(centralita, "MAXIMO_DE_SUCESOS", 1)
    assert api.post(URL, suceso("ofrecida", 60)).status_code == 201
    otro = api.post(URL, suceso("contestada", 48))
    assert (otro.status_code, otro.json()["codigo"]) == (409, "demasiados_sucesos")
    assert SucesoCentralita.objects.count() == 1
    assert api.post(URL, suceso("ofrecida", 60)).status_code == 200  # known already


def test_the_same_event_again_is_no_news(api):
    una = suceso("ofrecida", numero="600123456")
    assert [api.post(URL, una).status_code for _ in range(3)] == [201, 200, 200]
    assert SucesoCentralita.objects.count() == 1


def test_an_abandoned_call_is_owed_a_call_back(api):
    api.post(URL, suceso("ofrecida", numero="600123456"))
    api.post(URL, suceso("abandonada", 20))
    assert DevolucionLlamada.objects.get().numero == "+34600123456"


def test_the_recording_is_there_with_consent_and_only_then(api):
    api.post(URL, suceso("ofrecida"))
    sin = api.post(URL, suceso("grabacion", 1, grabacion_url="https://pbx.example/1.wav"))
    assert sin.json()["grabacion_url"] == ""
    con = api.post(URL, suceso("grabacion", 0, grabacion_consentida=True))
    assert con.json()["grabacion_url"] == "https://pbx.example/1.wav"


@pytest.mark.parametrize(
    ("campo", "valor"),
    [
        ("evento", "colgada"),
        ("evento", None),
        ("llamada", ""),
        ("llamada", "x" * 81),
        ("ocurrido_en", "ayer"),
        ("ocurrido_en", "1970-01-01T00:00:00Z"),
        ("ocurrido_en", "2040-01-01T00:00:00Z"),
        ("sentido", "lateral"),
        ("numero", "6" * 41),
        ("grabacion_url", "javascript:alert(1)"),
        ("grabacion_consentida", "quizá"),
    ],
)
def test_what_cannot_be_an_event_is_refused_field_by_field(api, campo, valor):
    respuesta = api.post(URL, suceso("ofrecida") | {campo: valor})
    assert respuesta.status_code == 400
    assert campo in respuesta.json()["errores"]
    assert not LlamadaCentralita.objects.exists()


def test_the_calls_are_listed_newest_first(api):
    vieja = LlamadaCentralitaFactory(terminada=True, ofrecida_en=timezone.now() - timedelta(days=1))
    nueva = LlamadaCentralitaFactory()
    ids = [una["id"] for una in api.get(URL).json()["results"]]
    assert ids == [nueva.pk, vieja.pk]
    assert api.get(f"{URL}{vieja.pk}/").json()["estado"] == "terminada"


def test_the_list_costs_the_same_with_one_row_as_with_twenty(api, consultas):
    LlamadaCentralitaFactory(agente=AgenteFactory())
    api.get(URL)  # the first use of a token is written
    con_una = consultas(api.get, URL)
    for _ in range(19):
        LlamadaCentralitaFactory(agente=AgenteFactory())
    assert consultas(api.get, URL) == con_una


def test_a_customer_neither_tells_nor_reads_calls(client):
    api = Api(client, ClienteUsuarioFactory(), "pv_cliente")
    llamada = LlamadaCentralitaFactory()
    assert api.post(URL, suceso("ofrecida")).status_code == 403
    assert api.get(URL).json()["results"] == []
    assert api.get(f"{URL}{llamada.pk}/").status_code == 404
    assert LlamadaCentralita.objects.count() == 1


def test_nobody_without_a_token_tells_anything(client):
    respuesta = client.post(URL, suceso("ofrecida"), content_type="application/json")
    assert respuesta.status_code == 401
    assert not LlamadaCentralita.objects.exists()
