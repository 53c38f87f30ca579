"""Units: registered, changed, and the days in which they are at our disposal for a remedy."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from clientes.cobertura import derechos_de
from clientes.eventos import Actor
from clientes.models import Cliente, Equipo, Producto, SuspensionCobertura
from clientes.servicios.composicion import Asiento
from clientes.servicios.composicion_equipos import (
    componer_cambio_de_equipo,
    componer_devolucion,
    componer_entrega,
    componer_equipo,
)
from clientes.servicios.comun import bloquear_cliente, bloquear_equipo
from clientes.servicios.guardado import guardar_asiento
from nucleo.errores import ErrorDeNegocio


@transaction.atomic
def registrar_equipo(
    *, por: Actor, cliente: Cliente, producto: Producto, en: datetime | None = None, **campos: Any
) -> Equipo:
    """Register a unit of a customer: numero_serie, sede, vendedor, instalador, nuestro_papel…

    The serial is unique for each product; the site and the user have to be of that customer.
    """
    asiento, cliente = Asiento(), bloquear_cliente(cliente.pk)
    equipo = componer_equipo(asiento, por=por, en=en, cliente=cliente, producto=producto, **campos)
    guardar_asiento(asiento)
    return equipo


@transaction.atomic
def cambiar_equipo(pk: int, *, por: Actor, en: datetime | None = None, **cambios: Any) -> Equipo:
    """Change a unit. Its purchases and coverages go with it to a new owner."""
    nuevo = cambios.get("cliente")
    asiento, equipo = Asiento(), bloquear_equipo(pk, *([nuevo.pk] if nuevo else []))
    componer_cambio_de_equipo(asiento, equipo, por=por, en=en, **cambios)
    guardar_asiento(asiento)
    return equipo


@transaction.atomic
def poner_a_disposicion(
    equipo_pk: int,
    *,
    por: Actor,
    entregado_en: date,
    defecto: str = "",
    referencia: str = "",
    en: datetime | None = None,
) -> SuspensionCobertura:
    """The customer hands the unit in for a remedy: the terms stop that day (TRLGDCU art. 122.1).

    Once for each `referencia` (the order that repairs it): the second time gives the same row.
    """
    asiento, equipo = Asiento(), bloquear_equipo(equipo_pk)
    if referencia and (suya := equipo.suspensiones.filter(referencia=referencia).first()):
        return suya
    suspension = componer_entrega(
        asiento,
        derechos_de(equipo),
        por=por,
        en=en,
        entregado_en=entregado_en,
        defecto=defecto,
        referencia=referencia,
    )
    guardar_asiento(asiento)
    return suspension


@transaction.atomic
def devolver_equipo(
    suspension_pk: int,
    *,
    por: Actor,
    devuelto_en: date,
    conforme: bool = True,
    de_nuevo: bool = False,
    en: datetime | None = None,
) -> SuspensionCobertura:
    """The unit goes back: the terms run again and, conforming, its defect has a further year.

    `de_nuevo`: it had gone back without being right, and what counts is this day.
    """
    suspensiones = SuspensionCobertura.objects
    equipo = bloquear_equipo(suspensiones.values_list("equipo_id", flat=True).get(pk=suspension_pk))
    asiento, derechos = Asiento(), derechos_de(equipo)
    suspension = next(fila for fila in derechos.suspensiones if fila.pk == suspension_pk)
    if suspension.devuelto_en is not None and not de_nuevo:
        raise ErrorDeNegocio(_("Ese equipo ya se devolvió."), campo="devuelto_en")
    componer_devolucion(
        asiento,
        derechos,
        suspension,
        por=por,
        en=en,
        devuelto_en=devuelto_en,
        conforme=conforme,
    )
    guardar_asiento(asiento)
    return suspension
