"""Thousands of new rows by COPY: half the time of an INSERT with all its values in the text."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.fields.ranges import RangeField
from django.db import connection, models
from django.db.models.expressions import BaseExpression

from nucleo.insercion import NoEsUnValor, columnas_de, insertar_filas, preparar, repartir_columnas

POCAS = 50  # below, an INSERT is as quick
_SE_ESCAPAN = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_NO_SE_COPIAN = (ArrayField, RangeField, models.BinaryField)


def insertar(modelo: type[models.Model], filas: Sequence[models.Model], *, lote: int) -> None:
    """As `bulk_create`: the rows get their keys, constraints and triggers see the same.

    What COPY does not know how to write here (ranges, arrays, expressions) goes by INSERT.
    """
    for inicio in range(0, len(filas), lote):
        tanda = filas[inicio : inicio + lote]
        if len(tanda) < POCAS or not _copiar(modelo, tanda):
            insertar_filas(tanda)


def _copiar(modelo: type[models.Model], filas: Sequence[models.Model]) -> bool:
    """Whether it could: not if a column is of a type, or has a value, that is not plain."""
    if any(isinstance(columna.campo, _NO_SE_COPIAN) for columna in columnas_de(modelo)):
        return False
    preparar(filas)
    _dar_claves(modelo, filas)
    columnas, _ajenas = repartir_columnas(modelo, filas)
    lectores = [columna.leer for columna in columnas]
    texto = io.StringIO()
    try:
        for fila in filas:
            texto.write("\t".join([_en_copia(leer(fila)) for leer in lectores]) + "\n")
    except NoEsUnValor:
        return False
    texto.seek(0)
    nombres = ", ".join(f'"{columna.campo.column}"' for columna in columnas)
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.copy_expert(f'copy "{modelo._meta.db_table}" ({nombres}) from stdin', texto)
    for fila in filas:
        fila._state.adding, fila._state.db = False, connection.alias
    return True


def _dar_claves(modelo: type[models.Model], filas: Sequence[models.Model]) -> None:
    """The keys of the sequence of the table, for those rows that have none yet."""
    clave = modelo._meta.pk
    sin_clave = [fila for fila in filas if fila.pk is None]
    if not sin_clave or not isinstance(clave, models.AutoField | models.BigAutoField):
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "select nextval(pg_get_serial_sequence(%s, %s)) from generate_series(1, %s)",
            [f'"{modelo._meta.db_table}"', clave.column, len(sin_clave)],
        )
        for fila, (numero,) in zip(sin_clave, cursor.fetchall(), strict=True):
            fila.pk = numero


def _en_copia(valor: Any) -> str:
    """A value in the text format of COPY."""
    if isinstance(valor, str):
        return valor.translate(_SE_ESCAPAN)
    if valor is None:
        return "\\N"
    if isinstance(valor, bool):
        return "t" if valor else "f"
    if isinstance(valor, BaseExpression):
        raise NoEsUnValor
    return str(valor)
