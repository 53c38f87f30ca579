"""R13: the worked cases and what always holds. National holidays only, unless said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normativa.reglas.reclamacion import (
    ClaseLegal,
    HechosReclamacion,
    calcular_plazos_reclamacion,
    decidir_reclamacion,
)
from nucleo.festivos import COMUNIDADES, fechas_festivas

FESTIVOS = fechas_festivas([2025, 2026, 2027])
LUNES = date(2026, 11, 23)


def calcular(presentada=LUNES, **datos):
    return calcular_plazos_reclamacion(presentada, festivos=FESTIVOS, **datos)


def test_a_small_firm_has_fifteen_natural_days_and_aims_at_the_working_day_before():
    plazos = calcular()
    assert plazos.efectivo.fecha == date(2026, 12, 8)  # a holiday: the limit does not roll over
    assert plazos.objetivo == date(2026, 12, 7)
    assert [m.cita for m in plazos.efectivo.motivos] == [
        "TRLGDCU art. 21.3",
        "Código Civil art. 5.2",
    ]


def test_a_large_firm_has_both_and_the_earliest_wins():
    plazos = calcular(gran_empresa=True)
    assert [(limite.codigo, limite.fecha) for limite in plazos.limites] == [
        ("respuesta_reclamacion", date(2026, 12, 8)),
        ("respuesta_ley_atencion", date(2026, 12, 15)),
    ]
    assert plazos.efectivo.codigo == "respuesta_reclamacion"


@pytest.mark.parametrize("territorio", ["AN", "CB"])
def test_ten_working_days_in_andalucia_and_cantabria(territorio):
    plazos = calcular(territorio=territorio)
    assert plazos.efectivo.fecha == plazos.objetivo == date(2026, 12, 7)


def test_a_complex_complaint_in_cantabria_but_the_state_limit_wins():
    plazos = calcular(territorio="CB", compleja=True)
    assert [limite.fecha for limite in plazos.limites] == [date(2026, 12, 8), date(2026, 12, 23)]


def test_billing_in_a_large_firm_is_five_natural_days_and_the_other_reading_is_shown():
    plazos = calcular(date(2027, 1, 4), gran_empresa=True, facturacion=True)
    assert (plazos.efectivo.fecha, plazos.objetivo) == (date(2027, 1, 9), date(2027, 1, 8))
    (otra,) = [limite for limite in plazos.limites if limite.informativo]
    assert otra.fecha == date(2027, 1, 12)


def test_billing_in_a_small_firm_has_only_the_general_limit():
    plazos = calcular(date(2027, 1, 4), facturacion=True)
    assert [limite.fecha for limite in plazos.limites] == [date(2027, 1, 19)]


@pytest.mark.parametrize("territorio", ["CT", "GA", "CM", "EX"])
def test_a_regional_month_does_not_beat_the_state(territorio):
    plazos = calcular(territorio=territorio)
    assert [limite.fecha for limite in plazos.limites] == [date(2026, 12, 8), date(2026, 12, 23)]
    assert plazos.efectivo.codigo == "respuesta_reclamacion"


@pytest.mark.parametrize(
    ("presentada", "limite"),
    [
        (date(2025, 12, 20), date(2026, 1, 20)),
        (date(2025, 12, 27), date(2026, 1, 27)),
        (date(2025, 12, 28), date(2026, 1, 12)),
    ],
)
def test_the_old_text_gave_a_month_until_27_december_2025(presentada, limite):
    assert calcular(presentada).efectivo.fecha == limite


def test_a_large_firm_had_no_own_law_before_it():
    assert [x.codigo for x in calcular(date(2025, 12, 20), gran_empresa=True).limites] == [
        "respuesta_reclamacion"
    ]


@pytest.mark.parametrize("clase", [ClaseLegal.CONSULTA, ClaseLegal.INCIDENCIA])
def test_what_is_not_a_complaint_only_has_the_limit_of_large_firms(clase):
    grande = calcular(clase=clase, gran_empresa=True, facturacion=True, territorio="AN")
    assert [limite.fecha for limite in grande.limites] == [date(2026, 12, 15)]
    pequena = calcular(clase=clase, territorio="AN")
    assert (pequena.limites, pequena.efectivo, pequena.objetivo) == ((), None, None)
    assert "no fija plazo" in str(pequena.motivos[0])


def test_a_business_has_only_its_contract():
    plazos = calcular(consumidor=False, gran_empresa=True)
    assert (plazos.limites, plazos.efectivo) == ((), None)
    assert "contrato" in str(plazos.motivos[0])


def test_a_community_without_its_own_limit_uses_the_states_and_says_so():
    madrid, andalucia = calcular(territorio="MD"), calcular(territorio="AN")
    assert madrid.efectivo.fecha == date(2026, 12, 8)
    assert "norma propia de Comunidad de Madrid" in str(madrid.motivos[-1])
    assert not any("norma propia" in str(m) for m in andalucia.motivos)
    assert not any("norma propia" in str(m) for m in calcular().motivos)


def test_the_facts_in_one_piece_give_the_same():
    hechos = HechosReclamacion(LUNES, gran_empresa=True, facturacion=True, territorio="AN")
    assert decidir_reclamacion(hechos, festivos=FESTIVOS) == calcular(
        gran_empresa=True, facturacion=True, territorio="AN"
    )


@given(
    st.dates(date(2010, 1, 1), date(2099, 12, 31)),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", *COMUNIDADES]),
    st.frozensets(st.dates(date(2010, 1, 1), date(2100, 12, 31)), max_size=20),
)
def test_the_effective_limit_is_the_earliest_and_after_the_filing(
    presentada, grande, facturacion, territorio, festivos
):
    plazos = calcular_plazos_reclamacion(
        presentada,
        gran_empresa=grande,
        facturacion=facturacion,
        territorio=territorio,
        festivos=festivos,
    )
    fechas = [limite.fecha for limite in plazos.limites if not limite.informativo]
    assert presentada < plazos.efectivo.fecha == min(fechas)
    assert plazos.objetivo <= plazos.efectivo.fecha
