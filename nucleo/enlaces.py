"""Tokens in links: HMAC of kind, id and version, looked up by hash, never stored in clear.

A token can be derived again for a reminder and is revoked by raising the version of its row.
"""

import hashlib
import hmac
import json
from base64 import b32encode
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

SAL = "nucleo.enlaces"
_versiones: dict[str, Callable[[str], int]] = {}


def registrar_version(tipo: str, leer: Callable[[str], int]) -> None:
    """Say which version the links of `tipo` have now, by id: those that wait unsent follow it."""
    _versiones[tipo] = leer


def firmar(tipo: str, id: object, version: int) -> str:
    """The token of a link; the same arguments always give the same one.

    160 bits in base32, lower case: it survives in the local part of a reply address.
    """
    mensaje = json.dumps([tipo, str(id), version])  # as a list: its parts cannot be shifted
    resumen = salted_hmac(SAL, mensaje, algorithm="sha256").digest()
    return b32encode(resumen[:20]).decode().lower()


def codigo_de(tipo: str, id: object, version: int, cifras: int = 6) -> str:
    """A short code that somebody reads aloud or types; like a token, derived and never stored."""
    mensaje = json.dumps([tipo, str(id), version, cifras])
    resumen = salted_hmac(f"{SAL}.codigo", mensaje, algorithm="sha256").digest()
    return str(int.from_bytes(resumen[:8], "big") % 10**cifras).zfill(cifras)


def huella(token: str) -> str:
    """What a row stores to be found by its token."""
    return hashlib.sha256(token.encode()).hexdigest()


def es_valido(token: str, tipo: str, id: object, version: int) -> bool:
    """Whether the token is that link's, compared in constant time."""
    return hmac.compare_digest(token.encode(), firmar(tipo, id, version).encode())


def es_de_antes(token: str, tipo: str, id: object, version: int) -> bool:
    """Whether the token was that link's, of a version that was revoked."""
    return any(es_valido(token, tipo, id, antes) for antes in range(version))


def direccion_absoluta(ruta: str) -> str:
    """A path as the address a customer can open from a mail."""
    return settings.URL_PUBLICA + ruta


def derivar(enlaces: Mapping[str, Any]) -> dict[str, str]:
    """What a Comunicacion calls its links, with the tokens freshly derived.

    With `ruta` an absolute address (`args` go before the token, which is optional); with only
    `tipo`, `id` and `version` the bare token, after its `prefijo`, as a reply address needs it;
    with `cifras`, a code. Of a kind whose version is registered, the present one counts.
    """
    return {nombre: _derivar(enlace) for nombre, enlace in enlaces.items()}


def _derivar(enlace: Mapping[str, Any]) -> str:
    if "cifras" in enlace:
        return codigo_de(enlace["tipo"], enlace["id"], _version(enlace), enlace["cifras"])
    args = list(enlace.get("args", ()))
    if "tipo" in enlace:
        args.append(firmar(enlace["tipo"], enlace["id"], _version(enlace)))
    if "ruta" not in enlace:
        return f"{enlace.get('prefijo', '')}{args[-1]}"
    return direccion_absoluta(reverse(enlace["ruta"], args=args))


def _version(enlace: Mapping[str, Any]) -> int:
    leer = _versiones.get(enlace["tipo"])
    return leer(str(enlace["id"])) if leer else enlace["version"]
