"""R7: the worked cases and what always holds."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normativa.reglas.desistimiento import (
    Excepcion,
    HechosDesistimiento,
    Modalidad,
    Objeto,
    decidir_desistimiento,
)
from normativa.reglas.tipos import DATOS, ReglaIncumplida

A_DISTANCIA = HechosDesistimiento(Modalidad.DISTANCIA, posesion=date(2026, 11, 20))
SERVICIO = HechosDesistimiento(
    Modalidad.DISTANCIA,
    Objeto.SERVICIO,
    celebrado=date(2026, 11, 23),
    solicitud_expresa=True,
    precio_eur=Decimal(120),
    parte_hecha=Decimal(3),
    parte_total=Decimal(8),
)
VISITA = HechosDesistimiento(
    Modalidad.FUERA,
    Objeto.SERVICIO,
    celebrado=date(2026, 11, 23),
    excepcion=Excepcion.VISITA_URGENTE,
)


def test_goods_bought_at_a_distance_fourteen_days_from_possession():
    resultado = decidir_desistimiento(A_DISTANCIA)
    assert (resultado.tiene_derecho, resultado.ultimo_dia) == (True, date(2026, 12, 4))
    assert resultado.motivos[0].cita == "TRLGDCU art. 102.1"


def test_sent_on_the_last_night_and_read_three_days_later_it_is_valid():
    enviado = replace(A_DISTANCIA, enviado=date(2026, 12, 4), leido=date(2026, 12, 7))
    resultado = decidir_desistimiento(enviado)
    assert resultado.en_plazo is True
    assert any("no cuándo se lee" in str(m) for m in resultado.motivos)
    assert resultado.devolver_hasta == date(2026, 12, 18)  # 14 days from sending it
    assert resultado.reembolsar_hasta == date(2026, 12, 21)  # 14 days from knowing it


def test_sent_a_day_late_it_is_not():
    tarde = decidir_desistimiento(replace(A_DISTANCIA, enviado=date(2026, 12, 5)))
    assert (tarde.en_plazo, tarde.devolver_hasta, tarde.reembolsar_hasta) == (False, None, None)


@pytest.mark.parametrize("modalidad", [Modalidad.VISITA_NO_SOLICITADA, Modalidad.EXCURSION])
def test_an_unsolicited_visit_or_an_excursion_gives_thirty_days(modalidad):
    hechos = replace(A_DISTANCIA, modalidad=modalidad)
    assert decidir_desistimiento(hechos).ultimo_dia == date(2026, 12, 20)


def test_before_28_may_2022_a_visit_gave_fourteen():
    hechos = HechosDesistimiento(Modalidad.VISITA_NO_SOLICITADA, posesion=date(2022, 5, 27))
    assert decidir_desistimiento(hechos).ultimo_dia == date(2022, 6, 10)


def test_an_urgent_repair_visit_that_was_asked_for_has_no_withdrawal():
    resultado = decidir_desistimiento(VISITA)
    assert (resultado.tiene_derecho, resultado.ultimo_dia) == (False, None)
    assert resultado.motivos[0].articulo == "103.h"


def test_but_an_extra_filter_sold_in_that_visit_has_it():
    filtro = replace(VISITA, objeto=Objeto.BIEN, adicional=True, posesion=date(2026, 11, 23))
    assert decidir_desistimiento(filtro).ultimo_dia == date(2026, 12, 7)


def test_of_a_service_begun_at_request_the_part_done_is_owed():
    resultado = decidir_desistimiento(replace(SERVICIO, enviado=date(2026, 11, 25)))
    assert resultado.debe_eur == Decimal("45.00")
    assert resultado.devolver_hasta is None


@pytest.mark.parametrize("cambio", [{"solicitud_expresa": False}, {"informado": False}])
def test_without_the_request_or_the_information_nothing_is_owed(cambio):
    resultado = decidir_desistimiento(replace(SERVICIO, enviado=date(2026, 11, 25), **cambio))
    assert resultado.debe_eur == 0
    assert any(m.articulo == "108.5.a" for m in resultado.motivos)


def test_an_excessive_price_is_replaced_by_the_market_value():
    caro = replace(SERVICIO, enviado=date(2026, 11, 25), valor_mercado_eur=Decimal(80))
    assert decidir_desistimiento(caro).debe_eur == Decimal("30.00")


def test_what_is_missing_to_know_what_is_owed_is_asked_for():
    sin_precio = decidir_desistimiento(replace(SERVICIO, precio_eur=None))
    assert (sin_precio.debe_eur, sin_precio.faltan) == (None, ("precio",))
    sin_total = decidir_desistimiento(replace(SERVICIO, parte_total=None))
    assert (sin_total.debe_eur, sin_total.faltan) == (None, ("parte_hecha",))


def test_a_service_fully_done_at_request_and_knowing_it_has_none_left():
    hecho = replace(SERVICIO, reconoce_perdida=True, terminado=date(2026, 11, 27))
    assert decidir_desistimiento(hecho).motivos[0].articulo == "103.a"
    assert decidir_desistimiento(hecho).tiene_derecho is False


@pytest.mark.parametrize(
    "cambio",
    [
        {"reconoce_perdida": False},
        {"solicitud_expresa": False},
        {"enviado": date(2026, 11, 26)},
        {"enviado": date(2026, 11, 27)},
    ],
)
def test_but_not_without_knowing_it_nor_when_it_was_sent_before(cambio):
    hecho = replace(SERVICIO, reconoce_perdida=True, terminado=date(2026, 11, 27))
    resultado = decidir_desistimiento(replace(hecho, **cambio))
    assert (resultado.tiene_derecho, resultado.ultimo_dia) == (True, date(2026, 12, 7))


def test_not_informed_it_lasts_twelve_months_more():
    resultado = decidir_desistimiento(replace(A_DISTANCIA, informado=False))
    assert resultado.ultimo_dia == date(2027, 12, 4)
    assert resultado.responde_del_deterioro is False


def test_informed_meanwhile_it_counts_from_then():
    tarde = replace(A_DISTANCIA, informado=False, informado_despues=date(2027, 3, 1))
    assert decidir_desistimiento(tarde).ultimo_dia == date(2027, 3, 15)


def test_informing_too_late_or_at_once_never_goes_beyond_what_the_law_gives():
    muy_tarde = replace(A_DISTANCIA, informado=False, informado_despues=date(2028, 1, 1))
    assert decidir_desistimiento(muy_tarde).ultimo_dia == date(2027, 12, 4)
    casi = replace(muy_tarde, informado_despues=date(2027, 12, 1))
    assert decidir_desistimiento(casi).ultimo_dia == date(2027, 12, 4)


def test_in_the_shop_there_is_none_unless_it_was_offered():
    tienda = replace(A_DISTANCIA, modalidad=Modalidad.ESTABLECIMIENTO)
    assert decidir_desistimiento(tienda).tiene_derecho is False
    ofrecido = decidir_desistimiento(replace(tienda, dias_ofrecidos=30))
    assert (ofrecido.tiene_derecho, ofrecido.ultimo_dia) == (True, date(2026, 12, 20))


def test_what_was_offered_never_shortens_the_law():
    assert decidir_desistimiento(replace(A_DISTANCIA, dias_ofrecidos=7)).ultimo_dia == date(
        2026, 12, 4
    )
    assert decidir_desistimiento(replace(A_DISTANCIA, dias_ofrecidos=60)).ultimo_dia == date(
        2027, 1, 19
    )


@pytest.mark.parametrize("excepcion", [e for e in Excepcion if e != Excepcion.VISITA_URGENTE])
def test_each_exception_says_its_letter(excepcion):
    resultado = decidir_desistimiento(replace(A_DISTANCIA, excepcion=excepcion))
    assert resultado.tiene_derecho is False
    assert resultado.motivos[0].articulo.startswith("103.")


@pytest.mark.parametrize(("consumidor", "tiene"), [(False, False), (None, None)])
def test_it_is_only_for_consumers(consumidor, tiene):
    resultado = decidir_desistimiento(replace(A_DISTANCIA, consumidor=consumidor))
    assert resultado.tiene_derecho is tiene


@pytest.mark.parametrize(
    ("hechos", "falta"),
    [
        (replace(A_DISTANCIA, posesion=None), "posesion"),
        (replace(SERVICIO, celebrado=None), "celebrado"),
        (replace(A_DISTANCIA, posesion=date(2010, 1, 1)), "norma"),
    ],
)
def test_what_cannot_be_said_says_what_is_missing(hechos, falta):
    resultado = decidir_desistimiento(hechos)
    assert (resultado.tiene_derecho, resultado.faltan) == (None, (falta,))
    assert resultado.motivos


@pytest.mark.parametrize(
    ("cambios", "campo"),
    [
        ({"parte_hecha": Decimal(9)}, "parte_hecha"),
        ({"precio_eur": Decimal(-1)}, "precio_eur"),
        ({"dias_ofrecidos": -1}, "dias_ofrecidos"),
        ({"dias_ofrecidos": 10**9}, "dias_ofrecidos"),
    ],
)
def test_facts_that_cannot_be_are_refused_at_their_field(cambios, campo):
    with pytest.raises(ReglaIncumplida) as error:
        decidir_desistimiento(replace(SERVICIO, **cambios))
    assert error.value.campo == campo


fechas = st.dates(date(2015, 1, 1), date(2060, 12, 31))
casos = st.builds(
    HechosDesistimiento,
    modalidad=st.sampled_from(Modalidad),
    objeto=st.sampled_from(Objeto),
    consumidor=st.sampled_from([True, False, None]),
    celebrado=st.none() | fechas,
    posesion=st.none() | fechas,
    informado=st.booleans(),
    informado_despues=st.none() | fechas,
    excepcion=st.none() | st.sampled_from(Excepcion),
    adicional=st.booleans(),
    dias_ofrecidos=st.none() | st.integers(0, 90),
    enviado=st.none() | fechas,
    solicitud_expresa=st.booleans(),
    reconoce_perdida=st.booleans(),
    terminado=st.none() | fechas,
)


@given(casos)
def test_the_last_day_is_never_before_the_start_and_reasons_can_be_written(hechos):
    resultado = decidir_desistimiento(hechos)
    assert (resultado.ultimo_dia is not None) == (resultado.tiene_derecho is True)
    inicio = hechos.posesion if hechos.objeto == Objeto.BIEN else hechos.celebrado
    assert resultado.ultimo_dia is None or resultado.ultimo_dia >= inicio
    assert resultado.motivos
    assert all("%(" not in str(motivo) for motivo in resultado.motivos)
    assert set(resultado.faltan) <= set(DATOS)


@given(casos)
def test_not_informing_never_shortens_it(hechos):
    informado = decidir_desistimiento(replace(hechos, informado=True)).ultimo_dia
    callado = decidir_desistimiento(replace(hechos, informado=False)).ultimo_dia
    if informado and callado:
        assert callado >= informado


@given(st.decimals(0, 5000, places=2), st.decimals(0, 100, places=1), st.decimals(0, 100, places=1))
def test_what_is_owed_is_never_more_than_the_price(precio, hecha, resto):
    total = hecha + resto
    if total == 0:
        return
    hechos = replace(SERVICIO, precio_eur=precio, parte_hecha=hecha, parte_total=total)
    assert 0 <= decidir_desistimiento(hechos).debe_eur <= precio
