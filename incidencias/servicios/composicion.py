"""What each decision does to a case, in memory: rows, events and derived columns, nothing saved.

A service composes one fact and saves it; the importer and the demo compose a whole history and
save thousands at once (`guardado`). Neither checks here whether the decision is allowed: that is
the service's part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models

from clientes.eventos import Actor, autor_de, usuario_de
from clientes.models import Cliente, Contacto, Equipo, Sede
from cuentas.models import Grupo, Usuario
from incidencias.eventos import Codigo
from incidencias.models import (
    SIN_LIMITE,
    Adjunto,
    Canal,
    Categoria,
    ClaseLegal,
    DireccionMensaje,
    Estado,
    EventoIncidencia,
    Impacto,
    Incidencia,
    Llamada,
    Mensaje,
    MotivoEspera,
    MotivoLlamada,
    ObjetivoSLA,
    PlazoLegal,
    Prioridad,
    Promesa,
    SentidoLlamada,
    Tipo,
    TipoObjetivo,
    Urgencia,
)
from incidencias.relojes import Reloj
from nucleo.calendario import Pausa
from nucleo.models import Archivo
from nucleo.tiempo import dia_local

Fichero = tuple[Archivo, str]

# Impact x urgency (ITIL): 1 critical … 4 low.
MATRIZ_PRIORIDAD = {
    (Impacto.ALTO, Urgencia.ALTA): Prioridad.CRITICA,
    (Impacto.ALTO, Urgencia.MEDIA): Prioridad.ALTA,
    (Impacto.MEDIO, Urgencia.ALTA): Prioridad.ALTA,
    (Impacto.ALTO, Urgencia.BAJA): Prioridad.NORMAL,
    (Impacto.MEDIO, Urgencia.MEDIA): Prioridad.NORMAL,
    (Impacto.BAJO, Urgencia.ALTA): Prioridad.NORMAL,
    (Impacto.MEDIO, Urgencia.BAJA): Prioridad.BAJA,
    (Impacto.BAJO, Urgencia.MEDIA): Prioridad.BAJA,
    (Impacto.BAJO, Urgencia.BAJA): Prioridad.BAJA,
}

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

# A call that asks how it goes, or that only opens the case, is not one more contact.
LLAMADAS_QUE_CUENTAN = frozenset({MotivoLlamada.APORTA, MotivoLlamada.OTRO})


@dataclass(frozen=True)
class NuevaIncidencia:
    """What is needed to open a case. `adjuntos` are stored files with the name to show."""

    cliente: Cliente
    asunto: str
    tipo: str
    canal: str
    descripcion: str = ""
    contacto: Contacto | None = None
    equipo: Equipo | None = None
    sede: Sede | None = None
    categoria: Categoria | None = None
    impacto: str = Impacto.MEDIO
    urgencia: str = Urgencia.MEDIA
    grupo: Grupo | None = None
    responsable: Usuario | None = None
    idioma: str | None = None
    clase_legal: str | None = None
    clase_legal_motivo: str = ""
    adjuntos: Sequence[Fichero] = ()
    origen: str = ""
    referencia_externa: str = ""
    avisar: bool = True


@dataclass
class Expediente:
    """A case in memory with everything that one or more facts add to it."""

    incidencia: Incidencia
    reloj: Reloj
    objetivos: list[ObjetivoSLA] = field(default_factory=list)
    plazos_legales: list[PlazoLegal] = field(default_factory=list)
    plazos_sobrantes: list[PlazoLegal] = field(default_factory=list)
    # Mutable rows to insert, in order, and events with the row whose id they must name.
    filas: list[models.Model] = field(default_factory=list)
    eventos: list[tuple[EventoIncidencia, str, models.Model | None]] = field(default_factory=list)
    # Fields written at the opening that a correction changed.
    corregidos: set[str] = field(default_factory=set)

    def suceso(
        self,
        codigo: str,
        *,
        por: Actor,
        en: datetime,
        fila: tuple[str, models.Model] | None = None,
        registrado_en: datetime | None = None,
        **datos: Any,
    ) -> EventoIncidencia:
        """Add an event. `fila` = (key, row): its id is written in `datos[key]` when saved."""
        evento = EventoIncidencia(
            incidencia=self.incidencia, codigo=codigo, ocurrido_en=en, datos=datos, **autor_de(por)
        )
        if registrado_en is not None:
            evento.registrado_en = registrado_en
        clave, objeto = fila or ("", None)
        self.eventos.append((evento, clave, objeto))
        return evento

    def abiertos(self, tipo: TipoObjetivo | None = None) -> list[ObjetivoSLA]:
        return [
            objetivo
            for objetivo in self.objetivos
            if objetivo.cumplido_en is None
            and objetivo.anulado_en is None
            and tipo in {None, objetivo.tipo}
        ]

    def pausas_hasta(self, en: datetime) -> list[Pausa]:
        """The stretches that stopped the clock; a running one is closed with `en`."""
        return [
            (datetime.fromisoformat(desde), datetime.fromisoformat(hasta) if hasta else en)
            for desde, hasta in self.incidencia.pausas
        ]

    def refrescar_limite(self) -> None:
        """Set the next deadline: the earliest open target whose clock runs."""
        corriendo = [o.limite_en for o in self.abiertos() if o.pausado_en is None]
        self.incidencia.proximo_limite_en = min(corriendo, default=SIN_LIMITE)


# --- Opening


def prioridad_de(impacto: str, urgencia: str) -> Prioridad:
    return MATRIZ_PRIORIDAD[Impacto(impacto), Urgencia(urgencia)]


def clase_propuesta(tipo: str) -> ClaseLegal:
    """The legal class that a kind suggests (Ley 10/2025 art. 3)."""
    return CLASE_PROPUESTA.get(Tipo(tipo), ClaseLegal.CONSULTA)


def grupo_de(datos: NuevaIncidencia) -> Grupo | None:
    return datos.grupo or (datos.categoria.grupo if datos.categoria else None)


def componer_apertura(
    datos: NuevaIncidencia,
    *,
    codigo: str,
    reloj: Reloj,
    por: Actor,
    en: datetime,
    registrada_en: datetime,
    veredicto: dict[str, Any] | None = None,
) -> Expediente:
    """The case as it is born: its row, its opening event, its clocks and its attachments."""
    incidencia = Incidencia(
        codigo=codigo,
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
        prioridad=prioridad_de(datos.impacto, datos.urgencia),
        grupo=grupo_de(datos),
        responsable=datos.responsable,
        veredicto=veredicto or {},
        origen=datos.origen,
        referencia_externa=datos.referencia_externa,
        ocurrida_en=en,
        registrada_en=registrada_en,
        dia_llegada=dia_local(en),
        contactos_cliente=1,
        ultimo_mensaje_en=en,
        responde_el_cliente=True,
    )
    expediente = Expediente(incidencia, reloj)
    expediente.suceso(
        Codigo.ABIERTA,
        por=por,
        en=en,
        canal=datos.canal,
        tipo=datos.tipo,
        clase_legal=incidencia.clase_legal,
    )
    expediente.filas += componer_adjuntos(incidencia, datos.adjuntos, mensaje=None)
    for tipo in (TipoObjetivo.PRIMERA_RESPUESTA, TipoObjetivo.RESOLUCION):
        componer_objetivo(expediente, tipo, desde=en)
    expediente.refrescar_limite()
    return expediente


def componer_adjuntos(
    incidencia: Incidencia,
    ficheros: Sequence[Fichero],
    *,
    mensaje: Mensaje | None,
    es_publico: bool = True,
) -> list[Adjunto]:
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


def componer_objetivo(expediente: Expediente, tipo: TipoObjetivo, *, desde: datetime) -> None:
    """Start a clock, if the policy promises that target at the priority of the case."""
    segundos = expediente.reloj.plazo(tipo, expediente.incidencia.prioridad)
    if segundos is None:
        return
    expediente.objetivos.append(
        ObjetivoSLA(
            incidencia=expediente.incidencia,
            tipo=tipo,
            version_politica_id=expediente.reloj.version_politica_id,
            version_calendario_id=expediente.reloj.version_calendario_id,
            segundos=segundos,
            desde_en=desde,
            limite_en=expediente.reloj.limite(desde, segundos, []),
        )
    )


def recomponer_objetivos(expediente: Expediente, *, en: datetime) -> None:
    """Compute the open targets again with the present clock and priority."""
    for objetivo in expediente.abiertos():
        segundos = expediente.reloj.plazo(
            TipoObjetivo(objetivo.tipo), expediente.incidencia.prioridad
        )
        objetivo.segundos = segundos or objetivo.segundos
        objetivo.version_politica_id = expediente.reloj.version_politica_id
        objetivo.version_calendario_id = expediente.reloj.version_calendario_id
        _recalcular_limite(expediente, objetivo, en)
    expediente.refrescar_limite()


def _recalcular_limite(expediente: Expediente, objetivo: ObjetivoSLA, en: datetime) -> None:
    """Only waiting stops a resolution; a first answer is owed whatever we wait for."""
    pausas = expediente.pausas_hasta(en) if objetivo.tipo == TipoObjetivo.RESOLUCION else []
    objetivo.limite_en = expediente.reloj.limite(objetivo.desde_en, objetivo.segundos, pausas)


# --- Who


def componer_asignacion(
    expediente: Expediente,
    *,
    por: Actor,
    en: datetime,
    responsable: Usuario | None,
    grupo: Grupo | None,
) -> None:
    """Change who answers for the case; taking it from somebody else is a handover."""
    incidencia = expediente.incidencia
    previo = incidencia.responsable_id
    nuevo = responsable.pk if responsable else None
    cambia_de_grupo = grupo is not None and incidencia.grupo_id not in {None, grupo.pk}
    traspaso = (previo is not None and previo != nuevo) or cambia_de_grupo
    incidencia.responsable = responsable
    incidencia.grupo = grupo or incidencia.grupo
    incidencia.traspasos += traspaso
    expediente.suceso(
        Codigo.ASIGNADA,
        por=por,
        en=en,
        de=previo,
        a=nuevo,
        grupo=incidencia.grupo_id,
        traspaso=traspaso,
    )


def componer_toma(
    expediente: Expediente, *, por: Actor, en: datetime, responsable: Usuario | None = None
) -> None:
    """Begin to work on a new case; without anybody responsible, who begins is."""
    incidencia = expediente.incidencia
    incidencia.estado = Estado.EN_CURSO
    if incidencia.responsable_id is None:
        incidencia.responsable = responsable or usuario_de(por)
    expediente.suceso(Codigo.TOMADA, por=por, en=en, a=incidencia.responsable_id)


# --- Conversation


def componer_mensaje(
    expediente: Expediente,
    *,
    direccion: DireccionMensaje,
    canal: str,
    texto: str,
    por: Actor,
    en: datetime,
    adjuntos: Sequence[Fichero] = (),
) -> Mensaje:
    """A message or a note: its row, its event, and what it means for clocks and counters."""
    mensaje = Mensaje(
        incidencia=expediente.incidencia,
        direccion=direccion,
        canal=canal,
        texto=texto,
        usuario=usuario_de(por),
        contacto=por if isinstance(por, Contacto) else None,
        ocurrido_en=en,
    )
    expediente.filas.append(mensaje)
    expediente.filas += componer_adjuntos(
        expediente.incidencia,
        adjuntos,
        mensaje=mensaje,
        es_publico=direccion != DireccionMensaje.NOTA,
    )
    if direccion == DireccionMensaje.NOTA:
        expediente.suceso(Codigo.NOTA, por=por, en=en, fila=("mensaje", mensaje), canal=canal)
    elif direccion == DireccionMensaje.SALIENTE:
        _componer_saliente(expediente, mensaje, por=por, en=en)
    else:
        _componer_entrante(expediente, mensaje, por=por, en=en)
    return mensaje


def _componer_saliente(
    expediente: Expediente, mensaje: Mensaje, *, por: Actor, en: datetime
) -> None:
    medida = _primera_respuesta(expediente, en)
    expediente.suceso(
        Codigo.MENSAJE_SALIENTE,
        por=por,
        en=en,
        fila=("mensaje", mensaje),
        canal=mensaje.canal,
        **medida,
    )
    expediente.incidencia.responde_el_cliente = False
    expediente.incidencia.ultimo_mensaje_en = en


def _componer_entrante(
    expediente: Expediente, mensaje: Mensaje, *, por: Actor, en: datetime
) -> None:
    incidencia = expediente.incidencia
    incidencia.contactos_cliente += 1
    incidencia.responde_el_cliente = True
    incidencia.ultimo_mensaje_en = en
    expediente.suceso(
        Codigo.MENSAJE_ENTRANTE, por=por, en=en, fila=("mensaje", mensaje), canal=mensaje.canal
    )


def _primera_respuesta(expediente: Expediente, en: datetime) -> dict[str, Any]:
    """Meet the first-response clock, once; what the event must keep to be measured again."""
    incidencia = expediente.incidencia
    if incidencia.primera_respuesta_en is not None:
        return {}
    incidencia.primera_respuesta_en = en
    incidencia.segundos_respuesta = expediente.reloj.medir(incidencia.ocurrida_en, en, [])
    for objetivo in expediente.abiertos(TipoObjetivo.PRIMERA_RESPUESTA):
        objetivo.cumplido_en = en
    expediente.refrescar_limite()
    return {"calendario": expediente.reloj.version_calendario_id}


def componer_llamada(
    expediente: Expediente,
    *,
    sentido: SentidoLlamada,
    motivo: MotivoLlamada,
    por: Actor,
    en: datetime,
    contestada: bool = True,
    duracion_s: int = 0,
    notas: str = "",
) -> Llamada:
    """A telephone call: answered, it is a response; incoming and with news, a contact."""
    incidencia = expediente.incidencia
    llamada = Llamada(
        incidencia=incidencia,
        sentido=sentido,
        motivo=motivo,
        contestada=contestada,
        duracion_s=duracion_s,
        notas=notas,
        usuario=usuario_de(por),
        contacto=incidencia.contacto,
        ocurrida_en=en,
    )
    expediente.filas.append(llamada)
    medida = _primera_respuesta(expediente, en) if contestada else {}
    expediente.suceso(
        Codigo.LLAMADA,
        por=por,
        en=en,
        fila=("llamada", llamada),
        sentido=sentido,
        motivo=motivo,
        contestada=contestada,
        **medida,
    )
    if sentido == SentidoLlamada.ENTRANTE and motivo in LLAMADAS_QUE_CUENTAN:
        incidencia.contactos_cliente += 1
    if contestada:
        incidencia.responde_el_cliente = False
        incidencia.ultimo_mensaje_en = en
    return llamada


def componer_motivo(expediente: Expediente, motivo: str, *, por: Actor, en: datetime) -> None:
    """Why it goes on: a message if the customer says it, a note if we do."""
    es_cliente = isinstance(por, Contacto)
    componer_mensaje(
        expediente,
        direccion=DireccionMensaje.ENTRANTE if es_cliente else DireccionMensaje.NOTA,
        canal=Canal.PORTAL if es_cliente else expediente.incidencia.canal,
        texto=motivo,
        por=por,
        en=en,
    )


# --- States


def componer_espera(
    expediente: Expediente, *, motivo: MotivoEspera, por: Actor, en: datetime
) -> None:
    """Wait, saying why; some reasons stop the agreed clock of the resolution."""
    incidencia = expediente.incidencia
    desde, incidencia.estado = incidencia.estado, Estado.EN_ESPERA
    incidencia.motivo_espera = motivo
    expediente.suceso(
        Codigo.EN_ESPERA,
        por=por,
        en=en,
        desde=desde,
        motivo=motivo.codigo,
        para_reloj=motivo.para_reloj,
    )
    if motivo.para_reloj:
        incidencia.pausas = [*incidencia.pausas, [en.isoformat(), None]]
        for objetivo in expediente.abiertos(TipoObjetivo.RESOLUCION):
            objetivo.pausado_en = en
        expediente.refrescar_limite()


def _terminar_espera(expediente: Expediente, en: datetime) -> None:
    incidencia = expediente.incidencia
    incidencia.motivo_espera = None
    if not incidencia.pausas or incidencia.pausas[-1][1] is not None:
        return
    *previas, (desde, _abierta) = incidencia.pausas
    incidencia.pausas = [*previas, [desde, en.isoformat()]]
    for objetivo in expediente.abiertos(TipoObjetivo.RESOLUCION):
        objetivo.pausado_en = None
        _recalcular_limite(expediente, objetivo, en)
    expediente.refrescar_limite()


def componer_reanudacion(expediente: Expediente, *, por: Actor, en: datetime) -> None:
    """Go on working: the clocks run again, from where they were."""
    desde, expediente.incidencia.estado = expediente.incidencia.estado, Estado.EN_CURSO
    _terminar_espera(expediente, en)
    expediente.suceso(Codigo.REANUDADA, por=por, en=en, desde=desde)


def componer_resolucion(
    expediente: Expediente,
    *,
    solucion: str,
    causa: str,
    por: Actor,
    en: datetime,
    se_mide: bool = True,
) -> None:
    """Our word that it is solved: the resolution clock stops and is measured.

    `se_mide=False`: an imported source knows the day but not the hours.
    """
    incidencia = expediente.incidencia
    desde, incidencia.estado = incidencia.estado, Estado.RESUELTA
    _terminar_espera(expediente, en)
    incidencia.solucion, incidencia.causa = solucion, causa
    incidencia.resuelta_en, incidencia.dia_resolucion = en, dia_local(en)
    if se_mide:
        incidencia.segundos_resolucion = expediente.reloj.medir(
            incidencia.ocurrida_en, en, expediente.pausas_hasta(en)
        )
    incidencia.aviso_cierre_en = None
    incidencia.responde_el_cliente = False
    for objetivo in expediente.abiertos(TipoObjetivo.RESOLUCION):
        objetivo.cumplido_en = en
    for plazo in expediente.plazos_legales:
        plazo.cumplido_en = plazo.cumplido_en or en
    expediente.refrescar_limite()
    expediente.suceso(
        Codigo.RESUELTA,
        por=por,
        en=en,
        desde=desde,
        causa=causa,
        segundos=incidencia.segundos_resolucion,
        calendario=expediente.reloj.version_calendario_id,
    )


def componer_aviso_cierre(expediente: Expediente, *, por: Actor, en: datetime) -> None:
    """Tell the customer that silence will close the case."""
    expediente.incidencia.aviso_cierre_en = en
    expediente.suceso(Codigo.AVISO_CIERRE, por=por, en=en)


def componer_cierre(
    expediente: Expediente, *, por: Actor, en: datetime, por_silencio: bool = False
) -> None:
    """The customer's word, or time's: the case is closed."""
    incidencia = expediente.incidencia
    desde, incidencia.estado = incidencia.estado, Estado.CERRADA
    incidencia.cerrada_en = en
    expediente.suceso(Codigo.CERRADA, por=por, en=en, desde=desde, por_silencio=por_silencio)
    _anular_objetivos(expediente, en)


def componer_reapertura(expediente: Expediente, *, por: Actor, en: datetime) -> None:
    """It was not solved: same person responsible, counted against the day of that resolution."""
    incidencia = expediente.incidencia
    desde, incidencia.estado = incidencia.estado, Estado.EN_CURSO
    expediente.suceso(
        Codigo.REABIERTA,
        por=por,
        en=en,
        desde=desde,
        resuelta_en=incidencia.resuelta_en and incidencia.resuelta_en.isoformat(),
        dia_resolucion=incidencia.dia_resolucion and incidencia.dia_resolucion.isoformat(),
    )
    incidencia.reaperturas += 1
    incidencia.resuelta_en = incidencia.dia_resolucion = incidencia.cerrada_en = None
    incidencia.segundos_resolucion = incidencia.aviso_cierre_en = None
    incidencia.responde_el_cliente = True
    incidencia.ultimo_mensaje_en = en
    componer_objetivo(expediente, TipoObjetivo.RESOLUCION, desde=en)
    expediente.refrescar_limite()


def componer_anulacion(expediente: Expediente, *, por: Actor, en: datetime) -> None:
    incidencia = expediente.incidencia
    desde, incidencia.estado = incidencia.estado, Estado.ANULADA
    _terminar_espera(expediente, en)
    expediente.suceso(Codigo.ANULADA, por=por, en=en, desde=desde)
    _anular_objetivos(expediente, en)


def componer_fusion(
    expediente: Expediente, *, en_incidencia: Incidencia, por: Actor, en: datetime
) -> None:
    """Point to the case that goes on; nothing moves, so it can be undone."""
    incidencia = expediente.incidencia
    desde, incidencia.estado = incidencia.estado, Estado.FUSIONADA
    expediente.suceso(
        Codigo.FUSIONADA,
        por=por,
        en=en,
        desde=desde,
        motivo=incidencia.motivo_espera_id,
        en_id=en_incidencia.pk,
    )
    _terminar_espera(expediente, en)
    incidencia.fusionada_en = en_incidencia
    _anular_objetivos(expediente, en)


def componer_fin_de_fusion(
    expediente: Expediente,
    *,
    estado: Estado,
    motivo: MotivoEspera | None,
    por: Actor,
    en: datetime,
) -> None:
    """Back to the state before the merge, with its clocks running again."""
    incidencia = expediente.incidencia
    incidencia.fusionada_en = None
    incidencia.estado = Estado.NUEVA if estado == Estado.NUEVA else Estado.EN_CURSO
    expediente.suceso(Codigo.FUSION_DESHECHA, por=por, en=en, a=estado)
    for objetivo in expediente.objetivos:
        if objetivo.cumplido_en is None:
            objetivo.anulado_en = None
    expediente.refrescar_limite()
    if motivo is not None:
        componer_espera(expediente, motivo=motivo, por=por, en=en)


def componer_correccion(
    expediente: Expediente, *, por: Actor, en: datetime, datos: dict[str, Any], **campos: Any
) -> None:
    """What a newer release of a source says: fields rewritten, their names in an event."""
    incidencia = expediente.incidencia
    cambiados = [campo for campo, valor in campos.items() if getattr(incidencia, campo) != valor]
    for campo in cambiados:
        setattr(incidencia, campo, campos[campo])
    expediente.corregidos.update(cambiados)
    expediente.suceso(Codigo.IMPORTADA_CAMBIADA, por=por, en=en, campos=cambiados, **datos)


def _anular_objetivos(expediente: Expediente, en: datetime) -> None:
    for objetivo in expediente.abiertos():
        objetivo.anulado_en, objetivo.pausado_en = en, None
    expediente.refrescar_limite()


# --- Promises


def componer_promesa(
    expediente: Expediente, *, texto: str, vence_en: datetime, por: Actor, en: datetime
) -> Promesa:
    promesa = Promesa(
        incidencia=expediente.incidencia,
        texto=texto,
        vence_en=vence_en,
        usuario=usuario_de(por),
        hecha_en=en,
    )
    expediente.filas.append(promesa)
    expediente.suceso(Codigo.PROMETIDA, por=por, en=en, fila=("promesa", promesa))
    return promesa


def componer_promesa_cumplida(
    expediente: Expediente, *, promesa: Promesa, por: Actor, en: datetime
) -> None:
    promesa.cumplida_en = en
    expediente.suceso(Codigo.PROMESA_CUMPLIDA, por=por, en=en, fila=("promesa", promesa))


def componer_llegada_por_telefono(expediente: Expediente, *, por: Actor, en: datetime) -> None:
    """Somebody of ours is speaking with the customer while the case is opened: it is answered."""
    componer_llamada(
        expediente,
        sentido=SentidoLlamada.ENTRANTE,
        motivo=MotivoLlamada.NUEVO,
        por=por,
        en=en,
    )


def es_llamada_atendida(datos: NuevaIncidencia, por: Actor) -> bool:
    return datos.canal == Canal.TELEFONO and isinstance(por, Usuario)
