"""By when a consumer is warned that a contract is going to be renewed by silence."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normativa.reglas.computo import vencer
from normativa.reglas.parametros import oficiales
from normativa.reglas.renovacion import contar_atras, plazos_de_renovacion
from normativa.reglas.tipos import Plazo, Unidad


def plazos(fin, *, dias_preaviso=0, consumidor=True):
    return plazos_de_renovacion(
        fin, dias_preaviso=dias_preaviso, consumidor=consumidor, parametros=oficiales()
    )


def test_fifteen_days_before_the_end_when_the_customer_may_say_no_until_then():
    resultado = plazos(date(2026, 12, 31))
    assert resultado.limite_baja == date(2026, 12, 31)
    assert resultado.limite_aviso == date(2026, 12, 16)
    assert [m.cita for m in resultado.motivos] == ["TRLGDCU art. 97.1.p"] * 2
    assert str(resultado.motivos[0]).endswith("el 16/12/2026 como tarde.")


def test_they_are_counted_from_the_time_to_say_no_not_from_the_end():
    resultado = plazos(date(2026, 12, 31), dias_preaviso=30)
    assert resultado.limite_baja == date(2026, 12, 1)
    assert resultado.limite_aviso == date(2026, 11, 16)


@pytest.mark.parametrize(
    ("avisado", "renueva"),
    [(date(2026, 12, 16), True), (date(2026, 12, 17), False), (None, False)],
)
def test_without_a_warning_in_time_silence_does_not_renew(avisado, renueva):
    assert plazos(date(2026, 12, 31)).se_renueva(avisado) is renueva


def test_a_company_is_renewed_without_a_warning():
    resultado = plazos(date(2026, 12, 31), consumidor=False)
    assert (resultado.limite_aviso, resultado.motivos) == (None, ())
    assert resultado.se_renueva(None)


def test_before_ley_10_2025_there_was_no_warning_to_give():
    assert plazos(date(2025, 12, 27)).limite_aviso is None
    assert plazos(date(2025, 12, 28)).limite_aviso == date(2025, 12, 13)


@given(
    st.dates(date(2026, 1, 1), date(2040, 12, 31)),
    st.integers(0, 400),
    st.sampled_from([Unidad.DIAS, Unidad.DIAS_HABILES, Unidad.MESES, Unidad.ANIOS]),
)
def test_counting_back_is_the_last_day_that_still_arrives(hasta, n, unidad):
    plazo = Plazo(n if unidad == Unidad.DIAS else n % 25, unidad)
    dia = contar_atras(hasta, plazo)
    assert vencer(dia, plazo) <= hasta < vencer(dia + timedelta(days=1), plazo) or dia == hasta
