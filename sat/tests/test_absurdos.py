"""Whatever is asked for, the answer is a sentence: never a 500, never half a row."""

import pytest
from django.test import Client
from rest_framework.test import APIClient

from cuentas.tests.fabricas import CoordinadorFactory
from sat.models import Cita, Intervencion
from sat.tests.fabricas import FichaTecnicoFactory, OrdenFactory

pytestmark = pytest.mark.django_db
ENORME = "9" * 30


@pytest.fixture
def quien():
    usuario = CoordinadorFactory(roles=["coordinador", "tecnico", "agente"])
    FichaTecnicoFactory(usuario=usuario)
    return usuario


@pytest.mark.parametrize(
    "ruta",
    [
        f"/api/v1/ordenes/?mandante={ENORME}",
        f"/api/v1/ordenes/?tecnico={ENORME}",
        "/api/v1/ordenes/?q=%00",
        "/api/v1/ordenes/?cursor=%00",
        "/api/v1/ordenes/%00/",
        "/sat/ordenes/%00/",
        "/sat/ordenes/%F0%9F/",
        "/sat/incidencias/%00/abrir-orden/",
        f"/sat/citas/{ENORME}/mover/",
        f"/sat/fotos/{ENORME}/",
        f"/sat/ordenes/OT-26-000001/partes/{ENORME}/",
        "/sat/?q=%00&estado=%00&cursor=%00",
        "/sat/agenda/?dia=%00",
        "/sat/mi-dia/?dia=%00",
        "/sat/mi-dia/ordenes/%00/",
    ],
)
def test_an_absurd_address_is_not_an_error_of_ours(quien, ruta):
    web, api = Client(raise_request_exception=False), APIClient(raise_request_exception=False)
    web.force_login(quien)
    api.force_authenticate(quien)
    OrdenFactory()
    assert web.get(ruta).status_code < 500
    assert api.get(ruta).status_code < 500


@pytest.mark.parametrize(
    ("desde", "hasta"),
    [
        ("0001-01-01T00:00:00+14:00", "0001-01-01T01:00:00+14:00"),
        ("9999-12-31T23:00:00-12:00", "9999-12-31T23:59:59-12:00"),
        ("2026-12-01T00:00:00Z", "9999-12-31T23:59:59-12:00"),
    ],
)
def test_instants_at_the_ends_of_time_are_refused(quien, desde, hasta):
    api = APIClient(raise_request_exception=False)
    api.force_authenticate(quien)
    orden, tecnico = OrdenFactory(planificada=True), FichaTecnicoFactory()
    cita = {"tecnico": tecnico.pk, "desde": desde, "hasta": hasta}
    inicio = {"tecnico": tecnico.pk, "en": hasta}
    base = f"/api/v1/ordenes/{orden.codigo}/"
    assert api.post(f"{base}citas/", cita, format="json").status_code in {400, 409}
    assert api.post(f"{base}iniciar/", inicio, format="json").status_code in {400, 409}
    assert not Cita.objects.exists()
    assert not Intervencion.objects.exists()


@pytest.mark.parametrize("cuerpo", [[1], "texto", None, {"tecnico": 10**30}, {"tecnico": True}])
def test_a_body_of_another_shape_is_a_problem_document(quien, cuerpo):
    api = APIClient(raise_request_exception=False)
    api.force_authenticate(quien)
    orden = OrdenFactory(planificada=True)
    respuesta = api.post(f"/api/v1/ordenes/{orden.codigo}/citas/", cuerpo, format="json")
    assert respuesta.status_code == 400
    assert respuesta["Content-Type"] == "application/problem+json"
