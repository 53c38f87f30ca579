"""What hangs from a case that is not empty, in one statement: most of it nearly always is.

What has something is read by its own statement, as ever; PostgreSQL takes longer to plan how to
read a dozen empty tables than to say that they are.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from clientes.vistazo import SQL as VISTAZO
from clientes.vistazo import Vistazo
from cuentas.models import Usuario
from incidencias.models import Incidencia


class LoQueHay(NamedTuple):
    """Beside it, in the panels that come after its page."""

    vistazo: Vistazo
    familia: bool
    respuestas: bool
    whatsapp: bool
    encargo: bool
    plazos_legales: bool
    tramite_adr: bool
    peticion: bool
    respuesta: bool
    equipo_de_otros: bool  # its unit has cases of another customer


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
    relojes: str  # JSON: of each kind of clock the last one, running, paused, met or breached


AL_LADO = """
select
    exists (select from incidencias_vinculo where una_id = %(caso)s or otra_id = %(caso)s)
    or exists (select from incidencias_incidencia where padre_id = %(caso)s)
    or exists (select from incidencias_incidencia where fusionada_en_id = %(caso)s),
    exists (select from incidencias_respuestatriaje where incidencia_id = %(caso)s),
    exists (select from incidencias_enviowhatsapp
            where incidencia_id = %(caso)s and estado = 'preparado'),
    exists (select from incidencias_encargo where incidencia_id = %(caso)s),
    exists (select from incidencias_plazolegal where incidencia_id = %(caso)s),
    exists (select from incidencias_tramiteadr where incidencia_id = %(caso)s),
    exists (select from incidencias_peticioncompletar where incidencia_id = %(caso)s),
    exists (select from incidencias_respuestareclamacion where incidencia_id = %(caso)s),
    exists (select from incidencias_incidencia
            where equipo_id = %(equipo)s and cliente_id <> %(cliente)s),
    array (select id from cuentas_grupo
           where es_restringido and id not in (
               select grupo_id from cuentas_usuario_grupos where usuario_id = %(usuario)s))
"""
A_LA_VEZ = " ".join(["select * from (", VISTAZO, ") vistazo, (", AL_LADO, ") hay"])
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
     where incidencia_id = %(caso)s),
    (select coalesce(json_agg(reloj), '[]')::text from (
        select distinct on (objetivo.tipo)
            objetivo.tipo, limite_en, cumplido_en, pausado_en, regla,
            coalesce(politica.nombre, '') as politica,
            coalesce(contrato.codigo, suyo.codigo, '') as contrato,
            coalesce(contrato.titulo, '') as titulo
        from incidencias_objetivosla objetivo
        left join incidencias_versionpolitica version on version.id = objetivo.version_politica_id
        left join incidencias_politicasla politica on politica.id = version.politica_id
        left join clientes_contratomantenimiento contrato on contrato.id = objetivo.contrato_id
        left join clientes_contratomantenimiento suyo on suyo.id = politica.contrato_id
        where incidencia_id = %(caso)s and anulado_en is null
        order by objetivo.tipo, desde_en desc, objetivo.id desc) reloj)
"""


def lo_que_hay(incidencia: Incidencia, usuario: Usuario) -> LoQueHay:
    """Asked once a page, with its customer at a glance and the teams closed to that person,
    for which the lists of cases that are painted beside it ask next.
    """
    sabido: LoQueHay | None = vars(incidencia).get("_lo_que_hay")
    if sabido is None:
        titular = incidencia.cliente.titular
        fila = _preguntar(
            A_LA_VEZ,
            caso=incidencia.pk,
            equipo=incidencia.equipo_id,
            cliente=titular.pk,
            contacto=incidencia.contacto_id,
            usuario=usuario.pk,
            ahora=timezone.now(),
        )
        largo = len(Vistazo._fields)
        *hay, vedados = fila[largo:]
        sabido = LoQueHay(Vistazo(*fila[:largo]), *hay)
        vars(incidencia)["_lo_que_hay"] = sabido
        titular.identidades = sabido.vistazo.identidades
        usuario.grupos_vedados = frozenset(vedados)
    return sabido


def lo_que_debe(incidencia: Incidencia) -> LoQueDebe:
    """Asked once for each instance, so once a page."""
    sabido: LoQueDebe | None = vars(incidencia).get("_lo_que_debe")
    if sabido is None:
        sabido = LoQueDebe(*_preguntar(DEBE, caso=incidencia.pk, equipo=incidencia.equipo_id))
        vars(incidencia)["_lo_que_debe"] = sabido
    return sabido


def _preguntar(sql: str, **valores: Any) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, valores)
        fila: tuple[Any, ...] = cursor.fetchone()
    return fila
