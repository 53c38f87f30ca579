"""The work report: rendered once, kept with its hash, attached to the case and mailed."""

from __future__ import annotations

from datetime import datetime

from clientes.eventos import Actor
from incidencias.servicios import adjuntar
from nucleo.archivos import guardar_bytes
from sat.documentos.parte import Conformidad, componer_pdf
from sat.eventos import EnElCaso
from sat.models import Intervencion, ParteTrabajo
from sat.servicios import composicion
from sat.servicios.avisos import enviar_parte
from sat.servicios.composicion import ExpedienteOrden
from sat.servicios.comun import asentar


def emitir_parte(
    expediente: ExpedienteOrden,
    intervencion: Intervencion,
    *,
    conformidad: Conformidad,
    por: Actor,
    en: datetime,
) -> ParteTrabajo:
    """Write the report of a session that was just saved; the order is locked by the caller."""
    orden = expediente.orden
    numero = orden.partes.count() + 1
    contenido = componer_pdf(intervencion, numero=numero, emitido_en=en, conformidad=conformidad)
    pdf = guardar_bytes(contenido, "application/pdf")
    propio = ExpedienteOrden(orden)
    parte = composicion.componer_parte(
        propio,
        intervencion,
        numero=numero,
        pdf=pdf,
        modo_firma=conformidad.modo,
        firma=conformidad.imagen,
        firmante=conformidad.firmante,
        motivo_sin_firma=conformidad.motivo_sin_firma,
        por=por,
        en=en,
    )
    asentar(propio)
    despues = ExpedienteOrden(orden)
    if orden.incidencia is not None:
        adjuntar(orden.incidencia, pdf, parte.nombre_fichero)
    if enviar_parte(parte):
        despues.en_el_caso(EnElCaso.PARTE_ENVIADO, por=por, en=en, filas={"parte": parte})
    asentar(despues)
    return parte
