"""Every factory builds a row that the database and the model's own validation accept."""

import pytest

from clientes.tests import fabricas as de_clientes
from cuentas.tests import fabricas as de_cuentas

pytestmark = pytest.mark.django_db

FABRICAS = [
    fabrica
    for modulo in (de_clientes, de_cuentas)
    for nombre, fabrica in vars(modulo).items()
    if nombre.endswith("Factory") and nombre != "DjangoModelFactory"
]


@pytest.mark.parametrize("fabrica", FABRICAS)
def test_a_factory_builds_twice_a_valid_row(fabrica):
    for fila in (fabrica(), fabrica()):
        fila.full_clean()


def test_a_user_of_a_factory_holds_its_role():
    assert de_cuentas.AgenteFactory().codigos_de_rol == {"agente"}
    assert de_cuentas.AgenteFactory(roles=["agente", "tecnico"]).codigos_de_rol == {
        "agente",
        "tecnico",
    }
