"""Who may be at the other end of a telephone number, however the exchange writes it."""

import pytest
from django.utils import timezone

from clientes.llamantes import leer_numero, quienes_llaman
from clientes.tests.fabricas import ClienteFactory, ContactoFactory
from cuentas.tests.fabricas import AgenteFactory, ClienteUsuarioFactory

NUMERO = "+34611223344"


@pytest.mark.parametrize(
    ("escrito", "leido"),
    [
        ("611223344", NUMERO),
        ("611 22 33 44", NUMERO),
        ("0034611223344", NUMERO),
        ("34611223344", NUMERO),
        ("+34 611-223-344", NUMERO),
        ("+33142685300", "+33142685300"),
        ("33142685300", "+33142685300"),
        ("anonymous", ""),
        ("Private", ""),
        ("201", ""),
        ("", ""),
        ("6" * 300, ""),
        ("\x00", ""),
        ("²²²", ""),
    ],
)
def test_a_number_is_read_however_it_is_written(escrito, leido):
    assert leer_numero(escrito) == leido


@pytest.mark.django_db
class TestQuienes:
    def test_the_customer_and_the_person_of_another_with_that_number(self):
        suyo = ClienteFactory(telefono=NUMERO)
        persona = ContactoFactory(telefono=NUMERO, cliente__telefono="")
        hallados = quienes_llaman(AgenteFactory(), NUMERO)
        assert [(uno.cliente, uno.contacto) for uno in hallados] == [
            (suyo, None),
            (persona.cliente, persona),
        ]

    def test_somebody_with_the_number_twice_is_one(self):
        persona = ContactoFactory(telefono=NUMERO, cliente__telefono=NUMERO)
        (uno,) = quienes_llaman(AgenteFactory(), NUMERO)
        assert (uno.cliente, uno.contacto) == (persona.cliente, persona)

    def test_neither_the_blocked_nor_who_no_longer_works_there(self):
        ClienteFactory(telefono=NUMERO, bloqueado_en=timezone.now())
        ContactoFactory(telefono=NUMERO, activo=False, cliente__telefono="")
        assert quienes_llaman(AgenteFactory(), NUMERO) == []

    def test_without_a_number_nobody(self):
        ClienteFactory(telefono="")
        assert quienes_llaman(AgenteFactory(), "") == []

    def test_a_customer_finds_no_other(self):
        ClienteFactory(telefono=NUMERO)
        assert quienes_llaman(ClienteUsuarioFactory(), NUMERO) == []

    def test_it_costs_the_same_with_one_as_with_eight(self, consultas):
        agente = AgenteFactory()
        ClienteFactory(telefono=NUMERO)
        quienes_llaman(agente, NUMERO)  # their roles are read once
        con_uno = consultas(quienes_llaman, agente, NUMERO)
        ContactoFactory.create_batch(7, telefono=NUMERO, cliente__telefono="")
        assert consultas(quienes_llaman, agente, NUMERO) == con_uno
