"""Rows by COPY are the same rows as by INSERT, and what is wrong with them is said the same."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from clientes.eventos import autor_de
from clientes.models import Cliente, Contacto, EventoCliente
from clientes.tests.fabricas import ClienteFactory
from nucleo.copia import POCAS, insertar
from nucleo.eventos import SISTEMA, insertar_eventos

pytestmark = pytest.mark.django_db

RAROS = ("Tab\tulador", "Dos\nlíneas\r\n", r"Con \ y \N", "\\", "O'Brien «ñ» 🙂", '"comillas", ;')


def _clientes(cuantos: int = POCAS) -> list[Cliente]:
    return [Cliente(nombre=f"{RAROS[n % len(RAROS)]} {n}") for n in range(cuantos)]


def test_every_text_is_the_same_when_read_back():
    filas = _clientes()
    insertar(Cliente, filas, lote=1000)
    assert {c.pk: c.nombre for c in Cliente.objects.all()} == {c.pk: c.nombre for c in filas}
    assert all(not fila._state.adding for fila in filas)


def test_rows_that_point_to_new_ones_and_nulls_and_booleans():
    clientes = _clientes()
    mayores = [n % 2 == 1 for n in range(POCAS)]
    contactos = [
        Contacto(cliente=cliente, nombre="Ana", es_mayor_65=mayor)
        for cliente, mayor in zip(clientes, mayores, strict=True)
    ]
    insertar(Cliente, clientes, lote=20)  # in batches, the last of them by INSERT
    insertar(Contacto, contactos, lote=1000)
    leidos = Contacto.objects.order_by("pk")
    assert [c.cliente_id for c in leidos] == [c.pk for c in clientes]
    assert [c.es_mayor_65 for c in leidos] == mayores
    assert {c.correo_probado_en for c in leidos} == {None}


def test_events_keep_their_data_and_the_database_gives_their_arrival():
    cliente = ClienteFactory()
    ahora = timezone.now()
    datos = {"campos": ["nombre", 'con "comillas"\n'], "n": 3, "si": True, "nada": None}
    eventos = [
        EventoCliente(
            cliente=cliente, codigo="cambio", ocurrido_en=ahora, datos=datos, **autor_de(SISTEMA)
        )
        for _numero in range(POCAS)
    ]
    assert insertar_eventos(EventoCliente, eventos) == POCAS
    leidos = list(cliente.eventos.all())
    assert len({e.id for e in leidos}) == POCAS
    assert all(e.datos == datos and e.ocurrido_en == ahora for e in leidos)
    assert all(e.dia_local is not None and e.registrado_en is not None for e in leidos)


def test_what_a_constraint_refuses_is_an_integrity_error_and_nothing_stays():
    filas = [*_clientes(), Cliente(nombre="Malo", tipo="marciano")]
    with pytest.raises(IntegrityError, match="cliente_tipo_conocido"), transaction.atomic():
        insertar(Cliente, filas, lote=1000)
    assert not Cliente.objects.exists()


def test_few_rows_go_by_insert(django_assert_num_queries):
    with django_assert_num_queries(1):
        insertar(Cliente, _clientes(3), lote=1000)


def test_the_columns_of_the_search_are_made_as_with_an_insert():
    insertar(Cliente, _clientes(), lote=1000)
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from clientes_cliente where trigramas is null")
        assert cursor.fetchone() == (0,)
