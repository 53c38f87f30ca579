"""What the whole API has in common."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Event

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIClient

from nucleo import api as api_comun
from nucleo.catalogos import CALENDARIO_CONTINUO, CALENDARIO_GENERAL
from nucleo.models import Calendario, ClaveIdempotencia
from nucleo.tests.fabricas import FestivoFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("nucleo.tests.rutas")]


@pytest.fixture
def usuario(db):
    return get_user_model().objects.create_user("programa@calderas.example", None)


@pytest.fixture
def api(usuario):
    return cliente_de(usuario)


def cliente_de(usuario) -> APIClient:
    cliente = APIClient(raise_request_exception=False)
    cliente.default_format = "json"
    cliente.force_authenticate(usuario)
    return cliente


def creados():
    """The calendars of the test, without those that every installation has."""
    return Calendario.objects.exclude(nombre__in=[CALENDARIO_GENERAL, CALENDARIO_CONTINUO])


def crear(cliente, clave, **datos):
    cabeceras = {"Idempotency-Key": clave} if clave else {}
    return cliente.post("/api/v1/calendarios/", datos, format="json", headers=cabeceras)


# --- Problem documents


@pytest.mark.parametrize(
    ("cual", "estado", "codigo", "detalle"),
    [
        ("regla", 409, "orden_cerrada", "La orden está cerrada."),
        ("campo", 409, "regla", "Ese equipo no es suyo."),
        ("no_existe", 404, "not_found", "No existe, o no es suyo."),
        ("prohibido", 403, "permission_denied", None),
    ],
)
def test_a_refusal_is_a_problem_document(api, cual, estado, codigo, detalle):
    respuesta = api.get(f"/api/v1/errores/{cual}/")
    problema = respuesta.json()
    assert respuesta["Content-Type"] == "application/problem+json"
    assert (respuesta.status_code, problema["status"]) == (estado, estado)
    assert (problema["codigo"], problema["type"]) == (codigo, "about:blank")
    assert detalle in (None, problema["detail"])
    assert "intern" not in respuesta.content.decode()


def test_a_rule_about_a_field_names_it(api):
    problema = api.get("/api/v1/errores/campo/").json()
    assert problema["errores"] == {"equipo": ["Ese equipo no es suyo."]}


def test_a_bug_is_not_dressed_up(api):
    assert api.get("/api/v1/errores/roto/").status_code == 500


def test_without_credentials_it_is_401():
    respuesta = APIClient().get("/api/v1/festivos/")
    assert (respuesta.status_code, respuesta["Content-Type"]) == (401, "application/problem+json")
    assert respuesta["WWW-Authenticate"]


@pytest.mark.parametrize(
    ("cuerpo", "tipo", "estado"),
    [
        ("{", "application/json", 400),
        ('{"nombre": ""}', "application/json", 400),
        ('{"nombre": "' + "x" * 81 + '"}', "application/json", 400),
        ('{"nombre": ["a"]}', "application/json", 400),
        ('{"nombre": "a\\u0000b"}', "application/json", 400),
        ("[]", "application/json", 400),
        ("nombre=a", "application/x-www-form-urlencoded", 415),
    ],
)
def test_a_bad_body_is_refused_and_writes_nothing(api, cuerpo, tipo, estado):
    respuesta = api.post("/api/v1/calendarios/", cuerpo, content_type=tipo)
    assert (respuesta.status_code, respuesta["Content-Type"]) == (
        estado,
        "application/problem+json",
    )
    assert not creados().exists()


def test_each_field_says_what_to_correct(api):
    problema = crear(api, "", nombre="").json()
    assert problema["codigo"] == "datos_no_validos"
    assert list(problema["errores"]) == ["nombre"]


def test_a_broken_constraint_is_409_with_its_sentence(api):
    crear(api, "", nombre="Taller")
    respuesta = crear(api, "", nombre="Taller")
    assert respuesta.status_code == 409
    assert "«nombre»" in respuesta.json()["detail"]


# --- Pages


def sembrar_festivos(cuantos: int) -> None:
    for n in range(cuantos):
        dia = date(2026, 1, 1) + timedelta(days=n)
        FestivoFactory(fecha=dia, nombre=f"día {n:02}", comunidad="CE")


def test_following_next_walks_the_whole_list(api):
    sembrar_festivos(5)
    vistos, direccion = [], "/api/v1/festivos/?limite=2&orden=nombre"
    while direccion:
        pagina = api.get(direccion).json()
        vistos += [fila["nombre"] for fila in pagina["results"]]
        direccion = pagina["next"]
    assert vistos == [f"día {n:02}" for n in (4, 3, 2, 1, 0)]


def test_previous_comes_back(api):
    sembrar_festivos(5)
    primera = api.get("/api/v1/festivos/?limite=2").json()
    segunda = api.get(primera["next"]).json()
    assert api.get(segunda["previous"]).json()["results"] == primera["results"]
    assert primera["previous"] is None


@pytest.mark.parametrize(
    "consulta", ["cursor=x", "limite=0", "limite=201", "limite=abc", "limite=²", "orden=secreto"]
)
def test_a_bad_parameter_is_400(api, consulta):
    respuesta = api.get(f"/api/v1/festivos/?{consulta}")
    assert respuesta.status_code == 400
    assert list(respuesta.json()["errores"]) == [consulta.split("=")[0]]


def test_a_list_costs_the_same_with_one_row_as_with_twenty(api, consultas):
    sembrar_festivos(1)
    con_uno = consultas(api.get, "/api/v1/festivos/")
    FestivoFactory(fecha="2027-01-01", comunidad="CE")
    assert consultas(api.get, "/api/v1/festivos/") == con_uno


# --- Idempotency


def test_the_same_key_and_body_happens_once_and_answers_the_same(api):
    primera = crear(api, "k1", nombre="Taller")
    segunda = crear(api, "k1", nombre="Taller")
    assert (primera.status_code, segunda.status_code) == (201, 201)
    assert primera.json() == segunda.json()
    assert segunda["Location"] == "/alli/"
    assert (primera.get("Idempotency-Replayed"), segunda["Idempotency-Replayed"]) == (None, "true")
    assert creados().count() == 1


def test_without_key_nothing_is_remembered(api):
    crear(api, "", nombre="Taller")
    assert not ClaveIdempotencia.objects.exists()


def test_the_same_key_with_another_body_is_refused(api):
    crear(api, "k1", nombre="Taller")
    respuesta = crear(api, "k1", nombre="Tienda")
    assert (respuesta.status_code, respuesta.json()["codigo"]) == (422, "clave_reutilizada")
    assert creados().count() == 1


def test_the_same_key_of_somebody_else_is_another_key(api):
    otro = get_user_model().objects.create_user("otro@calderas.example", None)
    crear(api, "k1", nombre="Taller")
    assert crear(cliente_de(otro), "k1", nombre="Tienda").status_code == 201


def test_a_refused_request_can_be_corrected_with_the_same_key(api):
    assert crear(api, "k1", nombre="").status_code == 400
    assert crear(api, "k1", nombre="Taller").status_code == 201


@pytest.mark.parametrize("clave", ["x" * 201, "a\x01b"])
def test_an_impossible_key_is_400(api, clave):
    assert crear(api, clave, nombre="Taller").status_code == 400
    assert not creados().exists()


@pytest.mark.django_db(transaction=True)
def test_while_one_is_in_flight_its_double_gets_409(usuario, monkeypatch):
    dentro, seguir = Event(), Event()
    guardar = Calendario.save

    def guardar_despacio(self, *args, **kwargs):
        dentro.set()
        seguir.wait(10)
        return guardar(self, *args, **kwargs)

    monkeypatch.setattr(Calendario, "save", guardar_despacio)

    def lanzar():
        try:
            return crear(cliente_de(usuario), "k1", nombre="Taller")
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as hilo:
        primera = hilo.submit(lanzar)
        assert dentro.wait(10)
        doble = crear(cliente_de(usuario), "k1", nombre="Taller")
        seguir.set()
        assert primera.result().status_code == 201
    assert (doble.status_code, doble.json()["codigo"]) == (409, "en_curso")
    assert creados().count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_died_in_the_middle_can_be_sent_again(usuario, monkeypatch):
    """Effect and answer are one transaction: dying between them leaves neither."""
    guardar = api_comun.insertar_fila
    monkeypatch.setattr(api_comun, "insertar_fila", lambda fila: 1 / 0)
    assert crear(cliente_de(usuario), "k1", nombre="Taller").status_code == 500
    assert not creados().exists()
    assert not ClaveIdempotencia.objects.exists()
    monkeypatch.setattr(api_comun, "insertar_fila", guardar)
    assert crear(cliente_de(usuario), "k1", nombre="Taller").status_code == 201


def test_a_key_costs_two_statements(api, consultas):
    """Its turn with whether it was used, and the answer kept; no commit of its own."""
    sin_clave = consultas(crear, api, "", nombre="Tienda")
    savepoint_and_release = 2
    assert consultas(crear, api, "k1", nombre="Taller") <= sin_clave + 2 + savepoint_and_release


# --- OpenAPI


def test_every_operation_declares_its_problems():
    esquema = SchemaGenerator(urlconf="nucleo.tests.rutas").get_schema(public=True)
    crear = esquema["paths"]["/api/v1/calendarios/"]["post"]
    leer = esquema["paths"]["/api/v1/festivos/"]["get"]
    assert {"400", "401", "404", "409", "415", "422", "429"} <= set(crear["responses"])
    assert {"400", "401", "404", "429"} <= set(leer["responses"])
    assert "409" not in leer["responses"]
    assert "Idempotency-Key" in [parametro["name"] for parametro in crear["parameters"]]
    assert {"cursor", "limite", "orden"} <= {parametro["name"] for parametro in leer["parameters"]}
    assert set(leer["responses"]["400"]["content"]) == {"application/problem+json"}
    assert "Problema" in esquema["components"]["schemas"]
