"""What a contact may accept by themselves."""

from decimal import Decimal

import pytest

from clientes.aprobaciones import juzgar_aprobacion, pedido_para
from clientes.tests.fabricas import ContactoFactory, EmpresaClienteFactory

pytestmark = pytest.mark.django_db


def _contacto(**campos):
    return ContactoFactory(cliente=EmpresaClienteFactory(), nombre="Ana", **campos)


@pytest.mark.parametrize(
    ("limite", "importe", "vale"),
    [
        (None, "99999.99", True),
        ("500", "500.00", True),
        ("500", "500.01", False),
        ("0", "1", False),
    ],
)
def test_a_contact_accepts_up_to_their_limit(limite, importe, vale):
    contacto = _contacto(limite_aprobacion_eur=limite and Decimal(limite))
    assert juzgar_aprobacion(contacto, Decimal(importe)).vale is vale


def test_above_it_the_sentence_says_who_may():
    contacto = _contacto(limite_aprobacion_eur=Decimal(500))
    ContactoFactory(cliente=contacto.cliente, nombre="Berta", limite_aprobacion_eur=Decimal(900))
    ContactoFactory(cliente=contacto.cliente, nombre="Carla", activo=False)
    juicio = juzgar_aprobacion(contacto, Decimal("612.30"))
    assert "puede aprobar hasta 500,00" in juicio.frase
    assert juicio.frase.endswith("Puede aprobarlo: Berta.")
    assert juicio.campo == "importe_eur"


def test_nobody_else_may_and_it_is_said():
    juicio = juzgar_aprobacion(_contacto(limite_aprobacion_eur=Decimal(1)), Decimal(2))
    assert juicio.frase.endswith("hay que preguntarlo.")


@pytest.mark.parametrize(
    ("abierto", "dado", "vale"), [("", "", False), ("PC-1", "", True), ("", " PC-2 ", True)]
)
def test_whoever_needs_a_purchase_order_gives_its_number(abierto, dado, vale):
    contacto = _contacto(exige_pedido=True, numero_pedido=abierto)
    assert juzgar_aprobacion(contacto, Decimal(10), dado).vale is vale


def test_the_number_given_comes_before_the_open_one():
    contacto = _contacto(numero_pedido="PC-1")
    assert (pedido_para(contacto), pedido_para(contacto, " PC-2 ")) == ("PC-1", "PC-2")
    assert pedido_para(None) == ""


def test_judging_costs_nothing_within_the_limit(consultas):
    contacto = _contacto(limite_aprobacion_eur=Decimal(500))
    assert consultas(juzgar_aprobacion, contacto, Decimal(1)) == 0
