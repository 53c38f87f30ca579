# ruff: noqa: S608 - every piece of SQL joined here is a constant of this file.
"""Which local days changed since they were measured: pulled from the events of the apps below.

An event names its case, the case its days, and each day goes to `DiaPendiente` once.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from encuestas.models import EventoInvitacion
from incidencias.eventos import Codigo
from incidencias.models import EventoIncidencia, SucesoCentralita, SucesoChat
from indicadores.catalogo import DIAS_RECONTACTO
from indicadores.consultas import dias_descuadrados
from indicadores.models import DiaPendiente, Hechos
from nucleo.cursores import leer_desde_cursor

DE_CASOS, DE_ENCUESTAS = "indicadores.incidencias", "indicadores.encuestas"  # cursors
DE_LLAMADAS, DE_CHATS = "indicadores.llamadas", "indicadores.chats"
LOTE = 1000

# What moves no figure: the rest of the codes of a case marks its days.
_SIN_EFECTO = frozenset(
    {
        *(Codigo.NOTA, Codigo.AVISO_CIERRE, Codigo.INSISTENCIA, Codigo.IDENTIDAD),
        Codigo.FOTO_RECIBIDA,
        *(Codigo.TRIAJE, Codigo.SIN_REPARTO, Codigo.RELACIONADA, Codigo.RELACION_QUITADA),
        *(Codigo.METIDA, Codigo.SACADA, Codigo.CASCADA, Codigo.ABSORBE, Codigo.SUELTA),
    }
)
CON_EFECTO = [codigo.value for codigo in Codigo if codigo not in _SIN_EFECTO]
# What can make another case a second contact about the same, or no longer.
_DE_RECONTACTO = frozenset(
    {
        *(Codigo.ABIERTA, Codigo.ANULADA, Codigo.SPAM, Codigo.SPAM_DESHECHO),
        *(Codigo.RECLASIFICADA, Codigo.IMPORTADA_CAMBIADA),
    }
)

# A case counts on the day it arrived, the days it was resolved and those of its promises and
# surveys.
_DIAS_DE_CASOS = """
    select 'llegadas', dia_llegada from incidencias_incidencia where id = any(%(casos)s)
    union
    select 'resueltas', dia_resolucion from incidencias_incidencia
    where id = any(%(casos)s) and dia_resolucion is not null
    union
    select unnest(array['resueltas', 'resoluciones']), dia_local
    from incidencias_eventoincidencia
    where incidencia_id = any(%(casos)s) and codigo = 'resuelta'
    union
    select 'promesas', dia_vencimiento from incidencias_promesa where incidencia_id = any(%(casos)s)
    union
    select 'envios', dia_envio from encuestas_invitacion where incidencia_id = any(%(casos)s)
    union
    select 'plazos', min(fecha_limite) from incidencias_plazolegal
    where incidencia_id = any(%(casos)s) and clase = 'respuesta' group by incidencia_id
"""
# What can move the legal date of an answer; the day it had is somewhere in these.
_DE_PLAZO = frozenset(
    {
        *(Codigo.RECLASIFICADA, Codigo.COMPLETAR_PEDIDO, Codigo.COMPLETADA),
        *(Codigo.IMPORTADA_CAMBIADA, Codigo.HOJA_RECLAMACIONES),
    }
)
_DIAS_DE_PLAZOS = """
    select distinct 'plazos', m.dia
    from incidencias_incidencia i join indicadores_medicion m
      on m.indicador = 'plazo_legal' and m.dimension = 'total' and m.lapso = 'dia'
     and m.dia between i.dia_llegada and i.dia_llegada + 62
    where i.id = any(%(casos)s)
"""
# And on the days on which others about the same were resolved, shortly before it arrived.
_DIAS_DE_RECONTACTO = f"""
    select 'resueltas', otra.dia_resolucion
    from incidencias_incidencia c join incidencias_incidencia otra
      on otra.equipo_id = c.equipo_id
     and otra.dia_resolucion between c.dia_llegada - {DIAS_RECONTACTO} and c.dia_llegada
    where c.id = any(%(casos)s)
    union
    select 'resueltas', otra.dia_resolucion
    from incidencias_incidencia c join incidencias_incidencia otra
      on otra.cliente_id = c.cliente_id and otra.equipo_id is null
     and otra.dia_resolucion between c.dia_llegada - {DIAS_RECONTACTO} and c.dia_llegada
    where c.id = any(%(casos)s)
"""


# A survey, on the day it was sent and, with the context frozen then, the day it was answered.
_DIAS_DE_ENCUESTAS = """
    select 'envios', dia_envio from encuestas_invitacion where id = any(%(casos)s)
    union
    select 'respuestas', dia_local from encuestas_respuesta where invitacion_id = any(%(casos)s)
"""

_DIAS_DE_CHATS = """
    select 'chats', dia_oferta from incidencias_chat where id = any(%(casos)s)
"""
_DIAS_DE_LLAMADAS = """
    select 'llamadas', dia_oferta from incidencias_llamadacentralita where id = any(%(casos)s)
"""


def apuntar_cambios() -> None:
    """Note the days that the events arrived since the last look have changed.

    Repeating it, or re-reading the overlap, notes the same days: (facts, day) is unique.
    """
    _apuntar_cambios_de_casos()
    _apuntar_cambios_de_encuestas()
    _apuntar_cambios_de_esperas(DE_LLAMADAS, SucesoCentralita, "llamada_id", _DIAS_DE_LLAMADAS)
    _apuntar_cambios_de_esperas(DE_CHATS, SucesoChat, "chat_id", _DIAS_DE_CHATS)


def _apuntar_cambios_de_casos() -> None:
    nuevos = EventoIncidencia.objects.filter(codigo__in=CON_EFECTO).only(
        "incidencia_id", "id", "codigo", "registrado_en", "datos"
    )
    lote: list[EventoIncidencia] = []
    for evento in leer_desde_cursor(DE_CASOS, nuevos):
        lote.append(evento)
        if len(lote) == LOTE:
            _apuntar(lote)
            lote = []
    _apuntar(lote)


def _apuntar_cambios_de_encuestas() -> None:
    nuevos = EventoInvitacion.objects.filter(codigo__in=["enviada", "respondida", "editada"])
    lote: set[int] = set()
    for evento in leer_desde_cursor(DE_ENCUESTAS, nuevos):
        lote.add(evento.invitacion_id)
        if len(lote) == LOTE:
            _apuntar_consulta(_DIAS_DE_ENCUESTAS, lote)
            lote = set()
    _apuntar_consulta(_DIAS_DE_ENCUESTAS, lote)


def _apuntar_cambios_de_esperas(cursor: str, sucesos: Any, de: str, dias: str) -> None:
    """What an exchange or a chat program told changes the day on which the person came."""
    lote: set[int] = set()
    for suceso in leer_desde_cursor(cursor, sucesos.objects.only(de, "registrado_en")):
        lote.add(getattr(suceso, de))
        if len(lote) == LOTE:
            _apuntar_consulta(dias, lote)
            lote = set()
    _apuntar_consulta(dias, lote)


def _apuntar(eventos: list[EventoIncidencia]) -> None:
    apuntar_casos({evento.incidencia_id for evento in eventos})
    de_recontacto = [evento for evento in eventos if evento.codigo in _DE_RECONTACTO]
    _apuntar_consulta(_DIAS_DE_RECONTACTO, {evento.incidencia_id for evento in de_recontacto})
    de_plazo = {evento.incidencia_id for evento in eventos if evento.codigo in _DE_PLAZO}
    _apuntar_consulta(_DIAS_DE_PLAZOS, de_plazo)
    apuntar_dias(Hechos.RESUELTAS, _dias_antes_de_cambiar_de_equipo(de_recontacto))


def apuntar_descuadres() -> None:
    """Note the days whose counts do not add up: what the pull missed, for whatever cause."""
    for hechos in Hechos:
        apuntar_dias(hechos, dias_descuadrados(hechos))


def apuntar_casos(casos: Iterable[int]) -> None:
    """Note every day on which those cases count."""
    _apuntar_consulta(_DIAS_DE_CASOS, set(casos))


def apuntar_dias(hechos: Hechos, dias: Iterable[date]) -> None:
    DiaPendiente.objects.bulk_create(
        [DiaPendiente(hechos=hechos, dia=dia) for dia in sorted(set(dias))], ignore_conflicts=True
    )


def _apuntar_consulta(dias: str, casos: set[int]) -> None:
    if not casos:
        return
    sql = f"""
        insert into indicadores_diapendiente (hechos, dia, apuntado_en)
        select hechos, dia, %(ahora)s from ({dias}) d(hechos, dia) order by 1, 2
        on conflict do nothing"""
    with connection.cursor() as cursor:
        cursor.execute(sql, {"casos": sorted(casos), "ahora": timezone.now()})


def _dias_antes_de_cambiar_de_equipo(eventos: Iterable[EventoIncidencia]) -> set[date]:
    """A case that changed of unit was a recontact of the old one: which, nobody knows now."""
    movidos = [evento.incidencia_id for evento in eventos if "equipo" in evento.datos]
    llegadas = (
        EventoIncidencia.objects.filter(incidencia__in=movidos, codigo=Codigo.ABIERTA)
        .values_list("dia_local", flat=True)
        .distinct()
    )
    return {dia - timedelta(n) for dia in llegadas for n in range(DIAS_RECONTACTO + 1)}
