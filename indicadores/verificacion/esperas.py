"""Calls and chats told again from what their programs said, one by one."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from incidencias.centralita import Plegada, plegar
from incidencias.chats.pliegue import Plegado, Suceso
from incidencias.chats.pliegue import plegar as plegar_chat
from incidencias.models import Chat, LlamadaCentralita, SentidoLlamada, SucesoChat
from incidencias.servicios.centralita import sucesos_de
from indicadores.esperas import SEGUNDOS_NIVEL, SEGUNDOS_POR_ERROR
from indicadores.models import Dimension
from indicadores.verificacion.recuentos import Recuentos, acierto
from nucleo.tiempo import dia_local

LOTE = 2000
TOTAL = [(Dimension.TOTAL.value, "")]


def contar_llamadas(recuentos: Recuentos) -> None:
    """Add every call that came in, by the local day on which it did."""
    ultima = 0
    while pks := _siguientes(LlamadaCentralita, ultima):
        for sucesos in sucesos_de(pks).values():
            if sucesos:
                _contar(plegar(sucesos), recuentos)
        ultima = pks[-1]


def contar_chats(recuentos: Recuentos) -> None:
    """Add every chat, by the local day on which it was offered."""
    ultimo = 0
    while pks := _siguientes(Chat, ultimo):
        dichos: dict[int, list[Suceso]] = defaultdict(list)
        for fila in SucesoChat.objects.filter(chat__in=pks):
            suceso = Suceso(fila.clave, fila.tipo, fila.ocurrido_en, fila.de)
            dichos[fila.chat_id].append(suceso)
        for sucesos in dichos.values():
            _contar_chat(plegar_chat(sucesos), recuentos)
        ultimo = pks[-1]


def _siguientes(modelo: Any, desde: int) -> list[int]:
    filas = modelo.objects.filter(pk__gt=desde).order_by("pk")
    return list(filas.values_list("pk", flat=True)[:LOTE])


def _contar(llamada: Plegada, recuentos: Recuentos) -> None:
    if llamada.sentido != SentidoLlamada.ENTRANTE:
        return
    dia, espera_s = dia_local(llamada.ofrecida_en), llamada.espera_s
    abandona = llamada.abandonada_en is not None
    _contar_abandono("abandono_llamadas", dia, espera_s, abandona, recuentos)
    if espera_s is None:
        recuentos.anotar("nivel_180s", dia, {"pendientes": 1}, TOTAL)
        return
    a_tiempo = not abandona and espera_s < SEGUNDOS_NIVEL
    recuentos.anotar("nivel_180s", dia, acierto(a_tiempo), TOTAL)


def _contar_chat(chat: Plegado, recuentos: Recuentos) -> None:
    hasta = chat.atendido_en or chat.abandonado_en
    espera_s = None if hasta is None else int((hasta - chat.ofrecido_en).total_seconds())
    abandona = chat.abandonado_en is not None
    _contar_abandono("abandono_chats", dia_local(chat.ofrecido_en), espera_s, abandona, recuentos)


def _contar_abandono(
    codigo: str, dia: date, espera_s: int | None, abandona: bool, recuentos: Recuentos
) -> None:
    """That share, and its variant without those who left at once; who still waits, apart."""
    if espera_s is None:
        for cual in (codigo, f"{codigo}_10s"):
            recuentos.anotar(cual, dia, {"pendientes": 1}, TOTAL)
        return
    recuentos.anotar(codigo, dia, acierto(abandona), TOTAL)
    if not abandona or espera_s > SEGUNDOS_POR_ERROR:
        recuentos.anotar(f"{codigo}_10s", dia, acierto(abandona), TOTAL)
