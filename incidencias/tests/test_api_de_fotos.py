"""Photos by the link of a call, sent by a program."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from clientes.tests.fabricas import ClienteFactory
from cuentas.tests.fabricas import AgenteFactory
from incidencias.servicios.previas import (
    abrir_enlace_de_fotos,
    anular_enlace_de_fotos,
    direccion_de,
    entregar_enlaces,
    tomar_borrador,
)
from incidencias.tests.fabricas import IncidenciaFactory

pytestmark = pytest.mark.django_db
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc000000301010018dd8db00000000049454e44ae426082"
)


@pytest.fixture(autouse=True)
def _carpeta(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def agente_de_la_llamada():
    return AgenteFactory()


@pytest.fixture
def uid():
    return uuid4()


@pytest.fixture
def enlace(agente_de_la_llamada, uid):
    return abrir_enlace_de_fotos(uid, por=agente_de_la_llamada, cliente=ClienteFactory(idioma="ca"))


@pytest.fixture
def url(enlace):
    return reverse("api-fotos", args=[direccion_de(enlace).rstrip("/").rpartition("/")[2]])


def foto(nombre="foto.png", contenido=PNG):
    return SimpleUploadedFile(nombre, contenido, "image/png")


def test_photos_reach_the_form_that_is_open(client, url, enlace):
    assert client.get(url).json() == {"recibidas": 0, "caben": 12}
    enviada = client.post(url, {"ficheros": [foto()]})
    assert (enviada.status_code, enviada.json()) == (201, {"recibidas": 1, "caben": 11})
    assert client.post(url, {"ficheros": [foto("otra.png")]}).json()["recibidas"] == 1  # the same
    assert enlace.fotos.get().nombre == "foto.png"


def test_and_its_case_once_there_is_one(client, url, uid, agente_de_la_llamada):
    caso = IncidenciaFactory()
    entregar_enlaces(tomar_borrador(uid, por=agente_de_la_llamada), caso)
    assert client.post(url, {"ficheros": [foto()]}).status_code == 201
    assert caso.adjuntos.get().nombre == "foto.png"


def test_a_link_that_opens_nothing_is_a_404(client, url, enlace, agente_de_la_llamada):
    anular_enlace_de_fotos(enlace.pk, por=agente_de_la_llamada)
    for respuesta in (client.get(url), client.post(url, {"ficheros": [foto()]})):
        assert respuesta.status_code == 404
        assert respuesta["Content-Type"] == "application/problem+json"
    assert not enlace.fotos.exists()


@pytest.mark.parametrize(
    ("cuerpo", "estado"),
    [
        ({}, 400),
        ({"ficheros": "no es un fichero"}, 400),
        ({"ficheros": [foto(f"{n}.png") for n in range(13)]}, 400),
        ({"ficheros": [foto("falsa.png", b"MZ" + b"\0" * 99)]}, 409),
    ],
)
def test_what_is_no_photo_is_told_and_nothing_is_kept(client, url, enlace, cuerpo, estado):
    respuesta = client.post(url, cuerpo)
    assert respuesta.status_code == estado
    assert respuesta["Content-Type"] == "application/problem+json"
    assert not enlace.fotos.exists()


def test_too_many_times_an_hour_is_too_many(client, url, settings):
    settings.FRENOS = True
    direccion = f"2001:db8::{uuid4().hex[:4]}"
    estados = [client.post(url, {}, REMOTE_ADDR=direccion).status_code for _vez in range(61)]
    assert estados == [400] * 60 + [429]
