"""Rows written without the ORM's compiler are the rows that it would have written."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clientes.eventos import autor_de
from clientes.models import Cliente, Compra, Contacto, Equipo, EventoCliente
from clientes.tests.fabricas import ClienteFactory, EquipoFactory
from nucleo.empresa import empresa
from nucleo.eventos import SISTEMA
from nucleo.insercion import (
    EnLaBase,
    JsonEscrito,
    insertar_fila,
    insertar_filas,
    insertar_juntas,
)
from nucleo.models import ClaveIdempotencia, Comunicacion
from nucleo.models.comunicaciones import Carril

pytestmark = pytest.mark.django_db
RAROS = ["O'Brien «ñ» 🙂", r"Con \ y %s y {}", "Dos\nlíneas\ty tab", '"comillas"; --', ""]


@pytest.mark.parametrize("texto", RAROS)
def test_texts_choices_dates_and_json_are_those_of_the_orm(texto):
    ahora = timezone.now()
    cambios = {"asunto": texto, "para": "a@b.es", "plantilla": "acuse", "carril": Carril.URGENTE}
    cambios |= {"datos": {"texto": texto, "lista": [1, None, True]}, "programado_para": ahora}
    cambios |= {"proximo_intento_en": ahora, "creada_en": ahora}
    antes = Comunicacion(clave="una", **cambios)
    insertar_fila(antes)
    despues = Comunicacion(clave="otra", **cambios)
    despues.save(force_insert=True)
    quitar = {"id", "clave"}
    filas = [
        {c: v for c, v in fila.items() if c not in quitar}
        for fila in Comunicacion.objects.order_by("pk").values()
    ]
    assert filas[0] == filas[1]
    assert filas[0]["datos"]["texto"] == texto


@pytest.mark.parametrize("respuesta", [None, "INC-26-000001", {"a": []}, [], 3, False])
def test_any_json_is_read_back_as_it_was(respuesta):
    fila = ClaveIdempotencia(solicitante="u", clave="c", huella="h", respuesta=respuesta)
    fila.estado_http = None if respuesta is None else 200
    insertar_fila(fila)
    assert ClaveIdempotencia.objects.get(pk=fila.pk).respuesta == respuesta


def test_numbers_days_nulls_and_keys_of_rows_just_written():
    equipo = EquipoFactory()
    compras = [
        Compra(
            cliente=equipo.cliente,
            equipo=equipo,
            referencia=str(uuid4()),
            fecha_contrato=date(2025, 1, n),
            importe_eur=Decimal("499.90") if n == 1 else None,
        )
        for n in (1, 2)
    ]
    assert insertar_filas(compras) == 2
    una, dos = Compra.objects.filter(pk__in=[c.pk for c in compras]).order_by("fecha_contrato")
    assert (una.pk, dos.pk) == (compras[0].pk, compras[1].pk)
    assert (una.importe_eur, dos.importe_eur) == (Decimal("499.90"), None)


def test_what_the_database_gives_is_in_the_row():
    cliente = ClienteFactory()
    evento = EventoCliente(
        cliente=cliente,
        codigo="cambio",
        ocurrido_en=datetime(2026, 3, 3, 23, 30, tzinfo=UTC),
        datos={},
        **autor_de(SISTEMA),
    )
    insertar_fila(evento)
    assert isinstance(evento.id, int)
    assert timezone.now() - evento.registrado_en < timedelta(minutes=1)
    assert evento.dia_local == date(2026, 3, 4)  # of here
    assert not evento._state.adding


def test_a_text_still_to_be_translated_is_written_in_words():
    cliente = Cliente(nombre=_("Persona"))
    insertar_fila(cliente)
    assert Cliente.objects.get().nombre == "Persona"


def test_a_row_that_points_to_one_without_key_is_refused():
    with pytest.raises(ValueError, match="unsaved related object"):
        insertar_fila(Contacto(cliente=Cliente(nombre="Ana"), nombre="Ana"))


def test_an_expression_is_written_by_the_orm():
    cliente = Cliente(nombre=models.functions.Upper(models.Value("ana")))
    insertar_fila(cliente)
    assert Cliente.objects.get(pk=cliente.pk).nombre == "ANA"


def test_a_repeated_key_is_an_error_or_nothing_as_it_is_asked():
    def una() -> ClaveIdempotencia:
        return ClaveIdempotencia(solicitante="u", clave="c", huella="h")

    assert insertar_fila(una(), si_no_esta=True)
    assert not insertar_fila(una(), si_no_esta=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        insertar_fila(una())
    assert ClaveIdempotencia.objects.count() == 1


def test_every_check_of_the_table_is_still_there():
    with pytest.raises(IntegrityError, match="conocido"), transaction.atomic():
        insertar_fila(Cliente(nombre="Ana", tipo="marciano"))
    assert not Equipo.objects.exists()


def _compras(equipo, cuantas):
    """Some of a unit, each on its own day."""
    datos = {"cliente": equipo.cliente, "equipo": equipo}
    return [
        Compra(**datos, referencia=str(uuid4()), fecha_contrato=date(2025, 1, n + 1))
        for n in range(cuantas)
    ]


def _eventos(cliente, cuantos):
    return [
        EventoCliente(
            cliente=cliente, codigo=f"c{n}", ocurrido_en=timezone.now(), datos={"n": n}, **_SISTEMA
        )
        for n in range(cuantos)
    ]


_SISTEMA = autor_de(SISTEMA)


def test_rows_of_several_tables_go_in_one_statement(django_assert_num_queries):
    equipo = EquipoFactory()
    compras, eventos = _compras(equipo, 3), _eventos(equipo.cliente, 2)
    empresa()  # which day it is here
    with django_assert_num_queries(1):
        insertar_juntas([compras, [], eventos])
    for fila in compras:
        assert Compra.objects.get(pk=fila.pk).fecha_contrato == fila.fecha_contrato
    for evento in eventos:
        escrito = EventoCliente.objects.get(id=evento.id)
        assert (escrito.codigo, escrito.datos) == (evento.codigo, evento.datos)
        assert escrito.registrado_en == evento.registrado_en
    assert not any(fila._state.adding for fila in (*compras, *eventos))


def test_of_one_table_or_of_none_it_is_as_ever(django_assert_num_queries):
    with django_assert_num_queries(0):
        insertar_juntas([[], []])
    (compra,) = _compras(EquipoFactory(), 1)
    insertar_juntas([[], [compra]])
    assert Compra.objects.get().pk == compra.pk


def test_if_one_of_them_is_refused_none_is_written():
    equipo = EquipoFactory()
    compras, (evento,) = _compras(equipo, 1), _eventos(equipo.cliente, 1)
    evento.autor = "nadie"
    with pytest.raises(IntegrityError, match="autor_conocido"), transaction.atomic():
        insertar_juntas([compras, [evento]])
    assert not Compra.objects.exists()


def test_an_expression_among_them_goes_through_the_orm():
    equipo = EquipoFactory()
    (compra,), (evento,) = _compras(equipo, 1), _eventos(equipo.cliente, 1)
    compra.importe_eur = models.Value(Decimal("3.50")) * 2
    insertar_juntas([[compra], [evento]])
    assert Compra.objects.get().importe_eur == Decimal("7.00")
    assert EventoCliente.objects.filter(id=evento.id).exists()


@pytest.mark.parametrize("cuantas", [1, 3])
def test_a_value_that_the_database_works_out_comes_back_in_each_row(cuantas):
    cliente = ClienteFactory(telefono="+34600000000")
    contactos = [
        Contacto(cliente=cliente, nombre=EnLaBase("'n.º ' || length('%s')"), telefono=f"{n}")
        for n in range(cuantas)
    ]
    insertar_filas(contactos)
    for contacto in contactos:
        escrito = Contacto.objects.get(pk=contacto.pk)
        assert (contacto.nombre, contacto.telefono) == ("n.º 2", escrito.telefono)
        assert escrito.nombre == contacto.nombre


def test_json_that_is_text_already_is_not_written_twice():
    fila = ClaveIdempotencia(solicitante="u", clave="c", huella="h", estado_http=200)
    fila.respuesta = JsonEscrito('{"a": ["ñ", null]}')
    insertar_fila(fila)
    assert ClaveIdempotencia.objects.get().respuesta == {"a": ["ñ", None]}
