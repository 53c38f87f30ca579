"""The address that opens WhatsApp on a number with a text already written."""

from __future__ import annotations

from urllib.parse import quote

import phonenumbers


def enlace_de(telefono: str, texto: str) -> str:
    """`telefono` as it is stored (+34600123456); WhatsApp wants its figures alone."""
    numero = "".join(letra for letra in telefono if letra.isascii() and letra.isdigit())
    return f"https://wa.me/{numero}?text={quote(texto, safe='')}"


def es_fijo(telefono: str) -> bool:
    """Whether it is a land line, where there is seldom a WhatsApp."""
    try:
        numero = phonenumbers.parse(telefono, "ES")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.number_type(numero) == phonenumbers.PhoneNumberType.FIXED_LINE
