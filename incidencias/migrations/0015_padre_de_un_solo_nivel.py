"""A case inside another one, which is inside none: guarded by a foreign key, so without circles.

`(padre_id, false)` must be an `(id, es_hija)` that exists. Giving a parent to a case that has
children breaks that key, whoever does it and at the same time as whoever else.
"""

from django.db import migrations

PONER = """
alter table incidencias_incidencia
  add column es_hija boolean generated always as (padre_id is not null) stored,
  add column padre_es_hija boolean generated always as (false) stored;
alter table incidencias_incidencia
  add constraint incidencia_con_su_nivel unique (id, es_hija);
alter table incidencias_incidencia
  add constraint incidencia_padre_sin_padre
    foreign key (padre_id, padre_es_hija) references incidencias_incidencia (id, es_hija);
"""
QUITAR = """
alter table incidencias_incidencia drop constraint incidencia_padre_sin_padre;
alter table incidencias_incidencia drop constraint incidencia_con_su_nivel;
alter table incidencias_incidencia drop column es_hija, drop column padre_es_hija;
"""


class Migration(migrations.Migration):
    dependencies = [("incidencias", "0014_triaje_prioridad_reparto_y_vinculos")]

    operations = [migrations.RunSQL(PONER, QUITAR)]
