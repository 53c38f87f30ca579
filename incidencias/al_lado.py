"""What hangs from a case that is not empty, in one statement: most of it nearly always is.

What has something is read by its own statement, as ever; PostgreSQL takes longer to plan how to
read a dozen empty tables than to say that they are.
"""

from __future__ import annotations

from typing import Any, NamedTuple, TypeVar

from django.db import connection

from incidencias.models import Incidencia

T = TypeVar("T", bound=tuple[Any, ...])


class LoQueHay(NamedTuple):
    """Beside it, in the panels that come after its page."""

    familia: bool
    respuestas: bool
    whatsapp: bool
    encargo: bool


class LoQueDebe(NamedTuple):
    """In its page: what it owes, what waits to leave, and the last that was said."""

    limites: bool
    contingencias: bool
    promesas: bool
    borradores: bool
    turno: bool
    por_salir: bool
    posibles: bool
    reparto: bool
    adjuntos: bool
    unidas: bool
    contrato: bool
    ultimo_mensaje: int
    ultima_respuesta: int


AL_LADO = """
select
    exists (select from incidencias_vinculo where una_id = %(caso)s or otra_id = %(caso)s)
    or exists (select from incidencias_incidencia where padre_id = %(caso)s)
    or exists (select from incidencias_incidencia where fusionada_en_id = %(caso)s),
    exists (select from incidencias_respuestatriaje where incidencia_id = %(caso)s),
    exists (select from incidencias_enviowhatsapp
            where incidencia_id = %(caso)s and estado = 'preparado'),
    exists (select from incidencias_encargo where incidencia_id = %(caso)s)
"""
DEBE = """
select
    exists (select from incidencias_plazolegal where incidencia_id = %(caso)s),
    exists (select from incidencias_casocontingencia where incidencia_id = %(caso)s),
    exists (select from incidencias_promesa
            where incidencia_id = %(caso)s and cumplida_en is null and anulada_en is null),
    exists (select from incidencias_borrador where incidencia_id = %(caso)s),
    exists (select from incidencias_turno where incidencia_id = %(caso)s),
    exists (select from incidencias_respuestaprogramada
            where incidencia_id = %(caso)s and estado in ('programada', 'retenida')),
    exists (select from incidencias_posiblerespuesta
            where incidencia_id = %(caso)s and estado = 'pendiente'),
    exists (select from incidencias_relevo
            where incidencia_id = %(caso)s and estado = 'pendiente')
    or exists (select from incidencias_peticioninterna
               where incidencia_id = %(caso)s and respondida_en is null and anulada_en is null),
    exists (select from incidencias_adjunto where incidencia_id = %(caso)s),
    exists (select from incidencias_incidencia where fusionada_en_id = %(caso)s),
    exists (select from clientes_equipocontratado where equipo_id = %(equipo)s),
    (select coalesce(max(id), 0) from incidencias_mensaje
     where incidencia_id = %(caso)s and direccion in ('entrante', 'saliente')),
    (select coalesce(max(id), 0) from incidencias_respuestaprogramada
     where incidencia_id = %(caso)s)
"""


def lo_que_hay(incidencia: Incidencia) -> LoQueHay:
    return _preguntar(incidencia, LoQueHay, AL_LADO)


def lo_que_debe(incidencia: Incidencia) -> LoQueDebe:
    return _preguntar(incidencia, LoQueDebe, DEBE)


def _preguntar(incidencia: Incidencia, clase: type[T], sql: str) -> T:
    """Asked once for each instance, so once a page."""
    clave = f"_{clase.__name__}"
    sabido: T | None = vars(incidencia).get(clave)
    if sabido is None:
        with connection.cursor() as cursor:
            cursor.execute(sql, {"caso": incidencia.pk, "equipo": incidencia.equipo_id})
            sabido = clase(*cursor.fetchone())
        vars(incidencia)[clave] = sabido
    return sabido
