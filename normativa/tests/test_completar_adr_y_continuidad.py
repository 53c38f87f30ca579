"""R14, R15 and R16: the worked cases and what always holds. National holidays only."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normativa.reglas.adr import hitos_adr
from normativa.reglas.completar import (
    SIN_ADR,
    SIN_AVISO,
    SIN_MOTIVOS,
    SIN_RESPUESTA,
    VENCIDA,
    HechosCierre,
    impedimentos_de_cierre,
    plazo_para_completar,
)
from normativa.reglas.continuidad import limite_de_continuidad
from normativa.reglas.reclamacion import ClaseLegal, calcular_plazos_reclamacion
from nucleo.festivos import fechas_festivas

FESTIVOS = fechas_festivas([2026, 2027])
PEDIDA = date(2027, 1, 13)


# --- R14


def test_the_customer_has_ten_working_days_and_the_clock_starts_when_it_is_complete():
    assert plazo_para_completar(PEDIDA, festivos=FESTIVOS).hasta == date(2027, 1, 27)
    desde_que_se_completa = calcular_plazos_reclamacion(
        date(2027, 1, 20), clase=ClaseLegal.INCIDENCIA, gran_empresa=True, festivos=FESTIVOS
    )
    assert desde_que_se_completa.efectivo.fecha == date(2027, 2, 10)


def test_not_completed_it_may_be_deemed_resolved_from_the_day_after_only_if_warned():
    hechos = HechosCierre(pedida=PEDIDA, avisada=True)
    assert plazo_para_completar(PEDIDA, festivos=FESTIVOS).resuelta_desde == date(2027, 1, 28)
    assert not impedimentos_de_cierre(hechos, date(2027, 1, 28), festivos=FESTIVOS)
    (aun,) = impedimentos_de_cierre(hechos, date(2027, 1, 27), festivos=FESTIVOS)
    assert "27/01/2027" in str(aun)
    sin_aviso = HechosCierre(pedida=PEDIDA, avisada=False)
    assert impedimentos_de_cierre(sin_aviso, date(2027, 3, 1), festivos=FESTIVOS) == (SIN_AVISO,)


def test_the_limit_passing_never_lets_it_be_closed():
    assert impedimentos_de_cierre(HechosCierre(), PEDIDA) == (SIN_RESPUESTA,)
    assert impedimentos_de_cierre(HechosCierre(vencida=True), PEDIDA) == (VENCIDA,)
    completada = HechosCierre(vencida=True, pedida=PEDIDA, completada=True, avisada=True)
    assert impedimentos_de_cierre(completada, date(2028, 1, 1)) == (VENCIDA,)


def test_a_refusal_without_reasons_or_without_the_adr_body_closes_nothing():
    negada = {"respondida": True, "denegada": True}
    assert impedimentos_de_cierre(HechosCierre(**negada), PEDIDA) == (SIN_MOTIVOS, SIN_ADR)
    assert impedimentos_de_cierre(HechosCierre(**negada, con_motivos=True), PEDIDA) == (SIN_ADR,)
    assert not impedimentos_de_cierre(
        HechosCierre(**negada, con_motivos=True, con_adr=True), PEDIDA
    )
    assert not impedimentos_de_cierre(HechosCierre(respondida=True), PEDIDA)


@given(st.dates(date(2026, 1, 1), date(2035, 1, 1)))
def test_the_customer_never_has_less_than_ten_working_days(pedida):
    resultado = plazo_para_completar(pedida, festivos=FESTIVOS)
    assert (resultado.hasta - pedida).days >= 14 - 2
    assert resultado.resuelta_desde > resultado.hasta


# --- R15


def test_the_dates_of_the_extrajudicial_way():
    hitos = hitos_adr(date(2026, 11, 23), expediente_completo=date(2027, 1, 15))
    assert hitos.informar_hasta == date(2026, 12, 23)
    assert hitos.admisible_despues_de == date(2026, 12, 23)
    assert hitos.admisible_hasta == date(2027, 11, 23)
    assert hitos.resultado_hasta == date(2027, 4, 15)
    assert hitos.prorroga_hasta == date(2027, 7, 14)
    assert [motivo.cita for motivo in hitos.motivos] == [
        "Ley 7/2017 art. 40.3",
        "Ley 7/2017 art. 18.1.a",
        "Ley 7/2017 art. 18.1.e",
        "Ley 7/2017 art. 20",
    ]


def test_without_a_complete_file_there_is_no_date_for_the_result():
    hitos = hitos_adr(date(2026, 11, 23))
    assert hitos.resultado_hasta is hitos.prorroga_hasta is None


@given(st.dates(date(2010, 1, 1), date(2090, 1, 1)))
def test_the_way_opens_before_it_closes(presentada):
    hitos = hitos_adr(presentada)
    assert presentada < hitos.informar_hasta <= hitos.admisible_despues_de < hitos.admisible_hasta


# --- R16


def test_a_cut_is_explained_in_two_hours_by_the_clock_past_midnight_too():
    madrid = ZoneInfo("Europe/Madrid")
    comunicado = datetime(2027, 1, 10, 22, 15, tzinfo=madrid)
    limite = limite_de_continuidad(comunicado, servicio_continuo=True)
    assert limite.vence_en == datetime(2027, 1, 11, 0, 15, tzinfo=madrid)
    assert limite.motivo.cita == "Ley 10/2025 art. 17.2"


@pytest.mark.parametrize(
    ("continuo", "dia"), [(False, date(2027, 1, 10)), (True, date(2025, 12, 27))]
)
def test_other_firms_and_other_times_have_no_such_limit(continuo, dia):
    comunicado = datetime(dia.year, dia.month, dia.day, 12, tzinfo=UTC)
    assert limite_de_continuidad(comunicado, servicio_continuo=continuo) is None


@given(st.datetimes(datetime(2026, 1, 1), datetime(2050, 1, 1)))  # noqa: DTZ001
def test_two_hours_are_two_hours_also_when_the_clocks_change(cuando):
    comunicado = cuando.replace(tzinfo=UTC)
    limite = limite_de_continuidad(comunicado, servicio_continuo=True)
    assert limite.vence_en - comunicado == timedelta(hours=2)
