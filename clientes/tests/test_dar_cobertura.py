"""A right given to a unit by hand, and taken back with a reason."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from clientes.eventos import CodigoEquipo
from clientes.models import Cobertura, QuienPaga, TipoCobertura
from clientes.servicios import anular_cobertura, dar_cobertura
from clientes.tests.fabricas import (
    CoberturaFactory,
    CompraFactory,
    EquipoFactory,
    SuspensionFactory,
)
from cuentas.tests.fabricas import AgenteFactory
from nucleo.errores import ErrorDeNegocio

pytestmark = pytest.mark.django_db

AMPLIACION = {
    "tipo": TipoCobertura.AMPLIACION,
    "fecha_inicio": date(2026, 3, 16),
    "fecha_fin": date(2028, 3, 15),
    "paga": QuienPaga.ASEGURADORA,
}


def test_an_extension_is_given_with_its_payer_and_leaves_an_event():
    equipo, agente = EquipoFactory(), AgenteFactory()
    cobertura = dar_cobertura(equipo.pk, por=agente, garante=" Seguros Ñ ", **AMPLIACION)
    assert (cobertura.garante, cobertura.piezas_pct) == ("Seguros Ñ", 100)
    evento = equipo.eventos.get(codigo=CodigoEquipo.COBERTURA)
    assert evento.usuario == agente
    assert evento.datos == {
        "cobertura": cobertura.pk,
        "tipo": "ampliacion",
        "hasta": "2028-03-15",
    }


@pytest.mark.parametrize(
    ("cambios", "campo", "frase"),
    [
        ({"fecha_fin": date(2026, 3, 15)}, "fecha_fin", "no puede terminar antes de empezar"),
        ({"piezas_pct": 101}, "piezas_pct", "de 0 a 100"),
        ({"mano_obra_pct": -1}, "mano_obra_pct", "de 0 a 100"),
        (
            {"piezas_pct": 0, "mano_obra_pct": 0, "desplazamiento_pct": 0},
            "piezas_pct",
            "paga algo",
        ),
        ({"paga": "cliente"}, "paga", "la paga otro"),
        ({"paga": "cortesia"}, "paga", "la paga otro"),
        ({"paga": "quien"}, "paga", "quién la paga"),
        ({"tipo": "eterna"}, "tipo", "tipo de cobertura"),
        ({"fecha_inicio": date(1900, 1, 1)}, "fecha_inicio", "demasiado antigua"),
        ({"fecha_fin": date(3000, 1, 1)}, "fecha_fin", "futuro"),
        ({"garante": "x" * 121}, "garante", "120"),
        ({"condiciones": "x" * 2_001}, "condiciones", "2000"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_written(cambios, campo, frase):
    equipo = EquipoFactory()
    with pytest.raises(ErrorDeNegocio, match=frase) as error:
        dar_cobertura(equipo.pk, por=AgenteFactory(), **(AMPLIACION | cambios))
    assert error.value.campo == campo
    assert not Cobertura.objects.exists()
    assert not equipo.eventos.exists()


def test_the_purchase_has_to_be_of_that_unit():
    with pytest.raises(ErrorDeNegocio, match="no es de este equipo"):
        dar_cobertura(EquipoFactory().pk, por=AgenteFactory(), compra=CompraFactory(), **AMPLIACION)


def test_the_same_order_gives_its_guarantee_once():
    equipo, agente = EquipoFactory(), AgenteFactory()
    una = dar_cobertura(equipo.pk, por=agente, referencia="OT-26-000001", **AMPLIACION)
    otra = dar_cobertura(equipo.pk, por=agente, referencia="OT-26-000001", **AMPLIACION)
    assert una == otra
    assert equipo.eventos.filter(codigo=CodigoEquipo.COBERTURA).count() == 1


def test_it_is_annulled_with_a_reason_and_stays_on_record():
    cobertura = CoberturaFactory(tipo=TipoCobertura.AMPLIACION, paga=QuienPaga.NOSOTROS)
    anular_cobertura(cobertura.pk, por=AgenteFactory(), motivo=" No se pagó ")
    cobertura.refresh_from_db()
    assert cobertura.esta_anulada
    assert cobertura.motivo_anulacion == "No se pagó"
    evento = cobertura.equipo.eventos.get(codigo=CodigoEquipo.COBERTURA_ANULADA)
    assert evento.datos == {"cobertura": cobertura.pk, "tipo": "ampliacion"}


@pytest.mark.parametrize("motivo", ["", "   ", "x" * 301])
def test_without_a_reason_it_stands(motivo):
    cobertura = CoberturaFactory(tipo=TipoCobertura.AMPLIACION, paga=QuienPaga.NOSOTROS)
    with pytest.raises(ErrorDeNegocio):
        anular_cobertura(cobertura.pk, por=AgenteFactory(), motivo=motivo)
    cobertura.refresh_from_db()
    assert not cobertura.esta_anulada
    assert not cobertura.equipo.eventos.exists()


def test_what_the_law_gives_is_not_annulled_by_hand():
    cobertura = CoberturaFactory(tipo=TipoCobertura.LEGAL)
    with pytest.raises(ErrorDeNegocio, match="la da la ley"):
        anular_cobertura(cobertura.pk, por=AgenteFactory(), motivo="porque sí")


def test_twice_annulled_is_told():
    cobertura = CoberturaFactory(tipo=TipoCobertura.AMPLIACION, paga=QuienPaga.NOSOTROS)
    anular_cobertura(cobertura.pk, por=AgenteFactory(), motivo="Error")
    with pytest.raises(ErrorDeNegocio, match="ya está anulada"):
        anular_cobertura(cobertura.pk, por=AgenteFactory(), motivo="Otra vez")


@pytest.mark.parametrize(
    "cambios",
    [
        {"piezas_pct": 101},
        {"paga": QuienPaga.CLIENTE},
        {"piezas_pct": 0, "mano_obra_pct": 0, "desplazamiento_pct": 0},
        {"motivo_anulacion": "sin fecha"},
    ],
)
def test_the_database_guards_it_too(cambios):
    with pytest.raises(IntegrityError), transaction.atomic():
        CoberturaFactory(**cambios)


# --- The days in repair


@pytest.mark.parametrize(
    "otra",
    [{"devuelto_en": None}, {"referencia": "OT-26-000001", "devuelto_en": date(2026, 2, 1)}],
)
def test_one_unit_is_with_us_once_and_one_order_notes_its_days_once(otra):
    primera = SuspensionFactory(
        devuelto_en=None, entregado_en=date(2026, 1, 1), referencia="OT-26-000001"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        SuspensionFactory(equipo=primera.equipo, entregado_en=date(2026, 1, 2), **otra)
