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
