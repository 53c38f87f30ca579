"""R25: the worked cases. The directive is not law in Spain: everything says so."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normativa.reglas.derecho_reparar import (
    HechosDerechoReparar,
    ProductoReparable,
    decidir_derecho_reparar,
)
from normativa.reglas.parametros import oficiales
from normativa.reglas.tipos import FaltanDatos, ReglaIncumplida

VENDIDO = HechosDerechoReparar(entregado=date(2026, 9, 10), reparado=date(2028, 1, 10))


def test_it_is_not_in_force_in_spain_and_says_so_first():
    resultado = decidir_derecho_reparar(VENDIDO)
    assert resultado.en_vigor is False
    assert "España no ha transpuesto" in str(resultado.motivos[0])


def test_choosing_to_repair_in_term_would_give_twelve_months_more():
    resultado = decidir_derecho_reparar(VENDIDO)
    assert (resultado.fin_garantia, resultado.fin_ampliado) == (
        date(2029, 9, 10), date(2030, 9, 10)
    )  # fmt: skip


def test_a_second_repair_gives_no_more():
    assert decidir_derecho_reparar(replace(VENDIDO, ya_ampliada=True)).fin_ampliado is None


def test_nor_one_out_of_term_nor_for_an_older_sale():
    tarde = replace(VENDIDO, reparado=date(2029, 9, 11))
    assert decidir_derecho_reparar(tarde).fin_ampliado is None
    ultimo_dia = replace(VENDIDO, reparado=date(2029, 9, 10))
    assert decidir_derecho_reparar(ultimo_dia).fin_ampliado == date(2030, 9, 10)
    contratado_antes = replace(VENDIDO, fecha_contrato=date(2026, 7, 30))
    assert decidir_derecho_reparar(contratado_antes).fin_ampliado is None
    anterior = replace(VENDIDO, entregado=date(2026, 7, 30))
    assert decidir_derecho_reparar(anterior).fin_ampliado is None
    assert "anterior al día desde el que se aplica" in str(
        decidir_derecho_reparar(anterior).motivos[1]
    )


def test_the_end_with_its_suspensions_can_be_given():
    suspendida = replace(VENDIDO, fin_garantia=date(2029, 9, 30))
    assert decidir_derecho_reparar(suspendida).fin_ampliado == date(2030, 9, 30)


def test_the_european_form_is_frozen_thirty_days():
    hechos = replace(VENDIDO, formulario=date(2026, 11, 30))
    assert decidir_derecho_reparar(hechos).formulario_hasta == date(2026, 12, 30)


def test_the_maker_of_a_listed_product_would_have_to_repair_it():
    assert decidir_derecho_reparar(VENDIDO).fabricante_obligado is None
    lavadora = replace(VENDIDO, producto=ProductoReparable.LAVADORA)
    assert decidir_derecho_reparar(lavadora).fabricante_obligado is True
    assert any("Su fabricante" in str(m) for m in decidir_derecho_reparar(lavadora).motivos)
    assert not any("Su fabricante" in str(m) for m in decidir_derecho_reparar(VENDIDO).motivos)


def test_that_dryers_are_listed_was_not_verified():
    def certeza(producto):
        resultado = decidir_derecho_reparar(replace(VENDIDO, producto=producto))
        return str(resultado.motivos[-1].certeza)

    assert certeza(ProductoReparable.SECADORA) == "M"
    assert certeza(ProductoReparable.LAVADORA) == "S"


def test_the_flag_is_a_figure_that_the_installation_can_turn_on():
    bandera = oficiales().vigente("derecho_reparar_en_vigor", date(2026, 9, 10))
    encendida = replace(bandera, valor=1, propio=True, nota="Ley de Consumo Sostenible.")
    resultado = decidir_derecho_reparar(VENDIDO, oficiales().con([encendida]))
    assert resultado.en_vigor is True
    assert not any("no ha transpuesto" in str(m) for m in resultado.motivos)
    assert any("Ley de Consumo Sostenible." in str(m) for m in resultado.motivos)


def test_a_repair_before_the_delivery_is_refused_at_its_field():
    with pytest.raises(ReglaIncumplida) as error:
        decidir_derecho_reparar(replace(VENDIDO, reparado=date(2026, 9, 9)))
    assert error.value.campo == "reparado"


def test_a_sale_before_the_norms_we_know_is_not_guessed():
    with pytest.raises(FaltanDatos):
        decidir_derecho_reparar(HechosDerechoReparar(entregado=date(1990, 1, 1)))


@given(st.dates(date(2026, 7, 31), date(2060, 1, 1)), st.integers(0, 1000))
def test_it_never_shortens_the_guarantee(entregado, dias):
    reparado = date.fromordinal(entregado.toordinal() + dias)
    hechos = HechosDerechoReparar(entregado=entregado, reparado=reparado)
    resultado = decidir_derecho_reparar(hechos)
    assert resultado.fin_ampliado > resultado.fin_garantia > entregado
    assert Decimal((resultado.fin_ampliado - resultado.fin_garantia).days) in {365, 366}
