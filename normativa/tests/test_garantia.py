"""R1: the worked cases and what always holds."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normativa.reglas.garantia import (
    INICIO_DEL_REGIMEN_ACTUAL,
    Regimen,
    TipoBien,
    Venta,
    calcular_garantia,
)
from normativa.reglas.tipos import FaltanDatos, ReglaIncumplida


def test_new_goods_three_years_and_two_of_presumption_both_included():
    garantia = calcular_garantia(Venta(fecha_factura=date(2023, 3, 15)))
    assert (garantia.regimen, garantia.inicio) == (Regimen.ACTUAL, date(2023, 3, 15))
    assert (garantia.fin, garantia.fin_presuncion) == (date(2026, 3, 15), date(2025, 3, 15))
    assert garantia.fin_accion is None  # counted from manifestation


def test_it_starts_with_the_delivery_note_when_it_is_later():
    venta = Venta(fecha_factura=date(2026, 2, 1), fecha_albaran=date(2026, 2, 9))
    garantia = calcular_garantia(venta)
    assert (garantia.inicio, garantia.fin) == (date(2026, 2, 9), date(2029, 2, 9))
    assert "posterior a la factura" in str(garantia.motivos[0])


def test_it_starts_with_the_invoice_when_the_delivery_note_is_earlier():
    venta = Venta(fecha_factura=date(2026, 2, 9), fecha_albaran=date(2026, 2, 1))
    assert calcular_garantia(venta).inicio == date(2026, 2, 9)


@pytest.mark.parametrize(
    ("pactados", "fin", "presuncion"),
    [
        (12, date(2027, 1, 10), date(2027, 1, 10)),
        (18, date(2027, 7, 10), date(2027, 7, 10)),
        (30, date(2028, 7, 10), date(2028, 1, 10)),
        (None, date(2029, 1, 10), date(2028, 1, 10)),
    ],
)
def test_second_hand_with_the_term_that_was_agreed(pactados, fin, presuncion):
    garantia = calcular_garantia(
        Venta(fecha_factura=date(2026, 1, 10), tipo=TipoBien.SEGUNDA_MANO, meses_pactados=pactados)
    )
    assert (garantia.fin, garantia.fin_presuncion) == (fin, presuncion)


def test_second_hand_for_less_than_a_year_is_refused():
    venta = Venta(fecha_factura=date(2026, 1, 10), tipo=TipoBien.SEGUNDA_MANO, meses_pactados=6)
    with pytest.raises(ReglaIncumplida, match="no 6 meses: el mínimo son 12 meses"):
        calcular_garantia(venta)


def test_a_shorter_term_agreed_for_new_goods_does_not_count():
    venta = Venta(fecha_factura=date(2026, 1, 10), meses_pactados=6)
    assert calcular_garantia(venta).fin == date(2029, 1, 10)


def test_digital_content_supplied_once():
    garantia = calcular_garantia(Venta(fecha_factura=date(2025, 5, 20), tipo=TipoBien.DIGITAL))
    assert (garantia.fin, garantia.fin_presuncion) == (date(2027, 5, 20), date(2026, 5, 20))


def test_continuous_digital_supply_lasts_as_agreed_and_three_years_inside_goods():
    venta = {
        "fecha_factura": date(2025, 5, 20),
        "tipo": TipoBien.DIGITAL_CONTINUO,
        "fin_suministro": date(2026, 5, 20),
    }
    assert calcular_garantia(Venta(**venta)).fin == date(2026, 5, 20)
    assert calcular_garantia(Venta(**venta, parte_de_bien=True)).fin == date(2028, 5, 20)


def test_continuous_digital_supply_without_an_end_asks_for_it():
    venta = Venta(fecha_factura=date(2025, 5, 20), tipo=TipoBien.DIGITAL_CONTINUO)
    with pytest.raises(FaltanDatos) as error:
        calcular_garantia(venta)
    assert error.value.codigos == ("fin_suministro",)


def test_a_contract_before_2022_keeps_the_old_regime_though_delivered_near_it():
    venta = Venta(fecha_contrato=date(2021, 11, 30), fecha_albaran=date(2021, 12, 3))
    garantia = calcular_garantia(venta)
    assert (garantia.regimen, garantia.inicio) == (Regimen.ANTERIOR, date(2021, 12, 3))
    assert (garantia.fin, garantia.fin_presuncion, garantia.fin_accion) == (
        date(2023, 12, 3), date(2022, 6, 3), date(2024, 12, 3)
    )  # fmt: skip


def test_it_is_the_contract_and_not_the_delivery_that_decides_the_regime():
    venta = Venta(fecha_contrato=date(2021, 12, 31), fecha_albaran=date(2022, 1, 3))
    assert calcular_garantia(venta).regimen == Regimen.ANTERIOR
    venta = Venta(fecha_contrato=date(2022, 1, 1), fecha_albaran=date(2022, 1, 3))
    assert calcular_garantia(venta).regimen == Regimen.ACTUAL


def test_without_any_date_it_asks_for_one():
    with pytest.raises(FaltanDatos) as error:
        calcular_garantia(Venta())
    assert error.value.codigos == ("fecha_entrega",)


def test_a_contract_older_than_the_norms_we_know_is_not_guessed():
    with pytest.raises(FaltanDatos) as error:
        calcular_garantia(Venta(fecha_contrato=date(1900, 1, 1)))
    assert error.value.codigos == ("contrato",)
    assert "anterior a las normas" in str(error.value.motivo)


def test_every_reason_gives_its_norm_and_article():
    garantia = calcular_garantia(Venta(fecha_factura=date(2023, 3, 15)))
    assert [m.cita for m in garantia.motivos] == [
        "TRLGDCU art. 123.1",
        "TRLGDCU art. 120.1",
        "TRLGDCU art. 121.1",
    ]
    assert (
        str(garantia.motivos[1]) == "La garantía legal dura 3 años: hasta el 15/03/2026, incluido."
    )


fechas = st.dates(date(2008, 1, 1), date(2060, 12, 31))
ventas = st.builds(
    Venta,
    fecha_contrato=st.none() | fechas,
    fecha_factura=fechas,
    fecha_albaran=st.none() | fechas,
    tipo=st.sampled_from([TipoBien.NUEVO, TipoBien.SEGUNDA_MANO]),
    meses_pactados=st.none() | st.integers(12, 60),
)


@given(ventas)
def test_the_presumption_is_inside_the_term_and_both_after_the_start(venta):
    garantia = calcular_garantia(venta)
    assert garantia.inicio < garantia.fin_presuncion <= garantia.fin
    es_actual = garantia.fecha_contrato >= INICIO_DEL_REGIMEN_ACTUAL
    assert (garantia.regimen == Regimen.ACTUAL) == es_actual == (garantia.fin_accion is None)


@given(fechas, st.integers(0, 400))
def test_a_later_delivery_never_ends_earlier(dia, dias):
    contrato = date(2022, 5, 1)
    antes = calcular_garantia(Venta(fecha_contrato=contrato, fecha_albaran=dia))
    otro = date.fromordinal(dia.toordinal() + dias)
    despues = calcular_garantia(Venta(fecha_contrato=contrato, fecha_albaran=otro))
    assert antes.fin <= despues.fin
    assert antes.fin_presuncion <= despues.fin_presuncion
