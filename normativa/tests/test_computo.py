"""§0: how a term is counted (Código Civil art. 5)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normativa.reglas.computo import motivo_de_computo, vencer
from normativa.reglas.tipos import Plazo, Unidad
from nucleo.festivos import fechas_festivas

FESTIVOS = fechas_festivas([2026, 2027])


@pytest.mark.parametrize(
    ("desde", "plazo", "hasta"),
    [
        # The starting day does not count; the last one is whole.
        (date(2026, 11, 23), Plazo(1, Unidad.DIAS), date(2026, 11, 24)),
        (date(2026, 11, 23), Plazo(15, Unidad.DIAS), date(2026, 12, 8)),
        # Natural days: a term may end on a Saturday, a Sunday or a holiday, and does not roll over.
        (date(2026, 11, 23), Plazo(5, Unidad.DIAS), date(2026, 11, 28)),
        (date(2026, 12, 11), Plazo(14, Unidad.DIAS), date(2026, 12, 25)),
        # Working days: neither Saturdays, nor Sundays, nor holidays.
        (date(2026, 11, 23), Plazo(10, Unidad.DIAS_HABILES), date(2026, 12, 7)),
        (date(2026, 12, 4), Plazo(1, Unidad.DIAS_HABILES), date(2026, 12, 7)),
        (date(2026, 12, 7), Plazo(1, Unidad.DIAS_HABILES), date(2026, 12, 9)),
        # Months and years from date to date; the last day where there is none.
        (date(2026, 11, 30), Plazo(3, Unidad.MESES), date(2027, 2, 28)),
        (date(2027, 11, 30), Plazo(3, Unidad.MESES), date(2028, 2, 29)),
        (date(2026, 10, 31), Plazo(1, Unidad.MESES), date(2026, 11, 30)),
        (date(2024, 2, 29), Plazo(3, Unidad.ANIOS), date(2027, 2, 28)),
        (date(2023, 3, 15), Plazo(3, Unidad.ANIOS), date(2026, 3, 15)),
    ],
)
def test_a_term_ends(desde, plazo, hasta):
    assert vencer(desde, plazo, FESTIVOS) == hasta


@pytest.mark.parametrize(
    ("unidad", "cita"),
    [
        (Unidad.DIAS, "Código Civil art. 5.2"),
        (Unidad.DIAS_HABILES, "Ley 39/2015 art. 30"),
        (Unidad.MESES, "Código Civil art. 5.1"),
    ],
)
def test_it_says_how_it_was_counted(unidad, cita):
    assert motivo_de_computo(Plazo(3, unidad)).cita == cita


@pytest.mark.parametrize("unidad", [Unidad.HORAS, Unidad.EUROS, Unidad.KILOMETROS, Unidad.SI_NO])
def test_what_is_not_a_term_in_days_has_no_last_day(unidad):
    with pytest.raises(ValueError, match="no es un plazo en días"):
        vencer(date(2026, 1, 1), Plazo(1, unidad))


EN_DIAS = [Unidad.DIAS, Unidad.DIAS_HABILES, Unidad.MESES, Unidad.ANIOS]
fechas = st.dates(date(2010, 1, 1), date(2060, 12, 31))


@given(fechas, st.integers(1, 60), st.sampled_from(EN_DIAS))
def test_it_ends_after_it_begins_and_a_longer_one_never_earlier(desde, n, unidad):
    hasta = vencer(desde, Plazo(n, unidad), FESTIVOS)
    assert desde < hasta <= vencer(desde, Plazo(n + 1, unidad), FESTIVOS)


@given(fechas, st.integers(1, 60))
def test_a_month_ends_on_its_day_or_on_the_last_of_a_shorter_month(desde, n):
    hasta = vencer(desde, Plazo(n, Unidad.MESES))
    ultimo = (hasta + timedelta(days=1)).day == 1
    assert hasta.day == desde.day or (hasta.day < desde.day and ultimo)


@given(fechas, st.integers(1, 40))
def test_working_days_never_end_before_natural_ones_and_always_on_one(desde, n):
    hasta = vencer(desde, Plazo(n, Unidad.DIAS_HABILES), FESTIVOS)
    assert hasta >= vencer(desde, Plazo(n, Unidad.DIAS))
    assert hasta.weekday() < 5
    assert hasta not in FESTIVOS
