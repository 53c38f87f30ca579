"""Customers and the people through whom they speak to us."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from clientes.eventos import Actor
from clientes.models import Cliente, Contacto, TipoCliente
from clientes.servicios.composicion import (
    Asiento,
    componer_cambio_de_cliente,
    componer_cambio_de_contacto,
    componer_cliente,
    componer_contacto,
)
from clientes.servicios.comun import bloquear_cliente, bloquear_titular
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

    A person is a consumer, so is an owners' community (TRLGDCU art. 3.1), and a company is not,
    unless `es_consumidor` says so.
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
    asiento, cliente = Asiento(), bloquear_titular(cliente_pk)
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
