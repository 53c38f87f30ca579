"""R3: the worked cases and what always holds."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normativa.reglas.garantia import Venta, calcular_garantia
from normativa.reglas.mismo_defecto import cubrir_defecto
from normativa.reglas.suspension import Reparacion, suspender


def entregado(*partes):
    return calcular_garantia(Venta(fecha_factura=date(*partes)))


BOMBA = Reparacion(date(2025, 1, 10), date(2025, 1, 30), "bomba", "junta")
ENTREGADO_2022 = entregado(2022, 2, 1)  # with BOMBA: other defects until 2025-02-21


def test_the_repaired_defect_is_covered_a_year_and_the_others_until_the_end():
    assert cubrir_defecto(ENTREGADO_2022, [BOMBA], "bomba").hasta == date(2026, 1, 30)
    assert cubrir_defecto(ENTREGADO_2022, [BOMBA], "placa").hasta == date(2025, 2, 21)
    assert cubrir_defecto(ENTREGADO_2022, [BOMBA]).hasta == date(2025, 2, 21)


def test_a_repair_that_straddles_the_end_gives_its_year_too():
    reparacion = Reparacion(date(2026, 3, 10), date(2026, 4, 9), "motor")
    cobertura = cubrir_defecto(entregado(2023, 3, 15), [reparacion], "motor")
    assert cobertura.hasta == date(2027, 4, 9)
    assert cobertura.plazos.fin == date(2026, 4, 14)
    assert cobertura.motivos[-1].cita == "TRLGDCU art. 122.3"


def test_the_same_origin_is_presumed_the_same_defect():
    cobertura = cubrir_defecto(ENTREGADO_2022, [BOMBA], "fuga", origen="junta")
    assert (cobertura.hasta, cobertura.posterior) == (date(2026, 1, 30), BOMBA)


def test_when_the_guarantee_lasts_longer_it_wins():
    temprana = Reparacion(date(2022, 5, 10), date(2022, 5, 20), "bomba")
    cobertura = cubrir_defecto(ENTREGADO_2022, [temprana], "bomba")
    assert (cobertura.hasta, cobertura.posterior) == (date(2025, 2, 11), None)


def test_a_remedy_inside_the_further_year_opens_another_one():
    otra = Reparacion(date(2025, 12, 1), date(2025, 12, 20), "bomba")
    cobertura = cubrir_defecto(ENTREGADO_2022, [otra, BOMBA], "bomba")
    assert cobertura.hasta == date(2026, 12, 20)
    assert cobertura.plazos.fin == date(2025, 2, 21)  # nothing for the other defects


def test_a_repair_out_of_every_term_opens_nothing():
    tarde = Reparacion(date(2026, 2, 1), date(2026, 2, 10), "bomba")
    assert cubrir_defecto(ENTREGADO_2022, [BOMBA, tarde], "bomba").hasta == date(2026, 1, 30)


def test_while_the_good_is_with_us_in_the_further_year_the_end_is_not_known():
    abierta = Reparacion(date(2025, 12, 1), None, "bomba")
    assert cubrir_defecto(ENTREGADO_2022, [BOMBA, abierta], "bomba").hasta is None
    assert cubrir_defecto(ENTREGADO_2022, [BOMBA, abierta], "placa").hasta == date(2025, 2, 21)


def test_six_months_in_the_old_regime():
    garantia = calcular_garantia(Venta(fecha_contrato=date(2021, 3, 1)))
    reparacion = Reparacion(date(2023, 2, 1), date(2023, 2, 11), "motor")
    assert cubrir_defecto(garantia, [reparacion], "motor").hasta == date(2023, 8, 11)


fechas = st.dates(date(2022, 1, 1), date(2030, 12, 31))
reparaciones = st.builds(
    lambda entrada, dias, defecto, origen: Reparacion(
        entrada, date.fromordinal(entrada.toordinal() + dias), defecto, origen
    ),
    fechas,
    st.integers(0, 90),
    st.sampled_from(["", "bomba", "placa"]),
    st.sampled_from(["", "junta", "agua"]),
)


@given(fechas, st.lists(reparaciones, max_size=6), st.randoms())
def test_a_defect_is_never_covered_less_than_the_rest_in_any_order(dia, lista, azar):
    garantia = calcular_garantia(Venta(fecha_factura=dia))
    cobertura = cubrir_defecto(garantia, lista, "bomba", "junta")
    assert cobertura.hasta >= suspender(garantia, lista).fin
    barajada = lista[:]
    azar.shuffle(barajada)
    assert cubrir_defecto(garantia, barajada, "bomba", "junta").hasta == cobertura.hasta


@given(fechas, st.lists(reparaciones, max_size=5), reparaciones)
def test_one_more_remedy_never_shortens(dia, lista, otra):
    garantia = calcular_garantia(Venta(fecha_factura=dia))
    antes = cubrir_defecto(garantia, lista, "bomba", "junta")
    assert cubrir_defecto(garantia, [*lista, otra], "bomba", "junta").hasta >= antes.hasta


@pytest.mark.parametrize(("defecto", "origen"), [("", ""), ("BOMBA", ""), ("", "agua")])
def test_another_defect_of_another_origin_gets_nothing(defecto, origen):
    assert cubrir_defecto(ENTREGADO_2022, [BOMBA], defecto, origen).posterior is None
