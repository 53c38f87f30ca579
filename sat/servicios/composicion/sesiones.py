"""Facts of a session at the machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientes.eventos import Actor, usuario_de
from sat.eventos import Codigo, EnElCaso
from sat.models import (
    Cita,
    ClasePunto,
    Estado,
    EstadoCita,
    FotoIntervencion,
    Intervencion,
    MomentoFoto,
    NotaOrden,
    ParteTrabajo,
    PlantillaChecklist,
    PuntoChecklist,
    Repuesto,
    RepuestoUsado,
    RespuestaChecklist,
    Resultado,
    ResultadoVisita,
    Tecnico,
    Tipo,
)

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from django.db import models

    from nucleo.models import Archivo

from sat.servicios.composicion.base import ExpedienteOrden
from sat.servicios.composicion.ordenes import componer_espera, componer_termino

# What an order that ended well says, by kind.
RESULTADO_BUENO = {Tipo.REPARACION: Resultado.REPARADO}


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
        expediente.cambia(orden, estado=Estado.EN_CURSO, repuesto_llega_el=None)
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
