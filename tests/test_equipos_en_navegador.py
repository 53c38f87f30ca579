"""The screens of units and products in a real browser: full, empty, with errors, long names.

axe finds nothing, nothing scrolls sideways, the CSP is not violated. With `FOTOS=<folder>` it
leaves a picture of every page there, to be looked at.
"""

from datetime import date

import pytest
from django.urls import reverse

from clientes.servicios import emitir_etiquetas, sustituir_equipo, traspasar_equipo
from clientes.tests.fabricas import (
    ClienteFactory,
    CoberturaFactory,
    CompraFactory,
    EquipoFactory,
    ProductoFactory,
)
from cuentas.tests.fabricas import AgenteFactory
from tests.test_portal_en_navegador import LARGO, abrir, contacto, mirar

__all__ = ["abrir", "contacto", "mirar"]  # fixtures

pytestmark = [pytest.mark.navegador, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def con_vida(contacto):
    """A unit with parts, a label, a past of another owner and the longest names."""
    agente = AgenteFactory(nombre=LARGO)
    equipo = EquipoFactory(
        numero_serie="S" * 80, alias="La de la cocina", producto__nombre=LARGO, instalador=LARGO
    )
    CompraFactory(equipo=equipo, fecha_albaran="2023-03-18", vendedor=LARGO)
    CoberturaFactory(equipo=equipo)
    contrato = CoberturaFactory(
        equipo=equipo, tipo="contrato", paga="contrato", fecha_fin="2030-01-01"
    )
    traspasar_equipo(
        equipo.pk,
        por=agente,
        cliente=contacto.cliente,
        en_fecha=date(2026, 3, 2),
        motivo="inmueble",
        coberturas=[contrato.pk],
        notas=LARGO,
    )
    parte = EquipoFactory(cliente=contacto.cliente, padre=equipo, alias="Quemador")
    EquipoFactory(cliente=contacto.cliente, padre=parte, numero_serie="P" * 80)
    emitir_etiquetas([equipo.pk], por=agente)
    equipo.refresh_from_db()
    return equipo


def test_the_life_of_a_unit(mirar, con_vida):
    agente = AgenteFactory()
    ficha = con_vida.get_absolute_url()
    mirar("vida", ficha, agente)
    mirar("vida-mas", ficha, agente, hacer=lambda p: p.click("main .desplegable > summary"))
    mirar("etiqueta-hacer", f"{reverse('clientes:etiquetas')}?e={con_vida.pk}", agente)
    mirar("etiqueta-todas", f"{reverse('clientes:etiquetas')}?todas=1&estado=todos", agente)
    mirar("retirar", reverse("clientes:retirar_equipo", args=[con_vida.pk]), agente)
    sustituir_equipo(con_vida.pk, por=agente, numero_serie="M" * 80, entregado_en=date(2026, 5, 1))
    mirar("vida-sustituido", ficha, agente)
    mirar("vida-sustituto", con_vida.sustituto().get_absolute_url(), agente)


def test_another_owner_is_chosen_and_seen(mirar, con_vida):
    agente, nuevo = AgenteFactory(), ClienteFactory(nombre=f"Otra {LARGO}")
    ruta = reverse("clientes:traspasar_equipo", args=[con_vida.pk])

    def ver(pagina):
        pagina.select_option("[name=motivo]", "inmueble")
        pagina.click("button[value=ver]")
        pagina.wait_for_selector(".prevision")

    mirar("traspasar-quien", f"{ruta}?q=otra", agente)
    mirar("traspasar-nadie", f"{ruta}?q=xyzxyz", agente)
    mirar("traspasar", f"{ruta}?cliente={nuevo.pk}", agente)
    mirar("traspasar-visto", f"{ruta}?cliente={nuevo.pk}", agente, hacer=ver)


def test_another_unit_in_its_place_is_seen(mirar, con_vida):
    agente = AgenteFactory()
    ruta = reverse("clientes:sustituir_equipo", args=[con_vida.pk])

    def ver(pagina):
        pagina.fill("[name=numero_serie]", "N" * 80)
        pagina.fill("[name=defecto]", LARGO)
        pagina.click("button[value=ver]")
        pagina.wait_for_selector(".prevision")

    mirar("sustituir-error", ruta, agente, hacer=lambda p: p.click("button[value=ver]"))
    mirar("sustituir-visto", ruta, agente, hacer=ver)


def test_the_lists_of_units_and_products(mirar, con_vida):
    agente = AgenteFactory()
    for n in range(12):
        EquipoFactory(producto__familia=f"Familia {n}")
    ProductoFactory(nombre=LARGO, marca=LARGO[:80], fin_fabricacion="2025-06-30", activo=False)
    mirar("equipos", "/equipos/", agente, hacer=lambda p: p.locator("[name=e]").first.check())
    mirar("equipos-nada", "/equipos/?q=xyzxyz", agente)
    mirar("productos", "/productos/?bajas=1", agente)
    mirar("producto", con_vida.producto.get_absolute_url(), agente)
    mirar("producto-nuevo", "/productos/nuevo/", agente)


def test_the_lists_of_units_and_products_with_nothing(mirar):
    agente = AgenteFactory()
    mirar("equipos-vacio", "/equipos/", agente)
    mirar("productos-vacio", "/productos/", agente)
    mirar("etiquetas-vacio", "/equipos/etiquetas/", agente)
