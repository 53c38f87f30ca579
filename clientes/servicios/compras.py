"""Purchases: what gives a unit its legal guarantee."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from clientes.cobertura import derechos_de
from clientes.eventos import Actor
from clientes.models import Cliente, Compra, Equipo
from clientes.servicios.composicion import Asiento
from clientes.servicios.composicion_equipos import componer_compra
from clientes.servicios.comun import bloquear_titular
from clientes.servicios.guardado import guardar_asiento


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
    importe_eur, justificante. What comes with every unit of the product is given too. Refuses
    second-hand terms under a year (TRLGDCU art. 120.1).
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
