"""Who pays each concept, by our role and the right that is applied, and which one that is."""

from dataclasses import replace
from datetime import date

import pytest

from normativa.reglas.cobertura import (
    Concepto,
    Hechos,
    OtraCobertura,
    Pagador,
    Papel,
    TipoVia,
    Venta,
    Veredicto,
    decidir_cobertura,
)
from normativa.reglas.manifestacion import QuienPrueba

VENTA = Venta(fecha_factura=date(2024, 6, 1))  # ends 2027-06-01
DIA_DENTRO, DIA_FUERA = date(2025, 12, 15), date(2028, 1, 10)
DENTRO = Hechos(manifestacion=DIA_DENTRO, consumidor=True, venta=VENTA, defecto="bomba")
FUERA = replace(DENTRO, manifestacion=DIA_FUERA)

NUESTRO, POR_CUENTA, DE_OTRO, DE_PAGO = "nuestro", "por cuenta", "de otro", "de pago"


def derecho(tipo: TipoVia, paga: Pagador, **campos) -> OtraCobertura:
    return OtraCobertura(tipo, date(2024, 6, 1), date(2029, 6, 1), paga, **campos)


LEGAL = None
COMERCIAL = derecho(TipoVia.COMERCIAL, Pagador.FABRICANTE)
DEL_VENDEDOR = derecho(TipoVia.COMERCIAL, Pagador.VENDEDOR)
AMPLIACION = derecho(TipoVia.AMPLIACION, Pagador.ASEGURADORA)
REPARACION = derecho(TipoVia.REPARACION, Pagador.NOSOTROS, defecto="bomba")
CONTRATO = derecho(TipoVia.CONTRATO, Pagador.CONTRATO)

# right, then for each role: whose duty it is. Who pays is always the right's own payer.
TABLA = [
    # right        pays                  vendedor    fabricante  sat oficial  sat independiente
    (LEGAL, Pagador.VENDEDOR, (NUESTRO, DE_OTRO, POR_CUENTA, DE_OTRO)),
    (COMERCIAL, Pagador.FABRICANTE, (DE_OTRO, NUESTRO, POR_CUENTA, DE_OTRO)),
    (DEL_VENDEDOR, Pagador.VENDEDOR, (NUESTRO, DE_OTRO, POR_CUENTA, DE_OTRO)),
    (AMPLIACION, Pagador.ASEGURADORA, (POR_CUENTA, POR_CUENTA, POR_CUENTA, POR_CUENTA)),
    (REPARACION, Pagador.NOSOTROS, (NUESTRO, NUESTRO, NUESTRO, NUESTRO)),
    (CONTRATO, Pagador.CONTRATO, (NUESTRO, NUESTRO, NUESTRO, NUESTRO)),
    ("nada", Pagador.CLIENTE, (DE_PAGO, DE_PAGO, DE_PAGO, DE_PAGO)),
]
CASOS = [
    pytest.param(otra, paga, papel, deber, id=f"{getattr(otra, 'tipo', otra)}-{paga}-{papel}")
    for otra, paga, deberes in TABLA
    for papel, deber in zip(Papel, deberes, strict=True)
]


@pytest.mark.parametrize(("otra", "paga", "papel", "deber"), CASOS)
def test_who_pays_and_whose_duty_it_is_for_each_role_and_right(otra, paga, papel, deber):
    hechos = DENTRO if otra is LEGAL else FUERA
    otras = (otra,) if isinstance(otra, OtraCobertura) else ()
    decision = decidir_cobertura(replace(hechos, papel=papel, otras=otras))
    assert decision.paga == paga
    assert {parte.quien for parte in decision.conceptos} == {paga}
    assert {parte.pct for parte in decision.conceptos} == {0 if deber == DE_PAGO else 100}
    assert decision.deber.quien == paga
    assert (decision.deber.es_nuestro, decision.deber.por_cuenta) == (
        deber == NUESTRO,
        deber == POR_CUENTA,
    )
    assert bool(decision.deber.motivo) == (deber != NUESTRO)
    assert bool(decision.derivacion) == (deber in {POR_CUENTA, DE_OTRO})


@pytest.mark.parametrize("papel", Papel)
@pytest.mark.parametrize("paga", sorted({Pagador.VENDEDOR, Pagador.FABRICANTE}))
def test_what_another_owes_is_said_with_its_name(papel, paga):
    otra = derecho(TipoVia.COMERCIAL, paga)
    deber = decidir_cobertura(replace(FUERA, papel=papel, otras=(otra,))).deber
    assert deber.es_nuestro or str(paga.value) in str(deber.motivo)


# --- Several at once: the best for the customer


def test_each_concept_goes_to_the_right_that_pays_most_of_it():
    piezas = derecho(
        TipoVia.COMERCIAL, Pagador.FABRICANTE, mano_obra_pct=0, desplazamiento_pct=0, clave="1"
    )
    contrato = derecho(
        TipoVia.CONTRATO, Pagador.CONTRATO, piezas_pct=0, desplazamiento_pct=50, clave="2"
    )
    decision = decidir_cobertura(replace(FUERA, otras=(piezas, contrato)))
    assert decision.veredicto == Veredicto.PARCIAL
    assert [(p.concepto, p.quien, p.pct, p.clave) for p in decision.conceptos] == [
        (Concepto.PIEZAS, Pagador.FABRICANTE, 100, "1"),
        (Concepto.MANO_OBRA, Pagador.CONTRATO, 100, "2"),
        (Concepto.DESPLAZAMIENTO, Pagador.CONTRATO, 50, "2"),
    ]
    assert (decision.piezas_pct, decision.mano_obra_pct, decision.desplazamiento_pct) == (
        100,
        100,
        50,
    )


def test_two_that_complete_each_other_cover_it_whole_until_the_first_ends():
    piezas = replace(COMERCIAL, mano_obra_pct=0, hasta=date(2028, 6, 1))
    contrato = replace(CONTRATO, piezas_pct=0)
    decision = decidir_cobertura(replace(FUERA, otras=(contrato, piezas)))
    assert decision.veredicto == Veredicto.CUBIERTO
    assert decision.hasta == date(2028, 6, 1)
    assert {motivo.norma for motivo in decision.motivos} == {"TRLGDCU", "Código Civil"}


def test_the_bigger_share_goes_first():
    media = replace(COMERCIAL, mano_obra_pct=50)
    decision = decidir_cobertura(replace(FUERA, otras=(media, AMPLIACION)))
    assert (decision.via, decision.veredicto) == (TipoVia.AMPLIACION, Veredicto.CUBIERTO)


def test_between_equals_the_law_goes_before_what_was_bought_and_it_is_said():
    decision = decidir_cobertura(replace(DENTRO, otras=(CONTRATO,)))
    assert decision.via == TipoVia.LEGAL
    assert "También lo cubre el contrato de mantenimiento" in str(decision.motivos[-1])
    assert "rebaja del precio" in str(decision.motivos[-1])


def test_an_independent_workshop_with_a_contract_does_not_send_its_customer_away():
    decision = decidir_cobertura(replace(DENTRO, papel=Papel.SAT_INDEPENDIENTE, otras=(CONTRATO,)))
    assert (decision.via, decision.deber.es_nuestro) == (TipoVia.CONTRATO, True)
    assert "no hay que acudir a otro" in str(decision.motivos[-1])


def test_a_manufacturer_honours_its_own_guarantee_before_naming_the_seller():
    decision = decidir_cobertura(replace(DENTRO, papel=Papel.FABRICANTE, otras=(COMERCIAL,)))
    assert (decision.paga, decision.deber.es_nuestro) == (Pagador.FABRICANTE, True)


def test_between_two_of_the_same_kind_the_longest_one_counts():
    corta = replace(COMERCIAL, hasta=date(2028, 6, 1), clave="1")
    larga = replace(COMERCIAL, clave="2")
    for otras in ((corta, larga), (larga, corta)):
        decision = decidir_cobertura(replace(FUERA, otras=otras))
        assert decision.hasta == date(2029, 6, 1)
        assert decision.conceptos[0].clave == "2"


# --- The same fault


def test_before_the_fault_is_known_a_repaired_one_leaves_it_open():
    decision = decidir_cobertura(replace(FUERA, defecto="", otras=(REPARACION,)))
    assert (decision.veredicto, decision.faltan) == (Veredicto.INDETERMINADO, ("defecto",))
    assert "Si lo que falla es «bomba»" in " ".join(str(m) for m in decision.motivos)


def test_whoever_repaired_it_has_to_prove_misuse():
    decision = decidir_cobertura(replace(FUERA, otras=(REPARACION,)))
    assert decision.prueba == QuienPrueba.EMPRESARIO
    mal_usado = decidir_cobertura(replace(FUERA, otras=(REPARACION,), uso_indebido=True))
    assert mal_usado.veredicto == Veredicto.NO_CUBIERTO


def test_what_was_declared_can_be_enforced_for_five_years_from_the_fault():
    con_derecho = replace(FUERA, otras=(COMERCIAL,))
    assert decidir_cobertura(con_derecho).fin_accion == date(2033, 1, 10)
    tarde = decidir_cobertura(replace(con_derecho, hoy=date(2033, 1, 11)))
    assert tarde.veredicto == Veredicto.NO_CUBIERTO
