"""Rights of a unit by the API: given once, taken back with a reason, judged with what fails."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clientes.models import Cobertura, QuienPaga, TipoCobertura
from clientes.tests.fabricas import CoberturaFactory, CompraFactory, EquipoFactory
from cuentas.tests.fabricas import AgenteFactory, ClienteUsuarioFactory

pytestmark = pytest.mark.django_db

HOY = timezone.localdate()
DATOS = {
    "tipo": "ampliacion",
    "fecha_inicio": "2026-03-16",
    "fecha_fin": "2028-03-15",
    "paga": "aseguradora",
    "garante": "Seguros Ñ",
}


@pytest.fixture
def oficina(client):
    client.force_login(AgenteFactory())
    return client


def post(client, ruta, datos, **cabeceras):
    return client.post(ruta, datos, content_type="application/json", headers=cabeceras)


def test_it_is_given_once_however_often_it_is_asked(oficina):
    equipo = EquipoFactory()
    ruta, clave = f"/api/v1/equipos/{equipo.pk}/coberturas/", {"Idempotency-Key": "una"}
    primera = post(oficina, ruta, DATOS, **clave)
    assert (primera.status_code, primera.json()["garante"]) == (201, "Seguros Ñ")
    assert post(oficina, ruta, DATOS, **clave).json() == primera.json()
    con_poliza = DATOS | {"referencia": "POL-1"}
    assert (
        post(oficina, ruta, con_poliza).json()["id"] == post(oficina, ruta, con_poliza).json()["id"]
    )
    assert equipo.coberturas.count() == 2


@pytest.mark.parametrize(
    ("cambios", "estado"),
    [
        ({"piezas_pct": 101}, 409),
        ({"fecha_fin": "2026-03-15"}, 409),
        ({"paga": "cliente"}, 400),
        ({"tipo": "legal"}, 400),
        ({"fecha_fin": "pronto"}, 400),
        ({"garante": "x" * 121}, 400),
    ],
)
def test_what_cannot_be_is_a_problem_and_nothing_is_written(oficina, cambios, estado):
    ruta = f"/api/v1/equipos/{EquipoFactory().pk}/coberturas/"
    respuesta = post(oficina, ruta, DATOS | cambios)
    assert (respuesta.status_code, respuesta["Content-Type"]) == (
        estado,
        "application/problem+json",
    )
    assert not Cobertura.objects.exists()


def test_it_is_taken_back_with_a_reason_and_the_law_is_not(oficina):
    mia = CoberturaFactory(tipo=TipoCobertura.AMPLIACION, paga=QuienPaga.NOSOTROS)
    ruta = f"/api/v1/equipos/{mia.equipo_id}/coberturas/{mia.pk}/anular/"
    assert post(oficina, ruta, {}).status_code == 400
    hecha = post(oficina, ruta, {"motivo": "No se pagó"})
    assert (hecha.status_code, hecha.json()["motivo_anulacion"]) == (200, "No se pagó")
    assert post(oficina, ruta, {"motivo": "Otra vez"}).status_code == 409
    legal = CoberturaFactory(equipo=mia.equipo)
    de_la_ley = f"/api/v1/equipos/{mia.equipo_id}/coberturas/{legal.pk}/anular/"
    assert post(oficina, de_la_ley, {"motivo": "Porque sí"}).status_code == 409
    ajena = f"/api/v1/equipos/{EquipoFactory().pk}/coberturas/{mia.pk}/anular/"
    assert post(oficina, ajena, {"motivo": "De otro"}).status_code == 404


def test_strangers_do_not_reach_it(client):
    equipo = EquipoFactory()
    client.force_login(ClienteUsuarioFactory())
    assert post(client, f"/api/v1/equipos/{equipo.pk}/coberturas/", DATOS).status_code in {403, 404}
    assert not Cobertura.objects.exists()


def test_the_verdict_is_asked_with_what_fails(oficina):
    equipo = EquipoFactory()
    CoberturaFactory(
        equipo=equipo,
        tipo=TipoCobertura.REPARACION,
        paga=QuienPaga.NOSOTROS,
        defecto="Bomba",
        fecha_inicio=HOY - timedelta(days=1),
        fecha_fin=HOY + timedelta(days=1),
    )
    ruta = f"/api/v1/equipos/{equipo.pk}/cobertura/"
    assert oficina.get(ruta).json()["estado"] == "indeterminado"
    cubierto = oficina.get(ruta, {"sintoma": "bomba"}).json()
    assert (cubierto["estado"], cubierto["deber"]["es_nuestro"]) == ("cubierto", True)
    assert oficina.get(ruta, {"sintoma": "x" * 121}).status_code == 400


def test_by_the_api_it_costs_four_statements_however_many_rights_it_has(oficina, consultas):
    equipo = CompraFactory().equipo
    ruta = f"/api/v1/equipos/{equipo.pk}/cobertura/"
    con_ninguna = consultas(oficina.get, ruta)
    otras = {"tipo": TipoCobertura.COMERCIAL, "paga": QuienPaga.FABRICANTE}
    CoberturaFactory.create_batch(10, equipo=equipo, **otras)
    assert consultas(oficina.get, ruta) == con_ninguna <= 4
