"""R4: the worked cases and what always holds."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normativa.reglas.garantia import Venta, calcular_garantia
from normativa.reglas.manifestacion import QuienPrueba, valorar_manifestacion
from normativa.reglas.suspension import Reparacion
from normativa.reglas.tipos import ReglaIncumplida

# Ends 2027-06-01, presumption 2026-06-01.
GARANTIA = calcular_garantia(Venta(fecha_factura=date(2024, 6, 1)))


def test_inside_the_presumption_the_trader_must_disprove():
    valorada = valorar_manifestacion(GARANTIA, date(2025, 12, 15))
    assert (valorada.dentro, valorada.prueba) == (True, QuienPrueba.EMPRESARIO)
    assert valorada.fin_accion == date(2030, 12, 15)


@pytest.mark.parametrize(
    ("fecha", "prueba"),
    [
        (date(2026, 6, 1), QuienPrueba.EMPRESARIO),
        (date(2026, 6, 2), QuienPrueba.CONSUMIDOR),
    ],
)
def test_after_the_presumption_the_consumer_proves(fecha, prueba):
    valorada = valorar_manifestacion(GARANTIA, fecha)
    assert (valorada.dentro, valorada.prueba) == (True, prueba)


def test_the_last_day_is_in_and_the_next_is_out():
    assert valorar_manifestacion(GARANTIA, date(2027, 6, 1)).dentro
    fuera = valorar_manifestacion(GARANTIA, date(2027, 6, 2))
    assert (fuera.dentro, fuera.prueba, fuera.fin_accion) == (False, None, None)
    assert fuera.hasta == date(2027, 6, 1)
    assert "02/06/2027; la garantía acabó el 01/06/2027" in str(fuera.motivos[-1])


def test_before_the_delivery_is_a_wrong_date():
    with pytest.raises(ReglaIncumplida, match="antes de la entrega"):
        valorar_manifestacion(GARANTIA, date(2024, 5, 31))
    assert valorar_manifestacion(GARANTIA, date(2024, 6, 1)).dentro


def test_the_repaired_defect_inside_its_further_year_is_presumed_the_same():
    reparacion = Reparacion(date(2027, 5, 1), date(2027, 5, 11), "bomba")
    valorada = valorar_manifestacion(GARANTIA, date(2028, 1, 10), [reparacion], "bomba")
    assert (valorada.dentro, valorada.prueba) == (True, QuienPrueba.EMPRESARIO)
    otro = valorar_manifestacion(GARANTIA, date(2028, 1, 10), [reparacion], "placa")
    assert not otro.dentro


def test_while_suspended_it_is_inside():
    valorada = valorar_manifestacion(GARANTIA, date(2027, 8, 1), [Reparacion(date(2027, 5, 20))])
    assert (valorada.dentro, valorada.hasta) == (True, None)


def test_in_the_old_regime_the_action_counts_from_delivery():
    garantia = calcular_garantia(Venta(fecha_contrato=date(2021, 12, 3)))
    valorada = valorar_manifestacion(garantia, date(2023, 1, 1))
    assert (valorada.fin_accion, valorada.prueba) == (date(2024, 12, 3), QuienPrueba.CONSUMIDOR)


fechas = st.dates(date(2022, 1, 1), date(2035, 12, 31))


@given(fechas, fechas, st.lists(st.tuples(fechas, st.integers(0, 60)), max_size=4))
def test_who_proves_and_until_when_only_for_what_is_inside(entrega, fecha, intervalos):
    if fecha < entrega:
        entrega, fecha = fecha, entrega
    lista = [Reparacion(a, date.fromordinal(a.toordinal() + n)) for a, n in intervalos]
    garantia = calcular_garantia(Venta(fecha_factura=entrega))
    valorada = valorar_manifestacion(garantia, fecha, lista)
    assert valorada.dentro == (fecha <= valorada.hasta)
    assert (valorada.prueba is not None) == (valorada.fin_accion is not None) == valorada.dentro
    if valorada.dentro:
        assert valorada.fin_accion > fecha
