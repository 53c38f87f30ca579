"""What the legal guarantee reaches (TRLGDCU arts. 114 and 115 quater), and who proves (121.1)."""

from dataclasses import replace
from datetime import date

import pytest

from normativa.reglas.cobertura import (
    Exclusion,
    Hechos,
    Instalacion,
    OtraCobertura,
    Pagador,
    TipoVia,
    Veredicto,
    decidir_cobertura,
)
from normativa.reglas.garantia import TipoBien, Venta, calcular_garantia
from normativa.reglas.manifestacion import QuienPrueba
from normativa.reglas.tipos import ReglaIncumplida

FALLO = Hechos(date(2025, 12, 15), True, Venta(fecha_factura=date(2024, 6, 1)))
REPARACION = OtraCobertura(
    TipoVia.REPARACION, date(2025, 11, 1), date(2026, 2, 1), Pagador.NOSOTROS
)


@pytest.mark.parametrize("exclusion", Exclusion)
def test_what_is_no_consumer_good_has_no_legal_guarantee(exclusion):
    decision = decidir_cobertura(replace(FALLO, exclusion=exclusion))
    assert (decision.veredicto, decision.paga) == (Veredicto.NO_CUBIERTO, Pagador.CLIENTE)
    assert decision.motivos[0].cita == "TRLGDCU art. 114.2"
    assert decision.garantia is None


def test_but_a_paid_repair_has_its_own():
    servicio = replace(FALLO, exclusion=Exclusion.SERVICIO, otras=(REPARACION,))
    assert decidir_cobertura(servicio).via == TipoVia.REPARACION


@pytest.mark.parametrize("instalacion", [Instalacion.DEL_VENDEDOR, Instalacion.DEL_CLIENTE])
def test_a_faulty_installation_by_the_trader_or_its_instructions_is_a_lack_of_conformity(
    instalacion,
):
    decision = decidir_cobertura(replace(FALLO, instalacion=instalacion))
    assert decision.veredicto == Veredicto.CUBIERTO
    assert "115 quater" in [m.articulo for m in decision.motivos]


def test_that_of_somebody_else_is_not():
    decision = decidir_cobertura(replace(FALLO, instalacion=Instalacion.DE_TERCEROS))
    assert decision.veredicto == Veredicto.NO_CUBIERTO
    assert decision.motivos[-1].articulo == "115 quater"


def test_when_the_presumption_does_not_fit_the_consumer_proves():
    normal = decidir_cobertura(FALLO)
    incompatible = decidir_cobertura(replace(FALLO, presuncion_incompatible=True))
    assert (normal.prueba, incompatible.prueba) == (QuienPrueba.EMPRESARIO, QuienPrueba.CONSUMIDOR)
    assert incompatible.veredicto == Veredicto.CUBIERTO


@pytest.mark.parametrize(("presuncion", "se_admite"), [(12, True), (24, True), (11, False)])
def test_second_hand_the_agreed_presumption_is_never_below_the_agreed_guarantee(
    presuncion, se_admite
):
    venta = Venta(
        fecha_factura=date(2026, 1, 10),
        tipo=TipoBien.SEGUNDA_MANO,
        meses_pactados=12,
        meses_presuncion=presuncion,
    )
    if se_admite:
        assert calcular_garantia(venta).fin_presuncion == date(2027, 1, 10)
        return
    with pytest.raises(ReglaIncumplida, match="no puede ser menor que la garantía") as error:
        calcular_garantia(venta)
    assert error.value.campo == "meses_presuncion"


@pytest.mark.parametrize("campo", ["meses_pactados", "meses_presuncion"])
@pytest.mark.parametrize("meses", [-1, 10**9])
def test_months_that_nobody_would_agree_are_refused_at_their_field(campo, meses):
    venta = Venta(
        fecha_factura=date(2026, 1, 10),
        tipo=TipoBien.SEGUNDA_MANO,
        **{"meses_pactados": 12, campo: meses},
    )
    with pytest.raises(ReglaIncumplida, match="no son creíbles") as error:
        calcular_garantia(venta)
    assert error.value.campo == campo


def test_under_the_old_regime_the_guarantee_says_until_when_it_can_be_enforced():
    garantia = calcular_garantia(
        Venta(fecha_contrato=date(2021, 11, 30), fecha_albaran=date(2021, 12, 3))
    )
    assert garantia.fin_accion == date(2024, 12, 3)
    assert "3 años desde la entrega" in str(garantia.motivos[-1])
