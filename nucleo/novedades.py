"""Whether anything has changed since a page was painted, answered for next to nothing.

Each subject ("incidencias", one case…) has a stamp in Redis, a random word that changes at commit.
A page carries the stamp that was in force when it was read and polls with it: while it is still the
same, `SinNovedad` answers 204 before session, user or database. The word tells nothing and nobody
can guess it, so that answer needs no permission; any other goes on to the view, which asks for it.

A stamp is believed for some minutes only: what changes without passing through a service (a name,
the clock) is seen then. Without Redis every request goes on to the view: slower, never wrong.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable
from functools import partial
from secrets import token_hex

from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from redis.exceptions import RedisError

from nucleo import recados

registro = logging.getLogger(__name__)

CABECERA = "X-Sello"
EN_META = "HTTP_X_SELLO"
VALE_S = (240, 360)  # each page its own time, so that they do not all look at once
GUARDADO_S = 24 * 3600
LARGO_MAXIMO = 120


def apuntar_cambio(*temas: str, sin_prisa: bool = False) -> None:
    """At commit, those subjects have changed. Redis not answering is not the service's business.

    `sin_prisa`, if who does it is not looking at them: a moment later, once for a burst.
    """
    cambiar = partial(recados.dejar, _cambiar) if sin_prisa else _cambiar
    transaction.on_commit(partial(cambiar, *temas))


def _cambiar(*temas: str) -> None:
    try:
        if len(temas) == 1:  # one command instead of a transaction of them
            cache.set(_clave(temas[0]), token_hex(8), GUARDADO_S)
        else:
            cache.set_many({_clave(tema): token_hex(8) for tema in temas}, GUARDADO_S)
    except RedisError:
        registro.warning("Redis no responde: las pantallas tardarán en enterarse")


def sello_de(tema: str) -> str:
    """The stamp of a subject now. Ask for it before reading what the page shows."""
    caduca = int(time.time()) + random.randint(*VALE_S)  # noqa: S311 - only to spread the load
    return f"{tema}~{_palabra(tema)}~{caduca}"


def _palabra(tema: str) -> str:
    try:
        palabra = cache.get(_clave(tema))
        if palabra is None:
            palabra = token_hex(8)
            if not cache.add(_clave(tema), palabra, GUARDADO_S):  # somebody else was quicker
                palabra = cache.get(_clave(tema), palabra)
        return str(palabra)
    except RedisError:
        return ""


def sigue_igual(sello: str) -> bool:
    """Whether nothing has changed since that stamp was given."""
    tema, palabra, caduca = _partes(sello)
    if not palabra or not caduca.isdecimal() or int(caduca) < time.time():
        return False
    try:
        return bool(cache.get(_clave(tema)) == palabra)
    except RedisError:
        return False


def _partes(sello: str) -> tuple[str, str, str]:
    if len(sello) > LARGO_MAXIMO or not sello.isascii() or not sello.isprintable():
        return "", "", ""
    partes = sello.split("~")
    return (partes[0], partes[1], partes[2]) if len(partes) == 3 else ("", "", "")


def _clave(tema: str) -> str:
    return f"novedades:{tema.replace(' ', '_')}"


class SinNovedad:
    """Middleware, in front of session and user: a poll whose stamp still holds is a 204."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sello = request.META.get(EN_META)
        if sello and request.method == "GET" and sigue_igual(sello):
            return HttpResponse(status=204)
        return self.get_response(request)
