"""The answer to a complaint, what it lacks, and the way out of court: their rows and events."""

from __future__ import annotations

from datetime import date, datetime

from clientes.eventos import Actor, usuario_de
from incidencias.eventos import Codigo
from incidencias.models import (
    ClasePlazoLegal,
    Mensaje,
    PeticionCompletar,
    RespuestaReclamacion,
    SentidoRespuesta,
)
from incidencias.servicios.composicion.base import Expediente


def componer_respuesta_final(
    expediente: Expediente,
    *,
    mensaje: Mensaje,
    sentido: SentidoRespuesta,
    por: Actor,
    en: datetime,
    motivos: str = "",
    texto_adr: str = "",
) -> RespuestaReclamacion:
    """That public message answers the complaint: its legal dates are met."""
    respuesta = RespuestaReclamacion(
        incidencia=expediente.incidencia,
        mensaje=mensaje,
        sentido=sentido,
        motivos=motivos,
        texto_adr=texto_adr,
        usuario=usuario_de(por),
        respondida_en=en,
    )
    expediente.filas.append(respuesta)
    clases = {ClasePlazoLegal.RESPUESTA}
    if texto_adr or sentido == SentidoRespuesta.ESTIMADA:
        clases.add(ClasePlazoLegal.ADR)
    cumplir_plazos(expediente, en, clases)
    expediente.suceso(
        Codigo.RECLAMACION_RESPONDIDA,
        por=por,
        en=en,
        fila=("respuesta", respuesta),
        sentido=sentido,
    )
    return respuesta


def componer_peticion(
    expediente: Expediente, *, mensaje: Mensaje, fecha_tope: date, por: Actor, en: datetime
) -> PeticionCompletar:
    """Ask the customer for what is missing, with a last day and what silence will mean."""
    peticion = PeticionCompletar(
        incidencia=expediente.incidencia, mensaje=mensaje, pedida_en=en, fecha_tope=fecha_tope
    )
    expediente.filas.append(peticion)
    expediente.suceso(Codigo.COMPLETAR_PEDIDO, por=por, en=en, fila=("peticion", peticion))
    return peticion


def cumplir_plazos(expediente: Expediente, en: datetime, clases: set[ClasePlazoLegal]) -> None:
    """What the law asked for is done; one that was met before keeps its instant."""
    for plazo in expediente.plazos_legales:
        if plazo.clase in clases:
            plazo.cumplido_en = plazo.cumplido_en or en
    expediente.refrescar_limite()
