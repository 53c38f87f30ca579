"""With what we sign in to a mailbox: its password, or an OAuth 2 token, renewed when it expires."""

from __future__ import annotations

import json
from datetime import timedelta
from http.client import HTTPException, HTTPResponse
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.utils import timezone
from django.utils.translation import gettext as _

from incidencias.models import Buzon
from nucleo.secretos import cifrar, descifrar

ESPERA_S = 20
MARGEN = timedelta(minutes=2)  # a token that expires while we read is of no use
VIDA_MINIMA_S, VIDA_S, VIDA_MAXIMA_S = 300, 3_600, 86_400
LARGO_MAXIMO = 100_000  # a token takes a few thousand bytes


class NoSeRenueva(OSError):
    """The provider does not give another token. An OSError: for the mailbox, the network failed."""


def contrasena_de(buzon: Buzon) -> str:
    """Raises nucleo.secretos.SecretoIlegible."""
    return descifrar(buzon.secreto)


def token_de_acceso(buzon: Buzon, *, nuevo: bool = False) -> str:
    """The token to sign in with; renewed, when the mailbox says where, and kept until it expires.

    `nuevo`: the one that is kept was refused.

    Raises SecretoIlegible, or NoSeRenueva with what the provider says.
    """
    if not buzon.oauth_url:
        return descifrar(buzon.secreto)
    ahora = timezone.now()
    caduca = buzon.oauth_caduca_en
    if buzon.oauth_acceso and caduca and caduca > ahora + MARGEN and not nuevo:
        return descifrar(buzon.oauth_acceso)
    respuesta = _pedir(buzon)
    vida = timedelta(seconds=_vida_s(respuesta))
    buzon.oauth_acceso, buzon.oauth_caduca_en = cifrar(respuesta["access_token"]), ahora + vida
    if respuesta.get("refresh_token"):  # some providers change it each time
        buzon.secreto = cifrar(str(respuesta["refresh_token"]))
    if buzon.pk is not None:
        buzon.save(update_fields=["oauth_acceso", "oauth_caduca_en", "secreto"])
    return str(respuesta["access_token"])


def _vida_s(respuesta: dict[str, str]) -> int:
    """For how long it says that the token is good: an hour if it does not say it, a day at most."""
    try:
        dicha = int(respuesta.get("expires_in") or VIDA_S)
    except (TypeError, ValueError, OverflowError) as error:
        raise NoSeRenueva(_("el proveedor da un token con una caducidad ilegible")) from error
    return min(max(VIDA_MINIMA_S, dicha), VIDA_MAXIMA_S)


def _pedir(buzon: Buzon) -> dict[str, str]:
    if not buzon.oauth_url.startswith("https://"):
        raise NoSeRenueva(_("la dirección de renovación tiene que empezar por https://"))
    campos = {
        "grant_type": "refresh_token",
        "refresh_token": descifrar(buzon.secreto),
        "client_id": buzon.oauth_cliente,
        "client_secret": descifrar(buzon.oauth_secreto),
    }
    cuerpo = urlencode({nombre: valor for nombre, valor in campos.items() if valor}).encode()
    peticion = Request(buzon.oauth_url, data=cuerpo)  # noqa: S310 - https, checked above
    try:
        with urlopen(peticion, timeout=ESPERA_S) as respuesta:  # noqa: S310
            datos = json.loads(_leer(respuesta))
    except HTTPError as error:
        raise NoSeRenueva(_("el proveedor no renueva el token (%d)") % error.code) from error
    except (OSError, ValueError, RecursionError, HTTPException) as error:
        raise NoSeRenueva(_("el proveedor no contesta al renovar el token")) from error
    dado = datos.get("access_token") if isinstance(datos, dict) else None
    if not isinstance(dado, str) or not dado:
        raise NoSeRenueva(_("el proveedor no da ningún token"))
    return datos


def _leer(respuesta: HTTPResponse) -> bytes:
    """Whatever they send, no more than a token takes. Raises ValueError if it is more."""
    crudo = respuesta.read(LARGO_MAXIMO + 1)
    if len(crudo) > LARGO_MAXIMO:
        raise ValueError("too long an answer")
    return crudo
