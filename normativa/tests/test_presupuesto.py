"""R9: the worked cases and what always holds. National holidays only, unless said."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normativa.reglas.parametros import oficiales
from normativa.reglas.presupuesto import (
    DecisionPresupuesto,
    HechosPresupuesto,
    decidir_presupuesto,
)
from normativa.reglas.sector import Gama, Sector
from normativa.reglas.tipos import DATOS, ReglaIncumplida
from nucleo.festivos import COMUNIDADES, fechas_festivas

FESTIVOS = fechas_festivas([2026, 2027])
RECHAZADO, ACEPTADO = DecisionPresupuesto.RECHAZADO, DecisionPresupuesto.ACEPTADO
PEDIDO = HechosPresupuesto(
    fecha_solicitud=date(2026, 11, 23), comunicado=date(2026, 11, 30), tarifa_hora_eur=Decimal(48)
)


def decidir(hechos):
    return decidir_presupuesto(hechos, festivos=FESTIVOS)


def test_asked_for_on_a_monday_it_is_ready_the_next_one():
    resultado = decidir(PEDIDO)
    assert resultado.listo_hasta == date(2026, 11, 30)
    assert resultado.motivos[0].cita == "RD 58/1988 art. 3.7"


def test_holidays_do_not_count_as_working_days():
    viernes = replace(PEDIDO, fecha_solicitud=date(2026, 12, 4), comunicado=None)
    assert decidir(viernes).listo_hasta == date(2026, 12, 14)


def test_it_binds_thirty_days_from_when_it_was_communicated():
    assert decidir(PEDIDO).valido_hasta == date(2026, 12, 30)
    assert decidir(replace(PEDIDO, validez_dias=60)).valido_hasta == date(2027, 1, 29)


@pytest.mark.parametrize("comunicado", [date(2026, 11, 30), None])
def test_a_validity_of_fifteen_days_is_refused(comunicado):
    frase = "no puede valer solo 15 días naturales: el mínimo son 30 días naturales"
    with pytest.raises(ReglaIncumplida, match=frase) as error:
        decidir(replace(PEDIDO, comunicado=comunicado, validez_dias=15))
    assert error.value.campo == "validez_dias"
    assert error.value.motivo.cita == "RD 58/1988 art. 3.1"


def test_thirty_days_are_enough():
    assert decidir(replace(PEDIDO, validez_dias=30)).valido_hasta == date(2026, 12, 30)
    sin_comunicar = replace(PEDIDO, comunicado=None, validez_dias=30)
    assert decidir(sin_comunicar).valido_hasta is None


@pytest.mark.parametrize(
    ("cambios", "listo"),
    [
        ({}, date(2026, 11, 30)),
        ({"fecha": date(2026, 12, 1)}, date(2026, 11, 25)),
        ({"fecha": date(2026, 11, 20)}, date(2026, 11, 30)),
    ],
)
def test_the_figures_are_those_of_the_day_that_is_asked_about(cambios, listo):
    cifra = oficiales().vigente("presupuesto_listo", date(2026, 1, 1))
    propia = replace(cifra, valor=2, desde=date(2026, 12, 1), propio=True, nota="Prisa.")
    hechos = replace(PEDIDO, **cambios)
    assert decidir_presupuesto(hechos, oficiales().con([propia]), FESTIVOS).listo_hasta == listo


def test_it_has_expired_the_day_after():
    assert decidir(replace(PEDIDO, fecha=date(2026, 12, 30))).caducado is False
    assert decidir(replace(PEDIDO, fecha=date(2026, 12, 31))).caducado is True
    aceptado = replace(PEDIDO, fecha=date(2026, 12, 31), decision=ACEPTADO)
    assert decidir(aceptado).caducado is False


@pytest.mark.parametrize(
    ("gama", "coste"),
    [
        (Gama.PEQUENA, "12.00"),
        (Gama.BLANCA, "24.00"),
        (Gama.MARRON, "48.00"),
        (Gama.OTRA, "12.00"),
    ],
)
def test_a_refused_quote_at_48_euros_an_hour(gama, coste):
    resultado = decidir(replace(PEDIDO, gama=gama, decision=RECHAZADO))
    assert resultado.coste_eur == resultado.coste_maximo_eur == Decimal(coste)


def test_an_accepted_one_a_pending_one_or_one_that_nobody_asked_for_costs_nothing():
    assert decidir(replace(PEDIDO, decision=ACEPTADO)).coste_eur == 0
    assert decidir(PEDIDO).coste_eur == 0
    assert decidir(replace(PEDIDO, decision=RECHAZADO, solicitado=False)).coste_eur == 0


def test_without_the_rate_it_asks_for_it():
    resultado = decidir(replace(PEDIDO, decision=RECHAZADO, tarifa_hora_eur=None))
    assert (resultado.coste_eur, resultado.faltan) == (None, ("tarifa",))


@pytest.mark.parametrize(
    ("territorio", "cita"),
    [("GA", "Ley 2/2012 (Galicia) art. 29.1"), ("EX", "Ley 6/2019 (Extremadura) art. 22.1")],
)
def test_in_galicia_and_extremadura_it_is_free(territorio, cita):
    resultado = decidir(
        replace(PEDIDO, territorio=territorio, decision=RECHAZADO, tarifa_hora_eur=None)
    )
    assert (resultado.coste_eur, resultado.faltan) == (Decimal(0), ())
    assert cita in [m.cita for m in resultado.motivos]
    con_tarifa = decidir(replace(PEDIDO, territorio=territorio, decision=RECHAZADO))
    assert con_tarifa.coste_eur == 0
    assert not any("de la tarifa" in str(m) for m in con_tarifa.motivos)


def test_unless_the_exception_of_a_regulation_is_configured():
    galicia = oficiales().vigente("coste_maximo_presupuesto", date(2026, 1, 1), "GA")
    propio = replace(galicia, valor=Decimal(20), propio=True, nota="Decreto gallego.")
    hechos = replace(PEDIDO, territorio="GA", gama=Gama.BLANCA, decision=RECHAZADO)
    resultado = decidir_presupuesto(hechos, oficiales().con([propio]), FESTIVOS)
    assert resultado.coste_eur == Decimal(20)
    assert any("Decreto gallego." in str(m) for m in resultado.motivos)


@pytest.mark.parametrize("territorio", ["CT", "CM"])
def test_where_it_has_to_be_announced_only_that_is_paid(territorio):
    hechos = replace(PEDIDO, territorio=territorio, gama=Gama.BLANCA, decision=RECHAZADO)
    assert decidir(hechos).coste_eur == 0
    assert decidir(replace(hechos, importe_anunciado_eur=Decimal(18))).coste_eur == Decimal(18)
    caro = replace(hechos, importe_anunciado_eur=Decimal(60))
    assert decidir(caro).coste_eur == Decimal(24)  # the decree's ceiling
    assert decidir(replace(caro, minutos_reales=10)).coste_eur == Decimal(8)


def test_the_repair_may_not_begin_without_a_signed_quote_or_a_signed_waiver():
    assert not decidir(PEDIDO).puede_empezar
    assert not decidir(replace(PEDIDO, decision=ACEPTADO)).puede_empezar
    assert decidir(replace(PEDIDO, decision=ACEPTADO, firmado=True)).puede_empezar
    assert decidir(replace(PEDIDO, solicitado=False, renuncia_firmada=True)).puede_empezar
    assert not decidir(replace(PEDIDO, decision=RECHAZADO, renuncia_firmada=True)).puede_empezar


def test_in_catalunya_the_waiver_is_handwritten():
    renuncia = replace(PEDIDO, territorio="CT", renuncia_firmada=True)
    resultado = decidir(renuncia)
    assert [m.articulo for m in resultado.bloqueos] == ["251-3.2"]
    assert decidir(replace(renuncia, renuncia_manuscrita=True)).puede_empezar
    assert decidir(replace(renuncia, territorio="MD")).puede_empezar


def test_a_refused_appliance_goes_back_as_it_came():
    resultado = decidir(replace(PEDIDO, decision=RECHAZADO))
    assert any(m.articulo == "3.8" for m in resultado.motivos)


@pytest.mark.parametrize(
    ("territorio", "hasta"),
    [("GA", date(2026, 12, 30)), ("CM", date(2026, 12, 30)), ("EX", date(2026, 12, 30))],
)
def test_a_shorter_regional_minimum_does_not_lower_that_of_appliances(territorio, hasta):
    resultado = decidir(replace(PEDIDO, territorio=territorio))
    assert resultado.valido_hasta == hasta
    assert any("cuenta el más largo" in str(m) for m in resultado.motivos)
    assert not any("cuenta el más largo" in str(m) for m in decidir(PEDIDO).motivos)


@pytest.mark.parametrize(
    ("territorio", "hasta"),
    [("GA", date(2026, 12, 10)), ("EX", date(2026, 12, 30)), ("MD", None), ("", None)],
)
def test_what_has_no_decree_of_its_own_has_the_regional_minimum(territorio, hasta):
    hechos = replace(PEDIDO, sector=Sector.OTRO, territorio=territorio)
    assert decidir(hechos).valido_hasta == hasta


def test_a_workshop_of_vehicles_twelve_working_days():
    coche = replace(PEDIDO, sector=Sector.AUTOMOVIL)
    resultado = decidir(coche)
    assert resultado.valido_hasta == date(2026, 12, 17)  # the 8th is a holiday
    assert resultado.listo_hasta is None
    assert decidir(replace(coche, decision=RECHAZADO)).coste_eur is None
    with pytest.raises(ReglaIncumplida, match="12 días hábiles"):
        decidir(replace(coche, validez_dias=12))


def test_the_papers_are_kept_six_months():
    hechos = replace(PEDIDO, comunicado=date(2026, 11, 23))
    assert decidir(hechos).conservar_hasta == date(2027, 5, 23)


def test_a_community_without_its_own_rule_uses_the_states_and_says_so():
    frases = [str(m) for m in decidir(replace(PEDIDO, territorio="VC")).motivos]
    assert any("norma propia de Comunitat Valenciana" in frase for frase in frases)
    assert not any("norma propia" in str(m) for m in decidir(PEDIDO).motivos)


def test_each_sector_is_answered_with_its_own_decree():
    citas = {
        sector: {
            (m.cita, str(m.certeza))
            for m in decidir(replace(PEDIDO, sector=sector, decision=RECHAZADO)).motivos
            if "como se entregó" in str(m)
        }
        for sector in (Sector.APARATO, Sector.AUTOMOVIL, Sector.OTRO)
    }
    assert citas == {
        Sector.APARATO: {("RD 58/1988 art. 3.8", "T")},
        Sector.AUTOMOVIL: {("RD 1457/1986 art. 14.4", "T")},
        Sector.OTRO: {("RD 58/1988 art. 3.8", "I")},
    }


def test_a_business_has_its_contract():
    resultado = decidir(replace(PEDIDO, consumidor=False, decision=ACEPTADO))
    assert (resultado.valido_hasta, resultado.coste_eur) == (None, None)
    assert resultado.puede_empezar


@pytest.mark.parametrize(
    ("cambios", "campo"),
    [
        ({"tarifa_hora_eur": Decimal(-1)}, "tarifa_hora_eur"),
        ({"minutos_reales": -1}, "minutos_reales"),
        ({"validez_dias": 10**9}, "validez_dias"),
        ({"comunicado": date(2026, 11, 22)}, "comunicado"),
    ],
)
def test_facts_that_cannot_be_are_refused_at_their_field(cambios, campo):
    with pytest.raises(ReglaIncumplida) as error:
        decidir(replace(PEDIDO, **cambios))
    assert error.value.campo == campo


fechas = st.dates(date(2020, 1, 1), date(2030, 12, 31))
importes = st.none() | st.decimals(0, 200, places=2)
casos = st.builds(
    HechosPresupuesto,
    sector=st.sampled_from(Sector),
    gama=st.sampled_from(Gama),
    territorio=st.sampled_from(["", *COMUNIDADES]),
    consumidor=st.sampled_from([True, False, None]),
    fecha=st.none() | fechas,
    solicitado=st.booleans(),
    fecha_solicitud=st.none() | st.dates(date(2020, 1, 1), date(2022, 1, 1)),
    comunicado=st.none() | st.dates(date(2022, 1, 1), date(2030, 1, 1)),
    decision=st.sampled_from(DecisionPresupuesto),
    firmado=st.booleans(),
    tarifa_hora_eur=importes,
    importe_anunciado_eur=importes,
    minutos_reales=st.none() | st.integers(0, 300),
    renuncia_firmada=st.booleans(),
    renuncia_manuscrita=st.booleans(),
)


@given(casos)
def test_a_fee_is_never_above_any_of_its_ceilings(hechos):
    resultado = decidir(hechos)
    coste, maximo = resultado.coste_eur, resultado.coste_maximo_eur
    assert coste is None or maximo is None or 0 <= coste <= maximo or coste == 0
    if (
        hechos.sector == Sector.APARATO
        and hechos.tarifa_hora_eur is not None
        and maximo is not None
    ):
        minutos = {Gama.BLANCA: 30, Gama.MARRON: 60}.get(hechos.gama, 15)
        assert maximo <= hechos.tarifa_hora_eur * minutos / 60
    assert set(resultado.faltan) <= set(DATOS)
    assert all("%(" not in str(motivo) for motivo in resultado.motivos)


@given(casos)
def test_knowing_the_community_never_makes_it_worse_for_the_consumer(hechos):
    estatal, regional = decidir(replace(hechos, territorio="")), decidir(hechos)
    if estatal.coste_maximo_eur is not None and regional.coste_maximo_eur is not None:
        assert regional.coste_maximo_eur <= estatal.coste_maximo_eur
    assert (regional.valido_hasta or date.min) >= (estatal.valido_hasta or date.min)
    assert regional.puede_empezar <= estatal.puede_empezar
    assert (regional.conservar_hasta or date.min) >= (estatal.conservar_hasta or date.min)


@given(casos)
def test_the_validity_never_ends_before_it_is_communicated(hechos):
    resultado = decidir(hechos)
    assert resultado.valido_hasta is None or resultado.valido_hasta >= hechos.comunicado
