"""Contacts, sites, consents and merging in the API: visible ones only, refused clearly."""

import pytest

from clientes.models import Cliente, Consentimiento, Contacto, Sede
from clientes.tests.fabricas import (
    ClienteFactory,
    ConsentimientoFactory,
    ContactoFactory,
    EquipoFactory,
    PosibleDuplicadoFactory,
    SedeFactory,
)
from clientes.tests.test_api import Api
from cuentas.tests.fabricas import ClienteUsuarioFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(client):
    return Api(client)


def test_a_contact_is_created_changed_found_and_read(api):
    cliente = ClienteFactory(tipo="empresa")
    datos = {"cliente": cliente.pk, "nombre": "Begoña", "telefono": "655 44 33 22"}
    creado = api.post("contactos/", {**datos, "limite_aprobacion_eur": "1500.00"})
    assert creado.status_code == 201
    uno = creado.json()
    assert (uno["telefono"], uno["limite_aprobacion_eur"]) == ("+34655443322", "1500.00")
    assert creado["Location"] == f"/api/v1/contactos/{uno['id']}/"
    cambio = api.post(f"contactos/{uno['id']}/", {"clase": "empleado"}, metodo="patch")
    assert cambio.json()["clase"] == "empleado"
    ContactoFactory()
    for filtro in ({"cliente": cliente.pk}, {"q": "begona"}, {"clase": "empleado"}):
        assert [c["id"] for c in api.get("contactos/", **filtro).json()["results"]] == [uno["id"]]
    assert api.get(f"contactos/{uno['id']}/").json()["nombre"] == "Begoña"


@pytest.mark.parametrize(
    ("ruta", "datos", "estado"),
    [
        ("contactos/", {"nombre": "X", "telefono": "12"}, 409),
        ("contactos/", {"nombre": "X", "clase": "vecino"}, 400),
        ("contactos/", {"nombre": "X", "limite_aprobacion_eur": "-1"}, 409),
        ("contactos/", {"nombre": "x" * 121}, 400),
        ("contactos/", {"nombre": " "}, 400),
        ("sedes/", {"direccion": "Calle, 1", "codigo_postal": "99001"}, 409),
        ("sedes/", {"direccion": ""}, 400),
        ("sedes/", {"direccion": "Calle, 1", "calendario": 999999}, 400),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(api, ruta, datos, estado):
    respuesta = api.post(ruta, {"cliente": ClienteFactory().pk, **datos})
    assert respuesta.status_code == estado
    assert respuesta["Content-Type"] == "application/problem+json"
    assert not Contacto.objects.exists()
    assert not Sede.objects.exists()


@pytest.mark.parametrize("cliente", [999999, "x", None, 2**70, True])
def test_a_customer_that_is_not_there_is_a_bad_body(api, cliente):
    assert api.post("sedes/", {"cliente": cliente, "direccion": "Calle, 1"}).status_code == 400


def test_a_site_is_created_and_better_known_each_time(api):
    datos = {"cliente": ClienteFactory().pk, "direccion": "Gran Vía, 1", "municipio": "Zaragoza"}
    sede = api.post("sedes/", {**datos, "codigo_postal": "50001"}).json()
    assert (sede["provincia"], sede["posicion_fuente"]) == ("50", "municipio")
    ruta = f"sedes/{sede['id']}/posicion/"
    punto = {"latitud": "41.65", "longitud": "-0.88", "fuente": "gps", "precision_m": 12}
    assert api.post(ruta, punto).json()["posicion_fuente"] == "gps"
    peor = api.post(ruta, {**punto, "latitud": "40", "fuente": "direccion"}).json()
    assert (peor["posicion_fuente"], peor["latitud"]) == ("gps", "41.650000")
    for mal in ({"latitud": "91"}, {"fuente": "ninguna"}, {"precision_m": 0}):
        assert api.post(ruta, {**punto, **mal}).status_code == 400


def test_a_consent_is_noted_taken_back_and_filtered(api):
    contacto = ContactoFactory()
    datos = {"contacto": contacto.pk, "finalidad": "comercial", "base": "consentimiento"}
    sin_prueba = api.post("consentimientos/", datos)
    assert sin_prueba.status_code == 409
    assert "probarlo" in sin_prueba.json()["detail"]
    dado = api.post("consentimientos/", {**datos, "prueba": "Llamada"}).json()
    assert dado["vale"] is True
    al_reves = {**datos, "prueba": "x", "otorgado_en": "2026-03-01T10:00:00Z"}
    al_reves["caduca_en"] = "2026-02-01T10:00:00Z"
    assert api.post("consentimientos/", al_reves).status_code == 409
    assert api.post(f"consentimientos/{dado['id']}/retirar/", {}).json()["vale"] is False
    assert api.post(f"consentimientos/{dado['id']}/retirar/", {}).status_code == 409
    otro = ConsentimientoFactory(contacto=contacto)
    vigentes = api.get("consentimientos/", cliente=contacto.cliente_id, vale="true").json()
    assert [uno["id"] for uno in vigentes["results"]] == [otro.pk]
    assert Consentimiento.objects.count() == 2


def test_customers_are_merged_and_taken_apart(api):
    uno, otro = ClienteFactory(nombre="Uno"), ClienteFactory(nombre="Otro")
    equipo = EquipoFactory(cliente=uno)
    queda = api.post(f"clientes/{uno.pk}/fusionar/", {"en_cliente": otro.pk})
    assert (queda.status_code, queda.json()["id"]) == (200, otro.pk)
    assert [c["id"] for c in api.get("clientes/").json()["results"]] == [otro.pk]
    assert api.get(f"clientes/{uno.pk}/").json()["fusionado_en"] == otro.pk
    suyos = api.get("equipos/", cliente=otro.pk).json()["results"]
    assert [fila["id"] for fila in suyos] == [equipo.pk]
    nuevo = api.post("contactos/", {"cliente": uno.pk, "nombre": "Ana"}).json()
    assert nuevo["cliente"] == otro.pk
    assert api.post(f"clientes/{uno.pk}/separar/", {}).json()["fusionado_en"] is None
    assert api.post(f"clientes/{uno.pk}/separar/", {}).status_code == 409


def test_an_impossible_merge_is_a_broken_rule(api):
    uno, otro, tercero = ClienteFactory.create_batch(3)
    api.post(f"clientes/{uno.pk}/fusionar/", {"en_cliente": otro.pk})
    for de, en, frase in (
        (otro, otro, "consigo mismo"),
        (tercero, uno, "ya está fusionado"),
        (uno, tercero, "ya está fusionado"),
    ):
        respuesta = api.post(f"clientes/{de.pk}/fusionar/", {"en_cliente": en.pk})
        assert (respuesta.status_code, frase in respuesta.json()["detail"]) == (409, True)
    assert api.post(f"clientes/{tercero.pk}/fusionar/", {"en_cliente": 999999}).status_code == 400
    assert Cliente.objects.get(pk=tercero.pk).fusionado_en is None


def test_who_may_be_the_same_is_listed(api):
    par = PosibleDuplicadoFactory()
    (hallado,) = api.get(f"clientes/{par.otro_id}/duplicados/").json()
    assert (hallado["uno"], hallado["otro"], hallado["motivos"]) == (
        par.uno_id,
        par.otro_id,
        ["nif"],
    )


def test_a_customer_reads_only_what_is_theirs_and_writes_nothing(client):
    usuario = ClienteUsuarioFactory()
    mio = ContactoFactory(usuario=usuario)
    companero, ajeno = ContactoFactory(cliente=mio.cliente), ContactoFactory()
    SedeFactory(cliente=mio.cliente)
    ajena = SedeFactory()
    ConsentimientoFactory(contacto=mio)
    suyo = ConsentimientoFactory(contacto=companero)
    api = Api(client, usuario)
    for ruta in ("contactos/", "sedes/", "consentimientos/"):
        assert len(api.get(ruta).json()["results"]) == 1, ruta
        assert api.post(ruta, {}).status_code == 403
    for ruta in (
        f"contactos/{ajeno.pk}/",
        f"sedes/{ajena.pk}/",
        f"consentimientos/{suyo.pk}/",
    ):
        assert api.get(ruta).status_code == 404
    assert api.post(f"clientes/{mio.cliente_id}/fusionar/", {"en_cliente": 1}).status_code == 403


@pytest.mark.parametrize("ruta", ["contactos/", "sedes/", "consentimientos/", "clientes/"])
def test_lists_cost_the_same_with_one_as_with_twenty(api, consultas, ruta):
    ConsentimientoFactory()
    SedeFactory()
    api.get(ruta)  # the first one notes that the token was used
    con_uno = consultas(api.get, ruta)
    for _n in range(19):
        ConsentimientoFactory()
        SedeFactory()
    assert consultas(api.get, ruta) == con_uno


@pytest.mark.parametrize(
    "filtro", [{"tipo": "comunidad"}, {"segmento": "oro"}, {"es_consumidor": "false"}]
)
def test_customers_are_filtered(api, filtro):
    buscado = ClienteFactory(tipo="comunidad", segmento="oro", es_consumidor=False)
    ClienteFactory()
    assert [c["id"] for c in api.get("clientes/", **filtro).json()["results"]] == [buscado.pk]
