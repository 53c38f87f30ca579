"""R10: the worked cases and what always holds."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normativa.reglas.averia_oculta import HechosAveriaOculta, decidir_averia_oculta
from normativa.reglas.sector import Sector
from normativa.reglas.tipos import DATOS, ReglaIncumplida
from nucleo.festivos import COMUNIDADES

RENUNCIADO = HechosAveriaOculta(fecha=date(2026, 11, 23), valor_nuevo_eur=Decimal(600))


@pytest.mark.parametrize(
    ("nuevo", "maximo", "porcentaje"),
    [
        ("55", "5.50", 10),
        ("60.10", "6.01", 10),
        ("60.11", "4.80", 8),
        ("300.51", "24.04", 8),
        ("600", "36.00", 6),
    ],
)
def test_with_the_quote_waived_so_much_of_what_it_costs_new(nuevo, maximo, porcentaje):
    resultado = decidir_averia_oculta(replace(RENUNCIADO, valor_nuevo_eur=Decimal(nuevo)))
    assert (resultado.maximo_eur, resultado.porcentaje) == (Decimal(maximo), porcentaje)


def test_up_to_it_the_repair_goes_on_with_a_notice():
    resultado = decidir_averia_oculta(replace(RENUNCIADO, coste_extra_eur=Decimal(36)))
    assert (resultado.puede_seguir, resultado.nuevo_presupuesto) == (True, False)


@pytest.mark.parametrize(("sector", "dice"), [(Sector.APARATO, True), (Sector.OTRO, False)])
def test_of_an_appliance_it_has_to_be_told_at_once(sector, dice):
    motivos = decidir_averia_oculta(replace(RENUNCIADO, sector=sector)).motivos
    assert ("3.10" in [m.articulo for m in motivos]) is dice


def test_above_it_a_new_quote_is_offered():
    resultado = decidir_averia_oculta(replace(RENUNCIADO, coste_extra_eur=Decimal(40)))
    assert (resultado.puede_seguir, resultado.nuevo_presupuesto) == (False, True)
    assert resultado.motivos[-1].cita == "RD 58/1988 art. 3.10.b"


def test_with_a_quote_any_extra_needs_to_be_accepted():
    hechos = replace(RENUNCIADO, con_presupuesto=True, coste_extra_eur=Decimal("0.50"))
    resultado = decidir_averia_oculta(hechos)
    assert (resultado.maximo_eur, resultado.puede_seguir) == (Decimal(0), False)
    assert decidir_averia_oculta(replace(hechos, aceptada=True)).puede_seguir is True


def test_a_refusal_is_written_on_the_invoice():
    resultado = decidir_averia_oculta(replace(RENUNCIADO, aceptada=False))
    assert (resultado.puede_seguir, resultado.nuevo_presupuesto) == (False, False)
    assert "escríbalo en la factura" in str(resultado.motivos[-1])


@pytest.mark.parametrize(
    ("sector", "certeza"), [(Sector.APARATO, "T"), (Sector.OTRO, "I"), (Sector.AUTOMOVIL, "T")]
)
def test_beyond_its_decree_it_is_only_our_reading(sector, certeza):
    hechos = replace(RENUNCIADO, sector=sector, con_presupuesto=True)
    con_presupuesto = decidir_averia_oculta(hechos).motivos[-1]
    rechazo = decidir_averia_oculta(replace(hechos, aceptada=False)).motivos[-1]
    assert (con_presupuesto.certeza, rechazo.certeza) == (certeza, certeza)


def test_a_workshop_of_vehicles_tells_it_in_48_hours_and_waits():
    hechos = replace(
        RENUNCIADO, sector=Sector.AUTOMOVIL, detectada_en=datetime(2026, 11, 23, 10, 30, tzinfo=UTC)
    )
    resultado = decidir_averia_oculta(hechos)
    assert resultado.avisar_hasta == datetime(2026, 11, 25, 10, 30, tzinfo=UTC)
    assert (resultado.maximo_eur, resultado.puede_seguir) == (Decimal(0), False)
    assert [m.cita for m in resultado.motivos] == ["RD 1457/1986 art. 14.6"] * 2


@pytest.mark.parametrize(("territorio", "articulo"), [("CT", "251-4.2"), ("CM", "62.8")])
def test_where_every_extra_is_accepted_the_waiver_does_not_help(territorio, articulo):
    hechos = replace(RENUNCIADO, territorio=territorio, coste_extra_eur=Decimal(1))
    resultado = decidir_averia_oculta(hechos)
    assert (resultado.maximo_eur, resultado.puede_seguir) == (Decimal(0), False)
    assert articulo in [m.articulo for m in resultado.motivos]


def test_elsewhere_the_states_is_used_and_it_says_so():
    resultado = decidir_averia_oculta(replace(RENUNCIADO, territorio="MD"))
    assert resultado.maximo_eur == Decimal(36)
    assert "norma propia de Comunidad de Madrid" in str(resultado.motivos[-1])


def test_what_has_no_decree_of_its_own_needs_consent():
    assert decidir_averia_oculta(replace(RENUNCIADO, sector=Sector.OTRO)).maximo_eur == 0


@pytest.mark.parametrize(
    ("cambio", "falta"),
    [({"valor_nuevo_eur": None}, "valor_nuevo"), ({"coste_extra_eur": None}, "coste_extra")],
)
def test_what_is_missing_is_asked_for(cambio, falta):
    resultado = decidir_averia_oculta(replace(RENUNCIADO, **cambio))
    assert (resultado.puede_seguir, resultado.faltan) == (None, (falta,))


@pytest.mark.parametrize("campo", ["valor_nuevo_eur", "coste_extra_eur"])
def test_a_negative_amount_is_refused_at_its_field(campo):
    with pytest.raises(ReglaIncumplida) as error:
        decidir_averia_oculta(replace(RENUNCIADO, **{campo: Decimal(-1)}))
    assert error.value.campo == campo


importes = st.none() | st.decimals(0, 3000, places=2)
casos = st.builds(
    HechosAveriaOculta,
    fecha=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    sector=st.sampled_from(Sector),
    territorio=st.sampled_from(["", *COMUNIDADES]),
    con_presupuesto=st.booleans(),
    valor_nuevo_eur=importes,
    coste_extra_eur=importes,
    aceptada=st.sampled_from([True, False, None]),
)


@given(casos)
def test_nobody_goes_on_above_the_ceiling_without_consent(hechos):
    resultado = decidir_averia_oculta(hechos)
    if resultado.maximo_eur is not None and hechos.valor_nuevo_eur is not None:
        assert resultado.maximo_eur <= hechos.valor_nuevo_eur / 10
    if resultado.puede_seguir and not hechos.aceptada:
        assert hechos.coste_extra_eur <= resultado.maximo_eur
    assert set(resultado.faltan) <= set(DATOS)
    assert all("%(" not in str(motivo) for motivo in resultado.motivos)


@given(casos)
def test_knowing_the_community_never_allows_more(hechos):
    estatal = decidir_averia_oculta(replace(hechos, territorio=""))
    regional = decidir_averia_oculta(hechos)
    if estatal.maximo_eur is not None:
        assert regional.maximo_eur <= estatal.maximo_eur
