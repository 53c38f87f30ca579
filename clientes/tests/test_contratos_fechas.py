"""Periods, renewals, refunds and what is left: pure arithmetic, month ends and 29 February too."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientes.contratos import Saldo, fin_de_periodo, no_disfrutado, periodo_siguiente
from nucleo.calendario import sumar_meses

DIAS = st.dates(date(2020, 1, 1), date(2060, 12, 31))
MESES = st.integers(1, 120)


@pytest.mark.parametrize(
    ("inicio", "meses", "fin"),
    [
        (date(2026, 1, 1), 12, date(2026, 12, 31)),
        (date(2026, 3, 15), 12, date(2027, 3, 14)),
        (date(2026, 1, 31), 1, date(2026, 2, 27)),  # the last of February begins the next
        (date(2024, 2, 29), 12, date(2025, 2, 27)),
        (date(2023, 3, 1), 12, date(2024, 2, 29)),
        (date(2026, 12, 31), 6, date(2027, 6, 29)),
    ],
)
def test_a_period_ends_the_day_before_the_same_day_of_the_month(inicio, meses, fin):
    assert fin_de_periodo(inicio, meses) == fin


def test_a_contract_of_the_31st_does_not_slip_to_the_28th():
    inicio = date(2026, 1, 31)
    fin = fin_de_periodo(inicio, 1)
    assert [periodo_siguiente(inicio, fin, 1, n)[0] for n in (1, 2, 3)] == [
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
    ]


def test_a_contract_of_29_february_comes_back_to_it():
    inicio = date(2024, 2, 29)
    fin = fin_de_periodo(inicio, 12)
    assert periodo_siguiente(inicio, fin, 12, 1)[0] == date(2025, 2, 28)
    assert periodo_siguiente(inicio, fin, 12, 4) == (date(2028, 2, 29), date(2029, 2, 27))


def test_an_end_that_was_agreed_otherwise_is_where_the_next_one_begins():
    inicio, fin = date(2026, 3, 10), date(2026, 12, 31)
    assert periodo_siguiente(inicio, fin, 12, 1) == (date(2027, 1, 1), date(2027, 12, 31))
    assert periodo_siguiente(inicio, fin, 12, 2) == (date(2028, 1, 1), date(2028, 12, 31))


@given(DIAS, MESES, st.integers(1, 12), st.integers(0, 500))
def test_periods_follow_one_another_without_gap_or_overlap(inicio, meses, cuantos, otro):
    fin = fin_de_periodo(inicio, meses) if otro % 2 else inicio + timedelta(days=otro)
    anterior = fin
    for numero in range(1, cuantos + 1):
        desde, hasta = periodo_siguiente(inicio, fin, meses, numero)
        assert desde == anterior + timedelta(days=1)
        assert desde <= hasta
        anterior = hasta


@given(DIAS, MESES, st.integers(1, 12))
def test_a_renewal_falls_on_the_day_of_the_month_that_was_signed(inicio, meses, numero):
    desde, _hasta = periodo_siguiente(inicio, fin_de_periodo(inicio, meses), meses, numero)
    assert desde == sumar_meses(inicio, meses * numero)


IMPORTES = st.decimals(0, 99_999, places=2)


@given(IMPORTES, DIAS, st.integers(0, 1_000), st.integers(-50, 1_100))
def test_what_is_given_back_is_never_more_than_the_price_nor_less_than_nothing(
    precio, desde, dias, usados
):
    hasta = desde + timedelta(days=dias)
    devuelto = no_disfrutado(precio, desde, hasta, desde + timedelta(days=usados - 1))
    assert 0 <= devuelto <= precio
    if usados <= 0:
        assert devuelto == precio
    if usados > dias:
        assert devuelto == 0


def test_half_a_year_of_120_euros():
    assert no_disfrutado(
        Decimal("120"), date(2026, 1, 1), date(2026, 12, 31), date(2026, 7, 2)
    ) == Decimal("59.84")  # 182 of 365 days


@pytest.mark.parametrize(
    ("saldo", "frase"),
    [
        (Saldo(2, 240, 1, 90), "Quedan 1 visita y 2 h 30 min."),
        (Saldo(2, None, 2, 90), "No quedan visitas."),
        (Saldo(2, 240, 2, 90), "No quedan visitas. Quedan 2 h 30 min."),
        (Saldo(2, 60, 2, 60), "No quedan visitas ni horas."),
        (Saldo(2, None, 1, 90), "Queda 1 visita."),
        (Saldo(None, 2_460, 0, 60), "Quedan 40 h."),
        (Saldo(None, None, 5, 900), "Sin límite de visitas ni de horas."),
        (Saldo(2, 240, 3, 60), "Pasado de lo incluido: 1 visita de más."),
        (Saldo(2, 240, 3, 300), "Pasado de lo incluido: 1 visita y 1 h de más."),
        (Saldo(0, 0, 1, 0), "Pasado de lo incluido: 1 visita de más."),
    ],
)
def test_what_is_left_is_said_in_one_sentence(saldo, frase):
    assert saldo.frase.replace("\xa0", " ") == frase


def test_used_up_is_not_passed():
    assert Saldo(2, 240, 2, 60).se_ha_agotado
    assert not Saldo(2, 240, 3, 60).se_ha_agotado
    assert Saldo(2, 240, 3, 60).se_ha_pasado
    assert not Saldo(None, None, 9, 9_999).se_ha_agotado
