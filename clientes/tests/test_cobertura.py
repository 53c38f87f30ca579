"""The verdict on a unit: what the customer is told before anything else (R1–R4)."""

import json
from datetime import date, timedelta

import pytest

from clientes.cobertura import veredicto_de
from clientes.models import Condicion, Equipo, NuestroPapel, QuienPaga, TipoCobertura
from clientes.servicios import anular_cobertura
from clientes.tests.fabricas import (
    ClienteFactory,
    CoberturaFactory,
    CompraFactory,
    EquipoFactory,
    SedeFactory,
    SuspensionFactory,
)
from cuentas.tests.fabricas import AgenteFactory

pytestmark = pytest.mark.django_db


def test_within_three_years_the_seller_pays_and_the_sentence_says_until_when():
    compra = CompraFactory(fecha_contrato=date(2023, 3, 15))
    veredicto = veredicto_de(compra.equipo, manifestacion=date(2026, 1, 10))
    assert veredicto["estado"] == "cubierto"
    assert veredicto["frase"] == "Cubierto · lo paga el vendedor · hasta el 15 mar 2026"
    assert (veredicto["paga"], veredicto["hasta"]) == ("vendedor", "2026-03-15")
    assert ("TRLGDCU", "120.1") in {(m["norma"], m["articulo"]) for m in veredicto["motivos"]}


def test_days_in_the_workshop_move_the_end():
    compra = CompraFactory(fecha_contrato=date(2023, 3, 15))
    SuspensionFactory(equipo=compra.equipo)  # 21 days
    veredicto = veredicto_de(compra.equipo, manifestacion=date(2026, 4, 5))
    assert veredicto["frase"] == "Cubierto · lo paga el vendedor · hasta el 5 abr 2026"


def test_a_day_after_the_end_it_is_not_covered():
    compra = CompraFactory(fecha_contrato=date(2023, 3, 15))
    veredicto = veredicto_de(compra.equipo, manifestacion=date(2026, 3, 16))
    assert veredicto["estado"] == "no"
    assert veredicto["frase"] == "No cubierto: la garantía acabó el 15 mar 2026"
    assert veredicto["paga"] == "cliente"


def test_while_it_is_with_us_the_term_is_suspended():
    compra = CompraFactory(fecha_contrato=date(2023, 3, 15))
    SuspensionFactory(equipo=compra.equipo, devuelto_en=None)
    veredicto = veredicto_de(compra.equipo, manifestacion=date(2024, 6, 1))
    assert veredicto["suspendida"]
    assert veredicto["hasta"] is None
    assert "en suspenso" in veredicto["frase"]


def test_without_a_purchase_it_says_what_is_missing():
    veredicto = veredicto_de(EquipoFactory(), manifestacion=date(2026, 1, 10))
    assert veredicto["estado"] == "indeterminado"
    assert "la fecha de compra" in veredicto["frase"]


def test_a_provisional_customer_may_be_a_business():
    compra = CompraFactory(equipo__cliente__es_provisional=True)
    veredicto = veredicto_de(compra.equipo, manifestacion=date(2025, 1, 10))
    assert veredicto["estado"] == "indeterminado"


def test_a_business_has_no_guarantee_of_consumers():
    compra = CompraFactory(equipo__cliente__es_consumidor=False)
    veredicto = veredicto_de(compra.equipo, manifestacion=date(2025, 1, 10))
    assert (veredicto["estado"], veredicto["via"]) == ("indeterminado", "entre_empresas")


def test_second_hand_with_a_year_agreed_ends_in_a_year():
    compra = CompraFactory(
        condicion=Condicion.SEGUNDA_MANO, meses_pactados=12, fecha_contrato=date(2026, 1, 10)
    )
    veredicto = veredicto_de(compra.equipo, manifestacion=date(2026, 6, 1))
    assert veredicto["hasta"] == "2027-01-10"


def test_a_contract_that_pays_half_the_labour_covers_in_part():
    equipo = EquipoFactory()
    CoberturaFactory(
        equipo=equipo,
        tipo=TipoCobertura.CONTRATO,
        fecha_inicio=date(2026, 1, 1),
        fecha_fin=date(2026, 12, 31),
        mano_obra_pct=50,
        paga=QuienPaga.CONTRATO,
    )
    veredicto = veredicto_de(equipo, manifestacion=date(2026, 6, 1))
    assert veredicto["estado"] == "parcial"
    assert "Cubierto en parte · lo paga el contrato" in veredicto["frase"]


def test_when_we_did_not_sell_it_the_seller_has_a_name_and_there_is_a_text_to_hand_over():
    compra = CompraFactory(
        fecha_contrato=date(2025, 3, 15),
        equipo__nuestro_papel=NuestroPapel.SAT_INDEPENDIENTE,
        equipo__vendedor="Electro Ñ",
    )
    veredicto = veredicto_de(compra.equipo, manifestacion=date(2026, 1, 10))
    assert "lo paga el vendedor (Electro Ñ)" in veredicto["frase"]
    assert "pedirle la reparación" in veredicto["derivacion"]


def test_in_extremadura_a_refusal_needs_a_technical_report():
    compra = CompraFactory(equipo__cliente=ClienteFactory())
    sede = SedeFactory(cliente=compra.cliente, comunidad="EX")
    compra.equipo.sede = sede
    veredicto = veredicto_de(compra.equipo, manifestacion=date(2026, 6, 1))
    assert any("informe técnico" in motivo["texto"] for motivo in veredicto["motivos"])


def test_it_can_be_frozen_as_json():
    veredicto = veredicto_de(CompraFactory().equipo, manifestacion=date(2025, 1, 10))
    assert json.loads(json.dumps(veredicto)) == veredicto


def test_a_verdict_costs_one_statement_besides_its_unit_and_none_if_it_came_prepared(consultas):
    compra = CompraFactory(equipo__sede=SedeFactory())
    dia = {"manifestacion": date(2025, 1, 10)}
    suelto = Equipo.objects.para_veredicto().get(pk=compra.equipo_id)
    assert consultas(veredicto_de, suelto, **dia) == 1
    preparado = Equipo.objects.con_cobertura().get(pk=compra.equipo_id)
    assert consultas(veredicto_de, preparado, **dia) == 0
    assert veredicto_de(suelto, **dia) == veredicto_de(preparado, **dia)


def test_ten_rights_and_twenty_repairs_cost_the_same_and_judge_the_same(consultas):
    compra = CompraFactory(equipo__sede=SedeFactory())
    equipo = compra.equipo
    for n in range(10):
        CoberturaFactory(
            equipo=equipo,
            tipo=TipoCobertura.AMPLIACION,
            fecha_fin=date(2027 + n, 1, 1),
            paga=QuienPaga.ASEGURADORA,
            mano_obra_pct=10 * n,
        )
    for n in range(20):
        entrada = date(2023, 4, 1) + timedelta(days=30 * n)
        SuspensionFactory(
            equipo=equipo,
            entregado_en=entrada,
            devuelto_en=entrada + timedelta(days=5),
            defecto="Bomba",
        )
    dia = {"manifestacion": date(2026, 12, 10), "defecto": "bomba "}
    suelto = Equipo.objects.para_veredicto().get(pk=equipo.pk)
    assert consultas(veredicto_de, suelto, **dia) == 1
    preparado = Equipo.objects.con_cobertura().get(pk=equipo.pk)
    assert veredicto_de(suelto, **dia) == veredicto_de(preparado, **dia)
    assert len(veredicto_de(suelto, **dia)["vias"]) == 11


def test_what_was_annulled_does_not_count():
    cobertura = CoberturaFactory(tipo=TipoCobertura.AMPLIACION, paga=QuienPaga.ASEGURADORA)
    dia = {"manifestacion": date(2025, 1, 10)}
    assert veredicto_de(cobertura.equipo, **dia)["estado"] == "cubierto"
    anular_cobertura(cobertura.pk, por=AgenteFactory(), motivo="No se pagó")
    for equipo in (
        Equipo.objects.get(pk=cobertura.equipo_id),
        Equipo.objects.con_cobertura().get(pk=cobertura.equipo_id),
    ):
        assert veredicto_de(equipo, **dia)["estado"] == "indeterminado"


def test_it_says_who_pays_each_thing_when_several_do():
    equipo = EquipoFactory(producto__marca="Térmica")
    fechas = {"fecha_inicio": date(2026, 1, 1), "fecha_fin": date(2027, 12, 31)}
    CoberturaFactory(
        equipo=equipo,
        tipo=TipoCobertura.COMERCIAL,
        paga=QuienPaga.FABRICANTE,
        mano_obra_pct=0,
        desplazamiento_pct=0,
        **fechas,
    )
    CoberturaFactory(
        equipo=equipo,
        tipo=TipoCobertura.CONTRATO,
        paga=QuienPaga.CONTRATO,
        piezas_pct=0,
        desplazamiento_pct=50,
        **fechas,
    )
    veredicto = veredicto_de(equipo, manifestacion=date(2026, 6, 1))
    assert veredicto["estado"] == "parcial"
    assert veredicto["reparto"] == (
        "Piezas: el fabricante (Térmica). Mano de obra: el contrato. "
        "Desplazamiento: el contrato, el 50 %; el resto, el cliente."
    )
    assert "lo pagan el fabricante (Térmica) y el contrato" in veredicto["frase"]
    assert veredicto["conceptos"]["mano_obra"] == {
        "quien": "contrato",
        "nombre": "el contrato",
        "pct": 100,
    }


def test_whose_duty_it_is_has_a_sentence_of_its_own():
    compra = CompraFactory(
        equipo__nuestro_papel=NuestroPapel.SAT_INDEPENDIENTE, equipo__vendedor="Electro Ñ"
    )
    deber = veredicto_de(compra.equipo, manifestacion=date(2025, 1, 10))["deber"]
    assert deber["frase"] == "Esto lo responde el vendedor"
    assert not deber["es_nuestro"]
    nuestro = veredicto_de(CompraFactory().equipo, manifestacion=date(2025, 1, 10))["deber"]
    assert (nuestro["frase"], nuestro["texto"]) == ("Esto lo respondemos nosotros", "")


def test_what_can_be_asked_for_is_said_with_the_attempts_made():
    compra = CompraFactory(fecha_contrato=date(2023, 3, 15))
    dia = {"manifestacion": date(2025, 1, 10)}
    primeros = veredicto_de(compra.equipo, **dia)["remedios"]
    assert [r["nombre"] for r in primeros["abiertos"]] == ["reparación", "sustitución"]
    assert primeros["intentos"] == 0
    SuspensionFactory(equipo=compra.equipo)
    segundos = veredicto_de(compra.equipo, **dia)["remedios"]
    assert segundos["intentos"] == 1
    assert "resolución del contrato" in [r["nombre"] for r in segundos["abiertos"]]
    fuera = veredicto_de(compra.equipo, manifestacion=date(2027, 1, 10))
    assert fuera["remedios"] is None


def test_before_anybody_knows_what_fails_it_says_on_what_it_depends():
    compra = CompraFactory(fecha_contrato=date(2020, 3, 15))
    CoberturaFactory(
        equipo=compra.equipo,
        tipo=TipoCobertura.REPARACION,
        paga=QuienPaga.NOSOTROS,
        defecto="Bomba",
        fecha_inicio=date(2026, 1, 1),
        fecha_fin=date(2026, 4, 1),
    )
    veredicto = veredicto_de(compra.equipo, manifestacion=date(2026, 2, 1))
    assert veredicto["estado"] == "indeterminado"
    assert veredicto["frase"] == (
        "Cubierto solo si falla lo mismo que ya se reparó · hasta el 1 abr 2026"
    )
