"""How people are identified: tax number, telephone and mail, checked and in one shape each."""

from __future__ import annotations

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from stdnum.es import nif as nif_es
from stdnum.eu import vat as nif_europeo

from nucleo.errores import ErrorDeNegocio


def normalizar_nif(texto: str, campo: str = "nif") -> str:
    """The NIF, NIE or CIF, or a VAT number of the EU with its country, without separators.

    Raises ErrorDeNegocio when the control letter does not match. Empty stays empty.
    """
    limpio = "".join(texto.split()).replace("-", "").replace(".", "").upper()
    if not limpio:
        return ""
    if nif_es.is_valid(limpio):
        return str(nif_es.compact(limpio))
    if limpio[:2].isalpha() and nif_europeo.is_valid(limpio):
        return limpio
    raise ErrorDeNegocio(
        _("«%(valor)s» no es un NIF, NIE ni CIF válido: hay que revisar la letra de control.")
        % {"valor": texto.strip()[:20]},
        campo=campo,
    )


def normalizar_telefono(texto: str, campo: str = "telefono") -> str:
    """The telephone as +34600123456; without prefix it is Spanish.

    Raises ErrorDeNegocio if nobody can have that number. Empty stays empty.
    """
    if not texto.strip():
        return ""
    try:
        numero = phonenumbers.parse(texto, "ES")
    except phonenumbers.NumberParseException:
        numero = None
    if numero is None or not phonenumbers.is_valid_number(numero):
        raise ErrorDeNegocio(
            _(
                "«%(valor)s» no es un teléfono válido. "
                "Si no es español, tiene que empezar por + y su prefijo."
            )
            % {"valor": texto.strip()[:30]},
            campo=campo,
        )
    return str(phonenumbers.format_number(numero, phonenumbers.PhoneNumberFormat.E164))


def normalizar_correo(texto: str, campo: str = "correo") -> str:
    """The address in lower case. Raises ErrorDeNegocio if it is none. Empty stays empty."""
    limpio = texto.strip().lower()
    if not limpio:
        return ""
    try:
        validate_email(limpio)
    except ValidationError:
        raise ErrorDeNegocio(
            _("«%(valor)s» no es una dirección de correo.") % {"valor": limpio[:80]}, campo=campo
        ) from None
    return limpio
