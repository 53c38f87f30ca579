"""The signed links by which a customer follows a case without signing in."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from clientes.eventos import Actor
from incidencias.models import Incidencia
from incidencias.servicios.bloqueo import bloquear, instante
from incidencias.servicios.composicion import componer_enlaces_anulados
from incidencias.servicios.guardado import guardar_expediente


@transaction.atomic
def anular_enlaces_de_seguimiento(pk: int, *, por: Actor, en: datetime | None = None) -> Incidencia:
    """Revoke every link of this case that was mailed: somebody has it who should not.

    What leaves from now on carries the new one, also mails that were already waiting: a token is
    derived when its mail is delivered. In any state, and as often as needed.
    """
    expediente = bloquear(pk)
    componer_enlaces_anulados(expediente, por=por, en=instante(expediente, en))
    return guardar_expediente(expediente)
