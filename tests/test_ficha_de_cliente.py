"""One page with everything of a customer, of every app, at the same cost with 1 and with 30."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from clientes.eventos import CodigoCliente
from clientes.models import QuienPaga
from clientes.servicios import cambiar_cliente, dar_de_alta_cliente, fusionar_cliente
from clientes.templatetags.clientes import frase_de_cliente
from clientes.tests.fabricas import (
    ClienteFactory,
    CompraFactory,
    ConsentimientoFactory,
    ContactoFactory,
    EmpresaClienteFactory,
    PosibleDuplicadoFactory,
    SedeFactory,
)
from cuentas.tests.fabricas import AgenteFactory, CalidadFactory
from encuestas.tests.fabricas import RespuestaFactory
from incidencias.tests.fabricas import IncidenciaFactory, PromesaFactory
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA
from sat.models import TipoMandante
from sat.servicios import autorizar_limite
from sat.tests.fabricas import IntervencionFactory, OrdenFactory, RepuestoUsadoFactory, mandante

pytestmark = pytest.mark.django_db


@pytest.fixture
def agente(client):
    agente = AgenteFactory()
    client.force_login(agente)
    return agente


def _de_todo(cliente, n=0):
    """One thing of each kind."""
    compra = CompraFactory(equipo__cliente=cliente, importe_eur=Decimal("499.00"))
    contacto = ContactoFactory(cliente=cliente)
    SedeFactory(cliente=cliente)
    ConsentimientoFactory(contacto=contacto)
    ConsentimientoFactory(contacto=contacto, retirado_en=timezone.now())
    caso = IncidenciaFactory(cliente=cliente, equipo=compra.equipo, contacto=contacto)
    PromesaFactory(incidencia=caso, texto="Le llamamos", vence_en=timezone.now() + timedelta(1))
    OrdenFactory(incidencia=caso, entregada=True, paga=QuienPaga.CLIENTE)
    RespuestaFactory(invitacion__contacto=contacto, comentario="Muy <b>bien</b>")
    PosibleDuplicadoFactory(uno=cliente, otro=ClienteFactory(nombre=f"Parecido {n}"))
    fusionar_cliente(ClienteFactory().pk, por=SISTEMA, en_cliente=cliente)


def test_it_costs_the_same_with_one_as_with_thirty_of_everything(client, agente, consultas):
    cliente = EmpresaClienteFactory()
    _de_todo(cliente)
    client.get(cliente.get_absolute_url())
    con_uno = consultas(client.get, cliente.get_absolute_url())
    for n in range(29):
        _de_todo(cliente, n)
    assert consultas(client.get, cliente.get_absolute_url()) == con_uno


def test_everything_is_there(client, agente):
    cliente = ClienteFactory(nombre="Marta Buena")
    _de_todo(cliente)
    contenido = client.get(cliente.get_absolute_url()).content.decode()
    for dicho in (
        "499,00",
        "Incidencias abiertas",
        "La caldera no enciende",
        "Le hemos prometido",
        "Le llamamos",
        "Órdenes",
        "Por liquidar",
        "Lo que nos dijo",
        "Muy &lt;b&gt;bien",
        "¿Es el mismo?",
        "También era",
        "Comunicaciones comerciales",
    ):
        assert dicho in contenido, dicho


def test_everything_that_may_happen_to_a_customer_has_its_words():
    assert [codigo for codigo in CodigoCliente if frase_de_cliente(codigo) == codigo] == []


def test_what_was_done_with_their_data_is_told_with_its_author(client, agente):
    cliente = dar_de_alta_cliente(por=agente, nombre="Marta")
    cambiar_cliente(cliente.pk, por=SISTEMA, segmento="oro")
    contenido = client.get(cliente.get_absolute_url()).content.decode()
    for dicho in ("Dado de alta", "Datos cambiados", str(agente)):
        assert dicho in contenido, dicho


def test_an_empty_one_says_what_to_do(client, agente):
    contenido = client.get(ClienteFactory().get_absolute_url()).content.decode()
    for dicho in ("ninguna compra anotada", "nunca nos ha llamado", "añade con quién hablar"):
        assert dicho in contenido, dicho
    assert "Le hemos prometido" not in contenido


def test_what_the_merged_one_had_is_on_the_page(client, agente):
    uno, otro = ClienteFactory(), ClienteFactory()
    _de_todo(uno)
    IncidenciaFactory(cliente=uno, asunto="Una de antes")
    caso = uno.incidencias.first()
    fusionar_cliente(uno.pk, por=SISTEMA, en_cliente=otro)
    contenido = client.get(otro.get_absolute_url()).content.decode()
    for dicho in ("Una de antes", "499,00", "Le llamamos", "Lo que nos dijo", "Por liquidar"):
        assert dicho in contenido, dicho
    lista = client.get(reverse("incidencias:bandeja"), {"vista": "todas", "cliente": otro.pk})
    assert caso.codigo in lista.content.decode()


def test_the_money_still_to_be_charged_is_of_those_who_see_money(client):
    cliente = ClienteFactory()
    orden = OrdenFactory(incidencia__cliente=cliente, terminada=True, paga=QuienPaga.CLIENTE)
    RepuestoUsadoFactory(
        intervencion=IntervencionFactory(orden=orden), cantidad=2, precio_eur=Decimal("12.50")
    )
    for fabrica, lo_ve in ((AgenteFactory, True), (CalidadFactory, False)):
        client.force_login(fabrica())
        contenido = client.get(cliente.get_absolute_url()).content.decode()
        assert ("25,00\xa0€" in contenido) is lo_ve


@pytest.mark.parametrize(
    ("limite", "tipo", "vale"),
    [
        ("100", TipoMandante.CLIENTE, False),
        ("300", TipoMandante.CLIENTE, True),
        ("100", TipoMandante.EMPRESA, True),
    ],
)
def test_a_contact_authorises_what_their_company_lets_them(limite, tipo, vale):
    contacto = ContactoFactory(
        cliente=EmpresaClienteFactory(), limite_aprobacion_eur=Decimal(limite)
    )
    orden = OrdenFactory(
        incidencia__cliente=contacto.cliente, contacto=contacto, mandante=mandante(tipo)
    )
    if vale:
        autorizar_limite(orden.pk, por=SISTEMA, limite_eur=Decimal(250))
    else:
        with pytest.raises(ErrorDeNegocio, match="puede aprobar hasta") as error:
            autorizar_limite(orden.pk, por=SISTEMA, limite_eur=Decimal(250))
        assert error.value.campo == "limite_eur"
    orden.refresh_from_db()
    assert (orden.limite_autorizado_eur == 250) is vale
