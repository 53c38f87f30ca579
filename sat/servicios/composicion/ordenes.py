"""Facts of an order as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clientes.eventos import Actor
from sat.eventos import Codigo, EnElCaso
from sat.models import (
    Estado,
    Lugar,
    OrdenTrabajo,
    SatExterno,
)

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal


from sat.servicios.composicion.base import ExpedienteOrden, NuevaOrden
from sat.servicios.composicion.citas import componer_cita_anulada


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


def componer_fecha_de_repuesto(
    expediente: ExpedienteOrden, *, llega_el: date | None, por: Actor, en: datetime
) -> None:
    """When the part that it waits for is to arrive; None, nobody knows any more."""
    antes = expediente.orden.repuesto_llega_el
    dias: dict[str, Any] = {
        "llega_el": llega_el and llega_el.isoformat(),
        "antes": antes and antes.isoformat(),
    }
    expediente.cambia(expediente.orden, repuesto_llega_el=llega_el)
    expediente.suceso(Codigo.REPUESTO_FECHADO, por=por, en=en, **dias)
    expediente.en_el_caso(EnElCaso.REPUESTO_FECHADO, por=por, en=en, **dias)


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


def componer_correccion(
    expediente: ExpedienteOrden, *, por: Actor, en: datetime, **campos: str
) -> None:
    """What a newer release of an imported source says: texts rewritten, their names in an event."""
    orden = expediente.orden
    cambiados = {campo: v for campo, v in campos.items() if getattr(orden, campo) != v}
    if cambiados:
        expediente.cambia(orden, **cambiados)
        expediente.suceso(Codigo.IMPORTADA_CAMBIADA, por=por, en=en, campos=sorted(cambiados))


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
        expediente.orden,
        estado=Estado.ANULADA,
        anulada_en=en,
        motivo_anulacion=motivo,
        repuesto_llega_el=None,
    )
    expediente.suceso(Codigo.ANULADA, por=por, en=en, desde=desde)
    expediente.en_el_caso(EnElCaso.ORDEN_ANULADA, por=por, en=en)
