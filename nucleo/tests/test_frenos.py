"""Rate limits, counted in the real Redis."""

from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from redis.exceptions import ConnectionError as RedisCaido
from rest_framework.test import APIClient

from nucleo import frenos
from nucleo.frenos import direccion_de, frenar


@pytest.fixture(autouse=True)
def _contador_propio(settings):
    """A prefix of its own: counts of one test do not reach another."""
    settings.FRENOS = True
    settings.REDIS_PREFIJO = f"prueba-{uuid4().hex}"
    frenos._contador.cache_clear()
    yield
    frenos._contador.cache_clear()


@pytest.fixture
def pedir(db):
    @frenar("2/minute", nombre="formulario")
    def vista(request):
        return HttpResponse("bien")

    def enviar(metodo="post", **extra):
        return vista(getattr(RequestFactory(), metodo)("/", **extra))

    return enviar


def test_up_to_the_limit_it_answers_and_then_429(pedir):
    assert [pedir().status_code for _ in range(3)] == [200, 200, 429]


def test_the_refusal_says_when_to_come_back(pedir):
    respuesta = [pedir() for _ in range(3)][-1]
    assert 1 <= int(respuesta["Retry-After"]) <= 60
    assert "Demasiados intentos" in respuesta.content.decode()


def test_looking_is_not_counted(pedir):
    assert {pedir("get").status_code for _ in range(5)} == {200}


def test_each_address_has_its_own_count(pedir):
    for _ in range(3):
        pedir(REMOTE_ADDR="10.0.0.1")
    assert pedir(REMOTE_ADDR="10.0.0.2").status_code == 200


def test_without_redis_the_door_stays_open(pedir, monkeypatch):
    def caido(*args):
        raise RedisCaido

    monkeypatch.setattr(frenos._contador(), "hit", caido)
    assert [pedir().status_code for _ in range(3)] == [200, 200, 200]


@pytest.mark.parametrize(
    ("proxies", "anotado", "esperada"),
    [
        (0, "1.1.1.1", "127.0.0.1"),  # anybody can write the header
        (1, "9.9.9.9, 1.1.1.1", "1.1.1.1"),
        (2, "9.9.9.9, 1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (1, "", ""),
        (2, "1.1.1.1", "127.0.0.1"),
    ],
)
def test_the_address_is_the_one_our_own_proxy_noted(settings, proxies, anotado, esperada):
    settings.PROXIES_DELANTE = proxies
    request = RequestFactory().get("/", headers={"X-Forwarded-For": anotado})
    assert direccion_de(request) == esperada


@pytest.mark.django_db
@pytest.mark.urls("nucleo.tests.rutas")
def test_the_api_answers_429_with_a_problem_document(settings, django_user_model):
    settings.FRENO_API = "1/minute"
    cliente = APIClient()
    cliente.force_authenticate(django_user_model.objects.create_user("p@calderas.example", None))
    assert cliente.get("/api/v1/festivos/").status_code == 200
    respuesta = cliente.get("/api/v1/festivos/")
    assert (respuesta.status_code, respuesta["Content-Type"]) == (429, "application/problem+json")
    assert int(respuesta["Retry-After"]) >= 1
