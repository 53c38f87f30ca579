"""How people are identified: tax number, telephone and mail, checked and in one shape each."""

from __future__ import annotations

from functools import lru_cache

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from stdnum.es import cif, dni, nie
from stdnum.es import nif as nif_es
from stdnum.eu import vat as nif_europeo

from nucleo.errores import ErrorDeNegocio

# Whose control is a figure, whose a letter; of the others, either.
_CON_CIFRA = frozenset("ABEH")
_CON_LETRA = frozenset("PQRSNW")


@lru_cache(maxsize=1024)  # an import asks three times for each row
def normalizar_nif(texto: str, campo: str = "nif") -> str:
    """The NIF, NIE or CIF, or a VAT number of the EU with its country, without separators.

    Raises ErrorDeNegocio, saying which control letter it should have. Empty stays empty.
    """
    limpio = _sin_separadores(texto)
    if not limpio:
        return ""
    if nif_es.is_valid(limpio):
        return str(nif_es.compact(limpio))
    if limpio[:2].isalpha() and nif_europeo.is_valid(limpio):
        return limpio
    raise ErrorDeNegocio(_por_que_no(limpio, texto), campo=campo, codigo="nif")


def _por_que_no(limpio: str, texto: str) -> str:
    """What is wrong with a tax number, in words that let it be corrected."""
    nif = limpio.removeprefix("ES")
    debida = control_de(nif[:8]) if len(nif) in {8, 9} else ""
    datos = {"valor": texto.strip()[:20], "debida": debida}
    if debida and len(nif) == 9 and nif[8].isalnum():
        datos |= {"puesta": nif[8]}
        return _("«%(valor)s» acaba en %(puesta)s y tendría que acabar en %(debida)s.") % datos
    if debida and len(nif) == 8:
        return _("A «%(valor)s» le falta el final: sería %(debida)s.") % datos
    return (
        _(
            "«%(valor)s» no es un NIF, NIE ni CIF: son nueve caracteres, "
            "con una letra al principio o al final."
        )
        % datos
    )


def control_de(raiz: str) -> str:
    """What the eight first characters of a NIF, NIE or CIF have to end with: "Z", "4", "4 o D".

    Empty if no number begins like that.
    """
    if not (raiz[1:].isascii() and raiz[1:].isdigit() and len(raiz) == 8):
        return ""
    if raiz[0] in "XYZ":
        return str(nie.calc_check_digit(raiz))
    if raiz[0] in "KLM":
        return str(dni.calc_check_digit(raiz[1:]))
    if raiz[0].isdigit():
        return str(dni.calc_check_digit(raiz))
    if raiz[0] not in "ABCDEFGHJNPQRSUVW":
        return ""
    cifra, letra = tuple(cif.calc_check_digits(raiz))
    if raiz[0] in _CON_CIFRA:
        return str(cifra)
    return str(letra) if raiz[0] in _CON_LETRA else f"{cifra} o {letra}"


def _sin_separadores(texto: str) -> str:
    return "".join(texto.split()).replace("-", "").replace(".", "").replace("/", "").upper()


@lru_cache(maxsize=1024)
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


@lru_cache(maxsize=1024)
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
