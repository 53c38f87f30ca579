"""What a case still owes, as its page says it: clocks, legal limits, promises; and my unsent texts.

Short lists of one case in one statement, written by hand: read apart, they took a tenth of the
time of the page that is opened seventy times a day.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection

from incidencias.models import MotivoPosible, TipoObjetivo

ORDEN_DE_RELOJES = {tipo: lugar for lugar, tipo in enumerate(TipoObjetivo.values)}

# Of each kind of clock, the last one: running, paused, met or breached.
SQL = """
(select distinct on (tipo)
    'reloj', id, tipo, '', limite_en, cumplido_en, pausado_en, null::date
 from incidencias_objetivosla
 where incidencia_id = %(caso)s and anulado_en is null
 order by tipo, desde_en desc, id desc)
union all
(select 'limite', id, norma, articulo, null, cumplido_en, null, fecha_limite
 from incidencias_plazolegal
 where incidencia_id = %(caso)s)
union all
(select 'promesa', id, texto, '', vence_en, null, null, null
 from incidencias_promesa
 where incidencia_id = %(caso)s and cumplida_en is null and anulada_en is null)
union all
(select case when es_nota then 'nota' else 'respuesta' end, id, texto, '', null, null, null, null
 from incidencias_borrador
 where incidencia_id = %(caso)s and usuario_id = %(usuario)s)
union all
(select 'turno', usuario_id, coalesce(nullif(nombre, ''), email), '', hasta, desde, null, null
 from incidencias_turno join cuentas_usuario on id = usuario_id
 where incidencia_id = %(caso)s and hasta > now())
union all
(select 'fichero', adjunto.id, adjunto.nombre, case when es_nota then 'nota' else 'respuesta' end,
    null, null, null, null
 from incidencias_adjuntoporenviar adjunto
 join incidencias_borrador borrador on borrador.id = adjunto.borrador_id
 where borrador.incidencia_id = %(caso)s and borrador.usuario_id = %(usuario)s)
union all
(select 'por_salir', respuesta.id, respuesta.texto,
    json_build_object(
        'autor', coalesce(nullif(nombre, ''), email), 'motivo', motivo,
        'es_mia', usuario_id = %(usuario)s, 'es_para_luego', es_para_luego,
        'solo_si_calla', solo_si_calla,
        'ficheros', (select count(*) from incidencias_adjuntoporenviar suyo
                     where suyo.respuesta_id = respuesta.id))::text,
    enviar_en, null, null, null
 from incidencias_respuestaprogramada respuesta
 join cuentas_usuario usuario on usuario.id = respuesta.usuario_id
 where incidencia_id = %(caso)s and estado in ('programada', 'retenida'))
union all
(select 'unida', id, '', '', null, null, null, null
 from incidencias_incidencia
 where fusionada_en_id = %(caso)s limit 1)
union all
(select 'posible', posible.id, motivo,
    json_build_object('pk', correo.id, 'remitente', remitente, 'asunto', asunto,
        'remitente_nombre', remitente_nombre, 'extracto', extracto)::text,
    recibido_en, null, null, null
 from incidencias_posiblerespuesta posible
 join incidencias_correoentrante correo on correo.id = posible.correo_id
 where posible.incidencia_id = %(caso)s and posible.estado = 'pendiente')
union all
(select 'visto', max(id), (select coalesce(max(id), 0)::text
                           from incidencias_respuestaprogramada where incidencia_id = %(caso)s),
    '', null, null, null, null
 from incidencias_mensaje
 where incidencia_id = %(caso)s and direccion in ('entrante', 'saliente'))
"""


@dataclass(frozen=True)
class Objetivo:
    """The last agreed clock of a kind."""

    tipo: str
    limite_en: datetime
    cumplido_en: datetime | None
    pausado_en: datetime | None

    @property
    def etiqueta(self) -> str:
        return str(TipoObjetivo(self.tipo).label)


@dataclass(frozen=True)
class LimiteLegal:
    norma: str
    articulo: str
    fecha_limite: date
    cumplido_en: datetime | None


@dataclass(frozen=True)
class PorCumplir:
    """A promise that is neither kept nor taken back."""

    pk: int
    texto: str
    vence_en: datetime


@dataclass(frozen=True)
class Tocada:
    """Whom *Siguiente* has dealt it."""

    usuario_id: int
    nombre: str
    desde: datetime


@dataclass(frozen=True)
class PorSalir:
    """A reply that has not left: for some seconds, until its date, or held with its reason."""

    pk: int
    texto: str
    enviar_en: datetime
    autor: str
    motivo: str
    es_mia: bool
    es_para_luego: bool
    solo_si_calla: bool
    ficheros: int


@dataclass(frozen=True)
class FicheroDeBorrador:
    pk: int
    nombre: str


@dataclass(frozen=True)
class PorDecidir:
    """A mail that may be of this case: a `PosibleRespuesta` as its template reads it."""

    pk: int
    motivo: str
    correo: dict[str, Any]

    @property
    def correo_id(self) -> int:
        return int(self.correo["pk"])

    @property
    def get_motivo_display(self) -> str:
        return str(MotivoPosible(self.motivo).label)


@dataclass
class Pendiente:
    relojes: list[Objetivo] = field(default_factory=list)
    limites: list[LimiteLegal] = field(default_factory=list)
    promesas: list[PorCumplir] = field(default_factory=list)
    borradores: dict[str, str] = field(default_factory=dict)  # "respuesta", "nota"
    turno: Tocada | None = None
    ficheros: dict[str, list[FicheroDeBorrador]] = field(default_factory=dict)
    por_salir: list[PorSalir] = field(default_factory=list)
    con_unidas: bool = False  # others were merged into it: its timeline tells them too
    posibles: list[PorDecidir] = field(default_factory=list)
    visto: str = "0.0"  # servicios.redaccion.Visto: the last public message, the last reply


def pendiente_de(incidencia_id: int, usuario_id: int) -> Pendiente:
    """What that case owes, and what this person was writing in it."""
    pendiente = Pendiente()
    with connection.cursor() as cursor:
        cursor.execute(SQL, {"caso": incidencia_id, "usuario": usuario_id})
        for clase, *resto in cursor.fetchall():
            if clase == "unida":
                pendiente.con_unidas = True
            elif clase == "posible":
                pendiente.posibles.append(_por_decidir(*resto))
            else:
                _poner(pendiente, clase, *resto)
    pendiente.relojes.sort(key=lambda objetivo: ORDEN_DE_RELOJES[objetivo.tipo])
    pendiente.limites.sort(key=lambda limite: limite.fecha_limite)
    pendiente.promesas.sort(key=lambda promesa: promesa.vence_en)
    pendiente.por_salir.sort(key=lambda respuesta: respuesta.enviar_en)
    return pendiente


def _por_decidir(pk: int, motivo: str, correo: str, recibido_en: Any, *_nada: Any) -> PorDecidir:
    return PorDecidir(pk, motivo, json.loads(correo) | {"recibido_en": recibido_en})


def _poner(
    pendiente: Pendiente,
    clase: str,
    pk: int,
    texto: str,
    detalle: str,
    limite_en: Any,
    cumplido_en: datetime | None,
    pausado_en: datetime | None,
    dia: Any,
) -> None:
    if clase == "reloj":
        pendiente.relojes.append(Objetivo(texto, limite_en, cumplido_en, pausado_en))
    elif clase == "limite":
        pendiente.limites.append(LimiteLegal(texto, detalle, dia, cumplido_en))
    elif clase == "promesa":
        pendiente.promesas.append(PorCumplir(pk, texto, limite_en))
    elif clase == "turno" and cumplido_en is not None:
        pendiente.turno = Tocada(pk, texto, cumplido_en)
    elif clase == "fichero":
        pendiente.ficheros.setdefault(detalle, []).append(FicheroDeBorrador(pk, texto))
    elif clase == "por_salir":
        pendiente.por_salir.append(PorSalir(pk, texto, limite_en, **json.loads(detalle)))
    elif clase == "visto":
        pendiente.visto = f"{pk or 0}.{texto}"
    else:
        pendiente.borradores[clase] = texto
