"""R28: the worked cases and what always holds."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normativa.reglas.contratacion import (
    TEXTO_BOTON,
    Aceptacion,
    HechosContratacion,
    Vendido,
    decidir_contratacion,
    valorar_boton,
)
from normativa.reglas.tipos import DATOS

ENLACE = HechosContratacion(
    Aceptacion.ENLACE,
    Vendido.INSTALACION,
    aceptado=date(2026, 11, 23),
    texto_boton=TEXTO_BOTON,
)
URGENTE = HechosContratacion(
    Aceptacion.DOMICILIO, Vendido.REPARACION, aceptado=date(2026, 11, 23), visita_urgente=True
)


@pytest.mark.parametrize("texto", ["Aceptar", "Confirmar reserva", "Enviar", "Sí, quiero"])
def test_a_button_that_does_not_say_it_obliges_to_pay_does_not_bind(texto):
    resultado = decidir_contratacion(replace(ENLACE, texto_boton=texto))
    assert resultado.vinculado is False
    assert resultado.motivos[0].cita == "TRLGDCU art. 98.2"


@pytest.mark.parametrize("texto", [TEXTO_BOTON, "  pedido con OBLIGACIÓN de pago. "])
def test_the_words_of_the_law_bind(texto):
    resultado = decidir_contratacion(replace(ENLACE, texto_boton=texto))
    assert (resultado.vinculado, resultado.motivos[0].certeza) == (True, "T")


@pytest.mark.parametrize(
    "texto", ["Aceptar el presupuesto con obligación de pago", "Comprar ahora", "Pagar"]
)
def test_others_as_clear_bind_too_but_that_is_our_reading(texto):
    assert valorar_boton(texto)[0] is True
    assert valorar_boton(texto)[1].certeza == "I"


@pytest.mark.parametrize(
    "texto", ["Pedido sin obligación de pago", "Aceptar, no con obligación de pago", "Pago"]
)
def test_its_contrary_does_not(texto):
    assert valorar_boton(texto)[0] is False


def test_without_the_text_of_the_button_it_asks_for_it():
    resultado = decidir_contratacion(replace(ENLACE, texto_boton=" "))
    assert (resultado.vinculado, resultado.faltan) == (None, ("texto_boton",))


def test_an_urgent_repair_visit_that_was_asked_for_has_no_withdrawal():
    resultado = decidir_contratacion(URGENTE)
    assert (resultado.tiene_desistimiento, resultado.puede_empezar) == (False, True)
    assert "103.h" in [m.articulo for m in resultado.motivos]
    assert "97.1.m" in [m.articulo for m in resultado.informacion]


def test_but_a_maintenance_contract_sold_in_that_visit_has_it():
    resultado = decidir_contratacion(replace(URGENTE, vendido=Vendido.MANTENIMIENTO))
    assert resultado.desistimiento_hasta == date(2026, 12, 7)
    assert {"97.1.j", "97.1.p"} <= {m.articulo for m in resultado.informacion}


HECHA = replace(ENLACE, terminado=date(2026, 11, 27), solicitud_expresa=True, reconoce_perdida=True)


def test_an_installation_fully_done_at_request_and_knowing_it_has_none_left():
    resultado = decidir_contratacion(HECHA)
    assert (resultado.tiene_desistimiento, resultado.desistimiento_hasta) == (False, None)
    assert "103.a" in [m.articulo for m in resultado.motivos]


@pytest.mark.parametrize("cambio", [{"solicitud_expresa": False}, {"reconoce_perdida": False}])
def test_without_the_request_or_the_acknowledgement_it_lasts_until_the_seventh(cambio):
    resultado = decidir_contratacion(replace(HECHA, **cambio))
    assert resultado.desistimiento_hasta == date(2026, 12, 7)
    assert resultado.puede_empezar is False


def test_a_company_is_not_a_consumer():
    resultado = decidir_contratacion(replace(ENLACE, consumidor=False, texto_boton="Aceptar"))
    assert (resultado.se_aplica, resultado.vinculado) == (False, None)
    assert (resultado.anulable, resultado.informacion) == (False, ())


def test_when_it_is_not_known_whether_it_is_a_consumer_it_asks():
    resultado = decidir_contratacion(replace(ENLACE, consumidor=None))
    assert (resultado.se_aplica, resultado.anulable) == (None, False)
    assert resultado.faltan == ("es_consumidor",)


def informacion(**cambios):
    hechos = replace(ENLACE, **cambios)
    return {m.articulo for m in decidir_contratacion(hechos).informacion}


def test_what_has_to_be_told_depends_on_what_is_sold_and_how():
    comunes = {f"97.1.{letra}" for letra in ("a", "b y c", "e", "h", "n y ñ", "u", "j")}
    assert informacion() == comunes | {"97.1.l", "98.2"}
    assert informacion(vendido=Vendido.BIEN, entregado=date(2026, 11, 23)) == comunes | {
        "97.1.k",
        "98.2",
    }
    escrito = {"aceptacion": Aceptacion.ESCRITO}
    assert informacion(**escrito) == comunes | {"97.1.l"}
    assert informacion(**escrito, llamamos_nosotros=True) == comunes | {"97.1.l"}
    telefono = {"aceptacion": Aceptacion.TELEFONO}
    assert informacion(**telefono) == comunes | {"97.1.l"}
    assert informacion(**telefono, llamamos_nosotros=True) == comunes | {"97.1.l", "98.5"}


def test_asked_for_expressly_and_knowing_what_is_lost_the_work_may_begin():
    resultado = decidir_contratacion(replace(ENLACE, solicitud_expresa=True, reconoce_perdida=True))
    assert (resultado.se_aplica, resultado.puede_empezar) == (True, True)
    assert resultado.tiene_desistimiento is True


def test_accepted_in_the_shop_there_is_no_statutory_withdrawal():
    resultado = decidir_contratacion(replace(ENLACE, aceptacion=Aceptacion.TIENDA))
    assert (resultado.vinculado, resultado.tiene_desistimiento) == (True, False)
    assert (resultado.se_aplica, resultado.anulable, resultado.puede_empezar) == (
        False, False, True
    )  # fmt: skip


def test_when_we_call_it_only_binds_in_writing():
    llamada = replace(ENLACE, aceptacion=Aceptacion.TELEFONO, llamamos_nosotros=True)
    assert decidir_contratacion(llamada).vinculado is False
    assert decidir_contratacion(replace(llamada, confirmado_por_escrito=True)).vinculado is True
    assert decidir_contratacion(replace(llamada, llamamos_nosotros=False)).vinculado is True


def test_an_unsolicited_visit_gives_thirty_days():
    visita = HechosContratacion(
        Aceptacion.DOMICILIO,
        Vendido.MANTENIMIENTO,
        aceptado=date(2026, 11, 20),
        visita_no_solicitada=True,
    )
    assert decidir_contratacion(visita).desistimiento_hasta == date(2026, 12, 20)


def test_without_telling_the_right_to_withdraw_it_lasts_twelve_months_more():
    assert decidir_contratacion(replace(ENLACE, informado=False)).desistimiento_hasta == date(
        2027, 12, 7
    )


def test_without_a_copy_or_confirmation_the_consumer_may_have_it_annulled():
    resultado = decidir_contratacion(replace(ENLACE, confirmado_en_soporte_duradero=False))
    assert (resultado.vinculado, resultado.anulable) == (True, True)
    assert "98.7, 99.2 y 100" in [m.articulo for m in resultado.motivos]


def test_withdrawing_from_what_was_begun_at_request_owes_the_part_done():
    hechos = replace(
        ENLACE,
        solicitud_expresa=True,
        desiste=date(2026, 11, 25),
        precio_eur=Decimal(120),
        parte_hecha=Decimal(3),
        parte_total=Decimal(8),
    )
    assert decidir_contratacion(hechos).debe_eur == Decimal("45.00")
    assert decidir_contratacion(replace(hechos, solicitud_expresa=False)).debe_eur == 0


fechas = st.dates(date(2022, 6, 1), date(2040, 1, 1))


@given(
    st.builds(
        HechosContratacion,
        aceptacion=st.sampled_from(Aceptacion),
        vendido=st.sampled_from(Vendido),
        consumidor=st.sampled_from([True, False, None]),
        aceptado=st.none() | fechas,
        entregado=st.none() | fechas,
        texto_boton=st.sampled_from(["", "Aceptar", TEXTO_BOTON]),
        llamamos_nosotros=st.booleans(),
        visita_no_solicitada=st.booleans(),
        visita_urgente=st.booleans(),
        informado=st.booleans(),
        solicitud_expresa=st.booleans(),
        reconoce_perdida=st.booleans(),
        terminado=st.none() | fechas,
        desiste=st.none() | fechas,
    )
)
def test_every_case_gives_reasons_and_asks_only_for_what_has_a_name(hechos):
    resultado = decidir_contratacion(hechos)
    assert resultado.motivos
    assert all("%(" not in str(m) for m in (*resultado.motivos, *resultado.informacion))
    assert set(resultado.faltan) <= set(DATOS)
    con_fecha = resultado.desistimiento_hasta is not None
    assert con_fecha == (resultado.tiene_desistimiento is True)
