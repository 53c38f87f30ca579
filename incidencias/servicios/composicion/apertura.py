"""A case as it is born: its class, its priority, its first rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from clientes.eventos import Actor
from cuentas.models import Grupo
from incidencias.eventos import Codigo
from incidencias.models import (
    Adjunto,
    ClaseLegal,
    Estado,
    Incidencia,
    Mensaje,
    Prioridad,
    Tipo,
    TipoObjetivo,
)
from incidencias.prioridades import prioridad_de
from incidencias.relojes import Reloj
from incidencias.servicios.composicion.base import Expediente, Fichero, NuevaIncidencia
from incidencias.servicios.composicion.objetivos import componer_objetivo
from incidencias.servicios.composicion.urgencia import componer_urgencia_vital
from nucleo.insercion import EnLaBase
from nucleo.tiempo import dia_local

# Ley 10/2025 art. 3: a defective product or a breach is a complaint, whatever we call it; fault
# reports and contract handling are incidents; the rest, questions.
CLASE_PROPUESTA = {
    Tipo.QUEJA: ClaseLegal.QUEJA_RECLAMACION,
    Tipo.RECLAMACION: ClaseLegal.QUEJA_RECLAMACION,
    Tipo.AVERIA: ClaseLegal.INCIDENCIA,
    Tipo.INSTALACION: ClaseLegal.INCIDENCIA,
    Tipo.MANTENIMIENTO: ClaseLegal.INCIDENCIA,
    Tipo.REPARACION: ClaseLegal.INCIDENCIA,
    Tipo.DEVOLUCION: ClaseLegal.INCIDENCIA,
}


def clase_propuesta(tipo: str) -> ClaseLegal:
    """The legal class that a kind suggests (Ley 10/2025 art. 3)."""
    return CLASE_PROPUESTA.get(Tipo(tipo), ClaseLegal.CONSULTA)


def grupo_de(datos: NuevaIncidencia) -> Grupo | None:
    """The team that it was given or, if none, that of its category."""
    return datos.grupo or (datos.categoria.grupo if datos.categoria else None)


def componer_apertura(
    datos: NuevaIncidencia,
    *,
    codigo: str | EnLaBase,
    reloj: Reloj,
    por: Actor,
    en: datetime,
    registrada_en: datetime,
    veredicto: dict[str, Any] | None = None,
) -> Expediente:
    """The case as it is born: its row, its opening event, its clocks and its attachments."""
    incidencia = Incidencia(
        codigo=codigo,  # type: ignore[misc]
        tipo=datos.tipo,
        clase_legal=datos.clase_legal or clase_propuesta(datos.tipo),
        clase_legal_motivo=datos.clase_legal_motivo,
        canal=datos.canal,
        idioma=datos.idioma or (datos.contacto or datos.cliente).idioma,
        asunto=datos.asunto,
        descripcion=datos.descripcion,
        estado=Estado.NUEVA,
        cliente=datos.cliente,
        contacto=datos.contacto,
        equipo=datos.equipo,
        sede=datos.sede or (datos.equipo.sede if datos.equipo else None),
        categoria=datos.categoria,
        impacto=datos.impacto,
        urgencia=datos.urgencia,
        prioridad=_prioridad(datos, en),
        padre=datos.padre,
        grupo=grupo_de(datos),
        responsable=datos.responsable,
        fecha_fallo=datos.fecha_fallo,
        veredicto=veredicto or {},
        origen=datos.origen,
        referencia_externa=datos.referencia_externa,
        buzon=datos.correo.buzon if datos.correo else None,
        continuacion_de=datos.continuacion_de,
        ocurrida_en=en,
        registrada_en=registrada_en,
        dia_llegada=dia_local(en),
        contactos_cliente=1,
        ultimo_mensaje_en=en,
        responde_el_cliente=True,
    )
    expediente = Expediente(incidencia, reloj)
    contado: dict[str, Any] = {"correo": datos.correo.pk} if datos.correo else {}
    expediente.suceso(
        Codigo.ABIERTA,
        por=por,
        en=en,
        canal=datos.canal,
        tipo=datos.tipo,
        clase_legal=incidencia.clase_legal,
        **contado,
    )
    expediente.filas += componer_adjuntos(incidencia, datos.adjuntos, mensaje=None)
    if datos.causa_urgencia is not None:
        componer_urgencia_vital(
            expediente,
            causa=datos.causa_urgencia,
            justificacion=datos.urgencia_justificacion,
            por=por,
            en=en,
        )
    for tipo in (TipoObjetivo.PRIMERA_RESPUESTA, TipoObjetivo.RESOLUCION):
        componer_objetivo(expediente, tipo, desde=en)
    expediente.refrescar_limite()
    return expediente


def _prioridad(datos: NuevaIncidencia, en: datetime) -> Prioridad:
    if datos.causa_urgencia is not None:
        return Prioridad.CRITICA
    return prioridad_de(datos.impacto, datos.urgencia, en)


def componer_adjuntos(
    incidencia: Incidencia,
    ficheros: Sequence[Fichero],
    *,
    mensaje: Mensaje | None,
    es_publico: bool = True,
) -> list[Adjunto]:
    """The files of a message or of the case itself; an internal one is not `es_publico`."""
    return [
        Adjunto(
            incidencia=incidencia,
            mensaje=mensaje,
            archivo=archivo,
            nombre=nombre,
            es_publico=es_publico,
        )
        for archivo, nombre in ficheros
    ]
