"""Rows looked for by their key (nucleo/por_clave.py) are those that `visibles_para` gives."""

import pytest

from clientes.models import Cliente, Contacto, Equipo
from clientes.por_clave import CLIENTE, CONTACTO, EQUIPO, EQUIPO_DE_CUALQUIERA
from clientes.tests.fabricas import ClienteFactory, ContactoFactory, EquipoFactory
from cuentas.tests.fabricas import AgenteFactory, ClienteUsuarioFactory, TecnicoFactory
from nucleo.por_clave import MAXIMA, PorClave

pytestmark = pytest.mark.django_db


def _de_la_casa(cliente):
    usuario = ClienteUsuarioFactory()
    ContactoFactory(cliente=cliente, usuario=usuario, correo="casa@ejemplo.es")
    return usuario


@pytest.mark.parametrize("bloqueado", [True, False])
@pytest.mark.parametrize("quien", ["oficina", "técnico", "suyo", "extraño"])
def test_each_finds_by_key_what_its_lists_would_show(quien, bloqueado):
    equipo = EquipoFactory()
    cliente = equipo.cliente
    suyo = _de_la_casa(cliente)
    if bloqueado:
        Cliente.objects.filter(pk=cliente.pk).update(bloqueado_en="2026-01-01T00:00Z")
    personas = {"oficina": AgenteFactory, "técnico": TecnicoFactory, "suyo": lambda: suyo}
    usuario = personas.get(quien, lambda: _de_la_casa(ClienteFactory()))()
    for por_clave, fila in ((CLIENTE, cliente), (EQUIPO, equipo)):
        visibles = por_clave.modelo.objects.visibles_para(usuario)
        assert por_clave(fila.pk, usuario) == visibles.filter(pk=fila.pk).first()


def test_whose_a_contact_or_a_unit_is_may_be_looked_at_elsewhere():
    equipo, fuera = EquipoFactory(), ContactoFactory(activo=False)
    agente = AgenteFactory()
    assert EQUIPO_DE_CUALQUIERA(equipo.pk, agente) == Equipo.objects.get()
    assert CONTACTO(fuera.pk, agente) is None
    Contacto.objects.filter(pk=fuera.pk).update(activo=True)
    assert CONTACTO(fuera.pk, agente) == fuera  # read each time


@pytest.mark.parametrize("pk", [0, -1, 999_999, MAXIMA, MAXIMA + 1, 10**30])
def test_a_key_that_nobody_has_is_nobody(pk):
    assert CLIENTE(pk, AgenteFactory()) is None


def test_a_rule_that_asks_who_somebody_is_cannot_be_written_once():
    """It would show to everybody in the office what the first one saw."""
    suyas = PorClave(Cliente, lambda quien: Cliente.objects.filter(contactos__usuario=quien.pk))
    with pytest.raises(AttributeError):
        suyas(1, AgenteFactory())
