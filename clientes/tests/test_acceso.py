"""A proved address becomes a customer user, joined to all its contacts."""

import pytest

from clientes.models import RolPortal
from clientes.servicios import probar_correo
from clientes.tests.fabricas import ContactoFactory
from cuentas.models import Usuario
from cuentas.tests.fabricas import AgenteFactory, ClienteUsuarioFactory

pytestmark = pytest.mark.django_db
CORREO = "marta@correo.example"


def test_the_first_proof_creates_the_user_and_joins_every_contact():
    suyos = [ContactoFactory(correo=CORREO) for _n in range(2)]
    ajeno = ContactoFactory()
    usuario = probar_correo("Marta@Correo.Example")
    assert usuario.codigos_de_rol == {"cliente"}
    assert not usuario.has_usable_password()
    assert set(usuario.contactos.all()) == set(suyos)
    assert all(contacto.correo_probado_en for contacto in usuario.contactos.all())
    ajeno.refresh_from_db()
    assert ajeno.usuario is None


def test_the_second_proof_changes_nothing():
    contacto = ContactoFactory(correo=CORREO)
    primero = probar_correo(CORREO)
    assert probar_correo(CORREO) == primero
    assert contacto.cliente.eventos.count() == 1


def test_an_unknown_address_creates_nobody():
    assert probar_correo(CORREO) is None
    assert not Usuario.objects.exists()


@pytest.mark.parametrize(
    "campos", [{"activo": False}, {"rol_portal": RolPortal.NINGUNO}, {"bloqueado": True}]
)
def test_a_contact_without_access_does_not_come_in(campos):
    if campos.pop("bloqueado", False):
        campos = {"cliente__bloqueado_en": "2026-01-01T00:00:00Z"}
    ContactoFactory(correo=CORREO, **campos)
    assert probar_correo(CORREO) is None
    assert not Usuario.objects.exists()


def test_staff_do_not_come_in_by_code():
    ContactoFactory(correo=CORREO)
    AgenteFactory(email=CORREO)
    assert probar_correo(CORREO) is None


def test_a_barred_customer_does_not_come_in():
    ContactoFactory(correo=CORREO)
    ClienteUsuarioFactory(email=CORREO, is_active=False)
    assert probar_correo(CORREO) is None
