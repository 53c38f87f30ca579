"""R23: the worked cases and what always holds."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normativa.reglas.recambios import HechosRecambios, TipoPieza, decidir_recambios
from normativa.reglas.tipos import DATOS, ReglaIncumplida

ACABADO = HechosRecambios(fin_fabricacion=date(2022, 6, 30))
ANTIGUO = HechosRecambios(fin_fabricacion=date(2019, 6, 30))


def test_ten_years_from_the_end_of_manufacture():
    resultado = decidir_recambios(ACABADO)
    assert resultado.disponibles_hasta == date(2032, 6, 30)
    assert (resultado.transitorio, resultado.lectura_anterior_hasta) == (False, None)
    assert resultado.motivos[0].cita == "TRLGDCU art. 127 bis.1"


@pytest.mark.parametrize(
    ("importado", "hasta"), [(False, date(2026, 12, 8)), (True, date(2026, 12, 23))]
)
def test_a_part_that_was_asked_for_is_served_in_fifteen_days_or_a_month(importado, hasta):
    hechos = replace(ACABADO, solicitado=date(2026, 11, 23), importado=importado)
    assert decidir_recambios(hechos).servir_hasta == hasta


def test_a_model_that_ended_before_2022_has_both_readings_and_says_to_check_it():
    resultado = decidir_recambios(ANTIGUO)
    assert resultado.disponibles_hasta == date(2029, 6, 30)
    assert (resultado.transitorio, resultado.lectura_anterior_hasta) == (True, date(2026, 6, 30))
    frases = [str(m) for m in resultado.motivos]
    assert any("Consúltelo" in frase for frase in frases)
    assert any("Lectura anterior a 2022: 7 años" in frase for frase in frases)


def test_one_that_ended_on_the_first_day_of_the_new_text_has_only_that():
    assert (
        decidir_recambios(replace(ANTIGUO, fin_fabricacion=date(2022, 1, 1))).transitorio is False
    )
    assert decidir_recambios(replace(ANTIGUO, fin_fabricacion=date(2021, 12, 31))).transitorio


@pytest.mark.parametrize(
    ("cambio", "hasta"),
    [
        ({"precio_aparato_eur": Decimal("60.10")}, date(2024, 6, 30)),
        ({"precio_aparato_eur": Decimal("60.11")}, date(2026, 6, 30)),
        ({"pieza": TipoPieza.ESTETICA}, date(2024, 6, 30)),  # the old act: 5 years, beats its 2
    ],
)
def test_the_older_reading_depends_on_the_part_and_the_price(cambio, hasta):
    assert decidir_recambios(replace(ANTIGUO, **cambio)).lectura_anterior_hasta == hasta


def test_while_it_is_made_there_have_to_be_parts():
    resultado = decidir_recambios(HechosRecambios(sigue_fabricandose=True))
    assert (resultado.disponibles_hasta, resultado.exigible, resultado.faltan) == (None, True, ())


@pytest.mark.parametrize(
    ("hoy", "exigible"), [(date(2032, 6, 30), True), (date(2032, 7, 1), False)]
)
def test_on_the_last_day_they_are_still_owed(hoy, exigible):
    assert decidir_recambios(replace(ACABADO, hoy=hoy)).exigible is exigible


def test_a_shorter_regional_term_does_not_shorten_it():
    resultado = decidir_recambios(replace(ACABADO, territorio="EX"))
    assert resultado.disponibles_hasta == date(2032, 6, 30)
    assert "25.2" in [m.articulo for m in resultado.motivos]


def test_a_community_without_its_own_rule_uses_the_states_and_says_so():
    frases = [str(m) for m in decidir_recambios(replace(ACABADO, territorio="MD")).motivos]
    assert any("norma propia de Comunidad de Madrid" in frase for frase in frases)


def test_without_the_end_of_manufacture_it_asks_for_it():
    resultado = decidir_recambios(HechosRecambios())
    assert (resultado.disponibles_hasta, resultado.faltan) == (None, ("fin_fabricacion",))


def test_a_negative_price_is_refused_at_its_field():
    with pytest.raises(ReglaIncumplida) as error:
        decidir_recambios(replace(ACABADO, precio_aparato_eur=Decimal(-1)))
    assert error.value.campo == "precio_aparato_eur"


@given(
    st.builds(
        HechosRecambios,
        fin_fabricacion=st.none() | st.dates(date(1990, 1, 1), date(2060, 1, 1)),
        sigue_fabricandose=st.booleans(),
        solicitado=st.none() | st.dates(date(1990, 1, 1), date(2060, 1, 1)),
        importado=st.booleans(),
        pieza=st.sampled_from(TipoPieza),
        precio_aparato_eur=st.none() | st.decimals(0, 500, places=2),
        territorio=st.sampled_from(["", "EX", "MD"]),
    )
)
def test_todays_reading_is_never_shorter_than_the_older_one(hechos):
    resultado = decidir_recambios(hechos)
    if resultado.lectura_anterior_hasta:
        assert resultado.disponibles_hasta >= resultado.lectura_anterior_hasta
    assert resultado.servir_hasta is None or resultado.servir_hasta > hechos.solicitado
    assert set(resultado.faltan) <= set(DATOS)
    assert all("%(" not in str(motivo) for motivo in resultado.motivos)
