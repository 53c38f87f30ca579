"""The figure beside the bell: counted once a minute per person."""

from __future__ import annotations

from functools import partial

from django.core.cache import cache
from django.db import transaction

from cuentas.models import Notificacion

SEGUNDOS_EN_MEMORIA = 60
CUENTA_HASTA = 100


def sin_leer(usuario_id: int) -> int:
    """How many notifications that person has not read, up to 100."""
    clave = _clave(usuario_id)
    cuenta: int | None = cache.get(clave)
    if cuenta is None:
        pendientes = Notificacion.objects.sin_leer().filter(usuario=usuario_id)
        cuenta = len(pendientes.values_list("pk", flat=True)[:CUENTA_HASTA])
        cache.set(clave, cuenta, SEGUNDOS_EN_MEMORIA)
    return cuenta


def olvidar_cuenta(usuario_id: int) -> None:
    """Count again at the next look, once the present transaction is in."""
    transaction.on_commit(partial(cache.delete, _clave(usuario_id)), robust=True)


def _clave(usuario_id: int) -> str:
    return f"campana:{usuario_id}"
