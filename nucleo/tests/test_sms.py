"""An SMS leaves by the company's gateway, a real HTTP server here, or says why it does not."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs

import pytest
from django.conf import settings as ajustes

from nucleo import buzon
from nucleo.comunicaciones import encolar
from nucleo.entrega import entregar_pendientes
from nucleo.models import Comunicacion
from nucleo.models.comunicaciones import Canal, Destino
from nucleo.tests.fabricas import EmpresaFactory

pytestmark = pytest.mark.django_db
PARA = "+34600123456"


class Pasarela(ThreadingHTTPServer):
    """Keeps what it is asked and answers what it is told to."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Ventanilla)
        self.estado, self.cabeceras, self.pedidos = 200, {}, []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/enviar"


class Ventanilla(BaseHTTPRequestHandler):
    server: Pasarela

    def do_POST(self) -> None:
        cuerpo = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.pedidos.append((dict(self.headers), cuerpo))
        self.send_response(self.server.estado)
        for nombre, valor in self.server.cabeceras.items():
            self.send_header(nombre, valor)
        self.end_headers()
        self.wfile.write(b"numero desconocido")

    def do_GET(self) -> None:  # where a redirected POST would end
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def pasarela(settings) -> Iterator[Pasarela]:
    with Pasarela() as servidor:
        hilo = Thread(target=servidor.serve_forever, daemon=True)
        hilo.start()
        settings.SMS_URL = servidor.url
        yield servidor
        servidor.shutdown()
        hilo.join()


def mandar(plantilla: str = "identidad", idioma: str = "es", **datos: str) -> Comunicacion:
    EmpresaFactory(nombre="Climas del Sur")
    fila = encolar(
        clave="s1",
        plantilla=plantilla,
        para=PARA,
        asunto="no se usa",
        canal=Canal.SMS,
        idioma=idioma,
        datos=datos,
        enlaces={
            "codigo": {"tipo": "identidad", "id": "7", "version": 1, "cifras": 6},
        },
    )
    entregar_pendientes()
    fila.refresh_from_db()
    return fila


def test_it_leaves_as_json_with_its_number_its_text_and_its_key(pasarela, settings):
    settings.SMS_AUTORIZACION = "Bearer clave"
    fila = mandar()
    [(cabeceras, cuerpo)] = pasarela.pedidos
    pedido = json.loads(cuerpo)
    assert fila.destino == Destino.ENVIADA
    assert (pedido["to"], pedido["id"]) == (PARA, "s1")
    assert pedido["text"].startswith("Climas del Sur: su código es ")
    assert (cabeceras["Authorization"], cabeceras["Idempotency-Key"]) == ("Bearer clave", "s1")


def test_the_names_of_the_fields_and_the_form_are_the_gateways(pasarela, settings):
    settings.SMS_FORMATO = "formulario"
    settings.SMS_CUERPO = {"msisdn": "{para}", "body": "{texto}", "sender": "Clima"}
    mandar()
    [(_cabeceras, cuerpo)] = pasarela.pedidos
    campos = parse_qs(cuerpo)
    assert (campos["msisdn"], campos["sender"]) == ([PARA], ["Clima"])
    assert set(campos) == {"msisdn", "body", "sender"}


def test_a_text_that_looks_like_a_gap_is_left_as_it_is(pasarela, settings):
    settings.SMS_CUERPO = {"to": ["{para}"], "text": "{texto}", "otro": "{nada}", "tope": 3}
    mandar()
    pedido = json.loads(pasarela.pedidos[0][1])
    assert (pedido["to"], pedido["otro"], pedido["tope"]) == ([PARA], "{nada}", 3)


@pytest.mark.parametrize("idioma", ["es", "ca", "gl", "eu", "en"])
@pytest.mark.parametrize("plantilla", ["fotos", "identidad"])
def test_every_text_is_written_in_the_five_languages_and_is_short(idioma, plantilla):
    carpeta = Path(ajustes.BASE_DIR) / "templates" / "sms"
    fichero = carpeta / ("" if idioma == "es" else idioma) / f"{plantilla}.txt"
    assert fichero.exists()


def test_in_the_customers_language(pasarela):
    mandar(idioma="ca", trato="tu")
    assert "el teu codi és" in json.loads(pasarela.pedidos[0][1])["text"]


@pytest.mark.parametrize("estado", [400, 401, 404, 422])
def test_what_the_gateway_refuses_is_not_tried_again_and_says_why(pasarela, estado):
    pasarela.estado = estado
    fila = mandar()
    assert fila.destino == Destino.FALLIDA
    assert f"{estado} numero desconocido" in fila.ultimo_error


@pytest.mark.parametrize("estado", [408, 429, 500, 503])
def test_a_busy_gateway_is_asked_again_later_with_the_same_key(pasarela, estado):
    pasarela.estado = estado
    fila = mandar()
    assert (fila.destino, fila.intentos) == (Destino.PENDIENTE, 1)
    pasarela.estado = 200
    Comunicacion.objects.update(proximo_intento_en=fila.creada_en)
    assert entregar_pendientes() == 1
    assert {cabeceras["Idempotency-Key"] for cabeceras, _cuerpo in pasarela.pedidos} == {"s1"}


def test_a_redirect_is_not_taken_for_a_delivery(pasarela):
    pasarela.estado, pasarela.cabeceras = 302, {"Location": pasarela.url}
    assert mandar().destino == Destino.FALLIDA


def test_a_gateway_that_is_down_loses_nothing(settings):
    settings.SMS_URL = "http://127.0.0.1:9/"
    assert mandar().destino == Destino.PENDIENTE


def test_without_a_gateway_it_says_so(settings):
    fila = mandar()
    assert fila.destino == Destino.FALLIDA
    assert "pasarela de SMS" in fila.ultimo_error


def test_what_was_never_written_for_an_sms_says_so(pasarela):
    fila = mandar("acuse")
    assert fila.destino == Destino.FALLIDA
    assert "no hay texto de SMS para acuse" in fila.ultimo_error
    assert not pasarela.pedidos


def test_in_the_demo_it_goes_to_its_mailbox(settings, tmp_path):
    settings.DEMO, settings.VAR_DIR = True, tmp_path
    assert mandar().destino == Destino.ENVIADA
    [correo] = buzon.listar()
    assert correo.asunto == f"SMS a {PARA}"
