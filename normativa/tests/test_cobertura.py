"""The decision: verdict, payer, until when, who proves, why."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from normativa.reglas.cobertura import (
    Hechos,
    OtraCobertura,
    Pagador,
    Papel,
    TipoVia,
    Veredicto,
    decidir_cobertura,
)
from normativa.reglas.garantia import TipoBien, Venta
from normativa.reglas.manifestacion import QuienPrueba
from normativa.reglas.suspension import Reparacion
from normativa.reglas.tipos import DATOS, Certeza, como_json

VENTA = Venta(fecha_factura=date(2024, 6, 1))  # ends 2027-06-01
DENTRO = Hechos(manifestacion=date(2025, 12, 15), consumidor=True, venta=VENTA)
FUERA = replace(DENTRO, manifestacion=date(2027, 6, 2))
COMERCIAL = OtraCobertura(TipoVia.COMERCIAL, date(2024, 6, 1), date(2029, 6, 1), Pagador.FABRICANTE)


def test_a_fault_in_term_is_covered_by_the_seller_and_says_why():
    decision = decidir_cobertura(DENTRO)
    assert (decision.veredicto, decision.paga) == (Veredicto.CUBIERTO, Pagador.VENDEDOR)
    assert (decision.hasta, decision.fin_accion) == (date(2027, 6, 1), date(2030, 12, 15))
    assert decision.prueba == QuienPrueba.EMPRESARIO
    assert decision.piezas_pct == decision.mano_obra_pct == decision.desplazamiento_pct == 100
    assert all(motivo.norma and motivo.articulo for motivo in decision.motivos)
    assert (decision.certeza, decision.faltan, decision.derivacion) == (Certeza.TEXTO, (), None)


def test_out_of_term_the_customer_pays():
    decision = decidir_cobertura(FUERA)
    assert (decision.veredicto, decision.paga) == (Veredicto.NO_CUBIERTO, Pagador.CLIENTE)
    assert decision.prueba is None


def test_a_late_report_of_a_fault_that_showed_in_term_is_covered():
    assert decidir_cobertura(replace(DENTRO, hoy=date(2028, 1, 1))).veredicto == Veredicto.CUBIERTO


def test_but_not_once_the_action_has_prescribed():
    en_plazo = decidir_cobertura(replace(DENTRO, hoy=date(2030, 12, 15)))
    prescrita = decidir_cobertura(replace(DENTRO, hoy=date(2030, 12, 16)))
    assert (en_plazo.veredicto, prescrita.veredicto) == (
        Veredicto.CUBIERTO, Veredicto.NO_CUBIERTO
    )  # fmt: skip
    assert str(prescrita.motivos[-1]) == "La acción para exigirlo prescribió el 15/12/2030."


@pytest.mark.parametrize(
    ("papel", "deriva"),
    [
        (Papel.VENDEDOR, ""),
        (Papel.FABRICANTE, "puede reclamárnosla como fabricante"),
        (Papel.SAT_OFICIAL, "pida su autorización"),
        (Papel.SAT_INDEPENDIENTE, "es una reparación de pago"),
    ],
)
def test_the_seller_owes_it_and_the_others_say_whose_duty_it_is(papel, deriva):
    decision = decidir_cobertura(replace(DENTRO, papel=papel))
    assert decision.paga == Pagador.VENDEDOR
    assert deriva in str(decision.derivacion or "")
    assert bool(decision.derivacion) == bool(deriva)


def test_the_producer_answers_when_the_seller_cannot_be_reached():
    decision = decidir_cobertura(replace(DENTRO, papel=Papel.FABRICANTE, vendedor_inaccesible=True))
    assert (decision.paga, decision.derivacion) == (Pagador.FABRICANTE, None)
    assert decision.motivos[-1].articulo == "125.1"


def test_out_of_term_there_is_nobody_to_send_the_customer_to():
    assert decidir_cobertura(replace(FUERA, papel=Papel.SAT_INDEPENDIENTE)).derivacion is None


# --- Honest doubts


def test_without_a_purchase_date_it_cannot_be_decided():
    for venta in (None, Venta()):
        decision = decidir_cobertura(replace(DENTRO, venta=venta))
        assert (decision.veredicto, decision.paga) == (Veredicto.INDETERMINADO, None)
        assert decision.faltan == ("fecha_entrega",)
        assert "No se puede decidir" in str(decision.motivos[0])


def test_between_businesses_it_cannot_be_decided_without_the_contract():
    decision = decidir_cobertura(replace(DENTRO, consumidor=False))
    assert (decision.veredicto, decision.via) == (
        Veredicto.INDETERMINADO, TipoVia.ENTRE_EMPRESAS
    )  # fmt: skip
    assert decision.faltan == ("contrato",)
    assert [str(m).rpartition(" ")[2] for m in decision.motivos[1:]] == [
        "05/06/2024.",  # C.Com. 336: 4 days
        "01/07/2024.",  # C.Com. 342: 30 days
        "01/12/2024.",  # CC 1490: 6 months
    ]


def test_when_nobody_knows_whether_the_customer_is_a_consumer():
    for hechos in (DENTRO, FUERA):
        decision = decidir_cobertura(replace(hechos, consumidor=None))
        assert decision.veredicto == Veredicto.INDETERMINADO
        assert decision.faltan == ("es_consumidor",)


def test_a_fault_before_the_delivery_is_not_judged():
    decision = decidir_cobertura(replace(DENTRO, manifestacion=date(2024, 5, 1)))
    assert (decision.veredicto, decision.faltan) == (
        Veredicto.INDETERMINADO, ("manifestacion",)
    )  # fmt: skip


def test_an_illegal_term_for_second_hand_is_not_judged():
    venta = Venta(fecha_factura=date(2025, 6, 1), tipo=TipoBien.SEGUNDA_MANO, meses_pactados=6)
    decision = decidir_cobertura(replace(DENTRO, venta=venta))
    assert (decision.veredicto, decision.faltan) == (Veredicto.INDETERMINADO, ("contrato",))


# --- Misuse


def test_proved_misuse_is_not_covered_and_whoever_says_it_proves_it():
    decision = decidir_cobertura(replace(DENTRO, uso_indebido=True))
    assert (decision.veredicto, decision.paga) == (Veredicto.NO_CUBIERTO, Pagador.CLIENTE)
    assert "debe probarlo" in str(decision.motivos[-1])


def test_in_extremadura_a_refusal_needs_a_signed_report():
    assert "informe técnico" in str(decidir_cobertura(replace(FUERA, territorio="EX")).motivos[-1])
    assert "informe técnico" not in str(decidir_cobertura(FUERA).motivos[-1])


# --- Other rights


def test_a_commercial_guarantee_covers_what_the_law_no_longer_does():
    decision = decidir_cobertura(replace(FUERA, otras=(COMERCIAL,)))
    assert (decision.veredicto, decision.via) == (Veredicto.CUBIERTO, TipoVia.COMERCIAL)
    assert (decision.paga, decision.hasta) == (Pagador.FABRICANTE, date(2029, 6, 1))
    assert [m.articulo for m in decision.motivos] == ["127", "1964.2"]


def test_the_legal_guarantee_comes_first():
    decision = decidir_cobertura(replace(DENTRO, otras=(COMERCIAL,)))
    assert decision.via == TipoVia.LEGAL
    assert [via.tipo for via in decision.vias] == [TipoVia.LEGAL, TipoVia.COMERCIAL]


def test_a_share_is_partial():
    contrato = OtraCobertura(
        TipoVia.CONTRATO, date(2024, 6, 1), date(2029, 6, 1), Pagador.CONTRATO, piezas_pct=0
    )
    decision = decidir_cobertura(replace(FUERA, otras=(contrato,)))
    assert decision.veredicto == Veredicto.PARCIAL
    assert (decision.piezas_pct, decision.mano_obra_pct) == (0, 100)


def test_a_right_covers_without_the_purchase_date():
    decision = decidir_cobertura(replace(DENTRO, venta=None, otras=(COMERCIAL,)))
    assert (decision.veredicto, decision.faltan) == (Veredicto.CUBIERTO, ())


def test_a_right_of_another_defect_or_another_time_does_not_cover():
    de_bomba = replace(COMERCIAL, tipo=TipoVia.REPARACION, defecto="bomba")
    pasada = replace(COMERCIAL, hasta=date(2027, 6, 1))
    for otra in (de_bomba, pasada):
        decision = decidir_cobertura(replace(FUERA, defecto="placa", otras=(otra,)))
        assert decision.veredicto == Veredicto.NO_CUBIERTO
        assert decision.motivos[-1].norma == decision.vias[1].motivos[0].norma
    con_bomba = replace(FUERA, defecto="bomba", otras=(de_bomba,))
    assert decidir_cobertura(con_bomba).veredicto == Veredicto.CUBIERTO


def test_misuse_under_a_commercial_guarantee_depends_on_its_terms():
    decision = decidir_cobertura(replace(FUERA, uso_indebido=True, otras=(COMERCIAL,)))
    assert (decision.veredicto, decision.faltan) == (Veredicto.INDETERMINADO, ("condiciones",))


# --- What always holds

GARANTES = [p for p in Pagador if p not in {Pagador.CLIENTE, Pagador.CORTESIA}]
porcentajes = st.sampled_from([0, 50, 100])
fechas = st.dates(date(1950, 1, 1), date(2100, 12, 31)) | st.dates(
    date(2020, 1, 1), date(2030, 1, 1)
)
hechos = st.builds(
    Hechos,
    manifestacion=fechas,
    consumidor=st.sampled_from([True, False, None]),
    venta=st.none()
    | st.builds(
        Venta,
        fecha_contrato=st.none() | fechas,
        fecha_factura=st.none() | fechas,
        fecha_albaran=st.none() | fechas,
        tipo=st.sampled_from(TipoBien),
        meses_pactados=st.none() | st.integers(0, 60),
        fin_suministro=st.none() | fechas,
        parte_de_bien=st.booleans(),
    ),
    papel=st.sampled_from(Papel),
    reparaciones=st.lists(
        st.builds(Reparacion, fechas, st.none() | fechas, st.sampled_from(["", "bomba"])),
        max_size=3,
    ).map(tuple),
    defecto=st.sampled_from(["", "bomba"]),
    otras=st.lists(
        st.builds(
            OtraCobertura,
            st.sampled_from([t for t in TipoVia if t not in {"legal", "entre_empresas"}]),
            fechas,
            fechas,
            st.sampled_from(GARANTES),
            porcentajes,
            porcentajes,
            porcentajes,
            st.sampled_from(["", "bomba", "placa"]),
        ),
        max_size=4,
    ).map(tuple),
    uso_indebido=st.booleans(),
    vendedor_inaccesible=st.booleans(),
    territorio=st.sampled_from(["", "EX", "MD"]),
    hoy=st.none() | fechas,
)


@given(hechos)
def test_any_facts_give_a_verdict_with_reasons_that_can_be_written(caso):
    decision = decidir_cobertura(caso)
    assert decision.motivos
    assert all("%(" not in str(motivo) for via in decision.vias for motivo in via.motivos)
    assert set(decision.faltan) <= set(DATOS)
    indeterminado = decision.veredicto == Veredicto.INDETERMINADO
    assert (decision.paga is None) == indeterminado
    assert bool(decision.faltan) or not indeterminado
    assert json.loads(json.dumps(como_json(decision)))["veredicto"] == decision.veredicto


@given(
    hechos,
    st.builds(
        OtraCobertura,
        st.sampled_from([TipoVia.COMERCIAL, TipoVia.REPARACION, TipoVia.CONTRATO]),
        fechas,
        fechas,
        st.sampled_from(GARANTES),
        porcentajes,
        porcentajes,
        porcentajes,
        st.sampled_from(["", "bomba"]),
    ),
)
def test_one_more_right_never_makes_it_worse(caso, otra):
    orden = list(Veredicto).index
    antes = decidir_cobertura(caso)
    despues = decidir_cobertura(replace(caso, otras=(*caso.otras, otra)))
    assert orden(despues.veredicto) <= orden(antes.veredicto)
    assert all(
        luego.pct >= parte.pct
        for luego, parte in zip(despues.conceptos, antes.conceptos, strict=True)
    )


@given(hechos, st.randoms())
def test_the_order_of_the_rows_does_not_matter(caso, azar):
    barajadas, reparaciones = list(caso.otras), list(caso.reparaciones)
    azar.shuffle(barajadas)
    azar.shuffle(reparaciones)
    otro = replace(caso, otras=tuple(barajadas), reparaciones=tuple(reparaciones))
    assert decidir_cobertura(otro) == decidir_cobertura(caso)


@given(hechos, st.builds(Reparacion, fechas, fechas, st.sampled_from(["", "bomba"])))
def test_days_in_our_hands_never_take_a_right_away(caso, reparacion):
    assume(reparacion.salida >= reparacion.entrada)
    assume(all(r.salida is None or r.salida >= r.entrada for r in caso.reparaciones))
    orden = list(Veredicto).index
    antes = decidir_cobertura(caso)
    despues = decidir_cobertura(replace(caso, reparaciones=(*caso.reparaciones, reparacion)))
    assert orden(despues.veredicto) <= orden(antes.veredicto)
    if antes.manifestacion and antes.manifestacion.hasta:
        hasta = despues.manifestacion.hasta
        assert hasta is None or hasta >= antes.manifestacion.hasta
