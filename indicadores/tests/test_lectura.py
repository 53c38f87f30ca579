"""Reading ranges: whole months and weeks as such, the ends by days, always the same figures."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidencias.tests.fabricas import CategoriaFactory
from indicadores import lectura
from indicadores.calculo import Recuento
from indicadores.catalogo import CATALOGO
from indicadores.models import Dimension, Lapso
from indicadores.rango import Rango, fin_de, periodo_natural, principio_de
from indicadores.tests.fabricas import LlegadaFactory, MetaFactory, ResueltaFactory, medir

dias = st.dates(date(2023, 1, 1), date(2027, 12, 31))
rangos = st.builds(
    lambda desde, largo, periodo: Rango(desde, desde + timedelta(largo), periodo),
    dias,
    st.integers(0, 800),
    st.sampled_from(Lapso.values),
)


@given(rangos, st.sampled_from(Lapso.values))
def test_the_pieces_of_a_range_are_all_its_days_once(rango, lapso):
    leidos = []
    for cual, desde, hasta in rango.tramos(lapso):
        assert (principio_de(cual, desde), fin_de(cual, hasta)) == (desde, hasta)
        leidos += [desde + timedelta(n) for n in range((hasta - desde).days + 1)]
    assert leidos == [rango.desde + timedelta(n) for n in range(rango.dias)]


@given(rangos)
def test_the_periods_of_a_range_follow_one_another_to_its_end(rango):
    periodos = list(rango.periodos())
    assert (periodos[0][0], periodos[-1][1]) == (rango.desde, rango.hasta)
    assert all(b[0] == a[1] + timedelta(1) for a, b in pairwise(periodos))


@given(rangos)
def test_what_it_is_compared_with_is_as_long_and_ends_the_day_before(rango):
    anterior = rango.anterior()
    assert (anterior.dias, anterior.hasta) == (rango.dias, rango.desde - timedelta(1))


def test_a_year_before_29_february_is_the_28th():
    rango = Rango(date(2024, 2, 29), date(2024, 2, 29))
    assert rango.de_hace_un_anio().desde == date(2023, 2, 28)


@pytest.mark.parametrize(("largo", "periodo"), [(45, "dia"), (46, "semana"), (201, "mes")])
def test_a_range_is_read_by_days_weeks_or_months(largo, periodo):
    assert periodo_natural(date(2026, 1, 1), date(2026, 1, 1) + timedelta(largo - 1)) == periodo


@pytest.mark.django_db
def test_the_total_of_a_range_does_not_depend_on_how_it_is_cut():
    for n in range(0, 120, 3):
        LlegadaFactory(dia=(date(2026, 1, 10) + timedelta(n)).isoformat(), segundos_respuesta=n * n)
    medir()
    desde, hasta = date(2026, 1, 12), date(2026, 4, 20)
    totales = []
    for periodo in Lapso.values:
        serie = lectura.series(["t_respuesta"], Rango(desde, hasta, periodo))["t_respuesta"]
        total = Recuento()
        for recuento in serie.values():
            total.sumar(recuento)
        totales.append(total)
    assert totales[0] == totales[1] == totales[2]
    assert totales[0].n == 33


@pytest.mark.django_db
def test_the_days_outside_the_range_stay_out_of_its_first_and_last_period():
    for dia in ("2026-03-01", "2026-03-02", "2026-03-31", "2026-04-01"):
        LlegadaFactory(dia=dia)
    medir()
    rango = Rango(date(2026, 3, 2), date(2026, 3, 31), Lapso.MES)
    assert lectura.totales(["llegadas"], rango)["llegadas"].n == 2


@pytest.mark.django_db
def test_a_period_without_cases_is_a_point_without_data():
    ResueltaFactory(dia="2026-03-02")
    medir()
    rango = Rango(date(2026, 3, 2), date(2026, 3, 3), Lapso.DIA)
    fcr = CATALOGO["fcr"]
    puntos = lectura.puntos(fcr, lectura.series(["fcr"], rango)["fcr"], rango, date(2026, 3, 4))
    assert [(p.resultado.n, p.resultado.valor) for p in puntos] == [(1, 100), (0, None)]
    assert all(p.es_provisional for p in puntos)


@pytest.mark.django_db
def test_a_breakdown_names_its_values_and_says_how_many_it_leaves_out():
    gotea, ruido = CategoriaFactory(nombre="Gotea"), CategoriaFactory(nombre="Hace ruido")
    for categoria, cuantas in ((gotea, 3), (ruido, 2), (None, 1)):
        for _ in range(cuantas):
            LlegadaFactory(categoria=categoria)
    medir()
    rango = Rango(date(2026, 3, 1), date(2026, 3, 31), Lapso.MES)
    filas, otros = lectura.desglose(CATALOGO["llegadas"], Dimension.CATEGORIA, rango, maximo=2)
    assert [(f.etiqueta, f.resultado.n) for f in filas] == [("Gotea", 3), ("Hace ruido", 2)]
    assert otros == 1
    todas, _ = lectura.desglose(CATALOGO["llegadas"], Dimension.CATEGORIA, rango)
    assert todas[-1].etiqueta == "Sin categoría"


@pytest.mark.django_db
def test_the_target_of_a_day_is_the_last_one_set_until_then():
    MetaFactory(vigente_desde=date(2026, 1, 1), objetivo=80)
    MetaFactory(vigente_desde=date(2026, 6, 1), objetivo=90)
    assert lectura.metas_vigentes(date(2026, 5, 31))["csat"] == 80
    assert lectura.metas_vigentes(date(2026, 6, 1))["csat"] == 90
    assert lectura.metas_vigentes(date(2025, 12, 31)) == {}


@pytest.mark.django_db
def test_two_years_take_as_many_statements_as_one_day(consultas):
    LlegadaFactory(segundos_respuesta=5)
    medir()
    un_dia = Rango(date(2026, 3, 2), date(2026, 3, 2), Lapso.DIA)
    dos_anios = Rango(date(2024, 3, 2), date(2026, 3, 2), Lapso.MES)
    assert consultas(lectura.series, ["t_respuesta"], un_dia) == 1
    assert consultas(lectura.series, ["t_respuesta"], dos_anios) == 1
