"""Who may be at the other end of a telephone number."""

from __future__ import annotations

from dataclasses import dataclass

import phonenumbers
from django.db.models import Q

from clientes.models import Cliente, Contacto
from cuentas.models import Usuario

MAXIMO = 8


@dataclass(frozen=True)
class Llamante:
    """A customer with that number, or whose person has it."""

    cliente: Cliente
    contacto: Contacto | None = None


def leer_numero(texto: str) -> str:
    """A number as an exchange writes it (0034…, 600 12 34 56) in E.164; empty if it is none.

    Some exchanges leave out the plus sign (34600123456).
    "anonymous", an extension or an impossible number is nobody's: no error, nobody can correct it.
    """
    limpio = texto[:40].strip()
    return _e164(limpio) or (_e164(f"+{limpio}") if limpio[:1].isdigit() else "")


def _e164(texto: str) -> str:
    try:
        numero = phonenumbers.parse(texto, "ES")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(numero):
        return ""
    return str(phonenumbers.format_number(numero, phonenumbers.PhoneNumberFormat.E164))


def quienes_llaman(usuario: Usuario, numero: str) -> list[Llamante]:
    """The customers that somebody may see with that E.164 number, by their own or by a contact's.

    What was merged into another gives that one, once; two statements, whatever there is.
    """
    if not numero:
        return []
    visibles = Cliente.objects.visibles_para(usuario).select_related("fusionado_en")
    gente = Contacto.objects.filter(telefono=numero, activo=True).select_related("cliente")
    contactos = list(gente.order_by("pk")[: MAXIMO * 2])
    clientes = visibles.filter(
        Q(telefono=numero) | Q(pk__in={contacto.cliente_id for contacto in contactos})
    )
    hallados: dict[int, Llamante] = {}
    de_cliente = {contacto.cliente_id: contacto for contacto in reversed(contactos)}
    for cliente in clientes.order_by("pk")[: MAXIMO * 2]:
        titular = cliente.titular
        contacto = de_cliente.get(cliente.pk)
        if titular.pk not in hallados or hallados[titular.pk].contacto is None:
            hallados[titular.pk] = Llamante(titular, contacto)
    return list(hallados.values())[:MAXIMO]
