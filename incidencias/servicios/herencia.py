"""What a merged case owes (an answer, what was promised) is owed by the one that goes on.

Until the merge is undone: then it is owed there again.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from clientes.eventos import Actor
from incidencias.eventos import Codigo
from incidencias.models import DireccionMensaje, EventoIncidencia, Incidencia, TipoObjetivo
from incidencias.servicios.composicion import (
    Expediente,
    componer_siguiente_respuesta,
    recalcular_pausas,
)
from incidencias.servicios.guardado import guardar_expediente

RESPUESTAS = (TipoObjetivo.PRIMERA_RESPUESTA, TipoObjetivo.SIGUIENTE_RESPUESTA)


def sin_responder_desde(expediente: Expediente) -> datetime | None:
    """Since when the customer waits for us to say something in it; None if they do not."""
    incidencia = expediente.incidencia
    if not incidencia.responde_el_cliente:
        return None
    corren = [o.desde_en for tipo in RESPUESTAS for o in expediente.abiertos(tipo)]
    return min(corren, default=incidencia.ultimo_mensaje_en)


def heredar_lo_debido(
    destino: Expediente, fusionada: Incidencia, desde: datetime | None, *, por: Actor, en: datetime
) -> None:
    """From now on it is to be answered here: its clock has run since the customer spoke."""
    incidencia = destino.incidencia
    datos: dict[str, Any] = {"otra_id": fusionada.pk}
    promesas = fusionada.promesas.filter(cumplida_en=None, anulada_en=None, rota_en=None)
    if promesas:
        datos["promesas"] = [promesa.pk for promesa in promesas]
        promesas.update(incidencia=incidencia)
    if desde is not None:
        datos |= {"debe_desde": desde.isoformat(), "ya_debia": incidencia.responde_el_cliente}
        incidencia.responde_el_cliente = True
        componer_siguiente_respuesta(destino, desde=desde)
    destino.suceso(Codigo.ABSORBE, por=por, en=en, **datos)
    guardar_expediente(destino)


def devolver_lo_debido(
    destino: Expediente, separada: Incidencia, *, por: Actor, en: datetime
) -> None:
    """It is to be answered there again; here, only what was said here since the merge."""
    datos: dict[str, Any] = {"otra_id": separada.pk}
    absorbe = destino.incidencia.eventos.filter(codigo=Codigo.ABSORBE, datos__otra_id=separada.pk)
    union = absorbe.order_by("id").last()
    sabido = union.datos if union is not None else {}
    vivas = destino.incidencia.promesas.filter(cumplida_en=None, anulada_en=None, rota_en=None)
    vivas.filter(pk__in=sabido.get("promesas", ())).update(incidencia=separada)
    if union is not None and sabido.get("debe_desde"):
        datos |= _lo_que_queda(destino, union, en)
    destino.suceso(Codigo.SUELTA, por=por, en=en, **datos)
    guardar_expediente(destino)


def _lo_que_queda(destino: Expediente, union: EventoIncidencia, en: datetime) -> dict[str, Any]:
    incidencia = destino.incidencia
    datos: dict[str, Any] = {}
    suyos = incidencia.mensajes.filter(ocurrido_en__gt=union.ocurrido_en).order_by("ocurrido_en")
    dicho = suyos.filter(direccion=DireccionMensaje.ENTRANTE).values_list("ocurrido_en", flat=True)
    primero = dicho.first()
    if primero is None and incidencia.responde_el_cliente:
        incidencia.responde_el_cliente = union.datos["ya_debia"]
    for objetivo in destino.abiertos(TipoObjetivo.SIGUIENTE_RESPUESTA):
        if objetivo.desde_en != datetime.fromisoformat(union.datos["debe_desde"]):
            continue
        datos["ya_no_debe"] = union.datos["debe_desde"]
        if primero is None:
            objetivo.anulado_en, objetivo.pausado_en = en, None
        else:
            datos["debe_desde"], objetivo.desde_en = primero.isoformat(), primero
    recalcular_pausas(destino)
    return datos
