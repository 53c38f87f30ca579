"""R6: the worked cases and what always holds."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normativa.reglas.reembolso import CausaReembolso, HechosReembolso, decidir_reembolso
from normativa.reglas.tipos import FaltanDatos, ReglaIncumplida

REDUCCION = HechosReembolso(CausaReembolso.REDUCCION_PRECIO, date(2026, 11, 2))
RESOLUCION = HechosReembolso(CausaReembolso.RESOLUCION, date(2026, 11, 2))
DESISTE = HechosReembolso(CausaReembolso.DESISTIMIENTO, date(2026, 12, 1))


def test_a_price_reduction_is_paid_within_fourteen_days_of_the_notice():
    resultado = decidir_reembolso(REDUCCION)
    assert (resultado.vence, resultado.se_puede_retener) == (date(2026, 11, 16), False)
    assert resultado.motivos[0].cita == "TRLGDCU art. 119 quater.1"


def test_ending_a_sale_counts_from_the_return_of_the_goods():
    devuelto = replace(RESOLUCION, bienes_recibidos=date(2026, 11, 20))
    assert decidir_reembolso(devuelto).vence == date(2026, 12, 4)


def test_or_from_the_proof_of_their_return_if_it_comes_first():
    devuelto = replace(
        RESOLUCION, bienes_recibidos=date(2026, 11, 20), prueba_devolucion=date(2026, 11, 10)
    )
    assert decidir_reembolso(devuelto).vence == date(2026, 11, 24)


def test_until_they_come_back_it_has_not_begun():
    resultado = decidir_reembolso(RESOLUCION)
    assert (resultado.vence, resultado.se_puede_retener) == (None, True)
    assert resultado.faltan == ("devolucion",)


def test_without_goods_to_return_it_counts_from_the_notice():
    assert decidir_reembolso(replace(RESOLUCION, hay_bienes=False)).vence == date(2026, 11, 16)


@pytest.mark.parametrize(
    ("cambios", "vence"),
    [
        ({"bienes_recibidos": date(2026, 12, 5)}, date(2026, 12, 15)),
        ({"prueba_devolucion": date(2026, 12, 15)}, date(2026, 12, 15)),
        ({"prueba_devolucion": date(2026, 12, 18)}, date(2026, 12, 18)),
        ({"hay_bienes": False}, date(2026, 12, 15)),
        ({"recoge_empresario": True}, date(2026, 12, 15)),
        ({}, None),
    ],
)
def test_a_withdrawal_notified_on_the_first_of_december(cambios, vence):
    resultado = decidir_reembolso(replace(DESISTE, **cambios))
    assert (resultado.vence, resultado.se_puede_retener) == (vence, vence is None)
    retenido = vence is None or vence > date(2026, 12, 15)
    assert ("107.3" in [m.articulo for m in resultado.motivos]) == retenido
    assert "mismo medio de pago" in str(resultado.motivos[-1])


def test_late_after_a_withdrawal_the_double_may_be_claimed():
    tarde = replace(
        DESISTE, hay_bienes=False, importe_eur=Decimal("120.00"), hoy=date(2026, 12, 16)
    )
    assert decidir_reembolso(tarde).doble_eur == Decimal("240.00")
    a_tiempo = decidir_reembolso(replace(tarde, hoy=date(2026, 12, 15)))
    assert (a_tiempo.vencido, a_tiempo.doble_eur) == (False, None)


def test_late_after_a_price_reduction_there_is_no_double():
    tarde = replace(REDUCCION, importe_eur=Decimal(120), hoy=date(2026, 12, 16))
    resultado = decidir_reembolso(tarde)
    assert (resultado.vencido, resultado.doble_eur) == (True, None)


def test_what_was_charged_in_excess_is_given_back_at_once():
    cobrado = HechosReembolso(CausaReembolso.COBRO_EXCESIVO, date(2026, 11, 23))
    resultado = decidir_reembolso(cobrado)
    assert resultado.vence == date(2026, 11, 23)
    assert [m.cita for m in resultado.motivos] == ["RD 58/1988 art. 6.9"]


def test_an_amount_of_nothing_is_not_negative():
    assert decidir_reembolso(replace(REDUCCION, importe_eur=Decimal(0))).vence


def test_a_negative_amount_is_refused_at_its_field():
    with pytest.raises(ReglaIncumplida) as error:
        decidir_reembolso(replace(REDUCCION, importe_eur=Decimal(-1)))
    assert error.value.campo == "importe_eur"


def test_before_the_norms_we_know_nothing_is_guessed():
    with pytest.raises(FaltanDatos) as error:
        decidir_reembolso(replace(REDUCCION, aviso=date(2020, 1, 1)))
    assert error.value.codigos == ("norma",)
    assert "01/01/2020" in str(error.value.motivo)


fechas = st.dates(date(2022, 1, 1), date(2060, 12, 31))


@given(
    st.builds(
        HechosReembolso,
        causa=st.sampled_from(CausaReembolso),
        aviso=fechas,
        hay_bienes=st.booleans(),
        bienes_recibidos=st.none() | fechas,
        prueba_devolucion=st.none() | fechas,
        recoge_empresario=st.booleans(),
    )
)
def test_it_never_falls_due_before_the_notice_and_the_earlier_return_never_delays_it(hechos):
    resultado = decidir_reembolso(hechos)
    assert (resultado.vence is None) == resultado.se_puede_retener
    assert resultado.vence is None or resultado.vence >= hechos.aviso
    if hechos.bienes_recibidos and hechos.prueba_devolucion and resultado.vence:
        sin_prueba = decidir_reembolso(replace(hechos, prueba_devolucion=None))
        assert resultado.vence <= sin_prueba.vence
