"""How often a customer has contacted us about the same, and who is told when it is too often."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from cuentas.models import CodigoRol, Usuario
from incidencias.destinatarios import que_la_ven
from incidencias.models import Incidencia

DEMASIADAS = 3  # from the third contact on, the supervisor knows
VENTANA = timedelta(days=30)

# Two statements that are planned sooner than one: the other cases of the unit of each, if it has
# one, and what the customer did about them: calls, messages, and cases opened by another way than
# the telephone, which is a call already.
_DE_SU_EQUIPO = """
select c.id, i.id from incidencias_incidencia c
  join incidencias_incidencia i on i.equipo_id = c.equipo_id
 where c.id = any(%(casos)s) and i.id <> c.id and i.estado <> 'anulada'
"""
_CONTACTOS = """
select caso, count(*) filter (where llamada), count(*), min(en) from (
    select incidencia_id as caso, true as llamada, ocurrida_en as en from incidencias_llamada
     where incidencia_id = any(%(casos)s) and sentido = 'entrante' and ocurrida_en > %(desde)s
    union all
    select incidencia_id, false, ocurrido_en from incidencias_mensaje
     where incidencia_id = any(%(casos)s) and direccion = 'entrante' and ocurrido_en > %(desde)s
    union all
    select id, false, ocurrida_en from incidencias_incidencia
     where id = any(%(casos)s) and canal <> 'telefono' and ocurrida_en > %(desde)s
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
    """What each case, and those of its unit, have had in the last month, in two statements."""
    desde = (hasta or timezone.now()) - VENTANA
    suyos = {caso: [caso] for caso in casos}
    with connection.cursor() as cursor:
        cursor.execute(_DE_SU_EQUIPO, {"casos": list(casos)})
        for caso, otro in cursor.fetchall():
            suyos[caso].append(otro)
        todos = list({uno for unos in suyos.values() for uno in unos})
        cursor.execute(_CONTACTOS, {"casos": todos, "desde": desde})
        cuentas = {caso: Insistencia(*cifras) for caso, *cifras in cursor.fetchall()}
    return {
        caso: _sumar(cuentas[uno] for uno in unos if uno in cuentas) for caso, unos in suyos.items()
    }


def _sumar(cuentas: Iterable[Insistencia]) -> Insistencia:
    halladas = list(cuentas)
    return Insistencia(
        sum(una.llamadas for una in halladas),
        sum(una.contactos for una in halladas),
        min((una.desde for una in halladas if una.desde), default=None),
    )


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
