"""R12: the worked cases and what always holds. National holidays only, unless said."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normativa.reglas.almacenaje import HechosAlmacenaje, decidir_almacenaje
from normativa.reglas.sector import Sector
from normativa.reglas.tipos import DATOS, ReglaIncumplida
from nucleo.festivos import COMUNIDADES, fechas_festivas

FESTIVOS = fechas_festivas([2026, 2027])
LISTO = HechosAlmacenaje(entrada=date(2026, 10, 20), aviso=date(2026, 10, 31), tarifa_expuesta=True)
COCHE = replace(LISTO, sector=Sector.AUTOMOVIL, aviso=date(2026, 11, 23), tarifa_expuesta=False)


def decidir(hechos):
    return decidir_almacenaje(hechos, festivos=FESTIVOS)


def test_a_month_from_the_notice_is_free_and_then_each_day_counts():
    resultado = decidir(replace(LISTO, recogida=date(2026, 12, 5), tarifa_dia_eur=Decimal("1.50")))
    assert (resultado.gratis_hasta, resultado.cobrable_desde) == (
        date(2026, 11, 30), date(2026, 12, 1)
    )  # fmt: skip
    assert (resultado.dias, resultado.importe_eur) == (5, Decimal("7.50"))


def test_collected_in_the_month_it_costs_nothing():
    assert decidir(replace(LISTO, recogida=date(2026, 11, 30))).dias == 0


def test_without_the_price_on_display_nothing_is_charged():
    resultado = decidir(replace(LISTO, tarifa_expuesta=False, recogida=date(2026, 12, 5)))
    assert (resultado.dias, resultado.cobrable_desde) == (0, None)
    assert "RD 58/1988 art. 3.6" in [m.cita for m in resultado.motivos]


def test_until_it_is_collected_the_days_are_counted_up_to_today():
    assert decidir(replace(LISTO, hoy=date(2026, 12, 3))).dias == 3
    assert decidir(LISTO).dias is None


def test_the_right_to_claim_it_lasts_a_year_from_the_hand_in():
    assert decidir(LISTO).recuperar_hasta == date(2027, 10, 20)


def test_only_where_there_are_two_terms_it_speaks_of_the_longer():
    def avisa(territorio):
        frases = [str(m) for m in decidir(replace(LISTO, territorio=territorio)).motivos]
        return any("el más largo" in frase for frase in frases)

    assert (avisa(""), avisa("CT"), avisa("EX")) == (False, False, True)


def test_handed_in_before_2022_it_lasted_three():
    antiguo = replace(LISTO, entrada=date(2021, 12, 31), aviso=date(2022, 1, 10))
    assert decidir(antiguo).recuperar_hasta == date(2024, 12, 31)


def test_in_catalunya_it_is_kept_six_months_from_the_notice():
    resultado = decidir(replace(LISTO, territorio="CT"))
    assert resultado.conservar_hasta == date(2027, 4, 30)
    assert resultado.no_disponer_antes_de == date(2027, 10, 21)


def test_in_extremadura_the_longer_of_both_terms_by_prudence():
    resultado = decidir(replace(LISTO, territorio="EX"))
    assert resultado.recuperar_hasta == date(2029, 10, 20)
    assert {"127 bis.3", "25.3"} <= {m.articulo for m in resultado.motivos}


def test_a_car_is_charged_from_the_fourth_working_day():
    resultado = decidir(COCHE)
    assert resultado.cobrable_desde == date(2026, 11, 27)
    assert decidir(replace(COCHE, recogida=date(2026, 11, 30))).dias == 4


def test_a_car_out_of_our_custody_is_not_charged():
    assert decidir(replace(COCHE, en_custodia=False, recogida=date(2026, 12, 30))).dias == 0


def test_what_has_no_decree_of_its_own_has_no_term_that_we_know():
    resultado = decidir(replace(LISTO, sector=Sector.OTRO))
    assert (resultado.gratis_hasta, resultado.cobrable_desde) == (None, None)
    assert resultado.motivos[0].certeza == "M"


def test_a_community_without_its_own_rule_uses_the_states_and_says_so():
    frases = [str(m) for m in decidir(replace(LISTO, territorio="MD")).motivos]
    assert any("norma propia de Comunidad de Madrid" in frase for frase in frases)


def test_what_is_missing_is_asked_for():
    assert decidir(HechosAlmacenaje()).faltan == ("aviso", "entrada")


@pytest.mark.parametrize(
    ("cambio", "campo"),
    [
        ({"aviso": date(2026, 10, 19)}, "aviso"),
        ({"recogida": date(2026, 10, 19)}, "recogida"),
        ({"tarifa_dia_eur": Decimal(-1)}, "tarifa_dia_eur"),
    ],
)
def test_facts_that_cannot_be_are_refused_at_their_field(cambio, campo):
    with pytest.raises(ReglaIncumplida) as error:
        decidir(replace(LISTO, **cambio))
    assert error.value.campo == campo


casos = st.builds(
    HechosAlmacenaje,
    entrada=st.none() | st.dates(date(2015, 1, 1), date(2020, 1, 1)),
    aviso=st.none() | st.dates(date(2020, 1, 1), date(2028, 1, 1)),
    recogida=st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    sector=st.sampled_from(Sector),
    territorio=st.sampled_from(["", *COMUNIDADES]),
    tarifa_expuesta=st.booleans(),
    en_custodia=st.booleans(),
    tarifa_dia_eur=st.none() | st.decimals(0, 20, places=2),
)


@given(casos)
def test_no_day_is_charged_before_the_free_ones_end(hechos):
    resultado = decidir(hechos)
    if resultado.dias:
        assert hechos.recogida >= resultado.cobrable_desde > resultado.gratis_hasta > hechos.aviso
        assert resultado.dias == (hechos.recogida - resultado.gratis_hasta).days
    assert set(resultado.faltan) <= set(DATOS)
    assert all("%(" not in str(motivo) for motivo in resultado.motivos)


@given(casos)
def test_knowing_the_community_never_shortens_what_the_consumer_has(hechos):
    estatal, regional = decidir(replace(hechos, territorio="")), decidir(hechos)
    for campo in ("gratis_hasta", "recuperar_hasta", "conservar_hasta", "no_disponer_antes_de"):
        assert (getattr(regional, campo) or date.min) >= (getattr(estatal, campo) or date.min)
    assert (regional.dias or 0) <= (estatal.dias or 0)
