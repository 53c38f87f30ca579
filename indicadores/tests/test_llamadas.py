"""Abandoned calls and calls attended in three minutes, told by the exchange in any order."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from cuentas.tests.fabricas import GestorFactory
from incidencias.centralita import Suceso
from incidencias.models import LlamadaCentralita
from incidencias.servicios import recibir_sucesos
from indicadores.cambios import apuntar_descuadres
from indicadores.catalogo import CATALOGO
from indicadores.models import DiaPendiente, Hechos, Medicion
from indicadores.tasks import recalcular_cambiados
from indicadores.verificacion import verificar

pytestmark = pytest.mark.django_db
LUNES = datetime(2026, 3, 2, 10, tzinfo=ZoneInfo("Europe/Madrid"))


def llamada(uniqueid, *, contestada=None, abandonada=None, en=LUNES, **datos):
    """A call that came in, and after how many seconds it was answered or given up."""
    recibir_sucesos(uniqueid, [Suceso("ofrecida", en, {"numero": "600123456", **datos})])
    for tipo, segundos in (("contestada", contestada), ("abandonada", abandonada)):
        if segundos is not None:
            recibir_sucesos(uniqueid, [Suceso(tipo, en + timedelta(seconds=segundos))])


def medida(codigo):
    recalcular_cambiados()
    fila = Medicion.objects.filter(indicador=codigo, lapso="dia").first()
    return fila and (fila.n, fila.aciertos, fila.fallos, fila.pendientes)


@pytest.fixture
def un_dia(db):
    llamada("1", contestada=179)
    llamada("2", contestada=180)
    llamada("3", contestada=5)
    llamada("4", abandonada=10)
    llamada("5", abandonada=11)
    llamada("6")  # still ringing, for all that is known
    llamada("7", contestada=1, sentido="saliente")


@pytest.mark.parametrize(
    ("codigo", "esperada"),
    [
        ("abandono_llamadas", (5, 2, 3, 1)),
        ("abandono_llamadas_10s", (4, 1, 3, 1)),
        ("nivel_180s", (5, 2, 3, 1)),
    ],
)
def test_what_each_counts(un_dia, codigo, esperada):
    assert medida(codigo) == esperada
    assert list(verificar()) == []


def test_179_seconds_count_and_180_do_not(un_dia):
    medida("nivel_180s")
    fila = Medicion.objects.get(indicador="nivel_180s", lapso="dia")
    assert fila.aciertos == 2  # 179 and 5


def test_what_is_told_later_measures_its_day_again(un_dia):
    assert medida("abandono_llamadas") == (5, 2, 3, 1)
    recibir_sucesos("6", [Suceso("abandonada", LUNES + timedelta(seconds=40))])
    assert medida("abandono_llamadas") == (6, 3, 3, 0)
    recibir_sucesos("4", [Suceso("contestada", LUNES + timedelta(seconds=3))])
    assert medida("abandono_llamadas") == (6, 2, 4, 0)
    assert list(verificar()) == []


def test_the_night_finds_the_days_that_were_missed(un_dia):
    recalcular_cambiados()
    Medicion.objects.filter(indicador="abandono_llamadas").delete()
    apuntar_descuadres()
    assert DiaPendiente.objects.filter(hechos=Hechos.LLAMADAS).exists()


def test_a_difference_is_seen(un_dia):
    recalcular_cambiados()
    LlamadaCentralita.objects.filter(uniqueid="1").update(espera_s=500)
    Medicion.objects.filter(indicador="nivel_180s").update(aciertos=1, fallos=4)
    assert list(verificar())


def test_the_number_opens_its_calls(un_dia, client):
    recalcular_cambiados()
    client.force_login(GestorFactory())
    url = reverse("indicadores:filas", args=["nivel_180s"])
    parametros = {"desde": "2026-03-02", "hasta": "2026-03-02", "parte": "aciertos"}
    pagina = client.get(url, parametros, follow=True)
    assert {una.uniqueid for una in pagina.context["pagina"]} == {"1", "3"}
    assert "llamadas" in str(CATALOGO["nivel_180s"].formula).lower()
