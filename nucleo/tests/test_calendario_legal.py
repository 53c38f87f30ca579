"""Legal time: Código Civil art. 5. Dates in, dates out."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nucleo.calendario import (
    es_habil,
    sumar_anios,
    sumar_dias,
    sumar_dias_habiles,
    sumar_meses,
    ultimo_habil,
)

# National ones only; regional 2026-12-07 left out on purpose.
FESTIVOS = frozenset({date(2026, 12, 8), date(2026, 12, 25), date(2027, 1, 1), date(2027, 1, 6)})

fechas = st.dates(date(1990, 1, 1), date(2080, 12, 31))
conjuntos_de_festivos = st.frozensets(fechas, max_size=20)


def test_natural_days_exclude_the_first_and_do_not_skip_holidays():
    assert sumar_dias(date(2026, 11, 23), 15) == date(2026, 12, 8)


@pytest.mark.parametrize(
    ("desde", "n", "hasta"),
    [
        (date(2026, 11, 23), 5, date(2026, 11, 30)),
        (date(2026, 11, 23), 10, date(2026, 12, 7)),
        (date(2026, 11, 23), 15, date(2026, 12, 15)),
        (date(2027, 1, 4), 5, date(2027, 1, 12)),
        (date(2027, 1, 20), 15, date(2027, 2, 10)),
        (date(2026, 11, 22), 1, date(2026, 11, 23)),  # from a Sunday
        (date(2026, 11, 22), 0, date(2026, 11, 22)),
    ],
)
def test_working_days_skip_weekends_and_holidays(desde, n, hasta):
    assert sumar_dias_habiles(desde, n, FESTIVOS) == hasta


def test_negative_working_days_are_refused():
    with pytest.raises(ValueError, match="negativos"):
        sumar_dias_habiles(date(2026, 11, 23), -1)


@pytest.mark.parametrize(
    ("limite", "habil"),
    [
        (date(2026, 12, 8), date(2026, 12, 7)),
        (date(2027, 1, 9), date(2027, 1, 8)),
        (date(2026, 12, 9), date(2026, 12, 9)),
    ],
)
def test_the_day_to_act_is_the_last_working_one_up_to_the_limit(limite, habil):
    assert ultimo_habil(limite, FESTIVOS) == habil


@pytest.mark.parametrize(
    ("desde", "meses", "hasta"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2025, 12, 20), 1, date(2026, 1, 20)),
        (date(2026, 10, 31), 6, date(2027, 4, 30)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
    ],
)
def test_months_go_date_to_date_or_to_the_last_day_of_the_month(desde, meses, hasta):
    assert sumar_meses(desde, meses) == hasta


def test_a_year_from_29_february_is_the_28th():
    assert sumar_anios(date(2028, 2, 29), 1) == date(2029, 2, 28)
    assert sumar_anios(date(2028, 2, 29), 4) == date(2032, 2, 29)


@given(fechas, st.integers(-600, 600))
def test_months_land_in_the_right_month_on_the_same_day_or_its_last(dia, n):
    final = sumar_meses(dia, n)
    assert (final.year * 12 + final.month) - (dia.year * 12 + dia.month) == n
    assert final.day == min(dia.day, monthrange(final.year, final.month)[1])


@given(fechas, fechas, st.integers(0, 240))
def test_adding_months_keeps_the_order(a, b, n):
    a, b = sorted((a, b))
    assert sumar_meses(a, n) <= sumar_meses(b, n)


@given(fechas, st.integers(1, 60), conjuntos_de_festivos)
def test_working_days_are_counted_one_by_one(dia, n, festivos):
    final = sumar_dias_habiles(dia, n, festivos)
    entre = [dia + timedelta(days=k) for k in range(1, (final - dia).days + 1)]
    assert sum(es_habil(d, festivos) for d in entre) == n
    assert es_habil(final, festivos)


@given(fechas, st.integers(0, 40), conjuntos_de_festivos)
def test_a_holiday_never_brings_a_limit_forward(dia, n, festivos):
    assert sumar_dias(dia, n) <= sumar_dias_habiles(dia, n) <= sumar_dias_habiles(dia, n, festivos)
