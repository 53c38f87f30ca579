"""Two at once: the locks of customers, units and proofs leave one result."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from clientes.models import Equipo, EventoCliente, EventoEquipo
from clientes.servicios import (
    cambiar_cliente,
    cambiar_contacto,
    cambiar_equipo,
    cambiar_sede,
    devolver_equipo,
    emitir_etiquetas,
    poner_a_disposicion,
    probar_correo,
    sustituir_equipo,
    traspasar_equipo,
)
from clientes.tests.fabricas import ClienteFactory, ContactoFactory, EquipoFactory, SedeFactory
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


@pytest.mark.parametrize(
    ("fabrica", "cambiar", "cambio"),
    [
        (ClienteFactory, cambiar_cliente, {"segmento": "oro"}),
        (ContactoFactory, cambiar_contacto, {"nombre": "Otra"}),
        (SedeFactory, cambiar_sede, {"direccion": "Calle Luna, 3"}),
        (EquipoFactory, cambiar_equipo, {"alias": "La de arriba"}),
    ],
)
def test_the_same_change_twice_is_one_event(fabrica, cambiar, cambio):
    fila = fabrica()
    _a_la_vez(*[lambda: cambiar(fila.pk, por=SISTEMA, **cambio)] * 2)
    fila.refresh_from_db()
    assert {campo: getattr(fila, campo) for campo in cambio} == cambio
    assert (EventoCliente.objects.count(), EventoEquipo.objects.count()) in {(1, 0), (0, 1)}


TRASPASO = {"por": SISTEMA, "en_fecha": date(2026, 3, 2), "motivo": "cesion"}


def test_two_that_swap_their_units_do_not_wait_for_each_other():
    uno, otro = EquipoFactory(), EquipoFactory()
    hechas = _a_la_vez(
        lambda: traspasar_equipo(uno.pk, cliente=otro.cliente, **TRASPASO),
        lambda: traspasar_equipo(otro.pk, cliente=uno.cliente, **TRASPASO),
    )
    assert [traspaso.a_cliente for traspaso in hechas] == [otro.cliente, uno.cliente]


def test_a_unit_is_transferred_once():
    equipo, nuevo = EquipoFactory(), ClienteFactory()
    hechas = _a_la_vez(*[lambda: traspasar_equipo(equipo.pk, cliente=nuevo, **TRASPASO)] * 2)
    assert sum(isinstance(hecha, ErrorDeNegocio) for hecha in hechas) == 1
    assert equipo.traspasos.count() == 1


def test_a_unit_is_replaced_once():
    equipo = EquipoFactory()
    hechas = _a_la_vez(
        *[
            lambda serie=serie: sustituir_equipo(
                equipo.pk, por=SISTEMA, numero_serie=serie, entregado_en=date(2026, 3, 2)
            )
            for serie in ("N-1", "N-2")
        ]
    )
    assert sorted(type(hecha).__name__ for hecha in hechas) == ["Equipo", "ErrorDeNegocio"]
    assert "ya se sustituyó por N-" in next(str(h) for h in hechas if isinstance(h, Exception))
    assert equipo.sustitutos.count() == 1


def test_two_that_put_each_other_inside_do_not_close_a_circle():
    uno = EquipoFactory()
    otro, medio = EquipoFactory(cliente=uno.cliente), EquipoFactory(cliente=uno.cliente)
    cambiar_equipo(medio.pk, por=SISTEMA, padre=otro)
    hechas = _a_la_vez(
        lambda: cambiar_equipo(uno.pk, por=SISTEMA, padre=medio),
        lambda: cambiar_equipo(otro.pk, por=SISTEMA, padre=uno),
    )
    assert sum(isinstance(hecha, ErrorDeNegocio) for hecha in hechas) == 1


def test_nor_do_those_of_a_customer_that_was_merged():
    uno = EquipoFactory()
    de_antes = ClienteFactory(fusionado_en=uno.cliente)
    otro = EquipoFactory(cliente=de_antes)
    dos, dos_mas = EquipoFactory(cliente=uno.cliente, padre=otro), EquipoFactory(cliente=de_antes)
    Equipo.objects.filter(pk=dos_mas.pk).update(padre=uno)
    hechas = _a_la_vez(
        lambda: cambiar_equipo(uno.pk, por=SISTEMA, padre=dos),
        lambda: cambiar_equipo(otro.pk, por=SISTEMA, padre=dos_mas),
    )
    assert sum(isinstance(hecha, ErrorDeNegocio) for hecha in hechas) == 1


def test_a_label_is_given_once():
    equipo = EquipoFactory()
    _a_la_vez(*[lambda: emitir_etiquetas([equipo.pk], por=SISTEMA)] * 2)
    assert equipo.etiquetas.count() == 1


def test_two_changes_of_a_customer_do_not_overwrite_each_other():
    cliente = ClienteFactory()
    _a_la_vez(
        lambda: cambiar_cliente(cliente.pk, por=SISTEMA, segmento="oro"),
        lambda: cambiar_cliente(cliente.pk, por=SISTEMA, nombre="Otra"),
    )
    cliente.refresh_from_db()
    assert (cliente.segmento, cliente.nombre) == ("oro", "Otra")
    assert cliente.eventos.count() == 2
