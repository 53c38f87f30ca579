"""The screens of contracts, tariffs and offers in a real browser: full, empty, wrong, long names.

axe finds nothing, nothing scrolls sideways, the CSP is not violated. With `FOTOS=<folder>` it
leaves a picture of every page there, to be looked at.
"""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from clientes.models import ConceptoTarifa, ModoOferta
from clientes.servicios.contratos import (
    EquipoDelContrato,
    NuevoContrato,
    Terminos,
    anotar_consumo,
    enviar_contrato,
    firmar_contrato,
    redactar_contrato,
    renovar_contrato,
    rescindir_contrato,
)
from clientes.tests.fabricas import (
    ClienteFactory,
    EquipoFactory,
    OfertaPosventaFactory,
    ProductoFactory,
    TarifaFactory,
)
from cuentas.tests.fabricas import AgenteFactory, UsuarioFactory
from nucleo.enlaces import firmar
from nucleo.eventos import SISTEMA
from nucleo.tiempo import dia_local
from tests.test_portal_en_navegador import LARGO, abrir, contacto, mirar

__all__ = ["abrir", "contacto", "mirar"]  # fixtures

pytestmark = [pytest.mark.navegador, pytest.mark.django_db(transaction=True)]


def _borrador(agente, **cambios):
    equipo = EquipoFactory(
        cliente__nombre=LARGO, producto__nombre=LARGO, numero_serie="S" * 80, alias=""
    )
    hoy = dia_local(timezone.now())
    datos = {
        "titulo": LARGO[:120],
        "fecha_inicio": hoy - timedelta(days=340),
        "terminos": Terminos(Decimal("98765432.10"), 1, 60),
        "renovacion": "tacita",
        "responsable": agente,
        "piezas_pct": 50,
        "respuesta_min": 120,
        "resolucion_min": 2_880,
        "notas": LARGO,
        **cambios,
    }
    return redactar_contrato(
        NuevoContrato(cliente=equipo.cliente, equipos=[EquipoDelContrato(equipo)], **datos),
        por=agente,
    )


def _enlace(contrato):
    token = firmar("contrato", contrato.codigo, 1)
    return reverse("portal:contrato_enlace", args=[contrato.codigo, token])


def _accion(contrato, clave):
    return reverse("clientes:accion_contrato", args=[contrato.codigo, clave])


def test_a_contract_from_its_draft_to_its_end(mirar):
    agente = AgenteFactory(nombre=LARGO)
    contrato = enviar_contrato(_borrador(agente).pk, por=agente)
    ficha = contrato.get_absolute_url()
    mirar("borrador", ficha, agente)
    mirar("editar", reverse("clientes:editar_contrato", args=[contrato.codigo]), agente)
    mirar("enlace-firmar", _enlace(contrato))
    mirar(
        "firmar-mal",
        _accion(contrato, "firmar"),
        agente,
        hacer=lambda p: (p.fill("[name=firmado_por]", ""), p.click("main form .btn-primary")),
    )
    firmar_contrato(contrato.pk, por=SISTEMA, firmado_por=LARGO[:120], canal="domicilio")
    equipo = contrato.equipos.get().equipo
    for visita in range(2):
        anotar_consumo(
            equipo.pk,
            por=SISTEMA,
            referencia=f"OT-26-00004{visita}",
            fecha=dia_local(timezone.now()),
            clase="correctivo",
            visitas=1,
            minutos=95,
        )
    mirar("pasado", ficha, agente)
    mirar("pasado-mas", ficha, agente, hacer=lambda p: p.click("main .desplegable > summary"))
    mirar("enlace-vigente", _enlace(contrato), hacer=lambda p: p.click("main details > summary"))
    mirar("renovar", _accion(contrato, "renovar"), agente)
    mirar("cliente", contrato.cliente.get_absolute_url(), agente)
    renovar_contrato(contrato.pk, por=agente)
    rescindir_contrato(contrato.pk, por=agente, parte="empresa", motivo=LARGO)
    mirar("rescindido", ficha, agente)
    mirar("enlace-rescindido", _enlace(contrato))


def test_the_list_and_the_beginning_of_a_contract(mirar):
    agente = AgenteFactory()
    mirar("lista-nada", "/contratos/", agente)
    mirar("pronto-nada", "/contratos/?vista=pronto", agente)
    for _ in range(4):
        contrato = _borrador(agente)
        firmar_contrato(contrato.pk, por=SISTEMA, firmado_por="Marta", canal="presencial")
    mirar("lista", "/contratos/", agente)
    mirar("lista-busca-nada", "/contratos/?q=xyzxyz", agente)
    mirar("elegir", f"{reverse('clientes:contrato_para')}?q={LARGO[:12]}", agente)
    cliente = ClienteFactory(nombre=LARGO)
    ruta = reverse("clientes:nuevo_contrato", args=[cliente.pk])
    mirar("nuevo-mal", ruta, agente, hacer=lambda p: p.click("main form .btn-primary"))


def test_prices_and_offers(mirar):
    gestor = UsuarioFactory(roles=["gestor"])
    mirar("tarifas-nada", "/ajustes/tarifas/", gestor)
    mirar("catalogo-nada", "/ajustes/catalogo/", gestor)
    mirar("publicas-nada", "/tarifas/")
    TarifaFactory(familia=LARGO[:80], comunidad="CT", notas=LARGO[:200])
    TarifaFactory(familia="", concepto=ConceptoTarifa.ALMACENAJE, anunciada=False)
    TarifaFactory(familia="", importe_eur=Decimal("999999.99"))
    OfertaPosventaFactory(familia=LARGO[:80], marca=LARGO[:80], descripcion=LARGO[:200])
    OfertaPosventaFactory(
        familia="", producto=ProductoFactory(nombre=LARGO), modo=ModoOferta.NO_OFRECIDO
    )
    mirar("tarifas", "/ajustes/tarifas/", gestor)
    mirar(
        "tarifa-mal",
        reverse("clientes:nueva_tarifa"),
        gestor,
        hacer=lambda p: p.click("main form .btn-primary"),
    )
    mirar("catalogo", "/ajustes/catalogo/", gestor)
    mirar("oferta-nueva", reverse("clientes:nueva_oferta"), gestor)
    mirar("publicas", "/tarifas/")
