"""Move a case through its life: wait, go on, resolve, close, reopen, cancel, merge."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.eventos import Actor
from incidencias.avisos import (
    avisar_de_cierre,
    avisar_de_seguimiento,
    avisar_fusion,
    avisar_reapertura,
    avisar_resolucion,
    avisar_separacion,
)
from incidencias.estados import exigir_transicion
from incidencias.eventos import Codigo
from incidencias.models import Estado, Incidencia, MotivoEspera
from incidencias.servicios.bloqueo import bloquear, bloquear_varias, instante, volver_a_antes
from incidencias.servicios.composicion import (
    Expediente,
    componer_anulacion,
    componer_aviso_cierre,
    componer_cierre,
    componer_espera,
    componer_fin_de_fusion,
    componer_fusion,
    componer_motivo,
    componer_reanudacion,
    componer_reapertura,
    componer_resolucion,
    componer_seguimiento,
    componer_toma,
)
from incidencias.servicios.guardado import guardar_expediente
from incidencias.servicios.herencia import (
    devolver_lo_debido,
    heredar_lo_debido,
    sin_responder_desde,
)
from incidencias.servicios.legales import (
    exigir_que_responda_por,
    exigir_que_se_pueda_anular,
    exigir_que_se_pueda_cerrar,
)
from incidencias.servicios.niveles import exigir_hijas_cerradas
from incidencias.servicios.relevos import avisar_de_reapertura
from nucleo.errores import ErrorDeNegocio
from nucleo.exigencias import exigir_texto


@transaction.atomic
def poner_en_espera(
    pk: int, *, por: Actor, motivo: MotivoEspera, en: datetime | None = None
) -> Incidencia:
    """Wait for somebody, saying why; reasons that stop the agreed clock pause the resolution."""
    expediente = bloquear(pk)
    exigir_transicion(expediente.incidencia, Estado.EN_ESPERA)
    if expediente.incidencia.estado == Estado.FUSIONADA:  # only undoing the merge leads there
        raise ErrorDeNegocio(_("La incidencia está fusionada en otra."), codigo="transicion")
    componer_espera(expediente, motivo=motivo, por=por, en=instante(expediente, en))
    return guardar_expediente(expediente)


@transaction.atomic
def reanudar(pk: int, *, por: Actor, en: datetime | None = None) -> Incidencia:
    """Go on working on a waiting case: its clock runs again."""
    expediente = bloquear(pk)
    exigir_transicion(expediente.incidencia, Estado.EN_CURSO)
    if expediente.incidencia.estado != Estado.EN_ESPERA:
        raise ErrorDeNegocio(_("La incidencia no estaba en espera."), codigo="transicion")
    componer_reanudacion(expediente, por=por, en=instante(expediente, en))
    return guardar_expediente(expediente)


@transaction.atomic
def resolver_incidencia(
    pk: int, *, por: Actor, solucion: str, causa: str, en: datetime | None = None
) -> Incidencia:
    """Mark the case as solved, in our opinion, and tell the customer, who closes it.

    Raises ErrorDeNegocio if the state does not allow it or the solution or the cause is missing.
    """
    expediente = bloquear(pk)
    incidencia = expediente.incidencia
    exigir_transicion(incidencia, Estado.RESUELTA)
    solucion = exigir_texto(
        solucion, _("Para resolver hay que indicar la solución aplicada."), "solucion"
    )
    causa = exigir_texto(causa, _("Para resolver hay que indicar la causa."), "causa")
    en = instante(expediente, en)
    exigir_que_se_pueda_cerrar(incidencia, en)
    if incidencia.estado == Estado.NUEVA and incidencia.responsable_id is None:
        componer_toma(expediente, por=por, en=en)
    expediente.plazos_legales = list(incidencia.plazos_legales.all())
    componer_resolucion(expediente, solucion=solucion, causa=causa, por=por, en=en)
    guardar_expediente(expediente)
    avisar_resolucion(incidencia)
    return incidencia


@transaction.atomic
def preguntar_si_funciona(pk: int, *, por: Actor) -> bool:
    """Ask the customer by mail, once a resolution, whether it works. False if it is not due.

    Yes closes it as theirs, no reopens it for the same person: the page behind the link calls
    `cerrar_incidencia` or `reabrir_incidencia`, with their rules.
    """
    expediente = bloquear(pk)
    incidencia = expediente.incidencia
    if not _calla(expediente) or incidencia.seguimiento_en or incidencia.aviso_cierre_en:
        return False
    componer_seguimiento(expediente, por=por, en=timezone.now())
    guardar_expediente(expediente)
    avisar_de_seguimiento(incidencia)
    return True


@transaction.atomic
def avisar_cierre(pk: int, *, por: Actor) -> bool:
    """Warn the customer that silence closes the case. False if it is no longer due."""
    expediente = bloquear(pk)
    if not _calla(expediente) or expediente.incidencia.aviso_cierre_en is not None:
        return False
    componer_aviso_cierre(expediente, por=por, en=timezone.now())
    guardar_expediente(expediente)
    avisar_de_cierre(expediente.incidencia)
    return True


@transaction.atomic
def cerrar_incidencia(
    pk: int,
    *,
    por: Actor,
    por_silencio: bool = False,
    con_hijas_abiertas: bool = False,
    en: datetime | None = None,
) -> Incidencia:
    """Close a resolved case: the customer agrees, or kept silent after the warning.

    With cases inside that are still open it has to be said. Raises ErrorDeNegocio if it is not
    resolved or, by silence, if nobody warned or they answered.
    """
    expediente = bloquear(pk)
    exigir_transicion(expediente.incidencia, Estado.CERRADA)
    if por_silencio and (not _calla(expediente) or expediente.incidencia.aviso_cierre_en is None):
        raise ErrorDeNegocio(_("No se puede cerrar por silencio sin haber avisado antes."))
    if not con_hijas_abiertas:
        exigir_hijas_cerradas(expediente.incidencia)
    exigir_que_se_pueda_cerrar(expediente.incidencia, timezone.now())
    componer_cierre(expediente, por=por, en=instante(expediente, en), por_silencio=por_silencio)
    return guardar_expediente(expediente)


def _calla(expediente: Expediente) -> bool:
    incidencia = expediente.incidencia
    return incidencia.estado == Estado.RESUELTA and not incidencia.responde_el_cliente


@transaction.atomic
def reabrir_incidencia(
    pk: int, *, por: Actor, motivo: str = "", en: datetime | None = None
) -> Incidencia:
    """It was not solved: back to the same person responsible, and counted.

    Raises ErrorDeNegocio if it is not resolved or closed, or too long has passed since.
    """
    expediente = bloquear(pk)
    incidencia = expediente.incidencia
    exigir_transicion(incidencia, Estado.EN_CURSO)
    if incidencia.resuelta_en is None:
        raise ErrorDeNegocio(_("Solo se reabre lo resuelto."), codigo="transicion")
    en = instante(expediente, en)
    _exigir_plazo_de_reapertura(incidencia, en)
    componer_reapertura(expediente, por=por, en=en)
    if motivo.strip():
        componer_motivo(expediente, motivo.strip(), por=por, en=en)
    guardar_expediente(expediente)
    avisar_reapertura(incidencia)
    avisar_de_reapertura(incidencia)
    return incidencia


def _exigir_plazo_de_reapertura(incidencia: Incidencia, en: datetime) -> None:
    dias = settings.INCIDENCIA_DIAS_REAPERTURA
    if incidencia.cerrada_en and en > incidencia.cerrada_en + timedelta(days=dias):
        raise ErrorDeNegocio(
            _("Se cerró hace más de %(dias)d días: abre una incidencia nueva.") % {"dias": dias}
        )


@transaction.atomic
def anular_incidencia(
    pk: int, *, por: Actor, motivo: str, en: datetime | None = None
) -> Incidencia:
    """Cancel a case that should not have existed; the reason stays as a note.

    A complaint that nobody has answered, only who supervises.
    """
    expediente = bloquear(pk)
    exigir_transicion(expediente.incidencia, Estado.ANULADA)
    motivo = exigir_texto(motivo, _("Di por qué se anula."), "motivo")
    exigir_que_se_pueda_anular(expediente.incidencia, por)
    en = instante(expediente, en)
    componer_anulacion(expediente, por=por, en=en)
    componer_motivo(expediente, motivo, por=por, en=en)
    return guardar_expediente(expediente)


@transaction.atomic
def fusionar_incidencia(
    pk: int, *, por: Actor, en_incidencia: Incidencia, en: datetime | None = None
) -> Incidencia:
    """Point a duplicate to the case that goes on. Nothing moves, so it can be undone.

    Raises ErrorDeNegocio for itself, another customer's case or one that is not open; and for one
    of a restricted team, if the other would show it to those who are not in it.
    """
    bloquear_varias([pk, en_incidencia.pk])
    expediente = bloquear(pk)
    incidencia = expediente.incidencia
    exigir_transicion(incidencia, Estado.FUSIONADA)
    destino = Incidencia.objects.select_related("cliente").get(pk=en_incidencia.pk)
    if destino.pk == incidencia.pk:
        raise ErrorDeNegocio(_("Una incidencia no se fusiona consigo misma."))
    if not destino.cliente.es_suyo(incidencia):
        raise ErrorDeNegocio(_("Solo se fusionan incidencias del mismo cliente."))
    suyo = incidencia.grupo
    if suyo is not None and suyo.es_restringido and destino.grupo_id != suyo.pk:
        raise ErrorDeNegocio(
            _("%(grupo)s es un grupo restringido y la otra no es suya: fusiona la otra en esta.")
            % {"grupo": suyo},
            codigo="restringida",
        )
    if destino.estado in {Estado.FUSIONADA, Estado.ANULADA}:
        raise ErrorDeNegocio(_("%(codigo)s no está viva.") % {"codigo": destino.codigo})
    exigir_que_responda_por(destino, incidencia)
    en = instante(expediente, en)
    debe_desde = sin_responder_desde(expediente)
    componer_fusion(expediente, en_incidencia=destino, por=por, en=en)
    guardar_expediente(expediente)
    heredar_lo_debido(bloquear(destino.pk), incidencia, debe_desde, por=por, en=en)
    avisar_fusion(incidencia, destino, _veces_fusionada(incidencia))
    return incidencia


def _veces_fusionada(incidencia: Incidencia) -> int:
    return incidencia.eventos.filter(codigo=Codigo.FUSIONADA).count()


@transaction.atomic
def deshacer_fusion(pk: int, *, por: Actor, en: datetime | None = None) -> Incidencia:
    """Take a case back to the state it had before it was merged."""
    en_cual = Incidencia.objects.values_list("fusionada_en", flat=True).get(pk=pk)
    bloquear_varias([pk, en_cual or pk])
    expediente = bloquear(pk)
    incidencia = expediente.incidencia
    if incidencia.estado != Estado.FUSIONADA:
        raise ErrorDeNegocio(_("La incidencia no está fusionada."), codigo="transicion")
    destino = incidencia.fusionada_en
    fusion = incidencia.eventos.filter(codigo=Codigo.FUSIONADA).latest("ocurrido_en", "id")
    antes = volver_a_antes(expediente, fusion)
    componer_fin_de_fusion(expediente, **antes, por=por, en=instante(expediente, en))
    if destino is not None:
        devolver_lo_debido(bloquear(destino.pk), incidencia, por=por, en=timezone.now())
    guardar_expediente(expediente)
    if destino is not None:
        avisar_separacion(incidencia, destino, _veces_fusionada(incidencia))
    return incidencia
