"""A million cases without composing them one by one: what was composed, again and again, by SQL.

Each copy has ids, codes and dates of its own (a little earlier), in the same tables with the same
indexes. For what is measured on screens; the intake and the indicators use what was composed.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg2
from django.db import connection, models
from tqdm import tqdm

from bench.historia import POR_CASO
from clientes.models import Cliente, Compra, Contacto, Equipo, Sede
from incidencias.models import (
    EventoIncidencia,
    Incidencia,
    Llamada,
    Mensaje,
    ObjetivoSLA,
    PlazoLegal,
    Promesa,
)
from sat.models import OrdenTrabajo

DE_CLIENTES = (Cliente, Contacto, Sede, Equipo, Compra)
DE_CASOS = (Incidencia, Mensaje, Llamada, ObjetivoSLA, PlazoLegal, Promesa, OrdenTrabajo)
EVENTOS = (EventoIncidencia,)
EN_LOS_DATOS = ("mensaje", "llamada", "promesa", "orden")
A_LA_VEZ = 3


def multiplicar(compuestas: int, veces: int) -> None:
    """Leave `veces` times what was composed, which stays as the first copy."""
    modelos = [*DE_CLIENTES, *DE_CASOS, *EVENTOS]
    indices = _quitar_indices(modelos)
    clientes = Cliente.objects.count()
    pasos = dict.fromkeys(DE_CLIENTES, clientes) | {Incidencia: compuestas}
    pasos |= {
        modelo: (compuestas + 1) * POR_CASO
        for modelo in (*DE_CASOS, *EVENTOS)
        if modelo not in pasos
    }
    with ThreadPoolExecutor(A_LA_VEZ) as hilos:
        trabajos = [
            hilos.submit(_copiar, modelos, pasos, compuestas, copia) for copia in range(1, veces)
        ]
        for trabajo in tqdm(trabajos, desc="copias", disable=None):
            trabajo.result()
    with ThreadPoolExecutor(A_LA_VEZ) as hilos:
        list(tqdm(hilos.map(_ejecutar, indices), total=len(indices), desc="índices", disable=None))
    _ejecutar("vacuum analyze")


def _quitar_indices(modelos: list[type[models.Model]]) -> list[str]:
    """Building them at the end is many times quicker. Those of constraints stay."""
    tablas = [modelo._meta.db_table for modelo in modelos]
    with connection.cursor() as cursor:
        cursor.execute(
            "select indexname, indexdef from pg_indexes i where tablename = any(%s) and not exists"
            " (select from pg_constraint c where c.conname = i.indexname)"
            " and indexdef not like 'CREATE UNIQUE%%'",
            [tablas],
        )
        filas = cursor.fetchall()
        for nombre, _definicion in filas:
            cursor.execute(f'drop index "{nombre}"')
    return [definicion for _nombre, definicion in filas]


def _copiar(modelos: list[Any], pasos: dict[Any, int], compuestas: int, copia: int) -> None:
    for modelo in modelos:
        columnas = [c for c in modelo._meta.local_concrete_fields if c.column and not c.generated]
        valores = ", ".join(_valor(c, modelo, pasos, compuestas, copia) for c in columnas)
        nombres = ", ".join(f'"{c.column}"' for c in columnas)
        tope = pasos[modelo]
        clave = "incidencia_id" if modelo in EVENTOS else "id"
        tope = compuestas if modelo in EVENTOS else tope
        _ejecutar(
            f'insert into "{modelo._meta.db_table}" ({nombres}) select {valores}'
            f' from "{modelo._meta.db_table}" where {clave} <= {tope}'
        )


def _valor(campo: Any, modelo: Any, pasos: dict[Any, int], compuestas: int, copia: int) -> str:
    """How a column of a copy is written, from that of the first."""
    columna = f'"{campo.column}"'
    destino = campo.related_model if campo.is_relation else None
    if destino in pasos:
        return f"{columna} + {pasos[destino] * copia}"
    if destino is not None:
        return "null" if campo.one_to_one else columna
    if campo.column == "id":
        return f"id + {pasos[modelo] * copia}"
    if campo.column == "codigo" and campo.unique:
        numero = f"substr(codigo, length(codigo) - 5)::int + {compuestas * copia}"
        return f"substr(codigo, 1, length(codigo) - 6) || lpad(({numero})::text, 6, '0')"
    if campo.column == "datos" and modelo in EVENTOS:
        return _datos(pasos, copia)
    if isinstance(campo, models.UUIDField):
        return "gen_random_uuid()"
    if campo.unique or campo.column in {"numero_serie", "correo", "nif", "numero"}:
        return f"case when {columna} = '' then '' else {columna} || '{copia:02d}' end"
    return columna


def _datos(pasos: dict[Any, int], copia: int) -> str:
    por_nombre = {"mensaje": Mensaje, "llamada": Llamada, "promesa": Promesa, "orden": OrdenTrabajo}
    expresion = "datos"
    for nombre in EN_LOS_DATOS:
        paso = pasos[por_nombre[nombre]] * copia
        expresion += (
            f" || case when datos ? '{nombre}' and jsonb_typeof(datos->'{nombre}') = 'number' then"
            f" jsonb_build_object('{nombre}', (datos->>'{nombre}')::bigint + {paso})"
            " else '{}'::jsonb end"
        )
    return expresion


def _ejecutar(orden: str) -> None:
    """In a connection of its own, without triggers: what is copied has already been checked."""
    conexion = psycopg2.connect(os.environ["DATABASE_URL"])
    conexion.autocommit = True
    try:
        with conexion.cursor() as cursor:
            cursor.execute("set session_replication_role = replica")
            cursor.execute("set maintenance_work_mem = '512MB'")
            cursor.execute(orden)
    finally:
        conexion.close()
