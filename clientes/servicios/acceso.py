"""Customers who sign in: an address that was proved by a code gets its user and its contacts."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from clientes.eventos import CodigoCliente
from clientes.models import Contacto
from clientes.servicios.comun import anotar_en_cliente
from cuentas.models import Usuario
from cuentas.servicios import crear_usuario_cliente


@transaction.atomic
def probar_correo(correo: str, *, en: datetime | None = None) -> Usuario | None:
    """Somebody typed the code that we sent to `correo`: create or find its customer user.

    Joins to it every contact with that address and access to the portal, and notes the first
    proof. None if no contact has it, or if it is of staff, who sign in with a password.
    """
    momento = en or timezone.now()
    contactos = list(
        Contacto.objects.con_acceso()
        .de_correo(correo)
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    if not contactos:
        return None
    usuario = crear_usuario_cliente(correo, nombre=contactos[0].nombre)
    if usuario is None:
        return None
    for contacto in contactos:
        _unir(contacto, usuario, momento)
    return usuario


def _unir(contacto: Contacto, usuario: Usuario, momento: datetime) -> None:
    primera_vez = contacto.correo_probado_en is None
    if contacto.usuario_id == usuario.pk and not primera_vez:
        return
    contacto.usuario = usuario
    contacto.correo_probado_en = contacto.correo_probado_en or momento
    contacto.save(update_fields=["usuario", "correo_probado_en"])
    if primera_vez:
        anotar_en_cliente(
            contacto.cliente_id,
            CodigoCliente.CORREO_PROBADO,
            por=usuario,
            en=momento,
            contacto=contacto.pk,
        )
