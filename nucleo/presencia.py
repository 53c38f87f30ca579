"""Who is doing something somewhere right now: kept in Redis, with expiry, and nowhere else.

It informs and never decides: if Redis does not answer, nobody seems to be there.
"""

from __future__ import annotations

import json
import logging
import time
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from redis import Redis
from redis.exceptions import RedisError

registro = logging.getLogger(__name__)

CADUCA_S = 25  # a little more than two notices of somebody who goes on


@dataclass(frozen=True)
class Presente:
    quien: int
    nombre: str
    haciendo: str


def anotar(lugar: str, quien: int, *, nombre: str, haciendo: str) -> bool:
    """Say that `quien` is doing something there; an empty `haciendo` takes it back.

    Whether that is news: somebody who was not there comes, or one who was leaves.
    """
    clave = _clave(lugar)
    try:
        tuberia = _redis().pipeline()
        if haciendo:
            dato = {"nombre": nombre, "haciendo": haciendo, "en": time.time()}
            tuberia.hset(clave, str(quien), json.dumps(dato))
            tuberia.expire(clave, CADUCA_S)
        else:
            tuberia.hdel(clave, str(quien))
        return bool(tuberia.execute()[0])
    except RedisError:
        registro.warning("Redis no contesta: no se sabe quién está", exc_info=True)
        return False


def presentes(lugar: str, *, menos: int | None = None) -> list[Presente]:
    """Who is there, by name, without `menos` (who asks)."""
    try:
        filas: dict[Any, Any] = _redis().hgetall(_clave(lugar))  # type: ignore[assignment]
    except RedisError:
        registro.warning("Redis no contesta: no se sabe quién está", exc_info=True)
        return []
    limite = time.time() - CADUCA_S
    datos = ((int(quien), json.loads(fila)) for quien, fila in filas.items())
    vivos = [
        Presente(quien, dato["nombre"], dato["haciendo"])
        for quien, dato in datos
        if dato["en"] > limite and quien != menos
    ]
    return sorted(vivos, key=lambda uno: (uno.nombre, uno.quien))


def _clave(lugar: str) -> str:
    return f"{settings.REDIS_PREFIJO}:presencia:{lugar}"


@lru_cache(maxsize=1)
def _redis() -> Redis:
    return Redis.from_url(settings.REDIS_URL)
