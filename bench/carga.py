"""Load a big set: each process composes a stretch of it and sends it by COPY, table by table."""

from __future__ import annotations

import io
import json
import multiprocessing
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from time import monotonic
from typing import Any

import django
from django.db import connection, models, transaction
from django.db.models.expressions import DatabaseDefault
from django.utils import timezone
from tqdm import tqdm

LOTE = 2000
PROCESOS = min(4, os.cpu_count() or 1)
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})

# What each process of the pool composes with: read once, after it starts.
_mundo: Any = None


def cargar(incidencias: int) -> None:
    """Fill an empty, migrated database with that many cases and all that hangs from them."""
    from bench.mundo import Mundo, crear_catalogos

    crear_catalogos()
    ahora = timezone.now()
    mundo = Mundo.leer(incidencias, ahora)
    cada_uno = multiprocessing.get_context("spawn")
    for que, hasta in (("clientes", mundo.clientes), ("incidencias", incidencias)):
        tramos = [(desde, min(desde + LOTE, hasta + 1)) for desde in range(1, hasta + 1, LOTE)]
        with (
            cada_uno.Pool(PROCESOS, _preparar_proceso, (incidencias, ahora)) as procesos,
            tqdm(total=hasta, desc=que, unit="", disable=None) as barra,
        ):
            trabajo = copiar_clientes if que == "clientes" else copiar_incidencias
            for hechos in procesos.imap_unordered(trabajo, tramos):
                barra.update(hechos)
    _poner_al_dia_las_secuencias(incidencias)
    medir_indicadores()
    _ordenar_la_casa()


def _preparar_proceso(incidencias: int, ahora: datetime) -> None:
    django.setup()
    from bench.mundo import Mundo

    global _mundo
    _mundo = Mundo.leer(incidencias, ahora)


def copiar_clientes(tramo: tuple[int, int]) -> int:
    """Customers of a range of numbers, each with its contact, site, unit and purchase."""
    clientes = [_mundo.cliente(n) for n in range(*tramo)]
    suyas: tuple[Callable[[Any], models.Model], ...] = (
        _mundo.contacto,
        _mundo.sede,
        _mundo.equipo,
        _mundo.compra,
    )
    copiar([*clientes, *(componer(cliente) for componer in suyas for cliente in clientes)])
    return len(clientes)


def copiar_incidencias(tramo: tuple[int, int]) -> int:
    """The cases of a range of numbers with their whole histories."""
    from bench.historia import componer_historia

    copiar(fila for numero in range(*tramo) for fila in componer_historia(_mundo, numero))
    return tramo[1] - tramo[0]


# --- COPY


@transaction.atomic
def copiar(filas: Iterable[models.Model]) -> None:
    """Insert rows that already have their ids, by table, in the order in which tables appear."""
    por_tabla: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    for fila in filas:
        por_tabla[type(fila)].append(fila)
    with connection.cursor() as cursor:
        for modelo, suyas in por_tabla.items():
            campos = _campos(modelo, suyas[0])
            columnas = ", ".join(f'"{campo.column}"' for campo in campos)
            cursor.copy_expert(
                f'copy "{modelo._meta.db_table}" ({columnas}) from stdin', _texto(campos, suyas)
            )


def _campos(modelo: type[models.Model], fila: models.Model) -> list[models.Field[Any, Any]]:
    """The columns that we write: neither generated nor left to the database's default."""
    return [
        campo
        for campo in modelo._meta.local_concrete_fields
        if campo.column
        and not campo.generated
        and not isinstance(getattr(fila, campo.attname), DatabaseDefault)
    ]


def _texto(campos: Sequence[models.Field[Any, Any]], filas: list[models.Model]) -> io.StringIO:
    lineas = io.StringIO()
    for fila in filas:
        lineas.write("\t".join(_valor(campo, campo.pre_save(fila, True)) for campo in campos))
        lineas.write("\n")
    lineas.seek(0)
    return lineas


def _valor(campo: models.Field[Any, Any], valor: Any) -> str:
    """A value as COPY reads it."""
    if valor is None:
        return "\\N"
    if isinstance(campo, models.JSONField):
        valor = json.dumps(valor)
    return valor.translate(ESCAPES) if isinstance(valor, str) else str(valor)


# --- Afterwards


def medir_indicadores() -> float:
    """Measure every indicator of every day, as the night does; how long it took, in seconds."""
    from indicadores.recalculo import lotes_de_dias, recalcular

    desde = monotonic()
    for hechos, dias in tqdm(list(lotes_de_dias()), desc="mediciones", unit="mes", disable=None):
        recalcular(hechos, dias)
    return monotonic() - desde


def _poner_al_dia_las_secuencias(incidencias: int) -> None:
    """The site goes on numbering after what was loaded."""
    from bench.historia import POR_CASO

    libre = (incidencias + 1) * POR_CASO
    with connection.cursor() as cursor:
        cursor.execute(
            "select setval(oid::regclass, greatest(%s, 1)) from pg_class"
            " where relkind = 'S' and relnamespace = 'public'::regnamespace"
            " and (relname like any (%s) or relname = 'evento_id_seq')",
            [
                libre,
                [
                    f"{app}\\_%\\_id\\_seq"
                    for app in ("clientes", "incidencias", "sat", "encuestas")
                ],
            ],
        )
        cursor.execute("select setval('codigo_inc_seq', %s)", [incidencias])
        cursor.execute("select setval('codigo_ot_seq', %s)", [incidencias])


def _ordenar_la_casa() -> None:
    """What autovacuum would have done in the months that the load pretends."""
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")
