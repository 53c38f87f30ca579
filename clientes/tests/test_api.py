"""Customers, units and purchases in the API: visible ones only, created once, refused clearly."""

from datetime import date

import pytest

from clientes.models import Cliente, Compra, Equipo
from clientes.tests.fabricas import (
    ClienteFactory,
    CompraFactory,
    ContactoFactory,
    EmpresaClienteFactory,
    EquipoFactory,
    ProductoFactory,
    SedeFactory,
)
from cuentas.tests.fabricas import ClienteUsuarioFactory, TecnicoFactory, TokenFactory

pytestmark = pytest.mark.django_db


class Api:
    """A program with the token of somebody."""

    def __init__(self, client, usuario=None):
        campos = {"usuario": usuario} if usuario else {}
        self.token = TokenFactory(claro="pv_api", **campos)
        self.client, self.cabeceras = client, {"Authorization": "Bearer pv_api"}

    def get(self, ruta, **datos):
        return self.client.get(f"/api/v1/{ruta}", datos, headers=self.cabeceras)

    def post(self, ruta, datos, metodo="post", **cabeceras):
        return getattr(self.client, metodo)(
            f"/api/v1/{ruta}",
            datos,
            content_type="application/json",
            headers={**self.cabeceras, **cabeceras},
        )


@pytest.fixture
def api(client):
    return Api(client)


def test_customers_are_listed_found_and_read(api):
    cliente = ClienteFactory(nombre="Íñigo Ruiz")
    ContactoFactory(cliente=cliente, nombre="Ana")
    SedeFactory(cliente=cliente)
    ClienteFactory(nombre="Otra")
    hallados = api.get("clientes/", q="iñigo").json()["results"]
    assert [uno["nombre"] for uno in hallados] == ["Íñigo Ruiz"]
    detalle = api.get(f"clientes/{cliente.pk}/").json()
    assert detalle["contactos"][0]["nombre"] == "Ana"
    assert detalle["sedes"][0]["comunidad"] == "MD"


def test_a_customer_is_created_once_per_key_with_the_token_as_author(api):
    datos = {"nombre": "Marta", "tipo": "persona", "nif": "12345678z"}
    dos = [api.post("clientes/", datos, **{"Idempotency-Key": "k1"}) for _vez in range(2)]
    assert [uno.status_code for uno in dos] == [201, 201]
    assert dos[0].json() == dos[1].json()
    cliente = Cliente.objects.get()
    assert (cliente.nif, cliente.es_consumidor) == ("12345678Z", True)
    assert cliente.eventos.get().token == api.token
    assert dos[0]["Location"] == f"/api/v1/clientes/{cliente.pk}/"


def test_a_customer_is_changed(api):
    cliente = ClienteFactory()
    respuesta = api.post(f"clientes/{cliente.pk}/", {"segmento": "oro"}, metodo="patch")
    assert (respuesta.status_code, respuesta.json()["segmento"]) == (200, "oro")


@pytest.mark.parametrize(
    ("cambio", "estado", "campo"),
    [
        ({"nombre": ""}, 400, "nombre"),
        ({"nombre": "x" * 201}, 400, "nombre"),
        ({"tipo": "marciano"}, 400, "tipo"),
        ({"nif": "12345678A"}, 409, "nif"),
        ({"telefono": "12"}, 409, "telefono"),
        ({"correo": "nada"}, 400, "correo"),
    ],
)
def test_a_wrong_customer_is_answered_with_a_problem(api, cambio, estado, campo):
    respuesta = api.post("clientes/", {"nombre": "Marta", "tipo": "persona", **cambio})
    assert respuesta.status_code == estado
    assert respuesta["Content-Type"] == "application/problem+json"
    assert campo in respuesta.json()["errores"]
    assert not Cliente.objects.exists()


def test_a_unit_is_registered_and_its_coverage_asked_for_a_day(api):
    cliente, producto = ClienteFactory(), ProductoFactory()
    datos = {"cliente": cliente.pk, "producto": producto.pk, "numero_serie": "ab1"}
    creado = api.post("equipos/", datos).json()
    assert (creado["numero_serie"], creado["producto"]["id"]) == ("AB1", producto.pk)
    compra = {
        "cliente": cliente.pk,
        "equipo": creado["id"],
        "fecha_contrato": "2023-03-15",
        "importe_eur": "899.90",
    }
    assert api.post("compras/", compra).status_code == 201
    ruta = f"equipos/{creado['id']}/cobertura/"
    dentro = api.get(ruta, fecha="2026-03-15").json()
    assert (dentro["estado"], dentro["paga"], dentro["hasta"]) == (
        "cubierto",
        "vendedor",
        "2026-03-15",
    )
    assert api.get(ruta, fecha="2026-03-16").json()["estado"] == "no"
    assert api.get(f"equipos/{creado['id']}/").json()["coberturas"][0]["tipo"] == "legal"


@pytest.mark.parametrize("fecha", ["ayer", "2026-13-01", "<b>", "1"])
def test_a_day_that_is_none_is_400(api, fecha):
    respuesta = api.get(f"equipos/{EquipoFactory().pk}/cobertura/", fecha=fecha)
    assert respuesta.status_code == 400
    assert "fecha" in respuesta.json()["errores"]


@pytest.mark.parametrize("fecha", ["1900-01-01", "3000-01-01", "0001-01-01", "9999-12-31"])
def test_far_days_are_judged_and_break_nothing(api, fecha):
    equipo = CompraFactory().equipo
    assert api.get(f"equipos/{equipo.pk}/cobertura/", fecha=fecha).status_code == 200


@pytest.mark.parametrize(
    ("cambio", "estado", "campo"),
    [
        ({"cliente": None}, 400, "cliente"),
        ({"cliente": 10**30}, 400, "cliente"),
        ({"cliente": "<b>"}, 400, "cliente"),
        ({"producto": 999999}, 400, "producto"),
        ({"instalado_en": "1900-01-01"}, 409, "instalado_en"),
        ({"instalado_en": "3000-01-01"}, 409, "instalado_en"),
        ({"numero_serie": "x" * 81}, 400, "numero_serie"),
    ],
)
def test_a_wrong_unit_is_answered_with_a_problem(api, cambio, estado, campo):
    datos = {"cliente": ClienteFactory().pk, "producto": ProductoFactory().pk, **cambio}
    respuesta = api.post("equipos/", datos)
    assert respuesta.status_code == estado
    assert campo in respuesta.json()["errores"]
    assert not Equipo.objects.exists()


def test_another_customers_site_is_refused(api):
    datos = {
        "cliente": ClienteFactory().pk,
        "producto": ProductoFactory().pk,
        "sede": SedeFactory().pk,
    }
    respuesta = api.post("equipos/", datos)
    assert (respuesta.status_code, list(respuesta.json()["errores"])) == (409, ["sede"])
    assert not Equipo.objects.exists()


def test_the_same_key_with_another_purchase_is_422(api):
    cliente = ClienteFactory().pk
    uno = {"cliente": cliente, "fecha_contrato": "2026-02-01"}
    otro = {"cliente": cliente, "fecha_contrato": "2026-02-02"}
    assert api.post("compras/", uno, **{"Idempotency-Key": "k"}).status_code == 201
    assert api.post("compras/", uno, **{"Idempotency-Key": "k"}).status_code == 201
    assert api.post("compras/", otro, **{"Idempotency-Key": "k"}).status_code == 422
    assert Compra.objects.get().fecha_contrato == date(2026, 2, 1)


def test_a_purchase_of_another_customers_unit_is_409(api):
    datos = {
        "cliente": ClienteFactory().pk,
        "equipo": EquipoFactory().pk,
        "fecha_contrato": "2026-02-01",
    }
    assert api.post("compras/", datos).status_code == 409
    assert not Compra.objects.exists()


@pytest.mark.parametrize("recurso", ["clientes", "equipos", "compras"])
def test_a_customers_token_sees_its_own_and_writes_nothing(client, recurso):
    usuario = ClienteUsuarioFactory()
    contacto = ContactoFactory(usuario=usuario)
    suya = CompraFactory(equipo__cliente=contacto.cliente)
    ajena = CompraFactory()
    api = Api(client, usuario)
    filas = {"clientes": "cliente_id", "equipos": "equipo_id", "compras": "pk"}
    visto, oculto = (getattr(una, filas[recurso]) for una in (suya, ajena))
    assert [uno["id"] for uno in api.get(f"{recurso}/").json()["results"]] == [visto]
    assert api.get(f"{recurso}/{visto}/").status_code == 200
    assert api.get(f"{recurso}/{oculto}/").status_code == 404
    assert api.post(f"{recurso}/", {}).status_code == 403


def test_a_technicians_token_sees_no_customers_by_itself(client):
    ClienteFactory()
    assert Api(client, TecnicoFactory()).get("clientes/").json()["results"] == []


@pytest.mark.parametrize("pk", ["0", "999999999999999999", "9" * 30, "x", "1.5"])
def test_an_id_of_nothing_is_404(api, pk):
    for recurso in ("clientes", "equipos", "compras"):
        assert api.get(f"{recurso}/{pk}/").status_code == 404


def test_the_lists_cost_the_same_with_one_row_as_with_twenty(api, consultas):
    CompraFactory()
    rutas = ["clientes/", "equipos/", "compras/"]
    api.get("clientes/")  # the first use of the token is noted
    con_una = [consultas(api.get, ruta) for ruta in rutas]
    CompraFactory.create_batch(19)
    assert [consultas(api.get, ruta) for ruta in rutas] == con_una


def test_one_more_of_a_company_does_not_see_its_people_its_sites_or_what_it_bought(client):
    empresa, usuario = EmpresaClienteFactory(), ClienteUsuarioFactory()
    suyo = ContactoFactory(cliente=empresa, usuario=usuario, rol_portal="propias")
    ContactoFactory(cliente=empresa, nombre="Otra")
    SedeFactory(cliente=empresa, notas_acceso="Alarma 1234")
    CompraFactory(equipo=EquipoFactory(cliente=empresa))
    api = Api(client, usuario)
    visto = api.get(f"clientes/{empresa.pk}/").json()
    assert [uno["id"] for uno in visto["contactos"]] == [suyo.pk]
    assert visto["sedes"] == api.get("sedes/").json()["results"] == []
    assert api.get("compras/").json()["results"] == []
    suyo.rol_portal = "empresa"
    suyo.save()
    assert len(api.get(f"clientes/{empresa.pk}/").json()["sedes"]) == 1
    assert [len(api.get(ruta).json()["results"]) for ruta in ("sedes/", "compras/")] == [1, 1]
