"""The indicators by API."""

from datetime import timedelta

import pytest
import time_machine

from cuentas.tests.fabricas import AgenteFactory, GestorFactory
from encuestas.tests.fabricas import RespuestaFactory
from indicadores.api.serializers import ResultadoSerializer
from indicadores.calculo import Recuento
from indicadores.catalogo import CATALOGO
from indicadores.tests.fabricas import LlegadaFactory, MetaFactory, ResueltaFactory, el, medir

pytestmark = pytest.mark.django_db
HOY = el("2026-03-20", "12:00")
BASE = "/api/v1/indicadores/"
MARZO = "?desde=2026-03-01&hasta=2026-03-19"


@pytest.fixture(autouse=True)
def _hoy():
    with time_machine.travel(HOY, tick=False):
        yield


@pytest.fixture
def api(client):
    client.force_login(GestorFactory())
    return client


def test_the_catalogue_has_an_entry_per_indicator_with_its_words(api):
    entradas = {una["codigo"]: una for una in api.get(BASE).json()}
    assert set(entradas) == set(CATALOGO)
    assert entradas["nps"]["minimo_n"] == 30
    assert entradas["fcr"]["dias_provisionales"] == 7
    assert "tecnico" in entradas["csat"]["dimensiones"]
    assert all(una["formula"] for una in entradas.values())


def test_a_series_gives_n_value_interval_and_target(api):
    MetaFactory(objetivo=90)
    for csat in (5, 4, 4, 1):
        RespuestaFactory(csat=csat, respondida_en=el("2026-03-02"))
    medir()
    datos = api.get(BASE + "csat/" + MARZO).json()
    assert (datos["periodo"], datos["por"], datos["objetivo"]) == ("dia", "total", "90.00")
    assert (datos["resumen"]["n"], datos["resumen"]["valor"]) == (4, 75)
    assert datos["resumen"]["intervalo"] == [30.0642, 95.4413]
    assert len(datos["periodos"]) == 19
    assert datos["valores"] == []


def test_a_time_gives_median_and_p90_in_seconds(api):
    for minutos in range(1, 101):
        LlegadaFactory(segundos_respuesta=60 * minutos)
    LlegadaFactory()
    medir()
    resumen = api.get(BASE + "t_respuesta/" + MARZO).json()["resumen"]
    assert resumen["mediana"] == pytest.approx(50 * 60, rel=0.01)
    assert resumen["p90"] == pytest.approx(90 * 60, rel=0.01)
    assert (resumen["media"], resumen["pendientes"]) == (50.5 * 60, 1)


def test_each_value_of_a_dimension_has_its_figure_and_its_periods(api):
    ResueltaFactory(canal="correo")
    ResueltaFactory(canal="correo", dia="2026-03-10", contactos_cliente=2)
    ResueltaFactory(canal="telefono")
    medir()
    datos = api.get(BASE + "fcr/" + MARZO + "&por=canal&periodo=semana").json()
    correo, telefono = datos["valores"]
    assert (correo["valor"], correo["etiqueta"]) == ("correo", "Correo")
    assert (correo["resumen"]["n"], correo["resumen"]["aciertos"]) == (2, 1)
    assert [(p["desde"], p["resultado"]["valor"]) for p in correo["periodos"]] == [
        ("2026-03-02", 100),
        ("2026-03-09", 0),
    ]
    assert telefono["resumen"]["valor"] == 100


def test_no_cases_is_null_and_not_zero(api):
    resumen = api.get(BASE + "reapertura/" + MARZO).json()["resumen"]
    assert (resumen["n"], resumen["valor"], resumen["fiabilidad"]) == (0, None, "sin_datos")


@pytest.mark.parametrize(
    ("consulta", "campo", "frase"),
    [
        ("?desde=ayer", "desde", "Escribe una fecha"),
        ("?hasta=3000-01-01", "hasta", "aún no ha llegado"),
        ("?desde=1900-01-01", "desde", "año 2000"),
        ("?desde=2026-03-05&hasta=2026-03-01", "hasta", "anterior al primero"),
        ("?por=planeta", "por", "no se desglosa"),
        ("?periodo=lustro", "periodo", "día, semana o mes"),
    ],
)
def test_a_bad_question_is_a_problem_in_spanish(api, consulta, campo, frase):
    respuesta = api.get(BASE + "csat/" + consulta)
    assert respuesta.status_code == 400
    assert respuesta["Content-Type"] == "application/problem+json"
    assert frase in respuesta.json()["errores"][campo][0]


def test_an_indicator_that_is_not_there_is_404(api):
    assert api.get(BASE + "felicidad/").status_code == 404


@pytest.mark.parametrize("ruta", [BASE, BASE + "csat/"])
def test_who_has_no_part_in_it_finds_nothing(client, ruta):
    client.force_login(AgenteFactory())
    assert client.get(ruta).status_code == 404
    client.logout()
    assert client.get(ruta).status_code == 401


def test_the_cost_does_not_grow_with_the_days(api, consultas):
    LlegadaFactory(segundos_respuesta=1)
    medir()
    ruta = BASE + "t_respuesta/?por=canal&hasta=2026-03-19&desde="
    con_uno = consultas(api.get, ruta + "2026-03-19")
    for n in range(10):
        LlegadaFactory(dia=(HOY - timedelta(30 * n + 1)).date().isoformat(), segundos_respuesta=n)
    medir()
    assert consultas(api.get, ruta + "2025-01-01") == con_uno


def test_a_result_says_every_field_that_it_declares():
    """It is written by hand for speed: the schema must not promise more, nor less."""
    resultado = CATALOGO["csat"].resultado(Recuento(n=40, aciertos=30, fallos=4, suma=150))
    forma = ResultadoSerializer()
    assert list(forma.to_representation(resultado)) == list(forma.fields)
