"""What an order does to the rights of its unit, in each of its states (TRLGDCU 122, RD 58/1988)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from clientes.cobertura import veredicto_de
from clientes.models import Cobertura, SuspensionCobertura, TipoCobertura
from clientes.servicios import anular_cobertura, registrar_compra
from clientes.tests.fabricas import ClienteFactory, EquipoFactory, SedeFactory
from cuentas.tests.fabricas import AgenteFactory
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA
from nucleo.tiempo import dia_local
from sat.models import Estado, Lugar, OrdenTrabajo, Resultado, ResultadoVisita, Tipo
from sat.servicios import (
    Conformidad,
    FinDeVisita,
    anular_orden,
    entregar_orden,
    iniciar_intervencion,
    liquidar_orden,
    reabrir_orden,
    recibir_equipo,
    terminar_intervencion,
)
from sat.tests.fabricas import FichaTecnicoFactory, IntervencionFactory, OrdenFactory

pytestmark = pytest.mark.django_db

AHORA = timezone.now().replace(hour=12, minute=0)
IMPORTES = {"mano_obra_eur": Decimal(0), "desplazamiento_eur": Decimal(0)}


@pytest.fixture(autouse=True)
def _ficheros(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def hace(dias):
    return AHORA - timedelta(days=dias)


def dia(dias):
    return dia_local(hace(dias))


@pytest.fixture
def equipo():
    """Bought a year ago by a consumer."""
    equipo = EquipoFactory()
    registrar_compra(por=SISTEMA, cliente=equipo.cliente, equipo=equipo, fecha_contrato=dia(365))
    return equipo


def orden_de(equipo, **campos):
    campos = {"es_garantia_legal": True, "ocurrida_en": hace(30), "sintoma": "No enfría"} | campos
    return OrdenFactory(equipo=equipo, incidencia__cliente=equipo.cliente, **campos)


def visita(orden, resultado, *, empieza, acaba):
    """A session at the customer's, from beginning to end."""
    OrdenTrabajo.objects.filter(pk=orden.pk).update(estado=Estado.EN_CURSO)
    sesion = IntervencionFactory(orden=orden, iniciada_en=hace(empieza))
    firma = Conformidad(modo="escrita", firmante="Marta O'Brien")
    fin = FinDeVisita(resultado, trabajo="Se revisa", firma=firma)
    terminar_intervencion(sesion.pk, por=SISTEMA, fin=fin, en=hace(acaba))
    orden.refresh_from_db()


def suspension():
    fila = SuspensionCobertura.objects.get()
    return fila.entregado_en, fila.devuelto_en


def fin_legal(equipo):
    return equipo.coberturas.get(tipo=TipoCobertura.LEGAL).fecha_fin


# --- Workshop


def test_in_the_workshop_from_the_hand_in_to_the_hand_over(equipo):
    antes = fin_legal(equipo)
    orden = orden_de(equipo)
    recibir_equipo(orden.pk, por=SISTEMA, en=hace(20))
    assert suspension() == (dia(20), None)
    OrdenTrabajo.objects.filter(pk=orden.pk).update(
        estado=Estado.TERMINADA, terminada_en=hace(9), resultado=Resultado.REPARADO
    )
    assert suspension() == (dia(20), None)  # ready, and still here
    entregar_orden(orden.pk, por=SISTEMA, en=hace(5))
    assert suspension() == (dia(20), dia(5))
    assert fin_legal(equipo) == antes + timedelta(days=15)


def test_a_rejected_quote_hands_it_back_without_a_further_year(equipo):
    orden = orden_de(equipo)
    recibir_equipo(orden.pk, por=SISTEMA, en=hace(20))
    OrdenTrabajo.objects.filter(pk=orden.pk).update(estado=Estado.RECHAZADA)
    entregar_orden(orden.pk, por=SISTEMA, en=hace(5))
    assert suspension() == (dia(20), dia(5))
    assert set(equipo.coberturas.values_list("tipo", flat=True)) == {TipoCobertura.LEGAL}


def test_a_cancelled_order_hands_it_back(equipo):
    orden = orden_de(equipo)
    recibir_equipo(orden.pk, por=SISTEMA, en=hace(20))
    anular_orden(orden.pk, por=SISTEMA, motivo="La quiere de vuelta", en=hace(12))
    assert suspension() == (dia(20), dia(12))
    assert set(equipo.coberturas.values_list("tipo", flat=True)) == {TipoCobertura.LEGAL}


def test_it_is_not_settled_while_the_unit_is_here(equipo):
    orden = orden_de(equipo)
    recibir_equipo(orden.pk, por=SISTEMA, en=hace(20))
    OrdenTrabajo.objects.filter(pk=orden.pk).update(
        estado=Estado.TERMINADA, terminada_en=hace(9), resultado=Resultado.REPARADO
    )
    with pytest.raises(ErrorDeNegocio, match="entréguelo antes de liquidar"):
        liquidar_orden(orden.pk, por=SISTEMA, **IMPORTES)
    entregar_orden(orden.pk, por=SISTEMA, en=hace(5))
    assert liquidar_orden(orden.pk, por=SISTEMA, **IMPORTES).estado == Estado.LIQUIDADA


def test_what_comes_back_was_never_returned_until_it_is_right(equipo):
    orden = orden_de(equipo)
    recibir_equipo(orden.pk, por=SISTEMA, en=hace(20))
    OrdenTrabajo.objects.filter(pk=orden.pk).update(
        estado=Estado.TERMINADA, terminada_en=hace(16), resultado=Resultado.REPARADO
    )
    entregar_orden(orden.pk, por=SISTEMA, en=hace(15))
    reabrir_orden(orden.pk, por=SISTEMA, en=hace(10))
    assert suspension() == (dia(20), None)
    OrdenTrabajo.objects.filter(pk=orden.pk).update(
        estado=Estado.TERMINADA, terminada_en=hace(6), resultado=Resultado.REPARADO
    )
    entregar_orden(orden.pk, por=SISTEMA, en=hace(5))
    assert suspension() == (dia(20), dia(5))
    for tipo in (TipoCobertura.POSTERIOR, TipoCobertura.REPARACION):
        assert equipo.coberturas.get(tipo=tipo).fecha_inicio == dia(5)


# --- At the customer's


def test_at_home_it_is_stopped_from_the_first_visit_until_the_work_ends(equipo):
    antes = fin_legal(equipo)
    orden = orden_de(equipo)
    visita(orden, ResultadoVisita.FALTA_REPUESTO, empieza=20, acaba=20)
    assert suspension() == (dia(20), None)
    en_medio = veredicto_de(equipo, manifestacion=dia(10))
    assert en_medio["suspendida"]
    visita(orden, ResultadoVisita.RESUELTA, empieza=8, acaba=8)
    assert suspension() == (dia(20), dia(8))
    assert fin_legal(equipo) == antes + timedelta(days=12)


def test_a_visit_to_nobody_stops_nothing(equipo):
    orden = orden_de(equipo)
    visita(orden, ResultadoVisita.AUSENTE, empieza=20, acaba=20)
    assert not SuspensionCobertura.objects.exists()
    visita(orden, ResultadoVisita.RESUELTA, empieza=8, acaba=8)
    assert suspension() == (dia(8), dia(8))


def test_reopened_at_home_it_goes_on_stopped_and_ends_with_the_new_work(equipo):
    orden = orden_de(equipo)
    visita(orden, ResultadoVisita.RESUELTA, empieza=20, acaba=20)
    reabrir_orden(orden.pk, por=SISTEMA, en=hace(15))
    assert suspension() == (dia(20), None)
    visita(orden, ResultadoVisita.RESUELTA, empieza=12, acaba=12)
    assert suspension() == (dia(20), dia(12))
    assert equipo.coberturas.get(tipo=TipoCobertura.POSTERIOR).fecha_inicio == dia(12)


def test_cancelled_after_a_visit_it_is_stopped_no_longer(equipo):
    orden = orden_de(equipo)
    visita(orden, ResultadoVisita.FALTA_REPUESTO, empieza=20, acaba=20)
    anular_orden(orden.pk, por=SISTEMA, motivo="Ya no la quiere", en=hace(18))
    assert suspension() == (dia(20), dia(18))


def test_cancelled_before_anything_it_leaves_no_trace(equipo):
    orden = orden_de(equipo)
    anular_orden(orden.pk, por=SISTEMA, motivo="Ya no la quiere", en=hace(18))
    assert not SuspensionCobertura.objects.exists()


def test_a_technician_at_work_stops_nothing_until_the_visit_ends(equipo):
    orden = orden_de(equipo, estado=Estado.PLANIFICADA)
    iniciar_intervencion(orden.pk, por=SISTEMA, tecnico=FichaTecnicoFactory())
    assert not SuspensionCobertura.objects.exists()


# --- The guarantee of the repair


def test_any_repair_that_works_is_guaranteed_three_months_for_its_fault():
    equipo = EquipoFactory()
    orden = orden_de(equipo, es_garantia_legal=False)
    visita(orden, ResultadoVisita.RESUELTA, empieza=20, acaba=20)
    cobertura = equipo.coberturas.get()
    assert (cobertura.tipo, cobertura.paga) == (TipoCobertura.REPARACION, "nosotros")
    assert (cobertura.defecto, cobertura.referencia) == ("No enfría", orden.codigo)
    assert cobertura.fecha_inicio == dia(20)
    assert 89 <= (cobertura.fecha_fin - cobertura.fecha_inicio).days <= 92
    assert not SuspensionCobertura.objects.exists()


def test_in_the_workshop_it_counts_from_the_hand_over():
    equipo = EquipoFactory()
    orden = orden_de(equipo, es_garantia_legal=False)
    recibir_equipo(orden.pk, por=SISTEMA, en=hace(20))
    OrdenTrabajo.objects.filter(pk=orden.pk).update(
        estado=Estado.TERMINADA, terminada_en=hace(9), resultado=Resultado.REPARADO
    )
    assert not equipo.coberturas.exists()
    entregar_orden(orden.pk, por=SISTEMA, en=hace(5))
    assert equipo.coberturas.get().fecha_inicio == dia(5)


@pytest.mark.parametrize(
    ("tipo", "resultado", "nace"),
    [
        (Tipo.REPARACION, Resultado.REPARADO, True),
        (Tipo.INSTALACION, Resultado.REALIZADO, True),
        (Tipo.REPARACION, Resultado.NO_REPARABLE, False),
        (Tipo.REPARACION, Resultado.SIN_AVERIA, False),
        (Tipo.DIAGNOSTICO, Resultado.REALIZADO, False),
        (Tipo.RECOGIDA, Resultado.REALIZADO, False),
        (Tipo.MANTENIMIENTO, Resultado.REALIZADO, False),
    ],
)
def test_only_repairs_and_installations_that_ended_well_are(tipo, resultado, nace):
    equipo = EquipoFactory()
    orden = orden_de(equipo, es_garantia_legal=False, tipo=tipo, lugar=Lugar.TALLER)
    OrdenTrabajo.objects.filter(pk=orden.pk).update(
        estado=Estado.TERMINADA, terminada_en=hace(9), resultado=resultado
    )
    entregar_orden(orden.pk, por=SISTEMA, en=hace(5))
    assert Cobertura.objects.filter(tipo=TipoCobertura.REPARACION).exists() == nace


def test_a_business_has_what_its_contract_says():
    equipo = EquipoFactory(cliente=ClienteFactory(es_consumidor=False))
    visita(orden_de(equipo, es_garantia_legal=False), "resuelta", empieza=20, acaba=20)
    assert not equipo.coberturas.exists()


def test_the_same_fault_again_is_ours_to_pay_and_another_is_not():
    equipo = EquipoFactory()
    visita(orden_de(equipo, es_garantia_legal=False), "resuelta", empieza=20, acaba=20)
    mismo = veredicto_de(equipo, manifestacion=dia(2), defecto="no enfría")
    assert (mismo["estado"], mismo["paga"], mismo["via"]) == ("cubierto", "nosotros", "reparacion")
    assert mismo["deber"]["es_nuestro"]
    otro = veredicto_de(equipo, manifestacion=dia(2), defecto="Hace ruido")
    assert otro["estado"] == "indeterminado"  # without the purchase nobody knows the rest
    assert otro["conceptos"]["piezas"]["quien"] is None


def test_handled_by_others_it_is_void_and_handing_it_over_again_does_not_revive_it():
    equipo = EquipoFactory()
    orden = orden_de(equipo, es_garantia_legal=False)
    visita(orden, "resuelta", empieza=20, acaba=20)
    cobertura = equipo.coberturas.get()
    anular_cobertura(cobertura.pk, por=AgenteFactory(), motivo="La abrió otro taller")
    assert veredicto_de(equipo, manifestacion=dia(2), defecto="No enfría")["via"] == "legal"
    reabrir_orden(orden.pk, por=SISTEMA, en=hace(15))
    visita(orden, "resuelta", empieza=12, acaba=12)
    assert equipo.coberturas.get() == cobertura


def test_where_the_work_is_done_says_whose_rule_counts():
    cliente = ClienteFactory()
    sede = SedeFactory(cliente=cliente, comunidad="CT")
    equipo = EquipoFactory(cliente=cliente)
    visita(orden_de(equipo, es_garantia_legal=False, sede=sede), "resuelta", empieza=9, acaba=9)
    assert equipo.coberturas.get().fecha_fin > dia(9)
