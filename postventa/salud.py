"""Whether this process is alive, and whether it can serve: what balancers and containers ask.

A middleware, in front of everything else, because whoever asks does it by address, without a known
host, https or a session.
"""

import time
from collections.abc import Callable
from functools import cache

import redis
from django.conf import settings
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse, JsonResponse

VALE_S = 2.0  # a busy balancer must not become a load of its own


class Salud:
    """Answers /salud/viva and /salud/lista; lets the rest pass."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._hasta, self._estado = 0.0, {}  # type: float, dict[str, bool]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == "/salud/viva":
            return JsonResponse({"viva": True})
        if request.path_info == "/salud/lista":
            return self._lista()
        return self.get_response(request)

    def _lista(self) -> JsonResponse:
        if time.monotonic() > self._hasta:
            self._estado = comprobar()
            self._hasta = time.monotonic() + VALE_S
        estado = self._estado
        return JsonResponse(estado, status=200 if all(estado.values()) else 503)


def comprobar() -> dict[str, bool]:
    """What a request needs, each by itself."""
    pendientes = _migraciones_pendientes()
    return {
        "base_de_datos": pendientes is not None,
        "migraciones": pendientes is False,
        "redis": _redis_responde(),
    }


def _migraciones_pendientes() -> bool | None:
    """One SELECT against the names of the code, which stay as they are; None without database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select app, name from django_migrations")
            aplicadas = set(cursor.fetchall())
    except Error:
        connection.close()
        return None if not _base_responde() else True
    return not _migraciones_del_codigo() <= aplicadas


def _base_responde() -> bool:
    try:
        connection.ensure_connection()
    except Error:
        return False
    return True


@cache
def _migraciones_del_codigo() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).graph.nodes)


@cache
def _redis() -> redis.Redis:
    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1)


def _redis_responde() -> bool:
    try:
        return bool(_redis().ping())
    except redis.RedisError:
        return False
