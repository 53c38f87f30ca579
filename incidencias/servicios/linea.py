"""What upper apps write into a case's timeline (orders, surveys)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from clientes.eventos import Actor, autor_de
from incidencias.models import EventoIncidencia, Incidencia


def anotar(
    incidencia: Incidencia, codigo: str, *, por: Actor, en: datetime | None = None, **datos: Any
) -> EventoIncidencia:
    """Add one entry to the timeline, inside the caller's transaction. Codes and ids only.

    The phrase that shows it is registered with `incidencias.linea.registrar_frase`.
    """
    return EventoIncidencia.objects.create(
        incidencia=incidencia,
        codigo=codigo,
        ocurrido_en=en or timezone.now(),
        datos=datos,
        **autor_de(por),
    )
