"""R24: the worked case and what always holds."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normativa.reglas.repeticion import HechosRepeticion, decidir_repeticion
from normativa.reglas.tipos import ReglaIncumplida

HECHA = HechosRepeticion(ejecutado=date(2026, 4, 9), coste_eur=Decimal("83.20"))


def test_a_year_from_the_remedy():
    resultado = decidir_repeticion(HECHA)
    assert (resultado.reclamar_hasta, resultado.importe_eur) == (
        date(2027, 4, 9), Decimal("83.20")
    )  # fmt: skip
    assert resultado.motivos[0].cita == "TRLGDCU art. 125.2"


@pytest.mark.parametrize(
    ("hoy", "en_plazo"), [(date(2027, 4, 9), True), (date(2027, 4, 10), False)]
)
def test_on_the_last_day_it_is_in_time(hoy, en_plazo):
    assert decidir_repeticion(replace(HECHA, hoy=hoy)).en_plazo is en_plazo


def test_under_the_old_text_it_was_a_year_too_but_we_did_not_read_it():
    resultado = decidir_repeticion(replace(HECHA, fecha_contrato=date(2021, 1, 1)))
    assert resultado.reclamar_hasta == date(2027, 4, 9)
    assert resultado.motivos[0].certeza == "M"


def test_without_the_remedy_it_asks_when_it_was_done():
    assert decidir_repeticion(HechosRepeticion()).faltan == ("ejecutado",)


def test_what_cost_nothing_may_be_claimed_too():
    assert decidir_repeticion(replace(HECHA, coste_eur=Decimal(0))).reclamar_hasta


def test_a_negative_cost_is_refused_at_its_field():
    with pytest.raises(ReglaIncumplida) as error:
        decidir_repeticion(replace(HECHA, coste_eur=Decimal(-1)))
    assert error.value.campo == "coste_eur"


@given(st.dates(date(2010, 1, 1), date(2090, 1, 1)))
def test_it_ends_on_the_same_day_of_the_next_year_or_on_the_last_of_february(ejecutado):
    hasta = decidir_repeticion(HechosRepeticion(ejecutado=ejecutado)).reclamar_hasta
    assert (hasta.year, hasta.month) == (ejecutado.year + 1, ejecutado.month)
    assert hasta.day == ejecutado.day or (ejecutado.day, hasta.day) == (29, 28)
