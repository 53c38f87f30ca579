"""Finding a customer by what one has at hand, on every screen that looks for one."""

import pytest
from django.urls import reverse

from clientes.busqueda import buscar_clientes, normalizar, quien_puede_ser
from clientes.models import Cliente
from clientes.servicios import fusionar_cliente
from clientes.tests.fabricas import ClienteFactory, ContactoFactory, EquipoFactory
from cuentas.tests.fabricas import AgenteFactory
from nucleo.eventos import SISTEMA

pytestmark = pytest.mark.django_db


@pytest.fixture
def panaderia():
    """A company found by its own data, by those of its people and by its machine."""
    cliente = ClienteFactory(
        nombre="Panadería Ñandú S. L.",
        telefono="+34910112233",
        nif="B12345674",
        correo="pan@nandu.example",
    )
    ContactoFactory(
        cliente=cliente, nombre="Begoña Íñiguez", telefono="+34655443322", correo="be@nandu.example"
    )
    EquipoFactory(cliente=cliente, numero_serie="HORNO-77-1234567")
    ContactoFactory(cliente__nombre="Otra", cliente__telefono="", nombre="Nadie", telefono="")
    return cliente


@pytest.mark.parametrize(
    "texto",
    [
        "nandu",
        "ÑANDÚ pan",
        "910 11 22 33",
        "91 011-22-33",
        "0034 910 112 233",
        "+34 910112233",
        "(91) 0112233",
        "b-12345674",
        "B.12345674",
        "begona",
        "Íñiguez beg",
        "655 443 322",
        "0034655443322",
        "443322",
        "be@nandu",
        "HORNO-77",
        "77-1234567",
        "1234567",
    ],
)
def test_by_any_part_of_its_data_of_its_people_or_of_its_machine(panaderia, texto):
    assert list(buscar_clientes(Cliente.objects.all(), texto)) == [panaderia]
    assert {hallado.cliente for hallado in quien_puede_ser(AgenteFactory(), texto)} == {panaderia}


@pytest.mark.parametrize("texto", ["", "  "])
def test_nothing_typed_filters_nothing_and_nobody_is_calling(panaderia, texto):
    assert buscar_clientes(Cliente.objects.all(), texto).count() == 2
    assert quien_puede_ser(AgenteFactory(), texto) == []


@pytest.mark.parametrize("texto", ["nadie así", "%", "_", "x" * 300, "\\", "'; drop", "\x00"])
def test_what_nobody_has_finds_nobody(panaderia, texto):
    assert quien_puede_ser(AgenteFactory(), texto) == []


@pytest.mark.parametrize(
    ("escrito", "buscado"),
    [
        ("600 12 34 56", "600123456"),
        ("0034 600 123", "+34600123"),
        ("12.345.678-z", "12345678z"),
        ("AB-77", "AB-77"),
        ("calle 12", "calle 12"),
        ("0012", "0012"),
    ],
)
def test_a_number_is_one_word(escrito, buscado):
    assert normalizar(escrito) == buscado


def test_intake_says_through_whom_it_was_found_and_takes_them_as_the_caller(client, panaderia):
    client.force_login(AgenteFactory())
    contacto = panaderia.contactos.get()
    respuesta = client.get(reverse("incidencias:nueva_buscar"), {"q": "655 44 33 22"})
    contenido = respuesta.content.decode()
    assert "Begoña Íñiguez" in contenido
    assert f"contacto={contacto.pk}" in contenido
    elegido = client.get(
        reverse("incidencias:nueva_cliente"), {"cliente": panaderia.pk, "contacto": contacto.pk}
    ).content.decode()
    assert f'<option value="{contacto.pk}" selected>' in elegido


def test_a_merged_customer_is_found_as_the_one_that_it_is(panaderia):
    otro = ClienteFactory(nombre="Pan Bueno", telefono="")
    fusionar_cliente(panaderia.pk, por=SISTEMA, en_cliente=otro)
    agente = AgenteFactory()
    for texto in ("begoña", "HORNO-77", "pan bueno"):
        assert [hallado.cliente for hallado in quien_puede_ser(agente, texto)] == [otro], texto


def test_each_customer_comes_once(panaderia):
    ContactoFactory(cliente=panaderia, nombre="Ñandú padre")
    assert len(quien_puede_ser(AgenteFactory(), "ñandú")) == 1


def test_blocked_customers_are_not_found_by_their_people():
    contacto = ContactoFactory(
        cliente__bloqueado_en="2026-01-01T00:00:00Z", nombre="Begoña", telefono="+34655443322"
    )
    assert quien_puede_ser(AgenteFactory(), contacto.telefono) == []


def test_of_what_too_many_have_the_latest_come_first(client, monkeypatch):
    monkeypatch.setattr("clientes.busqueda.TOPE_COMUN", 3)
    client.force_login(AgenteFactory())
    clientes = [ClienteFactory(nombre=f"Ana García {n}") for n in range(5)]
    respuesta = client.get(reverse("clientes:listado"), {"q": "garcia"})
    assert [fila.pk for fila in respuesta.context["pagina"]] == [c.pk for c in reversed(clientes)]
    contenido = respuesta.content.decode()
    assert "Muchos tienen eso" in contenido
    assert "más de 1.000" in contenido
    assert {h.cliente for h in quien_puede_ser(AgenteFactory(), "garcia")} == set(clientes)


def test_the_domain_of_an_address_does_not_find_everybody(panaderia):
    ClienteFactory(correo="otra@nandu.example")
    assert list(buscar_clientes(Cliente.objects.all(), "be@nandu.example")) == [panaderia]
