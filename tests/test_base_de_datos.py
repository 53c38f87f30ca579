"""What the migrations set on the database itself."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import connection, models
from django.db.models import F, Q
from psycopg2 import sql

from nucleo.planes import acortar_planes


def _dicho_de_la_base() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select unnest(setconfig) from pg_db_role_setting"
            " join pg_database d on d.oid = setdatabase"
            " where d.datname = current_database() and setrole = 0"
        )
        return [ajuste for (ajuste,) in cursor.fetchall()]


@pytest.mark.django_db
def test_the_planner_follows_the_order_of_the_joins():
    assert "join_collapse_limit=4" in _dicho_de_la_base()


@pytest.mark.django_db
def test_a_copy_of_the_database_is_told_again_by_migrating():
    """`create database … template` and a restored backup bring tables, not what was said of it."""
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("alter database {} reset join_collapse_limit").format(
                sql.Identifier(connection.settings_dict["NAME"])
            )
        )
        cursor.execute("set local join_collapse_limit = 8")  # as a new session would find it
    assert "join_collapse_limit=4" not in _dicho_de_la_base()
    acortar_planes()
    assert "join_collapse_limit=4" in _dicho_de_la_base()


@pytest.mark.django_db
def test_what_every_intake_writes_carries_no_index_twice():
    """An index that another one begins with has no reader of its own, and each insert pays it."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select corto.indexrelid::regclass::text, largo.indexrelid::regclass::text
            from pg_index corto
            join pg_index largo using (indrelid)
            join pg_class tabla on tabla.oid = indrelid
            join pg_class clase on clase.oid = corto.indexrelid
            where corto.indexrelid <> largo.indexrelid
              and corto.indkey[0] = largo.indkey[0] and corto.indnatts = 1
              and corto.indpred is null and largo.indpred is null and not corto.indisunique
              and clase.relname not like '%%\\_like'
              and (tabla.relname like '%%\\_evento%%' or tabla.relname = any(%s))
            """,
            [
                [
                    "incidencias_incidencia",
                    "incidencias_mensaje",
                    "incidencias_llamada",
                    "incidencias_objetivosla",
                    "incidencias_plazolegal",
                    "encuestas_invitacion",
                    "nucleo_comunicacion",
                ]
            ],
        )
        assert cursor.fetchall() == []


# --- A CHECK lets an unknown through: NULL > 0 is neither true nor false


def _admite_nulo(modelo: type[models.Model], columna: str) -> bool:
    try:
        return bool(getattr(modelo._meta.get_field(columna), "null", False))
    except FieldDoesNotExist:
        return False  # what the database computes


def _guardadas(nodo: Q) -> set[str]:
    """Columns that cannot be NULL where the rest of this node is looked at."""
    hojas = [hoja for hoja in nodo.children if isinstance(hoja, tuple)]
    if nodo.connector == Q.AND:
        return {
            clave.removesuffix("__isnull") for clave, v in hojas if v is False and "__is" in clave
        }
    return {clave for clave, valor in hojas if valor is None}


def _sin_guardar(modelo: type[models.Model], nodo: Q, antes: frozenset[str]) -> Iterator[str]:
    if nodo.negated:  # Django adds IS NOT NULL to what it denies
        return
    guardadas = antes | _guardadas(nodo)
    for hoja in nodo.children:
        if isinstance(hoja, Q):
            yield from _sin_guardar(modelo, hoja, guardadas)
        elif isinstance(hoja, tuple):
            yield from _columnas_sin_guardar(modelo, hoja, guardadas)


def _columnas_sin_guardar(
    modelo: type[models.Model], hoja: tuple[str, Any], guardadas: frozenset[str]
) -> Iterator[str]:
    clave, valor = hoja
    if valor is None or clave.endswith("__isnull"):
        return
    columnas = [clave.split("__")[0], *([valor.name] if isinstance(valor, F) else [])]
    for columna in columnas:
        if columna not in guardadas and _admite_nulo(modelo, columna):
            yield columna


def test_no_check_lets_what_is_not_known_through():
    agujeros = {
        restriccion.name: sueltas
        for modelo in apps.get_models()
        for restriccion in modelo._meta.constraints
        if isinstance(restriccion, models.CheckConstraint)
        and isinstance(restriccion.condition, Q)
        and (sueltas := list(_sin_guardar(modelo, restriccion.condition, frozenset())))
    }
    assert agujeros == {}


@pytest.mark.parametrize(
    ("condicion", "sueltas"),
    [
        (Q(coste__gt=0), ["coste"]),
        (Q(clase="x", coste__isnull=False, coste__gt=0), []),
        (Q(coste=None) | Q(coste__gt=0), []),
        (Q(hasta=None) | Q(hasta__gte=F("coste")), ["coste"]),
        ((Q(coste=None) | Q(coste__gt=0)) & Q(hasta__gt=0), ["hasta"]),
    ],
)
def test_how_what_would_pass_is_found(condicion, sueltas):
    class Meta:
        @staticmethod
        def get_field(nombre):
            return models.IntegerField(null=nombre != "clase")

    modelo = type("Modelo", (), {"_meta": Meta})
    assert list(_sin_guardar(modelo, condicion, frozenset())) == sueltas
