"""Sites: where a customer is served, in which province, and where exactly."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from clientes.eventos import Actor
from clientes.lugares import Punto
from clientes.models import FuentePosicion, Sede
from clientes.servicios.composicion import (
    Asiento,
    componer_cambio_de_sede,
    componer_posicion,
    componer_sede,
)
from clientes.servicios.comun import bloquear_cliente, bloquear_titular
from clientes.servicios.guardado import guardar_asiento


@transaction.atomic
def crear_sede(
    cliente_pk: int, *, por: Actor, direccion: str, en: datetime | None = None, **campos: Any
) -> Sede:
    """Add a place where we serve the customer; without a position, the centre of its town."""
    asiento, cliente = Asiento(), bloquear_titular(cliente_pk)
    sede = componer_sede(asiento, cliente, por=por, en=en, direccion=direccion, **campos)
    guardar_asiento(asiento)
    return sede


@transaction.atomic
def cambiar_sede(pk: int, *, por: Actor, en: datetime | None = None, **cambios: Any) -> Sede:
    """Change a site; what we had worked out from its address is worked out again."""
    asiento, sede = Asiento(), _bloquear_sede(pk)
    componer_cambio_de_sede(asiento, sede, por=por, en=en, **cambios)
    guardar_asiento(asiento)
    return sede


@transaction.atomic
def poner_posicion(
    pk: int,
    *,
    por: Actor,
    latitud: Decimal,
    longitud: Decimal,
    fuente: FuentePosicion,
    precision_m: int,
    en: datetime | None = None,
) -> Sede:
    """Say where a site is. What we know from a better source, or better measured, stays.

    The technician's telephone (GPS) comes before the address on a map, and what somebody put by
    hand before everything. Returns the site, changed or not.
    """
    asiento, sede = Asiento(), _bloquear_sede(pk)
    punto = Punto(latitud, longitud, precision_m)
    componer_posicion(asiento, sede, por=por, en=en, punto=punto, fuente=FuentePosicion(fuente))
    guardar_asiento(asiento)
    return sede


def _bloquear_sede(pk: int) -> Sede:
    bloquear_cliente(Sede.objects.values_list("cliente_id", flat=True).get(pk=pk))
    return Sede.objects.select_for_update().get(pk=pk)
