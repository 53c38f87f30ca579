"""Customers, their contacts and their sites."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from clientes.eventos import Actor
from clientes.models import Cliente, Contacto, Sede, TipoCliente
from clientes.servicios.composicion import (
    Asiento,
    componer_cambio_de_cliente,
    componer_cambio_de_contacto,
    componer_cambio_de_sede,
    componer_cliente,
    componer_contacto,
    componer_sede,
)
from clientes.servicios.comun import bloquear_cliente
from clientes.servicios.guardado import guardar_asiento


@transaction.atomic
def dar_de_alta_cliente(
    *,
    por: Actor,
    nombre: str,
    tipo: str = TipoCliente.PERSONA,
    es_consumidor: bool | None = None,
    en: datetime | None = None,
    **campos: Any,
) -> Cliente:
    """Create a customer: nif, correo, telefono, idioma, trato, segmento, es_provisional…

    A person is a consumer and a company is not, unless `es_consumidor` says so (an owners'
    community is one: TRLGDCU art. 3.1).
    """
    asiento = Asiento()
    cliente = componer_cliente(
        asiento, por=por, en=en, nombre=nombre, tipo=tipo, es_consumidor=es_consumidor, **campos
    )
    guardar_asiento(asiento)
    return cliente


@transaction.atomic
def cambiar_cliente(pk: int, *, por: Actor, en: datetime | None = None, **cambios: Any) -> Cliente:
    """Change the given fields of a customer; the event says which, never their values."""
    asiento, cliente = Asiento(), bloquear_cliente(pk)
    componer_cambio_de_cliente(asiento, cliente, por=por, en=en, **cambios)
    guardar_asiento(asiento)
    return cliente


@transaction.atomic
def crear_contacto(
    cliente_pk: int, *, por: Actor, nombre: str, en: datetime | None = None, **campos: Any
) -> Contacto:
    """Add a person through whom the customer speaks to us."""
    asiento, cliente = Asiento(), bloquear_cliente(cliente_pk)
    contacto = componer_contacto(asiento, cliente, por=por, en=en, nombre=nombre, **campos)
    guardar_asiento(asiento)
    return contacto


@transaction.atomic
def cambiar_contacto(
    pk: int, *, por: Actor, en: datetime | None = None, **cambios: Any
) -> Contacto:
    """Change a contact. With another address it has to be proved again, by another user."""
    asiento = Asiento()
    bloquear_cliente(Contacto.objects.values_list("cliente_id", flat=True).get(pk=pk))
    contacto = Contacto.objects.select_for_update().get(pk=pk)
    componer_cambio_de_contacto(asiento, contacto, por=por, en=en, **cambios)
    guardar_asiento(asiento)
    return contacto


@transaction.atomic
def crear_sede(
    cliente_pk: int, *, por: Actor, direccion: str, en: datetime | None = None, **campos: Any
) -> Sede:
    """Add a place where we serve the customer; without a position, the centre of its town."""
    asiento, cliente = Asiento(), bloquear_cliente(cliente_pk)
    sede = componer_sede(asiento, cliente, por=por, en=en, direccion=direccion, **campos)
    guardar_asiento(asiento)
    return sede


@transaction.atomic
def cambiar_sede(pk: int, *, por: Actor, en: datetime | None = None, **cambios: Any) -> Sede:
    """Change a site; a position that we had worked out is worked out again."""
    asiento = Asiento()
    bloquear_cliente(Sede.objects.values_list("cliente_id", flat=True).get(pk=pk))
    sede = Sede.objects.select_for_update().get(pk=pk)
    componer_cambio_de_sede(asiento, sede, por=por, en=en, **cambios)
    guardar_asiento(asiento)
    return sede
