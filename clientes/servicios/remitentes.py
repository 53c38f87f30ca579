"""Whom a message comes from: known by its address, or a provisional customer; and the addresses
to which nothing arrives.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from clientes.eventos import Actor, CodigoCliente
from clientes.models import Cliente, Contacto, Idioma
from clientes.servicios.composicion import Asiento, componer_cliente, componer_contacto
from clientes.servicios.comun import anotar_en_cliente, comprobar_forma
from clientes.servicios.guardado import guardar_eventos
from nucleo.eventos import SISTEMA
from nucleo.insercion import insertar_fila

LARGO_NOMBRE = 120
LARGO_MOTIVO = 300


@transaction.atomic(savepoint=False)
def alta_provisional(
    *, por: Actor, nombre: str, correo: str = "", idioma: str = Idioma.ES, en: datetime | None
) -> tuple[Cliente, Contacto | None]:
    """A customer that nobody has identified yet, with the person who writes if they have an
    address.

    Raises ErrorDeNegocio for an address that is none; then the transaction around it is undone
    too.
    """
    asiento, nombre = Asiento(), nombre[:LARGO_NOMBRE]
    cliente = componer_cliente(
        asiento,
        por=por,
        en=en,
        nombre=nombre,
        correo=correo,
        idioma=idioma,
        es_provisional=True,
    )
    contacto = None
    if correo:
        contacto = componer_contacto(
            asiento, cliente, por=por, en=en, nombre=nombre, correo=correo, idioma=idioma
        )
    for fila in asiento.filas:  # no other row can contradict them: without savepoints
        comprobar_forma(fila)
        insertar_fila(fila)
    guardar_eventos(asiento)
    return cliente, contacto


@transaction.atomic
def marcar_correo_que_falla(correo: str, *, motivo: str, en: datetime | None = None) -> int:
    """What we send to that address comes back: whoever looks at its contacts has to see it.

    Returns how many contacts have it. The first failure is the one that is told.
    """
    contactos = list(
        Contacto.objects.de_correo(correo).select_for_update(of=("self",)).order_by("pk")
    )
    for contacto in contactos:
        if contacto.correo_falla_en is None:
            contacto.correo_falla_en = en or timezone.now()
            contacto.correo_falla_motivo = motivo[:LARGO_MOTIVO]
            contacto.save(update_fields=["correo_falla_en", "correo_falla_motivo"])
            _anotar(contacto, CodigoCliente.CORREO_FALLA, en)
    return len(contactos)


@transaction.atomic
def quitar_correo_que_falla(correo: str, *, en: datetime | None = None) -> int:
    """Something came from that address, or arrived there: it works again. Returns how many."""
    fallan = Contacto.objects.de_correo(correo).filter(correo_falla_en__isnull=False)
    contactos = list(fallan.select_for_update(of=("self",)).order_by("pk"))
    for contacto in contactos:
        contacto.correo_falla_en, contacto.correo_falla_motivo = None, ""
        contacto.save(update_fields=["correo_falla_en", "correo_falla_motivo"])
        _anotar(contacto, CodigoCliente.CORREO_FUNCIONA, en)
    return len(contactos)


def _anotar(contacto: Contacto, codigo: CodigoCliente, en: datetime | None) -> None:
    anotar_en_cliente(contacto.cliente_id, codigo, por=SISTEMA, en=en, contacto=contacto.pk)
