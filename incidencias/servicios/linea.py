"""What upper apps write into a case: lines of its timeline and files (orders, surveys)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from clientes.eventos import Actor, autor_de
from incidencias.models import Adjunto, EventoIncidencia, Incidencia
from nucleo.insercion import insertar_fila
from nucleo.models import Archivo
from nucleo.novedades import apuntar_cambio


def componer_apunte(
    incidencia_id: int,
    codigo: str,
    *,
    por: Actor,
    en: datetime,
    datos: dict[str, Any],
    registrado_en: datetime | None = None,
) -> EventoIncidencia:
    """One entry of the timeline, unsaved, for whoever saves many at once.

    `registrado_en` is for history that was always here: the pulls must not take it for news.
    """
    apunte = EventoIncidencia(
        incidencia_id=incidencia_id,
        codigo=codigo,
        ocurrido_en=en,
        datos=datos,
        **autor_de(por),
    )
    if registrado_en is not None:
        apunte.registrado_en = registrado_en
    return apunte


def anotar(
    incidencia: Incidencia, codigo: str, *, por: Actor, en: datetime | None = None, **datos: Any
) -> EventoIncidencia:
    """Add one entry to the timeline, inside the caller's transaction. Codes and ids only.

    The phrase that shows it is registered with `incidencias.linea.registrar_frase`; the pages that
    show the case learn of it.
    """
    apunte = componer_apunte(incidencia.pk, codigo, por=por, en=en or timezone.now(), datos=datos)
    insertar_fila(apunte)
    apuntar_cambio(incidencia.tema)
    return apunte


def adjuntar(
    incidencia: Incidencia, archivo: Archivo, nombre: str, *, es_publico: bool = True
) -> Adjunto:
    """Hang a file on the case, inside the caller's transaction, which also leaves its line."""
    return Adjunto.objects.create(
        incidencia=incidencia, archivo=archivo, nombre=nombre, es_publico=es_publico
    )
