"""R11: the worked cases and what always holds."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normativa.reglas.desplazamiento import HechosDesplazamiento, Recargo, decidir_desplazamiento
from normativa.reglas.sector import Gama, Sector
from normativa.reglas.tipos import DATOS, ReglaIncumplida
from nucleo.festivos import COMUNIDADES

LAVADORA = HechosDesplazamiento(
    fecha=date(2026, 11, 23),
    gama=Gama.BLANCA,
    minutos_reales=10,
    tarifa_hora_eur=Decimal(48),
    desplazamiento_eur=Decimal(25),
)


@pytest.mark.parametrize(
    ("gama", "reales", "facturables"),
    [
        (Gama.BLANCA, 10, 30),
        (Gama.BLANCA, 30, 30),
        (Gama.BLANCA, 50, 50),
        (Gama.PEQUENA, 10, 15),
        (Gama.MARRON, 10, 60),
        (Gama.OTRA, 10, 15),
    ],
)
def test_at_home_a_simple_fix_has_a_minimum(gama, reales, facturables):
    resultado = decidir_desplazamiento(replace(LAVADORA, gama=gama, minutos_reales=reales))
    assert resultado.minutos == facturables
    assert resultado.mano_obra_eur == Decimal(48) * facturables / 60
    por_minimo = any("mínimo" in str(m) for m in resultado.motivos)
    assert por_minimo == (reales < facturables)


@pytest.mark.parametrize("cambio", [{"en_domicilio": False}, {"sencilla": False}])
def test_in_the_workshop_or_when_it_is_not_simple_only_the_real_time(cambio):
    assert decidir_desplazamiento(replace(LAVADORA, **cambio)).minutos == 10


def test_two_appliances_and_three_visits_are_one_trip():
    resultado = decidir_desplazamiento(replace(LAVADORA, aparatos=2, visitas=3))
    assert (resultado.desplazamientos, resultado.desplazamiento_eur) == (1, Decimal(25))
    assert any(m.cita == "RD 58/1988 art. 5.4" for m in resultado.motivos)


def test_nobody_at_home_pays_nothing():
    resultado = decidir_desplazamiento(replace(LAVADORA, visitas_sin_usuario=1))
    assert (resultado.desplazamientos, resultado.minutos) == (0, 0)
    assert resultado.desplazamiento_eur == resultado.mano_obra_eur == 0


def test_of_two_visits_the_one_with_the_user_is_the_trip():
    resultado = decidir_desplazamiento(replace(LAVADORA, visitas=2, visitas_sin_usuario=1))
    assert (resultado.desplazamientos, resultado.minutos) == (1, 30)


def test_repeating_a_repair_under_its_guarantee_is_free():
    resultado = decidir_desplazamiento(replace(LAVADORA, en_garantia=True))
    assert (resultado.desplazamientos, resultado.minutos) == (0, 0)


def test_in_the_workshop_there_is_no_trip():
    assert decidir_desplazamiento(replace(LAVADORA, en_domicilio=False)).desplazamientos == 0


def test_in_catalunya_there_is_no_surcharge_for_urgency():
    urgente = replace(LAVADORA, territorio="CT", recargos=(Recargo.URGENCIA,))
    resultado = decidir_desplazamiento(urgente)
    assert resultado.recargos_no_admitidos == (Recargo.URGENCIA,)
    assert "251-7.4" in [m.articulo for m in resultado.motivos]
    assert decidir_desplazamiento(replace(urgente, territorio="MD")).recargos_no_admitidos == ()


def test_in_catalunya_night_and_holiday_do_not_add_up():
    hechos = replace(LAVADORA, territorio="CT", recargos=(Recargo.NOCTURNO, Recargo.FESTIVO))
    assert decidir_desplazamiento(hechos).recargos_no_admitidos == (Recargo.FESTIVO,)
    solo = replace(hechos, recargos=(Recargo.NOCTURNO,))
    assert decidir_desplazamiento(solo).recargos_no_admitidos == ()


def test_a_business_pays_what_its_contract_says():
    hechos = replace(LAVADORA, consumidor=False, visitas=3)
    resultado = decidir_desplazamiento(hechos)
    assert (resultado.minutos, resultado.desplazamientos) == (10, 3)
    assert "lo que diga el contrato" in str(resultado.motivos[0])


def test_what_is_no_household_appliance_follows_the_decree_by_analogy():
    resultado = decidir_desplazamiento(replace(LAVADORA, sector=Sector.OTRO))
    assert {m.certeza for m in resultado.motivos} == {"I"}


def test_without_the_real_time_it_asks_for_it():
    resultado = decidir_desplazamiento(replace(LAVADORA, minutos_reales=None))
    assert (resultado.minutos, resultado.faltan) == (None, ("minutos",))


@pytest.mark.parametrize(
    ("cambio", "campo"),
    [
        ({"minutos_reales": -1}, "minutos_reales"),
        ({"aparatos": 0}, "aparatos"),
        ({"visitas": 0}, "visitas"),
        ({"visitas_sin_usuario": 2}, "visitas_sin_usuario"),
        ({"tarifa_hora_eur": Decimal(-1)}, "tarifa_hora_eur"),
    ],
)
def test_amounts_that_cannot_be_are_refused_at_their_field(cambio, campo):
    with pytest.raises(ReglaIncumplida) as error:
        decidir_desplazamiento(replace(LAVADORA, **cambio))
    assert error.value.campo == campo


casos = st.builds(
    HechosDesplazamiento,
    fecha=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    sector=st.sampled_from(Sector),
    gama=st.sampled_from(Gama),
    territorio=st.sampled_from(["", *COMUNIDADES]),
    minutos_reales=st.none() | st.integers(0, 600),
    en_domicilio=st.booleans(),
    sencilla=st.booleans(),
    aparatos=st.integers(1, 5),
    visitas=st.integers(1, 5),
    visitas_sin_usuario=st.integers(0, 1),
    en_garantia=st.booleans(),
    tarifa_hora_eur=st.none() | st.decimals(0, 100, places=2),
    recargos=st.lists(st.sampled_from(Recargo), unique=True).map(tuple),
)


@given(casos)
def test_a_consumer_never_pays_two_trips_and_the_minimum_is_a_ceiling(hechos):
    resultado = decidir_desplazamiento(hechos)
    assert resultado.desplazamientos in (0, 1)
    if resultado.minutos is not None:
        assert resultado.minutos <= max(hechos.minutos_reales or 0, 60)
    if resultado.mano_obra_eur is not None:
        assert resultado.mano_obra_eur <= hechos.tarifa_hora_eur * resultado.minutos / 60
    assert set(resultado.faltan) <= set(DATOS)
    assert all("%(" not in str(motivo) for motivo in resultado.motivos)


@given(casos, st.integers(0, 5))
def test_more_visits_or_appliances_never_cost_a_consumer_more_trips(hechos, mas):
    otro = replace(hechos, aparatos=hechos.aparatos + mas, visitas_sin_usuario=0)
    con_mas = replace(otro, visitas=otro.visitas + mas)
    assert (
        decidir_desplazamiento(con_mas).desplazamientos
        == decidir_desplazamiento(otro).desplazamientos
    )
