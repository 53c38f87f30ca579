"""Units and products in the API: changed, transferred, replaced, retired; refused clearly."""

from datetime import date

import pytest
from django.utils import timezone

from clientes.models import Equipo, Producto
from clientes.tests.fabricas import (
    ClienteFactory,
    CompraFactory,
    ContactoFactory,
    EquipoFactory,
    ProductoFactory,
    SedeFactory,
)
from clientes.tests.test_api import Api
from cuentas.tests.fabricas import ClienteUsuarioFactory, TecnicoFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(client):
    return Api(client)


def _traspaso(**cambios):
    nuevo = cambios.pop("cliente", None) or ClienteFactory()
    return {"cliente": nuevo.pk, "en_fecha": "2025-01-02", "motivo": "cesion"} | cambios


SUSTITUCION = {"numero_serie": "n-1", "entregado_en": "2024-05-31"}
RETIRADA = {"en_fecha": "2024-05-31", "motivo": "sin_uso"}


def test_a_unit_is_changed_and_its_owner_is_not(api):
    equipo = EquipoFactory()
    padre, otro = EquipoFactory(cliente=equipo.cliente), ClienteFactory()
    cambio = {"alias": "La 2", "padre": padre.pk, "cliente": otro.pk}
    respuesta = api.post(f"equipos/{equipo.pk}/", cambio, metodo="patch")
    assert respuesta.status_code == 200
    dicho = respuesta.json()
    assert (dicho["alias"], dicho["padre"], dicho["cliente"]) == (
        "La 2",
        padre.pk,
        equipo.cliente_id,
    )


def test_a_unit_is_transferred(api):
    equipo, nuevo = EquipoFactory(alias="La mía"), ClienteFactory()
    sede = SedeFactory(cliente=nuevo)
    datos = _traspaso(cliente=nuevo, sede=sede.pk, notas="Con el piso")
    respuesta = api.post(f"equipos/{equipo.pk}/traspasar/", datos)
    assert respuesta.status_code == 200
    dicho = respuesta.json()
    assert (dicho["cliente"], dicho["sede"], dicho["alias"]) == (nuevo.pk, sede.pk, "")
    evento = equipo.eventos.get(codigo="traspasado")
    assert evento.token == api.token


def test_a_unit_is_replaced_once_per_key(api):
    equipo = CompraFactory().equipo
    dos = [
        api.post(f"equipos/{equipo.pk}/sustituir/", SUSTITUCION, **{"Idempotency-Key": "k1"})
        for _vez in range(2)
    ]
    assert [uno.status_code for uno in dos] == [201, 201]
    assert dos[0].json() == dos[1].json()
    nuevo = Equipo.objects.get(sustituye_a=equipo)
    assert dos[0].json()["sustituye_a"] == equipo.pk
    assert dos[0]["Location"] == f"/api/v1/equipos/{nuevo.pk}/"
    viejo = api.get(f"equipos/{equipo.pk}/").json()
    assert (viejo["retirado_en"], viejo["retirado_motivo"]) == ("2024-05-31", "sustituido")


def test_a_unit_is_retired_with_its_parts(api):
    equipo = EquipoFactory()
    EquipoFactory(cliente=equipo.cliente, padre=equipo)
    respuesta = api.post(f"equipos/{equipo.pk}/retirar/", RETIRADA | {"con_partes": True})
    assert respuesta.json()["retirado_motivo"] == "sin_uso"
    assert api.get("equipos/", en_uso="true").json()["results"] == []
    assert len(api.get("equipos/", en_uso="false").json()["results"]) == 2


@pytest.mark.parametrize(
    ("accion", "datos", "estado", "campo"),
    [
        ("traspasar", {"motivo": "porque_si"}, 400, "motivo"),
        ("traspasar", {"cliente": 0}, 400, "cliente"),
        ("traspasar", {"cliente": 10**30}, 400, "cliente"),
        ("traspasar", {"en_fecha": "ayer"}, 400, "en_fecha"),
        ("traspasar", {"en_fecha": "3000-01-01"}, 409, "en_fecha"),
        ("traspasar", {"en_fecha": "1900-01-01"}, 409, "en_fecha"),
        ("traspasar", {"coberturas": [10**9]}, 409, "coberturas"),
        ("traspasar", {"coberturas": [10**30]}, 400, "coberturas"),
        ("traspasar", {"notas": "x" * 501}, 400, "notas"),
        ("sustituir", {"numero_serie": ""}, 400, "numero_serie"),
        ("sustituir", {"numero_serie": "x" * 500}, 400, "numero_serie"),
        ("sustituir", {"numero_serie": "ocupada"}, 409, "numero_serie"),
        ("sustituir", {"entregado_en": "3000-01-01"}, 409, "entregado_en"),
        ("sustituir", {"puesto_a_disposicion": "2024-06-01"}, 409, "puesto_a_disposicion"),
        ("sustituir", {"fabricado_en": "2024-06-01"}, 409, "fabricado_en"),
        ("sustituir", {"producto": 0}, 400, "producto"),
        ("retirar", {"motivo": "sustituido"}, 400, "motivo"),
        ("retirar", {"en_fecha": "3000-01-01"}, 409, "en_fecha"),
    ],
)
def test_what_cannot_be_is_a_problem_that_names_its_field(api, accion, datos, estado, campo):
    equipo = EquipoFactory()
    EquipoFactory(producto=equipo.producto, numero_serie="OCUPADA")
    bien = {"traspasar": _traspaso, "sustituir": lambda: SUSTITUCION, "retirar": lambda: RETIRADA}
    respuesta = api.post(f"equipos/{equipo.pk}/{accion}/", bien[accion]() | datos)
    assert respuesta.status_code == estado
    assert respuesta["Content-Type"] == "application/problem+json"
    assert campo in respuesta.content.decode()
    equipo.refresh_from_db()
    assert equipo.retirado_en is None
    assert not equipo.eventos.exists()
    assert Equipo.objects.count() == 2


def test_a_serial_that_is_taken_says_whose_it_is(api):
    equipo = EquipoFactory(numero_serie="AB-1", cliente__nombre="Eva Mas")
    datos = {
        "cliente": ClienteFactory().pk,
        "producto": equipo.producto_id,
        "numero_serie": "ab-1",
        "nuestro_papel": "vendedor",
    }
    respuesta = api.post("equipos/", datos)
    assert respuesta.status_code == 409
    assert "es de Eva Mas" in respuesta.json()["detail"]


def test_a_circle_another_owner_or_the_retired_are_a_conflict(api):
    uno = EquipoFactory()
    dentro = EquipoFactory(cliente=uno.cliente, padre=uno)
    for padre in (dentro, uno, EquipoFactory()):
        respuesta = api.post(f"equipos/{uno.pk}/", {"padre": padre.pk}, metodo="patch")
        assert respuesta.status_code == 409
    retirado = EquipoFactory(retirado_en=date(2024, 1, 1), retirado_motivo="sin_uso")
    for accion, datos in (
        ("traspasar", _traspaso()),
        ("sustituir", SUSTITUCION),
        ("retirar", RETIRADA),
    ):
        assert api.post(f"equipos/{retirado.pk}/{accion}/", datos).status_code == 409


def test_a_blocked_customer_is_not_there_to_receive_anything(api):
    bloqueado = ClienteFactory(bloqueado_en=timezone.now())
    equipo = EquipoFactory()
    datos = _traspaso(cliente=bloqueado)
    assert api.post(f"equipos/{equipo.pk}/traspasar/", datos).status_code == 400
    suyo = EquipoFactory(cliente=bloqueado)
    assert api.post(f"equipos/{suyo.pk}/retirar/", RETIRADA).status_code == 404


@pytest.mark.parametrize("quien", [ClienteUsuarioFactory, TecnicoFactory])
def test_only_the_office_decides(client, quien):
    usuario = quien()
    equipo = EquipoFactory()
    ContactoFactory(cliente=equipo.cliente, usuario=usuario)
    api = Api(client, usuario)
    for accion, datos in (
        ("traspasar", _traspaso()),
        ("sustituir", SUSTITUCION),
        ("retirar", RETIRADA),
    ):
        assert api.post(f"equipos/{equipo.pk}/{accion}/", datos).status_code in {403, 404}
    assert api.post("productos/", {"nombre": "Horno"}).status_code in {403, 404}
    equipo.refresh_from_db()
    assert equipo.retirado_en is None


# --- Products


def test_a_product_is_added_read_found_and_put_out_of_use(api):
    dos = [
        api.post("productos/", {"nombre": "Horno", "marca": "Ñu"}, **{"Idempotency-Key": "p"})
        for _vez in range(2)
    ]
    assert [uno.status_code for uno in dos] == [201, 201]
    producto = Producto.objects.get()
    ProductoFactory()
    assert [p["id"] for p in api.get("productos/", q="ñu horno").json()["results"]] == [producto.pk]
    respuesta = api.post(f"productos/{producto.pk}/", {"activo": False}, metodo="patch")
    assert respuesta.json()["activo"] is False
    assert api.get(f"productos/{producto.pk}/").json()["activo"] is False
    datos = {"cliente": ClienteFactory().pk, "producto": producto.pk, "nuestro_papel": "vendedor"}
    assert api.post("equipos/", datos).status_code == 400


@pytest.mark.parametrize(
    ("cambio", "estado"),
    [
        ({"nombre": ""}, 400),
        ({"nombre": "x" * 151}, 400),
        ({"gama": "dorada"}, 400),
        ({"fin_fabricacion": "3000-01-01"}, 409),
        ({"nombre": "Repetido", "marca": "Ñu", "modelo": "X"}, 409),
    ],
)
def test_a_product_that_cannot_be_is_a_problem(api, cambio, estado):
    ProductoFactory(nombre="Repetido", marca="Ñu", modelo="X")
    assert api.post("productos/", {"nombre": "Horno"} | cambio).status_code == estado
    assert Producto.objects.count() == 1


def test_the_catalogue_is_not_for_customers(client):
    producto = ProductoFactory()
    api = Api(client, ClienteUsuarioFactory())
    assert api.get("productos/").json()["results"] == []
    assert api.get(f"productos/{producto.pk}/").status_code == 404
