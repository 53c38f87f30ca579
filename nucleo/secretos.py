"""Secrets that must be read again (the password of a mailbox): ciphered in the database.

Fernet (AES-128-CBC and HMAC-SHA256) with a key derived from SECRET_KEY. When SECRET_KEY changes,
the old one in SECRET_KEY_FALLBACKS still reads what it ciphered.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PROPOSITO = b"nucleo.secretos"


class SecretoIlegible(Exception):
    """It was ciphered with a key that is no longer here, or somebody changed it."""


def cifrar(texto: str) -> str:
    """What is stored instead of `texto`; empty stays empty."""
    return _cifra().encrypt(texto.encode()).decode() if texto else ""


def descifrar(cifrado: str) -> str:
    """The text again. Raises SecretoIlegible."""
    if not cifrado:
        return ""
    try:
        return _cifra().decrypt(cifrado.encode()).decode()
    except InvalidToken as error:
        raise SecretoIlegible from error


def _cifra() -> MultiFernet:
    return MultiFernet(
        Fernet(_derivada(clave)) for clave in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    )


def _derivada(clave: str | bytes) -> bytes:
    materia = clave.encode() if isinstance(clave, str) else clave
    derivacion = HKDF(algorithm=SHA256(), length=32, salt=None, info=PROPOSITO)
    return urlsafe_b64encode(derivacion.derive(materia))
