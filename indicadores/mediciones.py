# ruff: noqa: S608 - every piece of SQL joined here is a constant of this package.
"""The SQL that writes: from the facts of some days to their measurements, weeks and months too.

One statement counts every indicator of a kind of facts by one dimension. What comes from outside
is always a parameter.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import connection

from indicadores.catalogo import Indicador
from indicadores.consultas import VALOR
from indicadores.histograma import LIMITES
from indicadores.models import Lapso
from indicadores.rango import fin_de, principio_de

_NUMEROS = ("n", "aciertos", "fallos", "pendientes", "suma")
_COLUMNAS = (*_NUMEROS, "cubos", "cuentas")
LAPSOS_SUMADOS = (Lapso.SEMANA, Lapso.MES)


def _columnas(tabla: str) -> str:
    return ", ".join(f"{tabla}.{columna}" for columna in _COLUMNAS)


# `hechos` (a temporary table, consultas.hechos_de) → the measurements of each of its days.
_DE_HECHOS = """
    sumas as materialized (
        select dia, {valor} as valor, {sumas} from hechos group by 1, 2
    ), histogramas as (
        select indicador, dia, valor, array_agg(cubo order by cubo) as cubos,
               array_agg(cuenta order by cubo)::int[] as cuentas
        from ({cubos}) c group by 1, 2, 3
    ), nuevas as (
        select v.indicador, 'dia' as lapso, s.dia, s.valor,
               v.n, v.aciertos, v.fallos, v.pendientes, v.suma,
               coalesce(h.cubos, '{{}}') as cubos, coalesce(h.cuentas, '{{}}') as cuentas
        from sumas s
        cross join lateral (values {valores}) v(indicador, n, aciertos, fallos, pendientes, suma)
        left join histogramas h
            on h.indicador = v.indicador and h.dia = s.dia and h.valor = s.valor
        where v.n + v.aciertos + v.pendientes > 0
    )"""
_SUMAS = """
    count(*) filter (where {cuenta}) as n{i},
    count(*) filter (where {aciertos}) as aciertos{i},
    count(*) filter (where {fallos}) as fallos{i},
    count(*) filter (where {pendientes}) as pendientes{i},
    coalesce(sum({suma}) filter (where {cuenta}), 0) as suma{i}"""
_CUBOS = """
    select '{codigo}' as indicador, dia, {valor} as valor, count(*) as cuenta,
           width_bucket({numero}, %(limites)s::int[])::smallint as cubo
    from hechos where {cuenta} group by 2, 3, 5"""
_SIN_CUBOS = """
    select null as indicador, null::date as dia, null as valor,
           null::int as cuenta, null::smallint as cubo where false"""

# The measurements of some days → those of their weeks and months, each the sum of all its days.
_DE_DIAS = f"""
    por_lapso as materialized (
        select m.indicador, a.lapso, a.dia, m.valor, {_columnas("m")}
        from indicadores_medicion m
        cross join lateral (values
            ('semana', date_trunc('week', m.dia)::date), ('mes', date_trunc('month', m.dia)::date)
        ) l(lapso, primero)
        join alcance a on a.lapso = l.lapso and a.dia = l.primero
        where m.indicador = any(%(codigos)s) and m.dimension = %(dimension)s and m.lapso = 'dia'
          and m.dia = any(%(dias)s)
    ), histogramas as (
        select indicador, lapso, dia, valor, array_agg(cubo order by cubo) as cubos,
               array_agg(cuenta order by cubo)::int[] as cuentas
        from (
            select indicador, lapso, dia, valor, u.cubo, sum(u.cuenta) as cuenta
            from por_lapso, unnest(por_lapso.cubos, por_lapso.cuentas) u(cubo, cuenta)
            group by 1, 2, 3, 4, 5
        ) c group by 1, 2, 3, 4
    ), nuevas as (
        select s.indicador, s.lapso, s.dia, s.valor, s.n, s.aciertos, s.fallos, s.pendientes,
               s.suma, coalesce(h.cubos, '{{{{}}}}') as cubos,
               coalesce(h.cuentas, '{{{{}}}}') as cuentas
        from (
            select indicador, lapso, dia, valor, {", ".join(f"sum({n}) as {n}" for n in _NUMEROS)}
            from por_lapso group by 1, 2, 3, 4
        ) s left join histogramas h using (indicador, lapso, dia, valor)
    )"""

# Write only what differs, so that measuring again the same days leaves no dead rows behind.
_ALCANCE = """
    alcance as (select * from unnest(%(lapsos)s::text[], %(primeros)s::date[]) a(lapso, dia))"""
_DEL_ALCANCE = """
    m.indicador = any(%(codigos)s) and m.dimension = %(dimension)s
    and m.lapso = a.lapso and m.dia = a.dia"""
_GUARDAR = f"""
    with {_ALCANCE}, {{nuevas}}, sobran as (
        delete from indicadores_medicion m using alcance a
        where {_DEL_ALCANCE} and not exists (
            select from nuevas
            where (nuevas.indicador, nuevas.lapso, nuevas.dia, nuevas.valor)
                = (m.indicador, m.lapso, m.dia, m.valor)
        ) returning 1
    ), puestas as (
        insert into indicadores_medicion as m
               (indicador, dimension, lapso, dia, valor, {", ".join(_COLUMNAS)})
        select indicador, %(dimension)s, lapso, dia, valor, {_columnas("nuevas")} from nuevas
        on conflict (indicador, dimension, lapso, dia, valor) do update
        set ({", ".join(_COLUMNAS)}) = row({_columnas("excluded")})
        where ({_columnas("m")}) is distinct from ({_columnas("excluded")})
        returning 1
    ) select (select count(*) from sobran) + (select count(*) from puestas)"""
_COMPARAR = f"""
    with {_ALCANCE}, {{nuevas}}, actuales as (
        select m.* from indicadores_medicion m, alcance a where {_DEL_ALCANCE}
    )
    select count(*) from nuevas full join actuales m using (indicador, lapso, dia, valor)
    where ({_columnas("m")}) is distinct from ({_columnas("nuevas")})"""


def contar_hechos(
    indicadores: Sequence[Indicador],
    dimension: str,
    dias: Sequence[date],
    *,
    guardar: bool = True,
) -> int:
    """Measure those indicators by one dimension from the table `hechos`: how many rows changed.

    With `guardar=False` it only says how many would.
    """
    plantilla = _GUARDAR if guardar else _COMPARAR
    return _un_numero(
        plantilla.format(nuevas=_de_hechos(indicadores, VALOR[dimension])),
        {
            "codigos": [indicador.codigo for indicador in indicadores],
            "dimension": dimension,
            "lapsos": [Lapso.DIA.value] * len(dias),
            "primeros": list(dias),
            "limites": list(LIMITES),
        },
    )


def sumar_dias(indicadores: Sequence[Indicador], dimension: str, dias: Sequence[date]) -> int:
    """Add up again the weeks and months to which those days belong: how many rows changed."""
    alcance = sorted(
        {(lapso.value, principio_de(lapso, dia)) for lapso in LAPSOS_SUMADOS for dia in dias}
    )
    return _un_numero(
        _GUARDAR.format(nuevas=_DE_DIAS.format()),
        {
            "codigos": [indicador.codigo for indicador in indicadores],
            "dimension": dimension,
            "lapsos": [lapso for lapso, _ in alcance],
            "primeros": [primero for _, primero in alcance],
            "dias": sorted({dia for lapso, primero in alcance for dia in _dias_de(lapso, primero)}),
        },
    )


def _de_hechos(indicadores: Sequence[Indicador], valor: str) -> str:
    sumas = [
        _SUMAS.format(i=i, **indicador.medida.__dict__) for i, indicador in enumerate(indicadores)
    ]
    cubos = [
        _CUBOS.format(codigo=indicador.codigo, valor=valor, **indicador.medida.__dict__)
        for indicador in indicadores
        if indicador.medida.numero
    ]
    valores = [
        f"('{indicador.codigo}', {', '.join(f'{numero}{i}' for numero in _NUMEROS)})"
        for i, indicador in enumerate(indicadores)
    ]
    return _DE_HECHOS.format(
        valor=valor,
        sumas=", ".join(sumas),
        cubos=" union all ".join(cubos) or _SIN_CUBOS,
        valores=", ".join(valores),
    )


def _dias_de(lapso: str, primero: date) -> list[date]:
    cuantos = (fin_de(lapso, primero) - primero).days + 1
    return [primero + timedelta(n) for n in range(cuantos)]


def _un_numero(sql: str, parametros: dict[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, parametros)
        return int(cursor.fetchone()[0])
