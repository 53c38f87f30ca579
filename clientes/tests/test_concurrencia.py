"""Two at once: the locks of customers, units and proofs leave one result."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from clientes.servicios import (
    cambiar_cliente,
    devolver_equipo,
    poner_a_disposicion,
    probar_correo,
)
from clientes.tests.fabricas import ClienteFactory, ContactoFactory, EquipoFactory
from cuentas.models import Usuario
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA

pytestmark = pytest.mark.django_db(transaction=True)


def _a_la_vez(*tareas):
    """What each gave, or the business error that refused it."""
    salida = Barrier(len(tareas))

    def correr(tarea):
        salida.wait(timeout=10)
        try:
            return tarea()
        except ErrorDeNegocio as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tareas)) as hilos:
        return list(hilos.map(correr, tareas))


def test_two_proofs_of_an_address_create_one_user_and_one_event():
    contacto = ContactoFactory(correo="marta@correo.example")
    uno, otro = _a_la_vez(*[lambda: probar_correo("marta@correo.example")] * 2)
    assert uno == otro == Usuario.objects.get()
    assert contacto.cliente.eventos.count() == 1


def test_a_unit_comes_in_once():
    equipo = EquipoFactory()
    dia = date(2026, 3, 2)
    hechas = _a_la_vez(*[lambda: poner_a_disposicion(equipo.pk, por=SISTEMA, entregado_en=dia)] * 2)
    assert sorted(type(hecha).__name__ for hecha in hechas) == [
        "ErrorDeNegocio",
        "SuspensionCobertura",
    ]
    assert equipo.suspensiones.count() == 1


def test_a_unit_goes_back_once():
    equipo = EquipoFactory()
    dia = date(2026, 3, 2)
    entrada = poner_a_disposicion(equipo.pk, por=SISTEMA, entregado_en=dia)
    hechas = _a_la_vez(*[lambda: devolver_equipo(entrada.pk, por=SISTEMA, devuelto_en=dia)] * 2)
    assert sum(isinstance(hecha, ErrorDeNegocio) for hecha in hechas) == 1
    assert equipo.eventos.filter(codigo="devuelto").count() == 1


def test_two_changes_of_a_customer_do_not_overwrite_each_other():
    cliente = ClienteFactory()
    _a_la_vez(
        lambda: cambiar_cliente(cliente.pk, por=SISTEMA, segmento="oro"),
        lambda: cambiar_cliente(cliente.pk, por=SISTEMA, nombre="Otra"),
    )
    cliente.refresh_from_db()
    assert (cliente.segmento, cliente.nombre) == ("oro", "Otra")
    assert cliente.eventos.count() == 2
