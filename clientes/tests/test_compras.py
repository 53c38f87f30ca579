"""Purchases give a consumer's unit its legal coverage, with the dates of R1."""

from datetime import date
from decimal import Decimal

import pytest

from clientes.models import Cobertura, Compra, Condicion
from clientes.servicios import registrar_compra
from clientes.tests.fabricas import (
    ClienteFactory,
    EmpresaClienteFactory,
    EquipoFactory,
    SuspensionFactory,
)
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA

pytestmark = pytest.mark.django_db


def _comprar(equipo, **campos):
    return registrar_compra(por=SISTEMA, equipo=equipo, **{"cliente": equipo.cliente, **campos})


def test_the_guarantee_starts_with_the_later_document_and_lasts_three_years():
    equipo = EquipoFactory()
    compra = _comprar(
        equipo,
        fecha_contrato=date(2026, 2, 1),
        fecha_factura=date(2026, 2, 1),
        fecha_albaran=date(2026, 2, 9),
        importe_eur=Decimal("899.90"),
    )
    cobertura = Cobertura.objects.get()
    assert (cobertura.fecha_inicio, cobertura.fecha_fin) == (date(2026, 2, 9), date(2029, 2, 9))
    assert (cobertura.compra, cobertura.paga) == (compra, "vendedor")
    assert compra.producto == equipo.producto


def test_repairs_already_done_count():
    equipo = EquipoFactory()
    SuspensionFactory(equipo=equipo)  # 21 days in 2024
    _comprar(equipo, fecha_contrato=date(2023, 3, 15))
    assert Cobertura.objects.get().fecha_fin == date(2026, 4, 5)


def test_a_business_gets_no_guarantee_of_consumers():
    equipo = EquipoFactory(cliente=EmpresaClienteFactory())
    _comprar(equipo, fecha_contrato=date(2026, 2, 1))
    assert Compra.objects.count() == 1
    assert not Cobertura.objects.exists()


def test_a_purchase_older_than_the_law_is_kept_without_coverage():
    _comprar(EquipoFactory(), fecha_contrato=date(1999, 2, 1))
    assert Compra.objects.count() == 1
    assert not Cobertura.objects.exists()


def test_a_purchase_without_a_unit_is_kept():
    compra = registrar_compra(
        por=SISTEMA, cliente=ClienteFactory(), fecha_contrato=date(2026, 2, 1), referencia="F1"
    )
    assert (compra.equipo, compra.cliente.eventos.get().codigo) == (None, "compra")


@pytest.mark.parametrize(
    ("cambio", "campo", "frase"),
    [
        ({"fecha_contrato": date(1900, 1, 1)}, "fecha_contrato", "demasiado antigua"),
        ({"fecha_contrato": date(3000, 1, 1)}, "fecha_contrato", "futuro"),
        ({"fecha_albaran": date(3000, 1, 1)}, "fecha_albaran", "futuro"),
        ({"importe_eur": Decimal("-1")}, "importe_eur", "negativo"),
        ({"importe_eur": Decimal("1e12")}, "importe_eur", "dígitos"),
        (
            {"condicion": Condicion.SEGUNDA_MANO, "meses_pactados": 6},
            "meses_pactados",
            "mínimo son 12 meses",
        ),
        ({"referencia": "x" * 81}, "referencia", "80"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(cambio, campo, frase):
    equipo = EquipoFactory()
    with pytest.raises(ErrorDeNegocio, match=frase) as error:
        _comprar(equipo, **{"fecha_contrato": date(2026, 2, 1), **cambio})
    assert error.value.campo == campo
    assert not Compra.objects.exists()
    assert not equipo.eventos.exists()


def test_the_same_invoice_twice_is_refused():
    equipo = EquipoFactory()
    _comprar(equipo, fecha_contrato=date(2026, 2, 1), referencia="F-1")
    with pytest.raises(ErrorDeNegocio, match="esa referencia") as error:
        _comprar(equipo, fecha_contrato=date(2026, 2, 1), referencia="F-1")
    assert error.value.campo == "referencia"
    assert Cobertura.objects.count() == 1


def test_another_customers_unit_is_refused():
    with pytest.raises(ErrorDeNegocio, match="no es de") as error:
        _comprar(EquipoFactory(), cliente=ClienteFactory(), fecha_contrato=date(2026, 2, 1))
    assert error.value.campo == "equipo"
    assert not Compra.objects.exists()
