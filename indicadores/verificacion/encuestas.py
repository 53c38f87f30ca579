"""The surveys counted again from their events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from encuestas.models import EventoInvitacion, Invitacion, Respuesta
from indicadores.models import Dimension
from indicadores.verificacion.recuentos import Cuenta, Recuentos, acierto, numero, texto

LOTE = 2000
# Smallest hit and greatest miss of each scale: what lies between is neither (a passive of the NPS).
ESCALAS = {"csat": (4, 3), "nps": (9, 6), "ces": (5, 4)}


def contar_encuestas(recuentos: Recuentos) -> None:
    """Add every invitation, by its event `enviada`, and its last answer on the first one's day."""
    respuestas = {
        respuesta.invitacion_id: respuesta
        for respuesta in Respuesta.objects.defer("comentario").iterator(chunk_size=LOTE)
    }
    for invitacion, sucesos in _invitaciones():
        contestadas = [s for s in sucesos if s.codigo in {"respondida", "editada"}]
        envio = next((s for s in sucesos if s.codigo == "enviada"), None)
        if envio is not None and invitacion.rebotada_en is None:
            cuenta = acierto(bool(contestadas))
            valores = _valores_del_caso(invitacion)
            recuentos.anotar("respuesta_encuestas", envio.dia_local, cuenta, valores)
        if contestadas:
            valores = _valores_congelados(respuestas[invitacion.pk])
            for indicador, cuenta in _cuentas(contestadas[-1].datos):
                recuentos.anotar(indicador, contestadas[0].dia_local, cuenta, valores)


def _invitaciones() -> Iterator[tuple[Invitacion, list[EventoInvitacion]]]:
    todas = Invitacion.objects.select_related("incidencia__equipo").order_by("pk")
    ultima = 0
    while lote := list(todas.filter(pk__gt=ultima)[:LOTE]):
        eventos: dict[int, list[EventoInvitacion]] = {invitacion.pk: [] for invitacion in lote}
        for evento in EventoInvitacion.objects.filter(invitacion__in=eventos).order_by("id"):
            eventos[evento.invitacion_id].append(evento)
        for invitacion in lote:
            yield invitacion, eventos[invitacion.pk]
        ultima = lote[-1].pk


def _cuentas(datos: dict[str, Any]) -> Iterator[tuple[str, Cuenta]]:
    for indicador, (buena, mala) in ESCALAS.items():
        nota = datos[indicador]
        if nota is not None:
            yield (
                indicador,
                {**numero(nota), "aciertos": nota >= buena, "fallos": nota <= mala},
            )


def _valores_del_caso(invitacion: Invitacion) -> list[tuple[str, str]]:
    caso = invitacion.incidencia
    return [
        (Dimension.TOTAL, ""),
        (Dimension.CANAL, caso.canal),
        (Dimension.CATEGORIA, texto(caso.categoria_id)),
        (Dimension.GRUPO, texto(caso.grupo_id)),
        (Dimension.PRODUCTO, texto(caso.equipo.producto_id if caso.equipo else None)),
    ]


def _valores_congelados(respuesta: Respuesta) -> list[tuple[str, str]]:
    return [
        (Dimension.TOTAL, ""),
        (Dimension.CANAL, respuesta.canal),
        (Dimension.CATEGORIA, texto(respuesta.categoria_id)),
        (Dimension.GRUPO, texto(respuesta.grupo_id)),
        (Dimension.PRODUCTO, texto(respuesta.producto_id)),
        (Dimension.TECNICO, texto(respuesta.tecnico_id)),
    ]
