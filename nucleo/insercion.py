"""New rows by INSERT without the ORM's compiler, which takes longer than the database.

The rows, their constraints and their triggers are the same; only who writes the SQL is another.
Thousands at once go by COPY (`nucleo.copia`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models.expressions import BaseExpression, DatabaseDefault
from django.utils.functional import Promise
from psycopg2.extensions import AsIs

if TYPE_CHECKING:
    Campo = models.Field[Any, Any]

# Their value goes as it is; of the others, as their field prepares it.
_LLANOS = frozenset(
    {
        models.AutoField,
        models.BigAutoField,
        models.BigIntegerField,
        models.BooleanField,
        models.CharField,
        models.DateField,
        models.DateTimeField,
        models.DecimalField,
        models.EmailField,
        models.ForeignKey,
        models.IntegerField,
        models.PositiveIntegerField,
        models.PositiveSmallIntegerField,
        models.SmallIntegerField,
        models.TextField,
        models.UUIDField,
    }
)


_AUTO = (models.AutoField, models.BigAutoField)


class Columna(NamedTuple):
    """A column that is written, and what gives its value of a row."""

    campo: Campo
    leer: Callable[[Any], Any]


class JsonEscrito(str):
    """The value of a JSON column that is text already."""


class EnLaBase(NamedTuple):
    """A value that the database works out when it writes the row, and gives back: our own SQL."""

    sql: str


class NoEsUnValor(Exception):
    """An expression, which only the ORM can write."""


def insertar_fila(fila: models.Model, *, si_no_esta: bool = False) -> bool:
    """As `fila.save(force_insert=True)`; whether it was written.

    With `si_no_esta`, another row with the same unique key is left as it is, after waiting for
    whoever is writing it; without, that is an IntegrityError.
    """
    return bool(insertar_filas([fila], si_no_esta=si_no_esta))


def insertar_filas(filas: Sequence[models.Model], *, si_no_esta: bool = False) -> int:
    """As `bulk_create` of some rows of one table; returns how many were written.

    Each row gets its key and what else the database gives it.
    """
    try:
        sql, valores, ajenas = _componer(filas, si_no_esta=si_no_esta)
    except NoEsUnValor:
        if si_no_esta:
            raise
        return len(type(filas[0])._default_manager.bulk_create(filas))  # type: ignore[arg-type]
    with connection.cursor() as cursor:
        cursor.execute(sql, valores)
        dados = cursor.fetchall()
    _anotar(filas, ajenas, dados)
    return len(dados)


def insertar_juntas(tablas: Iterable[Sequence[models.Model]]) -> None:
    """The rows of several tables in one statement: none of them needs the key of another."""
    tandas = [filas for filas in tablas if filas]
    try:
        partes = [_componer(filas) for filas in tandas] if len(tandas) > 1 else []
    except NoEsUnValor:
        partes = []
    if not partes:
        for filas in tandas:
            insertar_filas(filas)
        return
    inserts = [f"t{n} as ({sql})" for n, (sql, _valores, _ajenas) in enumerate(partes)]
    columnas = [
        f'(select array_agg("{campo.column}") from t{n})'  # noqa: S608 - our own names
        for n, (_sql, _valores, ajenas) in enumerate(partes)
        for campo in ajenas
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f"with {', '.join(inserts)} select {', '.join(columnas) or '1'}",
            [valor for _sql, valores, _ajenas in partes for valor in valores],
        )
        dadas = iter(cursor.fetchone())
    for filas, (_sql, _valores, ajenas) in zip(tandas, partes, strict=True):
        de_cada_campo = [next(dadas) for _campo in ajenas]
        _anotar(filas, ajenas, list(zip(*de_cada_campo, strict=True)) or [()] * len(filas))


def _componer(
    filas: Sequence[models.Model], *, si_no_esta: bool = False
) -> tuple[str, list[Any], tuple[Campo, ...]]:
    """The INSERT of some rows of a table, its values, and the columns that the database gives."""
    modelo = type(filas[0])
    preparar(filas)
    propias, ajenas = repartir_columnas(modelo, filas)
    valores = [_valor(columna.leer(fila)) for fila in filas for columna in propias]
    # zip ends with the columns: what the database works out, it does in every row.
    pedidas = (c.campo for c, valor in zip(propias, valores, strict=False) if type(valor) is AsIs)
    devueltas = (*ajenas, *pedidas)
    sql = _insert(modelo, ajenas, devueltas, len(filas), si_no_esta=si_no_esta)
    return sql, valores, devueltas


def _anotar(
    filas: Sequence[models.Model], ajenas: Sequence[Campo], dados: Sequence[Sequence[Any]]
) -> None:
    """What the database gave to each row, and that it is there; none if it was there before."""
    for fila, suyos in zip(filas, dados, strict=bool(dados)):
        for campo, valor in zip(ajenas, suyos, strict=False):
            setattr(fila, campo.attname, valor)
        fila._state.adding, fila._state.db = False, DEFAULT_DB_ALIAS


def preparar(filas: Sequence[models.Model]) -> None:
    """What they point to has its key by now. Raises ValueError if it does not."""
    for fila in filas:
        fila._prepare_related_fields_for_save(operation_name="bulk_create")  # type: ignore[attr-defined]


@cache
def columnas_de(modelo: type[models.Model]) -> tuple[Columna, ...]:
    """Those that are written: not what the database works out."""
    campos = (campo for campo in modelo._meta.local_concrete_fields if not campo.generated)
    return tuple(Columna(campo, _lector(campo)) for campo in campos)


def repartir_columnas(
    modelo: type[models.Model], filas: Sequence[models.Model]
) -> tuple[tuple[Columna, ...], tuple[Campo, ...]]:
    """Those that we write, and those that every row leaves to the database."""
    ajenas = (columna.campo for columna in _con_valor_de_la_base(modelo) if _falta(columna, filas))
    return _reparto(modelo, tuple(ajenas))


@cache
def _reparto(
    modelo: type[models.Model], ajenas: tuple[Campo, ...]
) -> tuple[tuple[Columna, ...], tuple[Campo, ...]]:
    propias = tuple(columna for columna in columnas_de(modelo) if columna.campo not in ajenas)
    return propias, ajenas


@cache
def _con_valor_de_la_base(modelo: type[models.Model]) -> tuple[Columna, ...]:
    """The key, and what has its default in the database: there are few."""
    return tuple(
        columna
        for columna in columnas_de(modelo)
        if columna.campo.has_db_default() or isinstance(columna.campo, _AUTO)
    )


def _falta(columna: Columna, filas: Sequence[models.Model]) -> bool:
    dichos = [getattr(fila, columna.campo.attname) for fila in filas]
    if columna.campo.primary_key:
        return all(valor is None for valor in dichos)
    return all(isinstance(valor, DatabaseDefault) for valor in dichos)


def _valor(valor: Any) -> Any:
    if isinstance(valor, BaseExpression):
        raise NoEsUnValor
    if isinstance(valor, EnLaBase):
        return AsIs(valor.sql)
    return str(valor) if isinstance(valor, Promise) else valor


@lru_cache(maxsize=256)
def _insert(
    modelo: type[models.Model],
    ajenas: tuple[Campo, ...],
    devueltas: tuple[Campo, ...],
    cuantas: int,
    *,
    si_no_esta: bool,
) -> str:
    propias, _ajenas = _reparto(modelo, ajenas)
    nombres = ", ".join(f'"{columna.campo.column}"' for columna in propias)
    marcas = f"({', '.join(['%s'] * len(propias))})"
    repetida = "on conflict do nothing " if si_no_esta else ""
    devuelve = ", ".join(f'"{campo.column}"' for campo in devueltas) or "1"
    return (
        f'insert into "{modelo._meta.db_table}" ({nombres}) '  # noqa: S608 - our own names
        f"values {', '.join([marcas] * cuantas)} {repetida}returning {devuelve}"
    )


def _lector(campo: Campo) -> Callable[[Any], Any]:
    """What gives the value of that column of a row."""
    if type(campo) is models.JSONField and campo.encoder is None:
        return lambda fila: _en_json(getattr(fila, campo.attname))
    if type(campo) in _LLANOS and not _se_pone_solo(campo):
        return attrgetter(campo.attname)
    real = connections[DEFAULT_DB_ALIAS]
    return lambda fila: campo.get_db_prep_save(campo.pre_save(fila, True), real)


def _en_json(valor: Any) -> Any:
    if valor is None or isinstance(valor, BaseExpression | JsonEscrito):
        return valor
    return json.dumps(valor)


def _se_pone_solo(campo: Campo) -> bool:
    return getattr(campo, "auto_now", False) or getattr(campo, "auto_now_add", False)
