"""What comes with every unit of a product is given by its purchase."""

from datetime import date

import pytest

from clientes.models import TipoCobertura
from clientes.servicios import registrar_compra
from clientes.tests.fabricas import CoberturaDeProductoFactory, EquipoFactory
from cuentas.tests.fabricas import AgenteFactory

pytestmark = pytest.mark.django_db


def comprar(equipo, **campos):
    campos = {"fecha_contrato": date(2026, 1, 10), "fecha_albaran": date(2026, 1, 20)} | campos
    return registrar_compra(por=AgenteFactory(), cliente=equipo.cliente, equipo=equipo, **campos)


def test_a_purchase_gives_what_comes_with_the_product_from_its_delivery():
    serie = CoberturaDeProductoFactory(garante="Térmica Ibérica, S. A.", condiciones="Con revisión")
    equipo = EquipoFactory(producto=serie.producto)
    compra = comprar(equipo)
    cobertura = equipo.coberturas.get(tipo=TipoCobertura.COMERCIAL)
    assert (cobertura.fecha_inicio, cobertura.fecha_fin) == (date(2026, 1, 20), date(2031, 1, 20))
    assert (cobertura.garante, cobertura.condiciones) == (serie.garante, serie.condiciones)
    assert (cobertura.piezas_pct, cobertura.mano_obra_pct) == (100, 0)
    assert (cobertura.compra, cobertura.paga) == (compra, "fabricante")
    assert equipo.eventos.filter(codigo="cobertura").count() == 2  # and the legal one


def test_a_business_gets_it_too_though_no_law_gives_it_any():
    serie = CoberturaDeProductoFactory()
    equipo = EquipoFactory(producto=serie.producto, cliente__es_consumidor=False)
    comprar(equipo)
    assert [fila.tipo for fila in equipo.coberturas.all()] == [TipoCobertura.COMERCIAL]


def test_what_is_out_of_use_is_not_given():
    serie = CoberturaDeProductoFactory(activa=False)
    equipo = EquipoFactory(producto=serie.producto)
    comprar(equipo)
    assert not equipo.coberturas.filter(tipo=TipoCobertura.COMERCIAL).exists()
