"""What each decision does to an order, in memory: rows, events and derived columns.

A service composes one fact and saves it; the importer and the demo compose a whole history and
save thousands at once (`guardado`). Nothing here asks whether the decision is allowed: that is
the service's part. Nothing here touches the database.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC
from typing import TYPE_CHECKING, Any, TypeVar

from clientes.eventos import Actor, autor_de, usuario_de
from incidencias.models import Categoria, Incidencia, Prioridad
from sat.eventos import Codigo, EnElCaso
from sat.models import (
    SIN_CITA,
    Cita,
    ClasePunto,
    Estado,
    EstadoCita,
    EventoOrden,
    FotoIntervencion,
    Intervencion,
    Lugar,
    Mandante,
    MomentoFoto,
    NotaOrden,
    OrdenTrabajo,
    ParteTrabajo,
    PlantillaChecklist,
    PuntoChecklist,
    Repuesto,
    RepuestoUsado,
    RespuestaChecklist,
    Resultado,
    ResultadoVisita,
    SatExterno,
    Tecnico,
    Tipo,
)

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from django.db import models

    from clientes.models import Cliente, Contacto, Equipo, Sede
    from cuentas.models import Habilidad
    from nucleo.models import Archivo

Franja = tuple["datetime", "datetime"]
M = TypeVar("M", bound="models.Model")

# What an order that ended well says, by kind.
RESULTADO_BUENO = {Tipo.REPARACION: Resultado.REPARADO}


@dataclass(frozen=True)
class NuevaOrden:
    """What is needed to open an order."""

    cliente: Cliente
    mandante: Mandante
    tipo: str = Tipo.REPARACION
    lugar: str = Lugar.DOMICILIO
    incidencia: Incidencia | None = None
    categoria: Categoria | None = None
    contacto: Contacto | None = None
    equipo: Equipo | None = None
    sede: Sede | None = None
    habilidad: Habilidad | None = None
    sat_externo: SatExterno | None = None
    mandante_referencia: str = ""
    limite_autorizado_eur: Decimal | None = None
    paga: str = ""
    es_garantia_legal: bool = False
    sintoma: str = ""
    prioridad: int = Prioridad.NORMAL
    duracion_prevista_min: int = 60
    origen: str = ""
    referencia_externa: str = ""


@dataclass
class ExpedienteOrden:
    """An order in memory with everything that one or more facts add to it.

    `citas` and `en_curso` are the living appointments and the open sessions. `filas` are rows to
    insert, in order; events name the rows whose ids they must carry; `cambios` says which fields
    of rows that were already saved changed.
    """

    orden: OrdenTrabajo
    citas: list[Cita] = field(default_factory=list)
    en_curso: list[Intervencion] = field(default_factory=list)
    filas: list[models.Model] = field(default_factory=list)
    eventos: list[tuple[EventoOrden, dict[str, models.Model]]] = field(default_factory=list)
    linea: list[Apunte] = field(default_factory=list)
    cambios: dict[int, tuple[models.Model, set[str]]] = field(default_factory=dict)

    def anade(self, fila: M) -> M:
        self.filas.append(fila)
        return fila

    def cambia(self, fila: models.Model, **valores: Any) -> None:
        """Set fields of a row and remember to save them, if the row exists already."""
        for campo, valor in valores.items():
            setattr(fila, campo, valor)
        if fila.pk is not None:
            self.cambios.setdefault(id(fila), (fila, set()))[1].update(valores)

    def suceso(
        self,
        codigo: Codigo,
        *,
        por: Actor,
        en: datetime,
        filas: dict[str, models.Model] | None = None,
        **datos: Any,
    ) -> None:
        """Add an event. The ids of `filas` are written in `datos` when they are known."""
        evento = EventoOrden(
            orden=self.orden, codigo=codigo, ocurrido_en=en, datos=datos, **autor_de(por)
        )
        self.eventos.append((evento, filas or {}))

    def en_el_caso(
        self,
        codigo: EnElCaso,
        *,
        por: Actor,
        en: datetime,
        filas: dict[str, models.Model] | None = None,
        **datos: Any,
    ) -> None:
        """Add a line to the timeline of the case, if the order has one."""
        if self.orden.incidencia_id is not None:
            self.linea.append(Apunte(codigo, por, en, filas or {}, datos))

    def refrescar_cita(self) -> None:
        """Set the next appointment: the earliest living one."""
        proxima = min((cita.empieza_en for cita in self.citas), default=SIN_CITA)
        self.cambia(self.orden, proxima_cita_en=proxima)


@dataclass(frozen=True)
class Apunte:
    """A line for the timeline of the case."""

    codigo: EnElCaso
    por: Actor
    en: datetime
    filas: dict[str, models.Model]
    datos: dict[str, Any]


# --- The order


def componer_apertura(
    datos: NuevaOrden, *, codigo: str, por: Actor, en: datetime, registrada_en: datetime
) -> ExpedienteOrden:
    """The order as it is born: its row, its first event and its line in the case."""
    incidencia, equipo = datos.incidencia, datos.equipo
    orden = OrdenTrabajo(
        codigo=codigo,
        tipo=datos.tipo,
        lugar=datos.lugar,
        estado=Estado.NUEVA,
        prioridad=datos.prioridad,
        incidencia=incidencia,
        categoria=datos.categoria or (incidencia.categoria if incidencia else None),
        cliente=datos.cliente,
        contacto=datos.contacto or (incidencia.contacto if incidencia else None),
        equipo=equipo,
        sede=datos.sede or (equipo.sede if equipo else None),
        habilidad=datos.habilidad,
        sat_externo=datos.sat_externo,
        mandante=datos.mandante,
        mandante_referencia=datos.mandante_referencia,
        limite_autorizado_eur=datos.limite_autorizado_eur,
        paga=datos.paga,
        es_garantia_legal=datos.es_garantia_legal,
        sintoma=datos.sintoma,
        duracion_prevista_min=datos.duracion_prevista_min,
        origen=datos.origen,
        referencia_externa=datos.referencia_externa,
        ocurrida_en=en,
        registrada_en=registrada_en,
    )
    expediente = ExpedienteOrden(orden)
    expediente.suceso(
        Codigo.ABIERTA,
        por=por,
        en=en,
        tipo=datos.tipo,
        lugar=datos.lugar,
        mandante=datos.mandante.pk,
    )
    expediente.en_el_caso(EnElCaso.ORDEN_ABIERTA, por=por, en=en, tipo=datos.tipo)
    return expediente


def componer_encargo(
    expediente: ExpedienteOrden, *, sat_externo: SatExterno | None, por: Actor, en: datetime
) -> None:
    expediente.cambia(expediente.orden, sat_externo=sat_externo)
    expediente.suceso(Codigo.ENCARGADA, por=por, en=en, a=sat_externo.pk if sat_externo else None)


def componer_recepcion(expediente: ExpedienteOrden, *, por: Actor, en: datetime) -> None:
    expediente.cambia(expediente.orden, recibido_en=en, lugar=Lugar.TALLER)
    expediente.suceso(Codigo.RECIBIDA, por=por, en=en)


def componer_diagnostico(
    expediente: ExpedienteOrden, *, diagnostico: str, por: Actor, en: datetime
) -> None:
    desde = expediente.orden.estado
    expediente.cambia(expediente.orden, diagnostico=diagnostico, estado=Estado.DIAGNOSTICADA)
    expediente.suceso(Codigo.DIAGNOSTICADA, por=por, en=en, desde=desde)


def componer_autorizacion(
    expediente: ExpedienteOrden, *, limite_eur: Decimal | None, por: Actor, en: datetime
) -> None:
    expediente.cambia(expediente.orden, limite_autorizado_eur=limite_eur)
    texto = None if limite_eur is None else str(limite_eur)
    expediente.suceso(Codigo.AUTORIZADA, por=por, en=en, limite_eur=texto)


def componer_espera(expediente: ExpedienteOrden, *, por: Actor, en: datetime) -> None:
    desde = expediente.orden.estado
    expediente.cambia(expediente.orden, estado=Estado.ESPERANDO_REPUESTO)
    expediente.suceso(Codigo.ESPERANDO_REPUESTO, por=por, en=en, desde=desde)


def componer_termino(
    expediente: ExpedienteOrden, *, resultado: str, por: Actor, en: datetime
) -> None:
    """The order is done: nobody has to touch the machine again."""
    orden, desde = expediente.orden, expediente.orden.estado
    expediente.cambia(
        orden, estado=Estado.TERMINADA, terminada_en=en, dia_terminada=None, resultado=resultado
    )
    expediente.suceso(
        Codigo.TERMINADA, por=por, en=en, desde=desde, resultado=resultado, visitas=orden.visitas
    )
    expediente.en_el_caso(EnElCaso.ORDEN_TERMINADA, por=por, en=en, resultado=resultado)


def componer_entrega(expediente: ExpedienteOrden, *, por: Actor, en: datetime) -> None:
    desde = expediente.orden.estado
    expediente.cambia(expediente.orden, estado=Estado.ENTREGADA, entregada_en=en)
    expediente.suceso(Codigo.ENTREGADA, por=por, en=en, desde=desde)
    expediente.en_el_caso(EnElCaso.ORDEN_ENTREGADA, por=por, en=en)


def componer_liquidacion(
    expediente: ExpedienteOrden,
    *,
    mano_obra_eur: Decimal,
    desplazamiento_eur: Decimal,
    por: Actor,
    en: datetime,
) -> None:
    desde = expediente.orden.estado
    expediente.cambia(
        expediente.orden,
        estado=Estado.LIQUIDADA,
        liquidada_en=en,
        mano_obra_eur=mano_obra_eur,
        desplazamiento_eur=desplazamiento_eur,
    )
    expediente.suceso(Codigo.LIQUIDADA, por=por, en=en, desde=desde)


def componer_reapertura(expediente: ExpedienteOrden, *, por: Actor, en: datetime) -> None:
    """Back to work: it was not finished after all."""
    desde = expediente.orden.estado
    expediente.cambia(
        expediente.orden,
        estado=Estado.EN_CURSO,
        terminada_en=None,
        dia_terminada=None,
        entregada_en=None,
        resultado="",
    )
    expediente.suceso(Codigo.REABIERTA, por=por, en=en, desde=desde)


def componer_anulacion(
    expediente: ExpedienteOrden, *, motivo: str, por: Actor, en: datetime
) -> None:
    """The order will not be done; its living appointments go with it."""
    for cita in list(expediente.citas):
        componer_cita_anulada(expediente, cita, motivo=motivo, por=por, en=en, con_orden=True)
    desde = expediente.orden.estado
    expediente.cambia(
        expediente.orden, estado=Estado.ANULADA, anulada_en=en, motivo_anulacion=motivo
    )
    expediente.suceso(Codigo.ANULADA, por=por, en=en, desde=desde)
    expediente.en_el_caso(EnElCaso.ORDEN_ANULADA, por=por, en=en)


# --- Appointments


def componer_cita(
    expediente: ExpedienteOrden,
    *,
    tecnico: Tecnico,
    franja: Franja,
    por: Actor,
    en: datetime,
    ventana: Franja | None = None,
    estado: str = EstadoCita.CONFIRMADA,
    notas: str = "",
) -> Cita:
    """Give the order an appointment; without `ventana` the customer was told the slot itself."""
    cita = Cita(
        orden=expediente.orden,
        tecnico=tecnico,
        franja=_rango(franja),
        ventana=_rango(ventana or franja),
        estado=estado,
        notas=notas,
        dada_en=en,
    )
    expediente.anade(cita)
    expediente.citas.append(cita)
    if expediente.orden.estado != Estado.PLANIFICADA and not expediente.en_curso:
        expediente.cambia(expediente.orden, estado=Estado.PLANIFICADA)
    expediente.refrescar_cita()
    datos = _datos_de(cita)
    expediente.suceso(Codigo.CITA_PUESTA, por=por, en=en, filas={"cita": cita}, **datos)
    expediente.en_el_caso(EnElCaso.CITA_PUESTA, por=por, en=en, filas={"cita": cita}, **datos)
    return cita


def componer_cita_movida(
    expediente: ExpedienteOrden,
    cita: Cita,
    *,
    tecnico: Tecnico,
    franja: Franja,
    por: Actor,
    en: datetime,
    ventana: Franja | None = None,
) -> None:
    antes = {"antes": _iso(cita.empieza_en), "tecnico_antes": cita.tecnico_id}
    expediente.cambia(
        cita, tecnico=tecnico, franja=_rango(franja), ventana=_rango(ventana or franja)
    )
    expediente.refrescar_cita()
    datos = {**_datos_de(cita), **antes}
    expediente.suceso(Codigo.CITA_MOVIDA, por=por, en=en, filas={"cita": cita}, **datos)
    expediente.en_el_caso(EnElCaso.CITA_MOVIDA, por=por, en=en, filas={"cita": cita}, **datos)


def componer_cita_anulada(
    expediente: ExpedienteOrden,
    cita: Cita,
    *,
    motivo: str,
    por: Actor,
    en: datetime,
    con_orden: bool = False,
) -> None:
    """Take an appointment back; without another one, a planned order is to be planned again."""
    expediente.cambia(cita, estado=EstadoCita.ANULADA, anulada_en=en, motivo_anulacion=motivo[:300])
    expediente.citas.remove(cita)
    expediente.refrescar_cita()
    orden = expediente.orden
    if not con_orden and not expediente.citas and orden.estado == Estado.PLANIFICADA:
        expediente.cambia(orden, estado=Estado.NUEVA)
    datos = {"tecnico": cita.tecnico_id}
    expediente.suceso(Codigo.CITA_ANULADA, por=por, en=en, filas={"cita": cita}, **datos)
    if not con_orden:
        expediente.en_el_caso(EnElCaso.CITA_ANULADA, por=por, en=en, filas={"cita": cita})


def _rango(franja: Franja) -> Any:
    from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

    return DateTimeTZRange(*franja)


def _datos_de(cita: Cita) -> dict[str, Any]:
    return {
        "tecnico": cita.tecnico_id,
        "desde": _iso(cita.empieza_en),
        "hasta": _iso(cita.termina_en),
    }


def _iso(instante: datetime) -> str:
    return instante.astimezone(UTC).isoformat()


# --- Sessions


def componer_inicio(
    expediente: ExpedienteOrden,
    *,
    tecnico: Tecnico,
    por: Actor,
    en: datetime,
    cita: Cita | None = None,
    plantilla: PlantillaChecklist | None = None,
    registrada_en: datetime | None = None,
) -> Intervencion:
    """Start a session; the appointment is kept (punctually or not) at that moment."""
    orden, desde = expediente.orden, expediente.orden.estado
    intervencion = Intervencion(
        orden=orden,
        tecnico=tecnico,
        cita=cita,
        plantilla=plantilla,
        iniciada_en=en,
        registrada_en=registrada_en or en,
    )
    expediente.anade(intervencion)
    expediente.en_curso.append(intervencion)
    if cita is not None:
        expediente.cambia(cita, estado=EstadoCita.REALIZADA)
        expediente.citas.remove(cita)
        expediente.refrescar_cita()
    if orden.estado != Estado.EN_CURSO:
        expediente.cambia(orden, estado=Estado.EN_CURSO)
    filas: dict[str, models.Model] = {"intervencion": intervencion}
    if cita is not None:
        filas["cita"] = cita
    expediente.suceso(
        Codigo.INICIADA,
        por=por,
        en=en,
        filas=filas,
        tecnico=tecnico.pk,
        desde=desde,
        a_tiempo=None if cita is None else cita.ventana.lower <= en < cita.ventana.upper,
    )
    expediente.en_el_caso(
        EnElCaso.INTERVENCION_INICIADA, por=por, en=en, filas=filas, tecnico=tecnico.pk
    )
    return intervencion


def componer_respuesta(
    expediente: ExpedienteOrden,
    intervencion: Intervencion,
    punto: PuntoChecklist,
    valor: bool | Decimal | str,
    *,
    en: datetime,
) -> RespuestaChecklist:
    columna = {
        ClasePunto.SI_NO: "valor_si",
        ClasePunto.NUMERO: "valor_numero",
        ClasePunto.TEXTO: "valor_texto",
    }[ClasePunto(punto.clase)]
    return expediente.anade(
        RespuestaChecklist(
            intervencion=intervencion,
            punto=punto,
            texto=punto.texto,
            unidad=punto.unidad,
            respondida_en=en,
            **{columna: valor},
        )
    )


def componer_comprobacion(
    expediente: ExpedienteOrden,
    intervencion: Intervencion,
    *,
    puntos: int,
    por: Actor,
    en: datetime,
) -> None:
    expediente.suceso(
        Codigo.COMPROBADA, por=por, en=en, filas={"intervencion": intervencion}, puntos=puntos
    )


def componer_repuesto(
    expediente: ExpedienteOrden,
    intervencion: Intervencion,
    *,
    cantidad: Decimal,
    por: Actor,
    en: datetime,
    repuesto: Repuesto | None = None,
    descripcion: str = "",
    precio_eur: Decimal | None = None,
) -> RepuestoUsado:
    """Put a part of the catalogue, or one described by hand, with its price of that day."""
    precio = precio_eur if precio_eur is not None else (repuesto.precio_eur if repuesto else 0)
    usado = RepuestoUsado(
        intervencion=intervencion,
        repuesto=repuesto,
        descripcion=descripcion or (repuesto.nombre if repuesto else ""),
        cantidad=cantidad,
        precio_eur=precio,
        usado_en=en,
    )
    expediente.anade(usado)
    expediente.suceso(
        Codigo.REPUESTO,
        por=por,
        en=en,
        filas={"intervencion": intervencion, "repuesto_usado": usado},
    )
    return usado


def componer_foto(
    expediente: ExpedienteOrden,
    intervencion: Intervencion,
    *,
    archivo: Archivo,
    por: Actor,
    en: datetime,
    momento: str = MomentoFoto.DURANTE,
    pie: str = "",
) -> FotoIntervencion:
    foto = expediente.anade(
        FotoIntervencion(
            intervencion=intervencion, archivo=archivo, momento=momento, pie=pie, hecha_en=en
        )
    )
    expediente.suceso(
        Codigo.FOTO, por=por, en=en, filas={"intervencion": intervencion, "foto": foto}
    )
    return foto


def componer_nota(
    expediente: ExpedienteOrden,
    *,
    texto: str,
    por: Actor,
    en: datetime,
    intervencion: Intervencion | None = None,
) -> NotaOrden:
    nota = expediente.anade(
        NotaOrden(
            orden=expediente.orden,
            intervencion=intervencion,
            usuario=usuario_de(por),
            texto=texto,
            escrita_en=en,
        )
    )
    expediente.suceso(Codigo.NOTA, por=por, en=en, filas={"nota": nota})
    return nota


def componer_fin(
    expediente: ExpedienteOrden,
    intervencion: Intervencion,
    *,
    resultado: str,
    por: Actor,
    en: datetime,
    trabajo: str = "",
    diagnostico: str = "",
) -> None:
    """End a session, and move the order to what its result asks for.

    While somebody else is still at work on it, the order stays in course.
    """
    orden = expediente.orden
    expediente.cambia(intervencion, terminada_en=en, resultado=resultado, trabajo=trabajo)
    expediente.en_curso.remove(intervencion)
    if resultado != ResultadoVisita.AUSENTE:
        expediente.cambia(
            orden, visitas=orden.visitas + 1, minutos=orden.minutos + intervencion.minutos
        )
    if trabajo:
        expediente.cambia(orden, trabajo=trabajo)
    if diagnostico:
        expediente.cambia(orden, diagnostico=diagnostico)
    datos = {
        "tecnico": intervencion.tecnico_id,
        "resultado": resultado,
        "minutos": intervencion.minutos,
    }
    filas: dict[str, models.Model] = {"intervencion": intervencion}
    expediente.suceso(Codigo.INTERVENCION_TERMINADA, por=por, en=en, filas=filas, **datos)
    expediente.en_el_caso(
        EnElCaso.INTERVENCION_TERMINADA, por=por, en=en, filas=filas, resultado=resultado
    )
    if not expediente.en_curso:
        _seguir(expediente, resultado, por=por, en=en)


def _seguir(expediente: ExpedienteOrden, resultado: str, *, por: Actor, en: datetime) -> None:
    """What comes after the last open session, by its result."""
    orden = expediente.orden
    match ResultadoVisita(resultado):
        case ResultadoVisita.RESUELTA:
            bueno = RESULTADO_BUENO.get(Tipo(orden.tipo), Resultado.REALIZADO)
            componer_termino(expediente, resultado=bueno, por=por, en=en)
        case ResultadoVisita.NO_REPARABLE:
            componer_termino(expediente, resultado=Resultado.NO_REPARABLE, por=por, en=en)
        case ResultadoVisita.FALTA_REPUESTO:
            componer_espera(expediente, por=por, en=en)
        case _ if expediente.citas:
            expediente.cambia(orden, estado=Estado.PLANIFICADA)
        case ResultadoVisita.VOLVER:
            expediente.cambia(orden, estado=Estado.DIAGNOSTICADA)
        case ResultadoVisita.AUSENTE:  # en_curso → planificada → nueva: to be planned again
            expediente.cambia(orden, estado=Estado.NUEVA)


def componer_parte(
    expediente: ExpedienteOrden,
    intervencion: Intervencion,
    *,
    numero: int,
    pdf: Archivo,
    modo_firma: str,
    por: Actor,
    en: datetime,
    firma: Archivo | None = None,
    firmante: str = "",
    motivo_sin_firma: str = "",
) -> ParteTrabajo:
    """Keep the document of a session: the bytes that were shown, and their hash."""
    parte = expediente.anade(
        ParteTrabajo(
            orden=expediente.orden,
            intervencion=intervencion,
            numero=numero,
            emitido_en=en,
            pdf=pdf,
            pdf_sha256=pdf.sha256,
            modo_firma=modo_firma,
            firma=firma,
            firmante=firmante,
            motivo_sin_firma=motivo_sin_firma,
        )
    )
    expediente.suceso(
        Codigo.PARTE, por=por, en=en, filas={"parte": parte, "intervencion": intervencion}
    )
    return parte
