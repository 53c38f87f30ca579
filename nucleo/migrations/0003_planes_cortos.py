"""See docs/decisions/009: the pages join many small tables, and planning them was what took long."""

from django.db import migrations

PONER = """
do $$ begin
    execute format('alter database %I set join_collapse_limit = 4', current_database());
exception when insufficient_privilege then
    raise notice 'join_collapse_limit is left as it was: this user does not own the database';
end $$
"""
QUITAR = """
do $$ begin
    execute format('alter database %I reset join_collapse_limit', current_database());
exception when insufficient_privilege then
    null;
end $$
"""


class Migration(migrations.Migration):
    dependencies = [("nucleo", "0002_indice_de_fallidas")]

    operations = [migrations.RunSQL(PONER, QUITAR)]
