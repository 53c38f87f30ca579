"""Rate limits for what anybody may send: public forms, tokens, login attempts.

Counted in Redis, so that every process sees the same; if Redis does not answer, the request goes
on: a limit that fails must not close the door.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from limits import RateLimitItem, parse
from limits.storage import RedisStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from redis.exceptions import RedisError
from rest_framework.throttling import BaseThrottle

registro = logging.getLogger(__name__)

Vista = Callable[..., HttpResponse]
Quien = Callable[[HttpRequest], str]


def direccion_de(request: HttpRequest) -> str:
    """Where it comes from, for counting only; behind N proxies, what the N-th of them says.

    `PROXIES_DELANTE` is 0 by default: then the header, which anybody can write, is not looked at.
    """
    saltos = settings.PROXIES_DELANTE
    anotadas = [una.strip() for una in request.headers.get("X-Forwarded-For", "").split(",")]
    if saltos and len(anotadas) >= saltos:
        return anotadas[-saltos]
    return request.META.get("REMOTE_ADDR", "")


def frenar(
    ritmo: str, *, nombre: str, quien: Quien = direccion_de, metodos: tuple[str, ...] = ("POST",)
) -> Callable[[Vista], Vista]:
    """Decorator: at most `ritmo` ("10/minute") per `quien`; beyond it, a 429 page.

    Views with the same `nombre` share the count.
    """
    limite = parse(ritmo)

    def decorar(vista: Vista) -> Vista:
        @wraps(vista)
        def envuelta(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method in metodos:
                espera_s = espera(limite, nombre, quien(request))
                if espera_s is not None:
                    return demasiadas(request, espera_s)
            return vista(request, *args, **kwargs)

        return envuelta

    return decorar


def demasiadas(request: HttpRequest, espera_s: int) -> HttpResponse:
    """The 429 page, with the seconds after which it is worth trying again."""
    respuesta = render(request, "429.html", {"espera_s": espera_s}, status=429)
    respuesta["Retry-After"] = str(espera_s)
    return respuesta


def espera(limite: RateLimitItem, *claves: str) -> int | None:
    """Count one more; None if it may go on, otherwise the seconds until it may."""
    if not settings.FRENOS:
        return None
    try:
        contador = _contador()
        if contador.hit(limite, *claves):
            return None
        libre_en = contador.get_window_stats(limite, *claves).reset_time
    except RedisError:
        registro.warning("Redis no contesta: pasa sin contar", exc_info=True)
        return None
    return max(1, math.ceil(libre_en - time.time()))


class FrenoPorUsuario(BaseThrottle):
    """The API's limit, by user or address; `FRENO_API` is its rate."""

    espera_s: int | None = None

    def allow_request(self, request: Any, view: Any) -> bool:
        self.espera_s = espera(parse(settings.FRENO_API), "api", self.quien(request))
        return self.espera_s is None

    def quien(self, request: Any) -> str:
        usuario = request.user
        return f"usuario:{usuario.pk}" if usuario.is_authenticated else direccion_de(request)

    def wait(self) -> float | None:
        return self.espera_s


@lru_cache(maxsize=1)
def _contador() -> SlidingWindowCounterRateLimiter:
    return SlidingWindowCounterRateLimiter(_almacen(settings.REDIS_URL))


def _almacen(url: str) -> RedisStorage:
    """`limits` names the socket scheme its own way."""
    if url.startswith("unix://"):
        url = "redis+" + url
    return RedisStorage(url, key_prefix=f"{settings.REDIS_PREFIJO}:freno")
