"""What the migrations set on the database itself."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_planner_follows_the_order_of_the_joins():
    with connection.cursor() as cursor:
        cursor.execute(
            "select setconfig from pg_db_role_setting join pg_database d on d.oid = setdatabase"
            " where d.datname = current_database() and setrole = 0"
        )
        ajustes = [ajuste for (fila,) in cursor.fetchall() for ajuste in fila]
    assert "join_collapse_limit=4" in ajustes


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
