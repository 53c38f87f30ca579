"""Our own addresses: what comes from them is no customer's."""

from __future__ import annotations

from email.utils import parseaddr

from django.conf import settings

from incidencias.models import Buzon
from nucleo.memoria import recordada


@recordada
def direcciones_propias() -> frozenset[str]:
    """Those of the mailboxes and the one that the installation sends from, in lower case."""
    buzones = Buzon.objects.values_list("correo", flat=True)
    return frozenset(
        uno.lower() for uno in (*buzones, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]) if uno
    )


def es_nuestra(correo: str) -> bool:
    """Also with its part after the «+»."""
    local, _arroba, dominio = correo.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{dominio}" in direcciones_propias()
