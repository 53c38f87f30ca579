"""Bad input of every kind, where an attack found something: the site and the API end to end.

What concerns one app alone is tested beside it (test_entrada_mala_incidencias, sat/tests/
test_absurdos, portal/tests…).
"""

import json

import pytest
from django.test import Client
from rest_framework.test import APIClient

from clientes.models import Cliente
from clientes.servicios import probar_correo
from clientes.tests.fabricas import ContactoFactory, EquipoFactory
from cuentas.models import Usuario
from cuentas.servicios import crear_token, revocar_token
from cuentas.tests.fabricas import (
    AdministradorFactory,
    AgenteFactory,
    ClienteUsuarioFactory,
    CoordinadorFactory,
    ExternoFactory,
    GrupoFactory,
    TecnicoFactory,
)
from incidencias.models import Incidencia
from incidencias.tests.fabricas import IncidenciaFactory
from sat.models import OrdenTrabajo
from sat.tests.fabricas import (
    CitaFactory,
    FichaExternoFactory,
    FichaTecnicoFactory,
    OrdenFactory,
)

pytestmark = pytest.mark.django_db


def sesion(usuario) -> Client:
    cliente = Client(raise_request_exception=False)
    cliente.force_login(usuario)
    return cliente


def programa(usuario) -> APIClient:
    cliente = APIClient(raise_request_exception=False)
    cliente.force_authenticate(usuario)
    return cliente


# --- Bodies of the API


@pytest.mark.parametrize(
    "cuerpo",
    [
        b'{"nombre": ' * 3_000,
        b"[" * 100_000,
        b'{"nombre": 1e400}',
        b'{"nombre": NaN}',
        b'{"nombre": "a", "tipo": "\\ud800"}',
        b'{"nombre"',
        b"\xff\xfe{",
        b"[]",
        b"null",
        b"",
    ],
)
def test_a_body_that_is_no_json_of_ours_is_a_problem_document(cuerpo):
    respuesta = programa(AgenteFactory()).post(
        "/api/v1/clientes/", cuerpo, content_type="application/json"
    )
    assert respuesta.status_code == 400
    assert respuesta["Content-Type"] == "application/problem+json"
    assert not Cliente.objects.exists()


def test_a_body_too_long_is_refused_before_it_is_understood(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    cuerpo = json.dumps({"nombre": "x" * 1000})
    respuesta = programa(AgenteFactory()).post(
        "/api/v1/clientes/", cuerpo, content_type="application/json"
    )
    assert respuesta.status_code == 400
    assert "demasiado grande" in respuesta.json()["detail"]


@pytest.mark.parametrize("tipo", ["text/plain", "application/xml", "multipart/form-data"])
def test_another_content_type_is_refused(tipo):
    respuesta = programa(AgenteFactory()).post("/api/v1/clientes/", "x", content_type=tipo)
    assert respuesta.status_code == 415
    assert respuesta["Content-Type"] == "application/problem+json"


# --- Addresses and hidden fields that nobody types


@pytest.mark.parametrize(
    "volver", ["0", "{}", "1900-01-01", "https://otra.example/", "//otra.example", "\\\\otra"]
)
def test_where_to_go_back_is_ours_or_the_bandeja(volver):
    respuesta = sesion(AgenteFactory()).post("/incidencias/asignar/", {"volver": volver})
    assert (respuesta.status_code, respuesta.url) == (302, "/incidencias/")


def test_codes_with_impossible_characters_are_left_out():
    agente = AgenteFactory()
    datos = {"codigos": ["INC\x00", "INC-26-999999"], "responsable": agente.pk}
    assert sesion(agente).post("/incidencias/asignar/", datos).status_code == 302

