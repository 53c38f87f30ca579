"""Purchases: what gives a unit its legal guarantee."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from clientes.cobertura import derechos_de
from clientes.eventos import Actor, CodigoCliente
from clientes.models import Cliente, Compra, Equipo
from clientes.servicios.composicion import Asiento
from clientes.servicios.composicion_equipos import componer_compra
from clientes.servicios.comun import anotar_en_cliente, bloquear_cliente, bloquear_titular, guardar
from clientes.servicios.guardado import guardar_asiento
from nucleo.errores import ErrorDeNegocio


@transaction.atomic
def registrar_compra(
    *,
    por: Actor,
    cliente: Cliente,
    fecha_contrato: date,
    equipo: Equipo | None = None,
    en: datetime | None = None,
    **campos: Any,
) -> Compra:
    """Record a purchase; a consumer's unit gets its legal coverage with its dates (R1).

    Fields: producto, referencia, vendedor, condicion, meses_pactados, fecha_factura, fecha_albaran,
    importe_eur, justificante, modalidad, por_comprobar. What comes with every unit of the product
    is given too. Refuses second-hand terms under a year (TRLGDCU art. 120.1).
    """
    asiento, cliente = Asiento(), bloquear_titular(cliente.pk)
    compra = componer_compra(
        asiento,
        por=por,
        en=en,
        cliente=cliente,
        fecha_contrato=fecha_contrato,
        derechos=derechos_de(equipo) if equipo else None,
        de_serie=list(equipo.producto.coberturas_de_serie.all()) if equipo else (),
        **campos,
    )
    guardar_asiento(asiento)
    return compra


@transaction.atomic
def comprobar_compra(pk: int, *, por: Actor, en: datetime | None = None) -> Compra:
    """Somebody here has seen the evidence of a purchase that its customer told on the portal."""
    bloquear_cliente(Compra.objects.values_list("cliente_id", flat=True).get(pk=pk))
    compra = Compra.objects.select_for_update().get(pk=pk)
    if not compra.por_comprobar:
        raise ErrorDeNegocio(_("Esa compra ya está comprobada."))
    compra.por_comprobar = False
    guardar(compra, campos=["por_comprobar"])
    anotar_en_cliente(
        compra.cliente_id, CodigoCliente.COMPRA_COMPROBADA, por=por, en=en, compra=compra.pk
    )
    return compra
