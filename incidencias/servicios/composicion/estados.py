"""From one state to another: waiting, resolved, closed, reopened, cancelled, merged."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from clientes.eventos import Actor
from incidencias.eventos import Codigo
from incidencias.models import ClasePlazoLegal, Estado, Incidencia, MotivoEspera, TipoObjetivo
from incidencias.servicios.composicion.base import Expediente
from incidencias.servicios.composicion.objetivos import (
    anular_objetivos,
    componer_objetivo,
    componer_siguiente_respuesta,
    cumplir,
    recalcular_pausas,
)
from nucleo.tiempo import dia_local

# A complaint is not answered by resolving it: that takes an answer on its substance.
SE_CUMPLEN_AL_RESOLVER = frozenset({ClasePlazoLegal.RESOLUCION, ClasePlazoLegal.CONTINUIDAD})


def componer_espera(
    expediente: Expediente, *, motivo: MotivoEspera, por: Actor, en: datetime
) -> None:
    """Wait, saying why; some reasons stop the agreed clock of the resolution."""
    incidencia = expediente.incidencia
    desde, incidencia.estado = incidencia.estado, Estado.EN_ESPERA
    incidencia.motivo_espera, incidencia.espera_desde = motivo, en
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
        recalcular_pausas(expediente)


def _terminar_espera(expediente: Expediente, en: datetime) -> None:
    incidencia = expediente.incidencia
    incidencia.motivo_espera = incidencia.espera_desde = None
    if not incidencia.pausas or incidencia.pausas[-1][1] is not None:
        return
    *previas, (desde, _abierta) = incidencia.pausas
    incidencia.pausas = [*previas, [desde, en.isoformat()]]
    recalcular_pausas(expediente)


def componer_reanudacion(expediente: Expediente, *, por: Actor, en: datetime) -> None:
    """Go on working: the clocks run again, from where they were."""
    desde, expediente.incidencia.estado = expediente.incidencia.estado, Estado.EN_CURSO
    _terminar_espera(expediente, en)
    expediente.suceso(Codigo.REANUDADA, por=por, en=en, desde=desde)


def componer_contestacion(expediente: Expediente, *, por: Actor, en: datetime) -> None:
    """The customer has come, on whatever channel: if we waited for them, the case goes on."""
    motivo = expediente.incidencia.motivo_espera
    if motivo is not None and motivo.espera_al_cliente:
        componer_reanudacion(expediente, por=por, en=en)


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
    incidencia.aviso_cierre_en = incidencia.seguimiento_en = None
    incidencia.responde_el_cliente = False
    for plazo in expediente.plazos_legales:
        if plazo.clase in SE_CUMPLEN_AL_RESOLVER:
            plazo.cumplido_en = plazo.cumplido_en or en
    cumplir(expediente, en, TipoObjetivo.RESOLUCION, TipoObjetivo.SIGUIENTE_RESPUESTA)
    anular_objetivos(expediente, en)  # told the solution, they wait for no first answer
    expediente.suceso(
        Codigo.RESUELTA,
        por=por,
        en=en,
        desde=desde,
        causa=causa,
        segundos=incidencia.segundos_resolucion,
        calendario=expediente.reloj.version_calendario_id,
    )


def componer_seguimiento(expediente: Expediente, *, por: Actor, en: datetime) -> None:
    """Ask the customer, some days after, whether it still works."""
    expediente.incidencia.seguimiento_en = en
    expediente.suceso(Codigo.SEGUIMIENTO, por=por, en=en)


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
    anular_objetivos(expediente, en)


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
    incidencia.seguimiento_en = None
    incidencia.responde_el_cliente = True
    incidencia.ultimo_mensaje_en = en
    componer_objetivo(expediente, TipoObjetivo.RESOLUCION, desde=en)
    componer_siguiente_respuesta(expediente, desde=en)
    expediente.refrescar_limite()


def componer_anulacion(expediente: Expediente, *, por: Actor, en: datetime) -> None:
    """It should not have been: nothing waits and no agreed clock runs."""
    incidencia = expediente.incidencia
    desde, incidencia.estado = incidencia.estado, Estado.ANULADA
    _terminar_espera(expediente, en)
    expediente.suceso(Codigo.ANULADA, por=por, en=en, desde=desde)
    anular_objetivos(expediente, en)


def componer_spam(expediente: Expediente, *, vetado: bool, por: Actor, en: datetime) -> None:
    """Cancelled as junk: what is needed to bring it back stays in the event."""
    incidencia = expediente.incidencia
    desde, incidencia.estado = incidencia.estado, Estado.ANULADA
    incidencia.es_spam = True
    expediente.suceso(
        Codigo.SPAM,
        por=por,
        en=en,
        desde=desde,
        motivo=incidencia.motivo_espera_id,
        vetado=vetado,
    )
    _terminar_espera(expediente, en)
    anular_objetivos(expediente, en)


def componer_fin_de_spam(
    expediente: Expediente,
    *,
    estado: Estado,
    motivo: MotivoEspera | None,
    por: Actor,
    en: datetime,
) -> None:
    """Back to the state before it was taken for junk."""
    expediente.incidencia.es_spam = False
    _volver_a(expediente, Codigo.SPAM_DESHECHO, estado, motivo, por=por, en=en)


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
    anular_objetivos(expediente, en)


def componer_fin_de_fusion(
    expediente: Expediente,
    *,
    estado: Estado,
    motivo: MotivoEspera | None,
    por: Actor,
    en: datetime,
) -> None:
    """Back to the state before the merge, with its clocks running again."""
    expediente.incidencia.fusionada_en = None
    _volver_a(expediente, Codigo.FUSION_DESHECHA, estado, motivo, por=por, en=en)


def _volver_a(
    expediente: Expediente,
    codigo: Codigo,
    estado: Estado,
    motivo: MotivoEspera | None,
    *,
    por: Actor,
    en: datetime,
) -> None:
    incidencia = expediente.incidencia
    incidencia.estado = Estado.NUEVA if estado == Estado.NUEVA else Estado.EN_CURSO
    expediente.suceso(codigo, por=por, en=en, a=estado)
    for objetivo in expediente.objetivos:
        if objetivo.cumplido_en is None:
            objetivo.anulado_en = None
    recalcular_pausas(expediente)
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
