"""Where a site is: a better source is never replaced by a worse."""

from decimal import Decimal

import pytest
from django.urls import reverse

from clientes.models import FuentePosicion
from clientes.servicios import crear_sede, poner_posicion
from clientes.tests.fabricas import ClienteFactory, SedeFactory
from cuentas.tests.fabricas import AgenteFactory
from nucleo.eventos import SISTEMA

pytestmark = pytest.mark.django_db


def _situar(sede, fuente, precision_m):
    return poner_posicion(
        sede.pk,
        por=SISTEMA,
        latitud=Decimal("40.1"),
        longitud=Decimal("-3.1"),
        fuente=fuente,
        precision_m=precision_m,
    )


def _con(fuente, precision_m):
    if fuente == FuentePosicion.NINGUNA:
        return SedeFactory()
    return SedeFactory(
        latitud="40.5", longitud="-3.5", posicion_fuente=fuente, posicion_precision_m=precision_m
    )


@pytest.mark.parametrize(
    ("habia", "llega", "cambia"),
    [
        (("ninguna", None), ("municipio", 8000), True),
        (("municipio", 8000), ("direccion", 100), True),
        (("direccion", 100), ("gps", 200), True),
        (("gps", 20), ("manual", 500), True),
        (("manual", 500), ("gps", 5), False),
        (("gps", 20), ("direccion", 1), False),
        (("gps", 20), ("gps", 8), True),
        (("gps", 8), ("gps", 20), False),
        (("manual", 10), ("manual", 50), True),
    ],
)
def test_a_better_source_stays_whatever_comes(habia, llega, cambia):
    sede = _con(*habia)
    _situar(sede, *llega)
    sede.refresh_from_db()
    assert ((sede.posicion_fuente, sede.posicion_precision_m) == llega) is cambia
    assert sede.cliente.eventos.exists() is cambia


def test_the_town_gives_a_position_with_its_precision():
    sede = crear_sede(ClienteFactory().pk, por=SISTEMA, direccion="Gran Vía, 1", municipio="Teruel")
    assert (sede.posicion_fuente, sede.posicion_precision_m) == ("municipio", 3000)


@pytest.fixture
def agente(client):
    agente = AgenteFactory()
    client.force_login(agente)
    return agente


def test_a_site_is_put_by_hand(client, agente):
    sede = SedeFactory()
    ruta = reverse("clientes:situar_sede", args=[sede.cliente_id, sede.pk])
    client.post(ruta, {"latitud": "40.123456", "longitud": "-3.7", "precision_m": "15"})
    sede.refresh_from_db()
    assert (sede.posicion_fuente, str(sede.latitud)) == ("manual", "40.123456")


@pytest.mark.parametrize(
    ("cambio", "campo"),
    [
        ({"latitud": "91"}, "latitud"),
        ({"latitud": "norte"}, "latitud"),
        ({"longitud": "-181"}, "longitud"),
        ({"longitud": ""}, "longitud"),
        ({"precision_m": "0"}, "precision_m"),
        ({"precision_m": "99999999"}, "precision_m"),
    ],
)
def test_an_impossible_position_is_said_at_its_field(client, agente, cambio, campo):
    sede = SedeFactory()
    ruta = reverse("clientes:situar_sede", args=[sede.cliente_id, sede.pk])
    datos = {"latitud": "40", "longitud": "-3", "precision_m": "15", **cambio}
    respuesta = client.post(ruta, datos)
    assert respuesta.status_code == 422
    assert list(respuesta.context["form"].errors) == [campo]
    sede.refresh_from_db()
    assert sede.posicion_fuente == "ninguna"


def test_the_page_says_where_it_is_and_what_they_ask_at_the_door(client, agente):
    sede = SedeFactory(
        latitud="40.5",
        longitud="-3.5",
        posicion_fuente="municipio",
        posicion_precision_m=2500,
        municipio="Alcalá de Henares",
        papeles_entrada="Seguro y <b>DNI</b>",
    )
    contenido = client.get(sede.cliente.get_absolute_url()).content.decode()
    for dicho in ("2,5\xa0km", "Seguro y &lt;b&gt;", "(Madrid)", "Centro del municipio"):
        assert dicho in contenido
