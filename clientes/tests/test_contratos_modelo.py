"""What the database itself refuses of a contract, a tariff or an offer."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from clientes.models import (
    AlcanceContrato,
    ContratoMantenimiento,
    EquipoContratado,
    EstadoContrato,
    ModoOferta,
    PeriodoContrato,
)
from clientes.tests.fabricas import (
    BorradorFactory,
    ContratoFactory,
    EquipoContratadoFactory,
    EquipoFactory,
    OfertaPosventaFactory,
    PeriodoContratoFactory,
    ProductoFactory,
    TarifaFactory,
)
from nucleo.errores import ErrorDeNegocio
from nucleo.restricciones import traducir_integridad

pytestmark = pytest.mark.django_db
AHORA = datetime(2026, 6, 1, 9, tzinfo=UTC)


def refusal(hacer):
    """The sentence with which the database refuses it; None if it does not."""
    try:
        with traducir_integridad():
            hacer()
            with connection.cursor() as cursor:
                cursor.execute("set constraints all immediate")
                cursor.execute("set constraints all deferred")
    except ErrorDeNegocio as error:
        return str(error)
    return None


@pytest.mark.parametrize(
    ("uno", "otro", "choca"),
    [
        ("preventivo", "preventivo", True),
        ("correctivo", "correctivo", True),
        ("integral", "integral", True),
        ("preventivo", "integral", True),
        ("correctivo", "integral", True),
        ("integral", "preventivo", True),
        ("integral", "correctivo", True),
        ("preventivo", "correctivo", False),
        ("correctivo", "preventivo", False),
    ],
)
def test_two_contracts_in_force_may_not_do_the_same_for_a_unit(uno, otro, choca):
    primero = EquipoContratadoFactory(contrato__alcance=uno)
    nuevo = ContratoFactory(cliente=primero.contrato.cliente, alcance=otro)
    frase = refusal(lambda: EquipoContratadoFactory(contrato=nuevo, equipo=primero.equipo))
    assert (frase is not None) is choca
    if choca:
        assert "ya tiene un contrato para lo mismo" in frase


@pytest.mark.parametrize(
    ("desde", "hasta", "choca"),
    [
        (date(2026, 12, 31), date(2027, 12, 30), True),  # its last day
        (date(2027, 1, 1), date(2027, 12, 31), False),  # the day after
        (date(2025, 1, 1), date(2025, 12, 31), False),
        (date(2025, 1, 1), date(2026, 1, 1), True),
    ],
)
def test_the_last_day_of_a_contract_is_its_own(desde, hasta, choca):
    primero = EquipoContratadoFactory()
    nuevo = ContratoFactory(cliente=primero.contrato.cliente, fecha_inicio=desde, fecha_fin=hasta)
    frase = refusal(lambda: EquipoContratadoFactory(contrato=nuevo, equipo=primero.equipo))
    assert (frase is not None) is choca


def test_drafts_may_overlap():
    primero = EquipoContratadoFactory()
    borrador = BorradorFactory(cliente=primero.contrato.cliente)
    assert (
        refusal(lambda: EquipoContratadoFactory(contrato=borrador, equipo=primero.equipo)) is None
    )


def broken_by(hacer):
    """What the database says of the deferred key that it breaks; empty if none."""
    try:
        with transaction.atomic():
            hacer()
            with connection.cursor() as cursor:
                cursor.execute("set constraints all immediate")
    except IntegrityError as error:
        return str(error)
    return ""


ESTADOS_POSIBLES = {
    EstadoContrato.BORRADOR: {"firmado_en": None, "firmado_por": "", "canal_firma": ""},
    EstadoContrato.DESCARTADO: {
        "firmado_en": None,
        "firmado_por": "",
        "canal_firma": "",
        "descartado_en": AHORA,
    },
    EstadoContrato.VIGENTE: {},
    EstadoContrato.VENCIDO: {"vencido_en": AHORA},
    EstadoContrato.RESCINDIDO: {
        "rescindido_en": AHORA,
        "fecha_rescision": date(2026, 6, 1),
        "rescinde": "cliente",
        "devolver_eur": Decimal("70.00"),
    },
}


@pytest.mark.parametrize("estado", EstadoContrato.values)
@pytest.mark.parametrize("campos_de", EstadoContrato.values)
def test_each_state_has_its_dates_and_no_others(estado, campos_de):
    """Table over all pairs: a state with the fields of another is refused."""

    def guardar():
        with transaction.atomic():
            ContratoFactory(estado=estado, **ESTADOS_POSIBLES[campos_de])

    if estado == campos_de:
        guardar()
    else:
        with pytest.raises(IntegrityError, match="contrato_estado_con_sus_fechas"):
            guardar()
        assert not ContratoMantenimiento.objects.exists()


@pytest.mark.parametrize(
    ("cambios", "restriccion"),
    [
        ({"fecha_fin": date(2025, 12, 31)}, "contrato_termina_despues_de_empezar"),
        ({"meses_periodo": 0}, "contrato_meses_de_uno_a_diez_anios"),
        ({"meses_periodo": 121}, "contrato_meses_de_uno_a_diez_anios"),
        ({"piezas_pct": 101}, "contrato_porcentajes"),
        ({"respuesta_min": 60, "resolucion_min": 59}, "contrato_resuelve_despues_de_responder"),
        ({"dias_aviso_cliente": 366}, "contrato_avisos_de_un_anio_como_mucho"),
        ({"firmado_por": ""}, "contrato_firma_completa"),
        ({"fecha_fin": date(2100, 1, 1)}, "contrato_fechas_creibles"),
        ({"alcance": "todo"}, "contratomantenimiento_alcance_conocido"),
    ],
)
def test_a_contract_that_cannot_be_is_refused(cambios, restriccion):
    with pytest.raises(IntegrityError, match=restriccion), transaction.atomic():
        ContratoFactory(periodo=None, **cambios)


@pytest.mark.parametrize(
    ("cambios", "frase"),
    [
        ({"precio_eur": Decimal("-0.01")}, "precio no puede ser negativo"),
        ({"hasta": date(2025, 12, 31)}, "no puede acabar antes de empezar"),
        ({"numero": 2}, "ya tiene un periodo en esas fechas"),
    ],
)
def test_a_period_that_cannot_be_is_refused(cambios, frase):
    contrato = ContratoFactory()
    libre = {"numero": 2, "desde": date(2027, 1, 1), "hasta": date(2027, 12, 31)}
    base = libre if "numero" not in cambios else {}
    assert frase in refusal(
        lambda: PeriodoContratoFactory(contrato=contrato, **{**base, **cambios})
    )
    assert PeriodoContrato.objects.count() == 1


def test_the_scope_of_a_unit_is_that_of_its_contract():
    fila = EquipoContratadoFactory(contrato__alcance=AlcanceContrato.PREVENTIVO)
    fila.alcance = AlcanceContrato.CORRECTIVO
    assert "alcance_del_contrato" in broken_by(fila.save)
    ContratoMantenimiento.objects.update(alcance=AlcanceContrato.INTEGRAL)
    assert EquipoContratado.objects.get().alcance == AlcanceContrato.INTEGRAL


def test_a_unit_is_not_in_a_period_of_another_contract():
    ajeno = PeriodoContratoFactory()
    assert "periodo_del_contrato" in broken_by(lambda: EquipoContratadoFactory(periodo=ajeno))


@pytest.mark.parametrize(
    ("cambios", "frase"),
    [
        ({"importe_eur": Decimal("-1")}, "importe no puede ser negativo"),
        ({"hasta": date(2025, 12, 31)}, "no puede acabar antes"),
        ({"desde": date(3000, 1, 1)}, "no es creíble"),
    ],
)
def test_a_tariff_that_cannot_be_is_refused(cambios, frase):
    assert frase in refusal(lambda: TarifaFactory(**cambios))


def test_one_tariff_a_day_for_each_thing():
    TarifaFactory(familia="")
    assert "desde ese día" in refusal(lambda: TarifaFactory(familia=""))
    assert refusal(lambda: TarifaFactory(familia="Calderas")) is None


def test_one_offer_of_a_service_for_each_thing():
    OfertaPosventaFactory(familia="")
    assert "Ya se dice" in refusal(lambda: OfertaPosventaFactory(familia=""))
    producto = ProductoFactory()
    assert refusal(lambda: OfertaPosventaFactory(familia="", producto=producto)) is None
    assert refusal(lambda: OfertaPosventaFactory(familia="", activa=False)) is None


@pytest.mark.parametrize(
    ("cambios", "frase"),
    [
        ({"modo": ModoOferta.INCLUIDO, "precio_eur": Decimal("10")}, "Solo lleva precio"),
        ({"precio_eur": Decimal("-10")}, "Solo lleva precio"),
        ({"producto": True, "familia": "Calderas"}, "no ambos"),
    ],
)
def test_an_offer_that_cannot_be_is_refused(cambios, frase):
    if cambios.pop("producto", False):
        cambios["producto"] = EquipoFactory().producto
    assert frase in refusal(lambda: OfertaPosventaFactory(**cambios))
