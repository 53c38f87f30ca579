# ruff: noqa: S608 - every piece of SQL joined here is a constant of this package.
"""The SQL that finds the facts that are counted, and the days that have them.

`HECHOS` says what the facts of each kind are: one row a fact, with its day, its dimensions and what
the indicators of the catalogue ask about it. They read the derived columns of the case, which its
services keep (the local day and the business seconds are stored when written); that
they are right is for `verificacion` to say, which counts again from the raw events.

What comes from outside is always a parameter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import connection

from indicadores.catalogo import DIAS_RECONTACTO, Indicador, de_hechos
from indicadores.models import Dimension, Hechos

# The value that a fact has in each dimension; '' when it has none.
VALOR: dict[str, str] = {
    Dimension.TOTAL: "''",
    Dimension.CANAL: "coalesce(canal, '')",
    Dimension.CATEGORIA: "coalesce(categoria_id::text, '')",
    Dimension.GRUPO: "coalesce(grupo_id::text, '')",
    Dimension.PRODUCTO: "coalesce(producto_id::text, '')",
    Dimension.TECNICO: "coalesce(tecnico_id::text, '')",
}

_DIMENSIONES_DEL_CASO = "i.canal, i.categoria_id, i.grupo_id, e.producto_id"
_EQUIPO = "left join clientes_equipo e on e.id = i.equipo_id"

# The last target of that kind that was met: by its own limit, whatever the policy says today.
_OBJETIVO = """
    left join lateral (
        select o.cumplido_en <= o.limite_en as a_tiempo
        from incidencias_objetivosla o
        where o.incidencia_id = i.id and o.tipo = '{tipo}' and o.cumplido_en is not null
        order by o.cumplido_en desc, o.id desc limit 1
    ) o on {si}"""

# Another case about the same: the unit's or, without unit, the customer's, in the same category.
_RECONTACTO = f"""
    exists (
        select from incidencias_incidencia otra
        where otra.{{de}} = i.{{de}} and i.{{si}}
          and coalesce(otra.categoria_id, 0) = coalesce(i.categoria_id, 0)
          and otra.id <> i.id and otra.estado <> 'anulada'
          and otra.ocurrida_en >= i.resuelta_en
          and otra.dia_llegada <= i.dia_resolucion + {DIAS_RECONTACTO}
    )"""

# Every complaint that has to be answered: by when, and when it was.
_DEBIDAS = """
        select incidencia_id, min(fecha_limite) as dia, min(vence_en) as vence_en,
               min(cumplido_en) as respondida_en
        from incidencias_plazolegal where clase = 'respuesta' {si} group by 1"""
_DEBIDAS_DE_ESOS_DIAS = _DEBIDAS.format(
    si="""and incidencia_id in (
            select incidencia_id from incidencias_plazolegal
            where clase = 'respuesta' and fecha_limite = any(%(dias)s))"""
)
_TODAS_LAS_DEBIDAS = _DEBIDAS.format(si="")

HECHOS: dict[str, str] = {
    Hechos.LLEGADAS: f"""
    select i.id, i.id as incidencia_id, i.dia_llegada as dia, {_DIMENSIONES_DEL_CASO},
           i.segundos_respuesta as segundos, o.a_tiempo,
           i.estado = 'anulada' as anulada,
           i.segundos_respuesta is null
               and i.estado in ('nueva', 'en_curso', 'en_espera') as espera_respuesta
    from incidencias_incidencia i {_EQUIPO}
    {_OBJETIVO.format(tipo="primera_respuesta", si="i.segundos_respuesta is not null")}
    where i.dia_llegada = any(%(dias)s)""",
    Hechos.RESUELTAS: f"""
    select i.id, i.id as incidencia_id, i.dia_resolucion as dia, {_DIMENSIONES_DEL_CASO},
           i.segundos_resolucion as segundos, o.a_tiempo, i.traspasos,
           coalesce(c.es_resoluble_en_remoto, false) as en_remoto,
           i.contactos_cliente = 1 and i.reaperturas = 0
               and not {_RECONTACTO.format(de="equipo_id", si="equipo_id is not null")}
               and not {_RECONTACTO.format(de="cliente_id", si="equipo_id is null")}
               as a_la_primera
    from incidencias_incidencia i {_EQUIPO}
    left join incidencias_categoria c on c.id = i.categoria_id
    {_OBJETIVO.format(tipo="resolucion", si="true")}
    where i.dia_resolucion = any(%(dias)s) and i.estado in ('resuelta', 'cerrada')""",
    Hechos.RESOLUCIONES: f"""
    select v.id, i.id as incidencia_id, v.dia, {_DIMENSIONES_DEL_CASO}, v.deshace
    from (
        select id, incidencia_id, dia_local as dia, false as deshace
        from incidencias_eventoincidencia
        where codigo = 'resuelta' and dia_local = any(%(dias)s)
        union all
        select id, incidencia_id, (datos->>'dia_resolucion')::date, true
        from incidencias_eventoincidencia
        where codigo = 'reabierta' and datos->>'dia_resolucion' = any(%(dias)s::text[])
    ) v join incidencias_incidencia i on i.id = v.incidencia_id {_EQUIPO}""",
    Hechos.PROMESAS: f"""
    select p.id, i.id as incidencia_id, p.dia_vencimiento as dia, {_DIMENSIONES_DEL_CASO},
           coalesce(p.cumplida_en <= p.vence_en, false) as a_tiempo
    from incidencias_promesa p join incidencias_incidencia i on i.id = p.incidencia_id {_EQUIPO}
    where p.dia_vencimiento = any(%(dias)s) and p.anulada_en is null""",
    Hechos.RESPUESTAS: """
    select r.id, r.incidencia_id, r.dia_local as dia,
           r.canal, r.categoria_id, r.grupo_id, r.producto_id, r.tecnico_id,
           r.csat, r.nps, r.ces
    from encuestas_respuesta r
    where r.dia_local = any(%(dias)s)""",
    Hechos.ENVIOS: f"""
    select v.id, i.id as incidencia_id, v.dia_envio as dia, {_DIMENSIONES_DEL_CASO},
           v.respondida_en is not null as respondida
    from encuestas_invitacion v
    join incidencias_incidencia i on i.id = v.incidencia_id {_EQUIPO}
    where v.dia_envio = any(%(dias)s) and v.rebotada_en is null""",
    # A call is of no case until somebody writes it on one, or on several.
    Hechos.LLAMADAS: """
    select l.id, null::bigint as incidencia_id, l.dia_oferta as dia, 'telefono' as canal,
           null::bigint as categoria_id, null::bigint as grupo_id, null::bigint as producto_id,
           l.contestada_en is not null as contestada, l.abandonada_en is not null as abandonada,
           l.espera_s
    from incidencias_llamadacentralita l
    where l.dia_oferta = any(%(dias)s) and l.sentido = 'entrante'""",
    # Who leaves without a word leaves no case either.
    Hechos.CHATS: """
    select c.id, c.incidencia_id, c.dia_oferta as dia, 'chat' as canal,
           null::bigint as categoria_id, null::bigint as grupo_id, null::bigint as producto_id,
           c.atendido_en is not null as contestada, c.abandonado_en is not null as abandonada,
           floor(extract(
               epoch from coalesce(c.atendido_en, c.abandonado_en) - c.ofrecido_en)) as espera_s
    from incidencias_chat c
    where c.dia_oferta = any(%(dias)s)""",
    # The first of its legal dates is the one that counts. What ended without an answer owes none:
    # it was cancelled, goes on in another case, or came from a system that did not tell.
    Hechos.PLAZOS: f"""
    select i.id, i.id as incidencia_id, p.dia, {_DIMENSIONES_DEL_CASO},
           p.respondida_en is not null as respondida,
           p.respondida_en <= p.vence_en as a_tiempo
    from ({_DEBIDAS_DE_ESOS_DIAS}) p
    join incidencias_incidencia i on i.id = p.incidencia_id {_EQUIPO}
    where p.dia = any(%(dias)s)
      and (p.respondida_en is not null
           or i.estado in ('nueva', 'en_curso', 'en_espera'))""",
}

# Days that have facts of a kind, or had them when they were measured.
DIAS: dict[str, str] = {
    Hechos.LLEGADAS: "select distinct dia_llegada from incidencias_incidencia",
    Hechos.RESUELTAS: """
    select distinct dia_resolucion from incidencias_incidencia where dia_resolucion is not null""",
    Hechos.RESOLUCIONES: """
    select distinct dia_local from incidencias_eventoincidencia where codigo = 'resuelta'""",
    Hechos.PROMESAS: "select distinct dia_vencimiento from incidencias_promesa",
    Hechos.RESPUESTAS: "select distinct dia_local from encuestas_respuesta",
    Hechos.ENVIOS: "select distinct dia_envio from encuestas_invitacion",
    Hechos.LLAMADAS: "select distinct dia_oferta from incidencias_llamadacentralita",
    Hechos.CHATS: "select distinct dia_oferta from incidencias_chat",
    Hechos.PLAZOS: f"select distinct dia from ({_TODAS_LAS_DEBIDAS}) p",
}


# Per kind of facts: an indicator, and what its counts and sums add up to each day. Cheap enough to
# look for days that were missed; the rest of the figures of a day are measured with these.
CONTROL: dict[str, tuple[str, str]] = {
    Hechos.LLEGADAS: (
        "t_respuesta",
        """select dia_llegada, count(segundos_respuesta), coalesce(sum(segundos_respuesta), 0)
           from incidencias_incidencia group by 1""",
    ),
    Hechos.RESUELTAS: (
        "t_resolucion",
        """select dia_resolucion, count(*), coalesce(sum(segundos_resolucion), 0)
           from incidencias_incidencia
           where dia_resolucion is not null and estado in ('resuelta', 'cerrada')
             and segundos_resolucion is not null group by 1""",
    ),
    Hechos.RESOLUCIONES: (
        "reapertura",
        """select dia_local, count(*), 0 from incidencias_eventoincidencia
           where codigo = 'resuelta' group by 1""",
    ),
    Hechos.PROMESAS: (
        "promesas",
        """select dia_vencimiento, count(*), 0 from incidencias_promesa
           where anulada_en is null group by 1""",
    ),
    Hechos.RESPUESTAS: (
        "csat",
        """select dia_local, count(csat), coalesce(sum(csat), 0)
           from encuestas_respuesta group by 1""",
    ),
    Hechos.ENVIOS: (
        "respuesta_encuestas",
        """select dia_envio, count(*), 0 from encuestas_invitacion
           where rebotada_en is null group by 1""",
    ),
    Hechos.LLAMADAS: (
        "abandono_llamadas",
        """select dia_oferta, count(*), 0 from incidencias_llamadacentralita
           where sentido = 'entrante' and estado in ('terminada', 'en_curso', 'abandonada')
           group by 1""",
    ),
    Hechos.CHATS: (
        "abandono_chats",
        """select dia_oferta, count(*), 0 from incidencias_chat
           where estado <> 'esperando' group by 1""",
    ),
    Hechos.PLAZOS: (
        "plazo_legal",
        f"""select dia, count(respondida_en), 0 from ({_TODAS_LAS_DEBIDAS}) p
           where respondida_en is not null group by 1""",
    ),
}


@contextmanager
def hechos_de(hechos: Hechos, dias: Sequence[date]) -> Iterator[None]:
    """Inside it, the temporary table `hechos` has the facts of those days."""
    with connection.cursor() as cursor:
        # A table and not a CTE: each indicator reads it several times, and its planner knows it.
        cursor.execute(
            f"create temporary table hechos on commit drop as {HECHOS[hechos]}",
            {"dias": list(dias)},
        )
        cursor.execute("analyze hechos")
        yield
        cursor.execute("drop table hechos")


# The facts themselves, for whoever asks what is behind a number.
_QUE_CUENTAN = """
    from ({hechos}) h
    where {valor} = %(valor)s and ({parte})"""


def _que_cuentan(indicador: Indicador, dimension: str, parte: str) -> str:
    medida = indicador.medida
    condicion = f"({medida.cuenta}) or ({medida.pendientes}) or ({medida.aciertos})"
    if parte:
        condicion = getattr(medida, parte)
    return _QUE_CUENTAN.format(
        hechos=HECHOS[indicador.hechos], valor=VALOR[dimension], parte=condicion
    )


def sql_de_casos(
    indicador: Indicador, dimension: str, valor: str, dias: Sequence[date], parte: str
) -> tuple[str, list[Any]]:
    """A subquery with the ids of the cases whose facts count there, and its parameters."""
    sql = "select h.incidencia_id" + _que_cuentan(indicador, dimension, parte)
    return _posicionales(sql, {"dias": list(dias), "valor": valor})


def _posicionales(sql: str, parametros: dict[str, Any]) -> tuple[str, list[Any]]:
    """The same statement with %s instead of names, as RawSQL wants it."""
    valores = [parametros[nombre] for nombre in re.findall(r"%\((\w+)\)s", sql)]
    return re.sub(r"%\(\w+\)s", "%s", sql), valores


def hechos_de_casos(
    indicador: Indicador,
    dimension: str,
    valor: str,
    dias: Sequence[date],
    parte: str,
    casos: Sequence[int],
) -> list[tuple[int, date, Any, str]]:
    """(case, day, number, part of the count) of the facts of those cases."""
    medida = indicador.medida
    sql = f"""
        select h.incidencia_id, h.dia, {medida.numero or "null"},
               case when {medida.aciertos} then 'acierto' when {medida.fallos} then 'fallo'
                    when {medida.pendientes} then 'pendiente' else '' end
        {_que_cuentan(indicador, dimension, parte)} and h.incidencia_id = any(%(casos)s)
        order by h.dia, h.id"""
    with connection.cursor() as cursor:
        cursor.execute(sql, {"dias": list(dias), "valor": valor, "casos": list(casos)})
        return cursor.fetchall()


def dias_con_hechos(hechos: Hechos, desde: date | None, hasta: date | None) -> list[date]:
    """The days of a range that have facts of that kind or measurements of them, in order."""
    codigos = [indicador.codigo for indicador in de_hechos(hechos)]
    sql = f"""
        select distinct dia from (
            {DIAS[hechos]} union
            select distinct dia from indicadores_medicion
            where indicador = any(%(codigos)s) and dimension = 'total' and lapso = 'dia'
        ) d(dia)
        where (%(desde)s::date is null or dia >= %(desde)s)
          and (%(hasta)s::date is null or dia <= %(hasta)s)
        order by dia"""
    with connection.cursor() as cursor:
        cursor.execute(sql, {"codigos": codigos, "desde": desde, "hasta": hasta})
        return [dia for (dia,) in cursor.fetchall()]


def dias_descuadrados(hechos: Hechos) -> list[date]:
    """The days whose stored counts are not those of the facts: a full scan of their table."""
    codigo, control = CONTROL[hechos]
    sql = f"""
        select dia
        from ({control}) c(dia, n, suma)
        full join (
            select dia, n, suma from indicadores_medicion
            where indicador = %(codigo)s and dimension = 'total' and lapso = 'dia'
        ) m using (dia)
        where (coalesce(c.n, 0), coalesce(c.suma, 0)) <> (coalesce(m.n, 0), coalesce(m.suma, 0))
        order by dia"""
    with connection.cursor() as cursor:
        cursor.execute(sql, {"codigo": codigo})
        return [dia for (dia,) in cursor.fetchall()]
