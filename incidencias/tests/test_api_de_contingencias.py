"""Mass incidents through the API: the same decisions, with its own way to say no."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clientes.tests.fabricas import SedeFactory
from cuentas.tests.fabricas import AgenteFactory, ClienteUsuarioFactory, CoordinadorFactory
from incidencias.contingencias import olvidar_contingencias
from incidencias.models import Contingencia
from incidencias.tests.fabricas_plazos import ContingenciaFactory

pytestmark = pytest.mark.django_db
RAIZ = "/api/v1/contingencias/"


@pytest.fixture(autouse=True)
def _memoria():
    olvidar_contingencias()
    yield
    olvidar_contingencias()


@pytest.fixture
def coordina(client):
    client.force_login(CoordinadorFactory())
    return client


def nueva(**cambios):
    return {
        "nombre": "Corte en Sevilla",
        "causa": "Avería de la distribuidora",
        "provincias": ["41"],
        "desde_en": timezone.now().isoformat(),
        "aviso_a": "nadie",
        **cambios,
    }


def manda(client, url, datos=None, **cabeceras):
    return client.post(url, datos or {}, content_type="application/json", **cabeceras)


def test_declared_read_extended_and_ended(coordina):
    sede = SedeFactory()
    respuesta = manda(coordina, RAIZ, nueva(sedes=[sede.pk]))
    assert respuesta.status_code == 201
    dicha = respuesta.json()
    assert (dicha["provincias"], dicha["sedes"], dicha["incidencias"]) == (["41"], [sede.pk], 0)
    suya = respuesta["Location"]
    assert coordina.get(suya).json() == dicha
    hasta = (timezone.now() + timedelta(hours=3)).isoformat()
    assert manda(coordina, f"{suya}prorrogar/", {"hasta_en": hasta}).json()["hasta_en"]
    assert manda(coordina, f"{suya}terminar/").json()["terminada_en"]
    repetida = manda(coordina, f"{suya}terminar/")
    assert repetida.status_code == 409
    assert "ya ha terminado" in repetida.text
    assert manda(coordina, f"{suya}deshacer/").json()["deshecha_en"]


def test_only_those_that_live_if_asked(coordina):
    ContingenciaFactory()
    ContingenciaFactory(terminada_en=timezone.now() + timedelta(seconds=1))
    assert len(coordina.get(RAIZ).json()["results"]) == 2
    assert len(coordina.get(f"{RAIZ}?viva=true").json()["results"]) == 1


def test_the_same_key_declares_it_once(coordina):
    datos = nueva()
    for _vez in range(2):
        assert manda(coordina, RAIZ, datos, HTTP_IDEMPOTENCY_KEY="una").status_code == 201
    assert Contingencia.objects.count() == 1


@pytest.mark.parametrize(
    ("cambio", "estado", "campo"),
    [
        ({"provincias": ["77"]}, 400, "provincias"),
        ({"sedes": [0]}, 400, "sedes"),
        ({"sedes": ["x"]}, 400, "sedes"),
        ({"desde_en": "ayer"}, 400, "desde_en"),
        ({"nombre": ""}, 400, "nombre"),
        ({"provincias": []}, 409, "zona"),
        ({"desde_en": "2019-01-01T00:00:00Z"}, 409, "hace una semana"),
        ({"aviso_a": "zona"}, 409, "decir qué"),
    ],
)
def test_what_cannot_be_is_said_and_declares_nothing(coordina, cambio, estado, campo):
    respuesta = manda(coordina, RAIZ, nueva(**cambio))
    assert respuesta.status_code == estado
    assert campo in respuesta.text
    assert not Contingencia.objects.exists()


def test_an_agent_reads_them_and_declares_none(client):
    ContingenciaFactory()
    client.force_login(AgenteFactory())
    assert len(client.get(RAIZ).json()["results"]) == 1
    assert manda(client, RAIZ, nueva()).status_code == 403
    assert Contingencia.objects.count() == 1


def test_a_customer_and_a_stranger_see_none(client):
    una = ContingenciaFactory()
    assert client.get(RAIZ).status_code in {401, 403}
    client.force_login(ClienteUsuarioFactory())
    assert client.get(RAIZ).status_code == 403
    assert client.get(f"{RAIZ}{una.codigo}/").status_code == 403


def test_the_list_costs_the_same_with_one_as_with_five(coordina, consultas):
    ContingenciaFactory()
    coordina.get(RAIZ)
    con_una = consultas(coordina.get, RAIZ)
    ContingenciaFactory.create_batch(4)
    assert consultas(coordina.get, RAIZ) == con_una
