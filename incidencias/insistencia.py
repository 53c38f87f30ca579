"""How often a customer has contacted us about the same, and who is told when it is too often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from cuentas.models import CodigoRol, Usuario
from incidencias.destinatarios import que_la_ven
from incidencias.models import Incidencia

DEMASIADAS = 3  # from the third contact on, the supervisor knows
VENTANA = timedelta(days=30)

# What the customer did about each case or, if it has one, about its unit: calls, messages, and
# cases opened by another way than the telephone, which is a call already.
_SQL = """
with suyas as (
    select c.id as caso, c.id, c.canal, c.ocurrida_en
    from incidencias_incidencia c where c.id = any(%(casos)s)
    union
    select c.id, i.id, i.canal, i.ocurrida_en
    from incidencias_incidencia c
    join incidencias_incidencia i on i.equipo_id = c.equipo_id
    where c.id = any(%(casos)s) and i.estado <> 'anulada'
)
select caso, count(*) filter (where llamada), count(*), min(en) from (
    select s.caso, true as llamada, l.ocurrida_en as en
    from suyas s join incidencias_llamada l on l.incidencia_id = s.id
    where l.sentido = 'entrante' and l.ocurrida_en > %(desde)s
    union all
    select s.caso, false, m.ocurrido_en
    from suyas s join incidencias_mensaje m on m.incidencia_id = s.id
    where m.direccion = 'entrante' and m.ocurrido_en > %(desde)s
    union all
    select s.caso, false, s.ocurrida_en
    from suyas s where s.canal <> 'telefono' and s.ocurrida_en > %(desde)s
) c group by caso
"""


@dataclass(frozen=True)
class Insistencia:
    """What has been said to us about something lately: how often, by telephone, since when."""

    llamadas: int = 0
    contactos: int = 0
    desde: datetime | None = None

    @property
    def dias(self) -> int:
        """Days since the first of them, the day of today included if it is another."""
        return (timezone.now() - self.desde).days if self.desde else 0

    @property
    def es_demasiada(self) -> bool:
        return self.contactos >= DEMASIADAS

    def con_esta_llamada(self) -> Insistencia:
        """Counting the one that is being spoken now."""
        desde = self.desde or timezone.now()
        return Insistencia(self.llamadas + 1, self.contactos + 1, desde)


def insistencias(casos: Sequence[int], hasta: datetime | None = None) -> dict[int, Insistencia]:
    """What each case has had in the last month, in one statement."""
    desde = (hasta or timezone.now()) - VENTANA
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"casos": list(casos), "desde": desde})
        halladas = {caso: Insistencia(*cifras) for caso, *cifras in cursor.fetchall()}
    return {caso: halladas.get(caso, Insistencia()) for caso in casos}


def supervisores_de(incidencia: Incidencia) -> list[Usuario]:
    """Who is told: who supervises its team; without one, the coordination of the team, or that of
    the house, who may see it.
    """
    grupo = incidencia.grupo
    if grupo is not None and grupo.supervisor is not None:
        return [grupo.supervisor]
    coordinan = Usuario.objects.activos().con_rol(CodigoRol.COORDINADOR)
    if grupo is not None:
        del_grupo = list(coordinan.filter(grupos=grupo))
        if del_grupo:
            return del_grupo
    gestion = Usuario.objects.activos().con_rol(CodigoRol.GESTOR)
    return que_la_ven(incidencia, coordinan) or que_la_ven(incidencia, gestion)
