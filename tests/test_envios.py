"""A form that is sent twice, also at once, happens once."""

from threading import Event
from uuid import uuid4

import pytest
from django.test import RequestFactory

from cuentas.tests.fabricas import AgenteFactory
from nucleo.envios import una_sola_vez
from nucleo.errores import ErrorDeNegocio
from nucleo.models import ClaveIdempotencia
from nucleo.tests.hilos import a_la_vez

pytestmark = pytest.mark.django_db


def peticion(usuario, envio, **datos):
    request = RequestFactory().post("/nueva/", {"envio": str(envio), **datos})
    request.user = usuario
    return request


def test_the_second_gets_what_the_first_was_answered():
    usuario, envio, hechos = AgenteFactory(), uuid4(), []

    def hacer():
        hechos.append(1)
        return f"INC-{len(hechos)}"

    respuestas = [una_sola_vez(peticion(usuario, envio), hacer) for _ in range(2)]
    assert (respuestas, hechos) == (["INC-1", "INC-1"], [1])
    assert una_sola_vez(peticion(usuario, envio, asunto="Otra"), hacer) == "INC-2"
    assert una_sola_vez(peticion(AgenteFactory(), envio), hacer) == "INC-3"


def test_what_was_refused_may_be_sent_again():
    usuario, envio = AgenteFactory(), uuid4()

    def negarse():
        raise ErrorDeNegocio("Falta algo.")

    with pytest.raises(ErrorDeNegocio):
        una_sola_vez(peticion(usuario, envio), negarse)
    assert una_sola_vez(peticion(usuario, envio), lambda: "INC-1") == "INC-1"


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_the_second_waits_for_the_first():
    usuario, envio, hechos, respuestas = AgenteFactory(), uuid4(), [], []

    def hacer():
        hechos.append(1)
        Event().wait(0.3)
        return f"INC-{len(hechos)}"

    def enviar():
        respuestas.append(una_sola_vez(peticion(usuario, envio), hacer))

    a_la_vez(enviar, enviar)
    assert (respuestas, hechos) == (["INC-1", "INC-1"], [1])


def test_the_key_of_one_that_died_before_this_is_taken_over():
    usuario, envio = AgenteFactory(), uuid4()
    una_sola_vez(peticion(usuario, envio), lambda: "INC-1")
    ClaveIdempotencia.objects.update(respuesta=None, estado_http=None)
    assert una_sola_vez(peticion(usuario, envio), lambda: "INC-2") == "INC-2"


def test_it_costs_two_statements(django_assert_num_queries):
    usuario = AgenteFactory()
    savepoint = 2  # in production, the transaction itself
    with django_assert_num_queries(2 + savepoint):
        una_sola_vez(peticion(usuario, uuid4()), lambda: "INC-1")
