"""Which panels beside a case have something in them, in one statement: most have nothing.

Those that have are read by their own statements, as many as ever.
"""

from __future__ import annotations

from typing import NamedTuple

from django.db import connection

from incidencias.models import Incidencia

SQL = """
select
    exists (select from incidencias_vinculo where una_id = %(caso)s or otra_id = %(caso)s)
    or exists (select from incidencias_incidencia where padre_id = %(caso)s)
    or exists (select from incidencias_incidencia where fusionada_en_id = %(caso)s),
    exists (select from incidencias_respuestatriaje where incidencia_id = %(caso)s),
    exists (select from incidencias_enviowhatsapp
            where incidencia_id = %(caso)s and estado = 'preparado'),
    exists (select from incidencias_encargo where incidencia_id = %(caso)s)
"""


class LoQueHay(NamedTuple):
    familia: bool
    respuestas: bool
    whatsapp: bool
    encargo: bool


def lo_que_hay(incidencia: Incidencia) -> LoQueHay:
    """Asked once for each instance, so once a page."""
    sabido: LoQueHay | None = vars(incidencia).get("_lo_que_hay")
    if sabido is None:
        with connection.cursor() as cursor:
            cursor.execute(SQL, {"caso": incidencia.pk})
            sabido = LoQueHay(*cursor.fetchone())
        vars(incidencia)["_lo_que_hay"] = sabido
    return sabido
