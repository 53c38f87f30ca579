"""How PostgreSQL plans what the pages ask, kept with the database (docs/decisions/009)."""

from django.db import connection

CORTOS = """
do $$ begin
    if current_setting('join_collapse_limit') <> '4' then
        execute format('alter database %I set join_collapse_limit = 4', current_database());
    end if;
exception when insufficient_privilege then
    raise notice 'join_collapse_limit is left as it was: this user does not own the database';
end $$
"""


def acortar_planes() -> None:
    """Said again after each `migrate`: a copy or a backup brings the tables and not what was said
    of the database, and each page of a case then takes a millisecond more to plan.
    """
    with connection.cursor() as cursor:
        cursor.execute(CORTOS)
