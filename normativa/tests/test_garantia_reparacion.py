"""R8: the worked cases and what always holds."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normativa.reglas.garantia_reparacion import (
    HechosGarantiaReparacion,
    decidir_garantia_reparacion,
)
from normativa.reglas.sector import Sector
from normativa.reglas.tipos import DATOS, ReglaIncumplida
from nucleo.festivos import COMUNIDADES

APARATO = HechosGarantiaReparacion(entregado=date(2026, 11, 30))
COCHE = replace(APARATO, sector=Sector.AUTOMOVIL, km_entrega=50_000)
CAMION = replace(COCHE, sector=Sector.VEHICULO_INDUSTRIAL)
RELOJ = replace(APARATO, sector=Sector.OTRO)
VUELVE = replace(APARATO, fallo=date(2027, 2, 28), mismo_fallo=True)


def test_an_appliance_three_months_from_the_hand_over():
    resultado = decidir_garantia_reparacion(APARATO)
    assert resultado.hasta == resultado.hasta_reparacion == date(2027, 2, 28)
    assert (resultado.hasta_km, resultado.anulada, resultado.cubierto) == (None, False, None)
    assert [m.cita for m in resultado.motivos[:2]] == ["RD 58/1988 art. 6.2", "RD 58/1988 art. 6.4"]


def test_a_car_three_months_or_two_thousand_kilometres():
    resultado = decidir_garantia_reparacion(COCHE)
    assert (resultado.hasta, resultado.hasta_km) == (date(2027, 2, 28), 52_000)
    assert any("2.000 km, lo que llegue antes: 52.000 km" in str(m) for m in resultado.motivos)


def test_an_industrial_vehicle_fifteen_days_or_two_thousand_kilometres():
    resultado = decidir_garantia_reparacion(CAMION)
    assert (resultado.hasta, resultado.hasta_km) == (date(2026, 12, 15), 52_000)


def test_in_catalunya_a_service_without_a_rule_of_its_own_has_six_months():
    resultado = decidir_garantia_reparacion(replace(RELOJ, territorio="CT"))
    assert resultado.hasta == date(2027, 5, 30)
    assert resultado.motivos[0].cita == "Ley 22/2010 (Cataluña) art. 251-5.2"


def test_an_appliance_in_catalunya_has_its_own_rule():
    assert decidir_garantia_reparacion(replace(APARATO, territorio="CT")).hasta == date(2027, 2, 28)


def test_elsewhere_such_a_service_has_no_term_that_we_know_and_it_says_so():
    resultado = decidir_garantia_reparacion(replace(RELOJ, territorio="MD"))
    assert resultado.hasta is None
    assert "No conocemos un plazo" in str(resultado.motivos[0])
    assert any("norma propia de Comunidad de Madrid" in str(m) for m in resultado.motivos)


def test_a_repair_under_the_legal_guarantee_has_the_better_of_both():
    resultado = decidir_garantia_reparacion(replace(APARATO, en_garantia_legal=True))
    assert resultado.hasta_reparacion == date(2027, 2, 28)
    assert resultado.hasta == resultado.hasta_mismo_defecto == date(2027, 11, 30)


def test_under_the_old_regime_the_further_term_was_six_months():
    hechos = replace(APARATO, en_garantia_legal=True, fecha_contrato=date(2021, 5, 1))
    assert decidir_garantia_reparacion(hechos).hasta == date(2027, 5, 30)


def test_what_was_offered_counts_when_it_is_more():
    assert decidir_garantia_reparacion(replace(APARATO, meses_ofrecidos=6)).hasta == date(
        2027, 5, 30
    )
    menos = decidir_garantia_reparacion(replace(APARATO, meses_ofrecidos=1))
    assert menos.hasta == date(2027, 2, 28)
    assert any("menos que el mínimo" in str(m) for m in menos.motivos)
    igual = decidir_garantia_reparacion(replace(APARATO, meses_ofrecidos=3))
    assert igual == decidir_garantia_reparacion(APARATO)


def test_the_same_fault_on_the_last_day_is_repaired_free():
    assert decidir_garantia_reparacion(VUELVE).cubierto is True
    assert decidir_garantia_reparacion(replace(VUELVE, fallo=date(2027, 3, 1))).cubierto is False


def test_a_fault_on_the_very_day_of_the_hand_over_counts():
    hechos = replace(COCHE, fallo=COCHE.entregado, km_fallo=50_000, mismo_fallo=True)
    assert decidir_garantia_reparacion(hechos).cubierto is True


def test_of_new_parts_it_says_to_a_consumer_that_nothing_is_settled():
    def avisa(consumidor):
        resultado = decidir_garantia_reparacion(replace(APARATO, consumidor=consumidor))
        return any("pieza nueva" in str(m) for m in resultado.motivos)

    assert (avisa(True), avisa(None), avisa(False)) == (True, True, False)


def test_another_fault_is_not_and_when_it_is_not_known_it_asks():
    assert decidir_garantia_reparacion(replace(VUELVE, mismo_fallo=False)).cubierto is False
    duda = decidir_garantia_reparacion(replace(VUELVE, mismo_fallo=None))
    assert (duda.cubierto, duda.faltan) == (None, ("mismo_fallo",))


def test_tampering_by_third_parties_ends_it():
    resultado = decidir_garantia_reparacion(replace(VUELVE, manipulado=True))
    assert (resultado.anulada, resultado.cubierto) == (True, False)
    assert any(m.cita == "RD 58/1988 art. 6.3" for m in resultado.motivos)


def test_tampering_does_not_end_the_year_after_a_legal_remedy_by_itself():
    hechos = replace(VUELVE, manipulado=True, en_garantia_legal=True)
    resultado = decidir_garantia_reparacion(hechos)
    assert (resultado.anulada, resultado.cubierto) == (True, True)
    assert resultado.hasta == date(2027, 11, 30)
    ultimo = replace(hechos, fallo=date(2027, 11, 30))
    assert decidir_garantia_reparacion(ultimo).cubierto is True
    assert decidir_garantia_reparacion(replace(hechos, fallo=date(2027, 12, 1))).cubierto is False


def test_without_any_term_nothing_is_said_of_a_fault():
    sin_plazo = replace(RELOJ, fallo=date(2026, 12, 1), mismo_fallo=True)
    assert decidir_garantia_reparacion(sin_plazo).cubierto is None


def test_misuse_only_counts_with_proof():
    dicho = decidir_garantia_reparacion(replace(VUELVE, uso_indebido=True))
    assert (dicho.cubierto, dicho.faltan) == (True, ("prueba",))
    probado = decidir_garantia_reparacion(
        replace(VUELVE, uso_indebido=True, prueba_uso_indebido=True)
    )
    assert (probado.cubierto, probado.faltan) == (False, ())


def test_a_refused_hidden_fault_only_counts_when_the_invoice_says_so():
    hechos = replace(VUELVE, oculta_rechazada=True)
    assert decidir_garantia_reparacion(hechos).cubierto is True
    con_factura = decidir_garantia_reparacion(replace(hechos, rechazo_en_factura=True))
    assert con_factura.cubierto is False
    assert con_factura.motivos[-1].cita == "RD 58/1988 art. 6.8"


@pytest.mark.parametrize(("km", "cubierto"), [(52_000, True), (52_001, False)])
def test_the_kilometres_end_it_before_the_date(km, cubierto):
    hechos = replace(COCHE, fallo=date(2026, 12, 20), km_fallo=km, mismo_fallo=True)
    assert decidir_garantia_reparacion(hechos).cubierto is cubierto


def test_a_vehicle_without_its_kilometres_asks_for_them():
    resultado = decidir_garantia_reparacion(replace(COCHE, km_entrega=None))
    assert (resultado.hasta_km, resultado.faltan) == (None, ("km",))


def test_each_sector_is_answered_with_its_own_decree():
    coche = replace(COCHE, fallo=date(2026, 12, 20), km_fallo=50_100, mismo_fallo=True)
    assert decidir_garantia_reparacion(coche).motivos[-1].cita == "RD 1457/1986 art. 16.4"
    assert decidir_garantia_reparacion(VUELVE).motivos[-1].cita == "RD 58/1988 art. 6.6"
    reloj = replace(RELOJ, territorio="CT", fallo=date(2027, 1, 1), mismo_fallo=True)
    ultimo = decidir_garantia_reparacion(reloj).motivos[-1]
    assert (ultimo.cita, ultimo.certeza) == ("", "I")


def test_without_the_hand_over_it_asks_for_it():
    resultado = decidir_garantia_reparacion(replace(APARATO, entregado=None))
    assert (resultado.hasta, resultado.anulada, resultado.faltan) == (None, False, ("reparado",))


def test_a_business_has_its_contract_but_a_workshop_of_vehicles_guarantees_to_anybody():
    assert decidir_garantia_reparacion(replace(APARATO, consumidor=False)).hasta is None
    assert decidir_garantia_reparacion(replace(COCHE, consumidor=False)).hasta is not None


@pytest.mark.parametrize(
    ("hechos", "campo"),
    [
        (replace(APARATO, fallo=date(2026, 11, 29)), "fallo"),
        (replace(COCHE, km_fallo=49_999), "km_fallo"),
        (replace(APARATO, meses_ofrecidos=-1), "meses_ofrecidos"),
        (replace(APARATO, meses_ofrecidos=10**9), "meses_ofrecidos"),
    ],
)
def test_facts_that_cannot_be_are_refused_at_their_field(hechos, campo):
    with pytest.raises(ReglaIncumplida) as error:
        decidir_garantia_reparacion(hechos)
    assert error.value.campo == campo


fechas = st.dates(date(2015, 1, 1), date(2040, 12, 31))
casos = st.builds(
    HechosGarantiaReparacion,
    entregado=st.just(date(2026, 11, 30)) | fechas,
    sector=st.sampled_from(Sector),
    territorio=st.sampled_from(["", *COMUNIDADES]),
    consumidor=st.sampled_from([True, False, None]),
    km_entrega=st.none() | st.integers(0, 300_000),
    meses_ofrecidos=st.none() | st.integers(0, 60),
    en_garantia_legal=st.booleans(),
    fecha_contrato=st.none() | fechas,
    mismo_fallo=st.sampled_from([True, False, None]),
    manipulado=st.booleans(),
    uso_indebido=st.booleans(),
    prueba_uso_indebido=st.booleans(),
)


@given(casos)
def test_no_end_comes_before_the_hand_over_and_the_better_one_is_given(hechos):
    resultado = decidir_garantia_reparacion(hechos)
    fines = [f for f in (resultado.hasta_reparacion, resultado.hasta_mismo_defecto) if f]
    assert resultado.hasta == max(fines, default=None)
    assert all(fin >= hechos.entregado for fin in fines)
    assert set(resultado.faltan) <= set(DATOS)
    assert all("%(" not in str(motivo) for motivo in resultado.motivos)


@given(casos)
def test_knowing_the_community_never_shortens_it(hechos):
    estatal = decidir_garantia_reparacion(replace(hechos, territorio="")).hasta or date.min
    assert (decidir_garantia_reparacion(hechos).hasta or date.min) >= estatal


@given(casos, st.integers(0, 60))
def test_offering_more_never_shortens_it(hechos, meses):
    con = decidir_garantia_reparacion(replace(hechos, meses_ofrecidos=meses)).hasta or date.min
    sin = decidir_garantia_reparacion(replace(hechos, meses_ofrecidos=None)).hasta or date.min
    assert con >= sin
