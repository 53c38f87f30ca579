"""Public holidays: the calendar of 2026 as the BOE published it (BOE-A-2025-21667)."""

from datetime import date

import pytest

from nucleo.festivos import (
    AUTONOMICO,
    COMUNIDADES,
    NACIONAL,
    DiaFestivo,
    fechas_festivas,
    festivos_de,
)
from nucleo.models.empresa import Comunidad

NACIONALES_2026 = {
    date(2026, mes, dia)
    for mes, dia in ((1, 1), (1, 6), (4, 3), (5, 1), (8, 15), (10, 12), (12, 8), (12, 25))
}


def test_the_national_holidays_of_2026():
    assert fechas_festivas([2026]) == NACIONALES_2026


def test_the_national_holidays_of_the_worked_cases():
    entre = {d for d in fechas_festivas([2026, 2027]) if date(2026, 11, 20) < d < date(2027, 2, 15)}
    assert entre == {
        date(2026, 12, 8), date(2026, 12, 25), date(2027, 1, 1), date(2027, 1, 6)
    }  # fmt: skip


@pytest.mark.parametrize(
    ("comunidad", "propios"),
    [
        ("MD", {(4, 2), (5, 2), (11, 2), (12, 7)}),
        ("AN", {(2, 28), (4, 2), (11, 2), (12, 7)}),
        ("CT", {(4, 6), (6, 24), (9, 11), (12, 26)}),
    ],
)
def test_the_holidays_of_a_community_in_2026(comunidad, propios):
    autonomicos = {f.dia for f in festivos_de(2026, comunidad) if f.ambito == AUTONOMICO}
    assert autonomicos == {date(2026, *d) for d in propios}
    assert fechas_festivas([2026], comunidad) == NACIONALES_2026 | autonomicos


def test_names_are_spanish_and_the_year_of_the_boe_is_official():
    assert festivos_de(2026)[0] == DiaFestivo(date(2026, 1, 1), "Año Nuevo", NACIONAL, True)


def test_a_year_that_was_not_published_is_provisional():
    assert not any(f.oficial for f in festivos_de(2027, "MD"))


def test_dates_estimated_by_the_moon_keep_a_clean_name():
    assert not any("estimado" in f.nombre for a in range(2008, 2030) for f in festivos_de(a, "ML"))


@pytest.mark.parametrize("comunidad", COMUNIDADES)
def test_every_community_keeps_the_national_ones(comunidad):
    assert fechas_festivas([2026], comunidad) >= NACIONALES_2026


@pytest.mark.parametrize(("anio", "comunidad"), [(2026, "XX"), (1900, ""), (3000, "MD")])
def test_unknown_communities_and_absurd_years_are_refused(anio, comunidad):
    with pytest.raises(ValueError, match=r"código XX|de 2008 a 2100"):
        festivos_de(anio, comunidad)


def test_the_communities_are_those_of_the_company_and_the_calendars():
    assert set(COMUNIDADES) == set(Comunidad.values)
