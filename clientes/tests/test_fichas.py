"""Customers, contacts and sites: written by their services, with their events."""

import pytest
from django.db import IntegrityError, transaction

from clientes.eventos import CodigoCliente
from clientes.models import Cliente, Contacto, EventoCliente, FuentePosicion, Sede
from clientes.servicios import (
    cambiar_cliente,
    cambiar_contacto,
    cambiar_sede,
    crear_contacto,
    crear_sede,
    dar_de_alta_cliente,
)
from clientes.tests.fabricas import ClienteFactory, ContactoFactory, SedeFactory
from cuentas.tests.fabricas import AgenteFactory, ClienteUsuarioFactory, TokenFactory
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA

pytestmark = pytest.mark.django_db


def test_a_new_customer_is_stored_in_one_shape_with_its_event():
    agente = AgenteFactory()
    cliente = dar_de_alta_cliente(
        por=agente,
        nombre=" Íñigo <b>Ruiz</b> ",
        nif="12345678z",
        telefono="600 12 34 56",
        correo="Inigo@Correo.Example",
    )
    cliente.refresh_from_db()
    assert (cliente.nombre, cliente.nif) == ("Íñigo <b>Ruiz</b>", "12345678Z")
    assert (cliente.telefono, cliente.correo) == ("+34600123456", "inigo@correo.example")
    assert cliente.es_consumidor
    evento = cliente.eventos.get()
    assert (evento.codigo, evento.usuario) == (CodigoCliente.ALTA, agente)
    assert evento.datos == {"provisional": False}


def test_a_company_is_no_consumer_unless_it_says_so():
    assert not dar_de_alta_cliente(por=SISTEMA, nombre="Pan S. L.", tipo="empresa").es_consumidor
    comunidad = dar_de_alta_cliente(
        por=SISTEMA, nombre="C. P. Calle Pez", tipo="empresa", es_consumidor=True
    )
    assert comunidad.es_consumidor


@pytest.mark.parametrize(
    ("cambio", "campo"),
    [
        ({"nombre": "  "}, "nombre"),
        ({"nombre": "x" * 201}, "nombre"),
        ({"nif": "12345678A"}, "nif"),
        ({"telefono": "12"}, "telefono"),
        ({"correo": "nada"}, "correo"),
        ({"idioma": "xx"}, "idioma"),
        ({"tipo": "marciano"}, "tipo"),
    ],
)
def test_what_is_wrong_is_refused_at_its_field_and_nothing_is_written(cambio, campo):
    with pytest.raises(ErrorDeNegocio) as error:
        dar_de_alta_cliente(por=SISTEMA, **{"nombre": "Marta", **cambio})
    assert error.value.campo == campo
    assert not Cliente.objects.exists()
    assert not EventoCliente.objects.exists()


def test_a_change_says_which_fields_and_a_repeated_one_says_nothing():
    cliente = ClienteFactory()
    for _vez in range(2):
        cambiar_cliente(cliente.pk, por=TokenFactory(), segmento="oro", nombre="Otra")
    evento = cliente.eventos.get()
    assert (evento.codigo, evento.datos) == ("cambio", {"campos": ["segmento", "nombre"]})
    assert evento.token is not None


def test_a_blocked_customer_is_not_written():
    cliente = ClienteFactory(bloqueado_en="2026-01-01T00:00:00Z")
    with pytest.raises(ErrorDeNegocio, match="bloqueados"):
        crear_contacto(cliente.pk, por=SISTEMA, nombre="Ana")
    assert not Contacto.objects.exists()


def test_the_same_address_twice_in_a_customer_is_refused_at_its_field():
    contacto = ContactoFactory()
    with pytest.raises(ErrorDeNegocio, match="ya tiene un contacto") as error:
        crear_contacto(
            contacto.cliente_id, por=SISTEMA, nombre="Ana", correo=contacto.correo.upper()
        )
    assert error.value.campo == "correo"
    assert Contacto.objects.count() == 1


def test_a_contact_with_another_address_has_to_prove_it_again():
    contacto = ContactoFactory(
        usuario=ClienteUsuarioFactory(), correo_probado_en="2026-01-01T00:00:00Z"
    )
    cambiar_contacto(contacto.pk, por=SISTEMA, correo="otra@correo.example")
    contacto.refresh_from_db()
    assert (contacto.usuario, contacto.correo_probado_en) == (None, None)


def test_a_site_gets_province_community_and_the_centre_of_its_town():
    cliente = ClienteFactory()
    sede = crear_sede(
        cliente.pk,
        por=SISTEMA,
        direccion="Gran Vía, 1",
        municipio="Zaragoza",
        codigo_postal="50001",
    )
    assert (sede.provincia, sede.comunidad) == ("50", "AR")
    assert sede.posicion_fuente == FuentePosicion.MUNICIPIO
    assert sede.posicion_precision_m == 8000
    assert float(sede.latitud) == pytest.approx(41.65, abs=0.05)


def test_a_site_of_an_unknown_town_has_no_position():
    sede = crear_sede(ClienteFactory().pk, por=SISTEMA, direccion="Plaza, 1", municipio="Nada")
    assert (sede.posicion_fuente, sede.latitud) == (FuentePosicion.NINGUNA, None)


def test_a_better_position_is_never_replaced_by_the_centre():
    sede = SedeFactory(
        latitud="40.5", longitud="-3.5", posicion_precision_m=5, posicion_fuente="gps"
    )
    cambiar_sede(sede.pk, por=SISTEMA, direccion="Calle del Pez, 14", notas_acceso="Portal azul")
    sede.refresh_from_db()
    assert (str(sede.latitud), sede.posicion_fuente) == ("40.500000", "gps")


def test_in_another_town_the_position_of_before_is_not_kept():
    sede = SedeFactory(
        latitud="40.5", longitud="-3.5", posicion_precision_m=5, posicion_fuente="gps"
    )
    cambiar_sede(sede.pk, por=SISTEMA, municipio="Zaragoza", codigo_postal="50 001")
    sede.refresh_from_db()
    assert (sede.posicion_fuente, sede.comunidad) == ("municipio", "AR")
    assert 41 < sede.latitud < 42


@pytest.mark.parametrize("codigo", ["99001", "2801", "abcde"])
def test_an_impossible_postal_code_is_refused(codigo):
    with pytest.raises(ErrorDeNegocio, match="cinco cifras") as error:
        crear_sede(ClienteFactory().pk, por=SISTEMA, direccion="Calle, 1", codigo_postal=codigo)
    assert error.value.campo == "codigo_postal"
    assert not Sede.objects.exists()


@pytest.mark.parametrize("orden", ["update", "delete"])
def test_the_history_of_a_customer_is_not_rewritten(orden):
    dar_de_alta_cliente(por=SISTEMA, nombre="Marta")
    sucesos = EventoCliente.objects.all()
    with pytest.raises(IntegrityError, match="solo admite altas"), transaction.atomic():
        sucesos.update(codigo="otro") if orden == "update" else sucesos.delete()


def test_a_customer_is_written_to_through_the_person_who_speaks_or_at_its_own_address():
    contacto = ContactoFactory(
        cliente__correo="general@correo.example", correo="eva@correo.example"
    )
    cliente = contacto.cliente
    assert cliente.correo_para(contacto) == "eva@correo.example"
    assert cliente.correo_para(None) == "general@correo.example"
    assert (cliente.nombre_para(contacto), cliente.nombre_para(None)) == (
        contacto.nombre,
        cliente.nombre,
    )
    contacto.correo = ""
    assert cliente.correo_para(contacto) == "general@correo.example"


@pytest.mark.parametrize(
    ("tipo", "consumidor"), [("persona", True), ("comunidad", True), ("empresa", False)]
)
def test_who_is_a_consumer_follows_from_their_kind_unless_somebody_says(tipo, consumidor):
    assert dar_de_alta_cliente(por=SISTEMA, nombre="X", tipo=tipo).es_consumidor is consumidor
    dicho = dar_de_alta_cliente(por=SISTEMA, nombre="X", tipo=tipo, es_consumidor=not consumidor)
    assert dicho.es_consumidor is not consumidor
