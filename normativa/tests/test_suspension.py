"""R2: the worked cases and what always holds."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normativa.reglas.garantia import Venta, calcular_garantia
from normativa.reglas.mismo_defecto import HechosSuspension, decidir_suspension
from normativa.reglas.suspension import Reparacion, suspender
from normativa.reglas.tipos import ReglaIncumplida


def entregado(*partes):
    return calcular_garantia(Venta(fecha_factura=date(*partes)))


ENTREGADO_2023 = entregado(2023, 3, 15)  # ends 2026-03-15, presumption 2025-03-15


def test_a_repair_moves_both_ends_by_its_days():
    plazos = suspender(ENTREGADO_2023, [Reparacion(date(2024, 5, 10), date(2024, 5, 31))])
    assert (plazos.fin, plazos.fin_presuncion) == (date(2026, 4, 5), date(2025, 4, 5))
    assert plazos.dias == 21


def test_a_repair_after_the_presumption_moves_only_the_term():
    plazos = suspender(entregado(2022, 2, 1), [Reparacion(date(2025, 1, 10), date(2025, 1, 30))])
    assert (plazos.fin, plazos.fin_presuncion) == (date(2025, 2, 21), date(2024, 2, 1))


def test_a_repair_that_straddles_the_end_counts_whole():
    plazos = suspender(ENTREGADO_2023, [Reparacion(date(2026, 3, 10), date(2026, 4, 9))])
    assert plazos.fin == date(2026, 4, 14)


def test_overlapping_repairs_count_once():
    plazos = suspender(
        ENTREGADO_2023,
        [
            Reparacion(date(2024, 5, 20), date(2024, 6, 10)),
            Reparacion(date(2024, 5, 10), date(2024, 5, 31)),
        ],
    )
    assert (plazos.dias, plazos.fin) == (31, date(2026, 4, 15))


def test_a_repair_handed_in_after_the_end_does_not_count():
    plazos = suspender(ENTREGADO_2023, [Reparacion(date(2026, 4, 1), date(2026, 4, 20))])
    assert (plazos.dias, plazos.fin) == (0, date(2026, 3, 15))
    assert plazos.motivos == ()


def test_an_earlier_repair_can_bring_a_later_one_inside_the_term():
    plazos = suspender(
        ENTREGADO_2023,
        [
            Reparacion(date(2026, 4, 1), date(2026, 4, 11)),  # after 03-15, before 04-05
            Reparacion(date(2024, 5, 10), date(2024, 5, 31)),
        ],
    )
    assert (plazos.dias, plazos.fin) == (31, date(2026, 4, 15))


def test_the_last_day_is_in_term_and_the_next_is_not():
    dentro = suspender(ENTREGADO_2023, [Reparacion(date(2026, 3, 15), date(2026, 3, 20))])
    fuera = suspender(ENTREGADO_2023, [Reparacion(date(2026, 3, 16), date(2026, 3, 20))])
    assert (dentro.dias, fuera.dias) == (5, 0)


def test_while_we_have_the_good_the_end_is_not_known():
    plazos = suspender(ENTREGADO_2023, [Reparacion(date(2024, 5, 10))])
    assert plazos.suspendida
    assert (plazos.fin, plazos.fin_presuncion) == (None, None)
    assert "suspendido" in str(plazos.motivos[-1])


def test_an_open_repair_after_the_presumption_leaves_the_presumption_as_it_was():
    plazos = suspender(ENTREGADO_2023, [Reparacion(date(2025, 5, 10))])
    assert (plazos.fin, plazos.fin_presuncion) == (None, date(2025, 3, 15))


def test_days_before_the_delivery_do_not_count():
    plazos = suspender(ENTREGADO_2023, [Reparacion(date(2023, 3, 10), date(2023, 3, 20))])
    assert plazos.dias == 5


@pytest.mark.parametrize("dias", [0, -3])
def test_a_repair_that_returns_the_same_day_or_inverted_counts_nothing(dias):
    entrada = date(2024, 5, 10)
    salida = date.fromordinal(entrada.toordinal() + dias)
    assert suspender(ENTREGADO_2023, [Reparacion(entrada, salida)]).fin == date(2026, 3, 15)


fechas = st.dates(date(2022, 1, 1), date(2030, 12, 31))
reparaciones = st.builds(
    lambda entrada, dias: Reparacion(entrada, date.fromordinal(entrada.toordinal() + dias)),
    fechas,
    st.integers(0, 120),
)
listas = st.lists(reparaciones, max_size=6)


@given(fechas, listas)
def test_suspending_never_shortens_and_the_presumption_stays_inside(dia, lista):
    garantia = calcular_garantia(Venta(fecha_factura=dia))
    plazos = suspender(garantia, lista)
    assert plazos.fin >= garantia.fin > garantia.inicio
    assert garantia.fin_presuncion <= plazos.fin_presuncion <= plazos.fin
    assert (plazos.fin - garantia.fin).days == plazos.dias


@given(fechas, listas, reparaciones)
def test_one_more_repair_never_shortens(dia, lista, otra):
    garantia = calcular_garantia(Venta(fecha_factura=dia))
    assert suspender(garantia, [*lista, otra]).fin >= suspender(garantia, lista).fin


@given(fechas, listas, st.randoms())
def test_the_order_of_the_repairs_does_not_matter(dia, lista, azar):
    garantia = calcular_garantia(Venta(fecha_factura=dia))
    barajada = [*lista, *lista]
    azar.shuffle(barajada)
    assert suspender(garantia, barajada) == suspender(garantia, lista)


@given(fechas, listas, fechas)
def test_an_open_repair_suspends_or_changes_nothing(dia, lista, entrada):
    garantia = calcular_garantia(Venta(fecha_factura=dia))
    antes, despues = suspender(garantia, lista), suspender(garantia, [*lista, Reparacion(entrada)])
    assert despues.suspendida or despues == antes


# --- R2 and R3 asked together

VENTA_2022 = Venta(fecha_factura=date(2022, 2, 1))
UNA = Reparacion(date(2025, 1, 10), date(2025, 1, 30), "bomba")


def test_asked_with_a_defect_it_gives_both_ends():
    resultado = decidir_suspension(HechosSuspension(VENTA_2022, (UNA,), "bomba"))
    assert (resultado.inicio, resultado.dias) == (date(2022, 2, 1), 20)
    assert (resultado.fin, resultado.fin_mismo_defecto) == (date(2025, 2, 21), date(2026, 1, 30))
    assert resultado.fin_presuncion == date(2024, 2, 1)


def test_without_the_dates_of_the_sale_it_asks_for_them():
    resultado = decidir_suspension(HechosSuspension(Venta()))
    assert (resultado.fin, resultado.faltan) == (None, ("fecha_entrega",))
    assert resultado.suspendida is False
    assert "falta saber la fecha de compra" in str(resultado.motivos[0])


def test_while_we_have_it_both_are_open():
    resultado = decidir_suspension(HechosSuspension(VENTA_2022, (replace(UNA, salida=None),)))
    assert (resultado.suspendida, resultado.fin) == (True, None)


def test_a_return_on_the_very_day_counts_no_day_but_opens_the_further_year():
    en_el_dia = replace(UNA, salida=UNA.entrada)
    resultado = decidir_suspension(HechosSuspension(VENTA_2022, (en_el_dia,), "bomba"))
    assert (resultado.dias, resultado.fin_mismo_defecto) == (0, date(2026, 1, 10))


def test_handed_in_on_the_last_day_the_further_year_opens():
    ultimo = Reparacion(date(2025, 2, 1), date(2025, 2, 1), "bomba")
    hechos = HechosSuspension(VENTA_2022, (ultimo,), "bomba")
    assert decidir_suspension(hechos).fin_mismo_defecto == date(2026, 2, 1)


def test_a_return_before_the_hand_in_is_refused_at_its_field():
    al_reves = replace(UNA, salida=date(2025, 1, 9))
    with pytest.raises(ReglaIncumplida, match="09/01/2025 es anterior") as error:
        decidir_suspension(HechosSuspension(VENTA_2022, (al_reves,)))
    assert error.value.campo == "reparaciones"
