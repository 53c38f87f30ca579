"""Abandoned chats, told by their program in any order."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from cuentas.tests.fabricas import AgenteFactory, GestorFactory
from incidencias.chats.pliegue import Suceso
from incidencias.models import Chat
from incidencias.servicios.chats import recibir_sucesos_de_chat
from indicadores.cambios import apuntar_descuadres
from indicadores.models import DiaPendiente, Hechos, Medicion
from indicadores.tasks import recalcular_cambiados
from indicadores.verificacion import verificar
from nucleo.eventos import SISTEMA

pytestmark = pytest.mark.django_db
LUNES = datetime(2026, 3, 2, 10, tzinfo=ZoneInfo("Europe/Madrid"))


def cuenta(chat, *sucesos):
    recibir_sucesos_de_chat("charla", chat, list(sucesos), por=SISTEMA)


def suceso(tipo, segundos, **datos):
    return Suceso(f"{tipo}{segundos}", tipo, LUNES + timedelta(seconds=segundos), **datos)


def medida(codigo):
    recalcular_cambiados()
    fila = Medicion.objects.filter(indicador=codigo, lapso="dia").first()
    return fila and (fila.n, fila.aciertos, fila.fallos, fila.pendientes)


@pytest.fixture
def un_dia(db):
    cuenta("1", suceso("ofrecido", 0), suceso("atendido", 40))
    cuenta("2", suceso("ofrecido", 0), suceso("mensaje", 30, de="nosotros", texto="¿En qué ayudo?"))
    cuenta("3", suceso("ofrecido", 0), suceso("abandonado", 10))
    cuenta("4", suceso("ofrecido", 0), suceso("terminado", 11))  # nobody had answered
    cuenta("5", suceso("ofrecido", 0))


@pytest.mark.parametrize(
    ("codigo", "esperada"),
    [("abandono_chats", (4, 2, 2, 1)), ("abandono_chats_10s", (3, 1, 2, 1))],
)
def test_what_each_counts(un_dia, codigo, esperada):
    assert medida(codigo) == esperada
    assert list(verificar()) == []


def test_what_is_told_later_measures_its_day_again(un_dia):
    medida("abandono_chats")
    cuenta("5", suceso("atendido", 90))
    assert medida("abandono_chats") == (5, 2, 3, 0)
    cuenta("3", suceso("atendido", 5))
    assert medida("abandono_chats") == (5, 1, 4, 0)
    assert list(verificar()) == []


def test_the_night_finds_the_days_that_were_missed(un_dia):
    recalcular_cambiados()
    apuntar_descuadres()
    assert not DiaPendiente.objects.exists()
    Medicion.objects.filter(indicador="abandono_chats").delete()
    apuntar_descuadres()
    assert DiaPendiente.objects.filter(hechos=Hechos.CHATS).exists()


def test_a_difference_is_seen(un_dia):
    recalcular_cambiados()
    Chat.objects.filter(referencia="3").update(abandonado_en=None, estado="esperando")
    Medicion.objects.filter(indicador="abandono_chats").update(aciertos=1)
    assert list(verificar())


@pytest.mark.parametrize(
    ("codigo", "parte", "esperados"),
    [
        ("abandono_chats", "", {"1", "2", "3", "4", "5"}),
        ("abandono_chats", "aciertos", {"3", "4"}),
        ("abandono_chats", "fallos", {"1", "2"}),
        ("abandono_chats", "pendientes", {"5"}),
    ],
)
def test_the_number_opens_its_chats(un_dia, client, codigo, parte, esperados):
    client.force_login(GestorFactory())
    url = reverse("indicadores:filas", args=[codigo])
    parametros = {"desde": "2026-03-02", "hasta": "2026-03-02", "parte": parte}
    pagina = client.get(url, parametros, follow=True)
    assert {uno.referencia for uno in pagina.context["pagina"]} == esperados


def test_the_list_of_chats_costs_the_same_with_one_as_with_five(client, consultas, db):
    client.force_login(AgenteFactory())
    url = reverse("incidencias:chats")
    client.get(url)
    for n in range(2):
        cuenta(f"a{n}", suceso("ofrecido", 0), suceso("mensaje", 5, de="cliente", texto="Hola"))
        if n == 0:
            con_uno = consultas(client.get, url)
    cuenta("b", suceso("ofrecido", 0), suceso("abandonado", 9))
    assert consultas(client.get, url) == con_uno
