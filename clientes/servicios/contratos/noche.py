"""What passes by itself as days go by: warnings, renewals by silence, expiry. Safe to repeat."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from clientes.contratos import Avisos, avisos_de
from clientes.eventos import Actor
from clientes.models import (
    AvisoContrato,
    ClaseAviso,
    ContratoMantenimiento,
    MedioAviso,
    OrigenPeriodo,
    PeriodoContrato,
)
from clientes.models.contrato import SIN_SOLAPE
from clientes.servicios.contratos.composicion import (
    ExpedienteContrato,
    componer_aviso,
    componer_vencimiento,
    los_que_siguen,
)
from clientes.servicios.contratos.correo import avisar_al_personal, avisar_del_fin
from clientes.servicios.contratos.guardado import asentar, bloquear_contrato
from clientes.servicios.contratos.revision import exigir_vigente, momento_de
from clientes.servicios.contratos.vida import renovar
from nucleo.empresa import empresa
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA
from nucleo.models import Comunicacion
from nucleo.models.comunicaciones import Destino
from nucleo.tiempo import dia_local

MEDIOS_A_MANO = frozenset({MedioAviso.TELEFONO, MedioAviso.CARTA, MedioAviso.EN_MANO})


@transaction.atomic
def avisar_contrato(pk: int, *, hoy: date, por: Actor = SISTEMA) -> int:
    """Give the warnings of its last period whose day has come, once each; returns how many.

    A night that was missed is made up for: the warning leaves the first night that sees it late.
    """
    expediente = bloquear_contrato(pk)
    contrato, periodo = expediente.contrato, expediente.ultimo
    if not contrato.esta_vigente or not periodo.desde <= hoy <= periodo.hasta:
        return 0
    avisos = _avisos(expediente)
    dados = set(periodo.avisos.values_list("clase", flat=True))
    cuando = momento_de(None)
    if ClaseAviso.PERSONAL not in dados and hoy >= avisos.personal:
        clave = avisar_al_personal(contrato, periodo, avisos)
        medio = MedioAviso.CORREO if clave else MedioAviso.PANTALLA
        componer_aviso(
            expediente, clase=ClaseAviso.PERSONAL, medio=medio, clave=clave, por=por, en=cuando
        )
    toca = hoy >= avisos.cliente and contrato.no_renueva_en is None
    if ClaseAviso.CLIENTE not in dados and toca:
        clave = avisar_del_fin(contrato, periodo, avisos, hoy=hoy)
        if clave:  # without an address we have to tell them otherwise: `anotar_aviso`
            componer_aviso(
                expediente,
                clase=ClaseAviso.CLIENTE,
                medio=MedioAviso.CORREO,
                clave=clave,
                por=por,
                en=cuando,
            )
    nuevos = len(expediente.nuevas)
    if nuevos:
        asentar(expediente)
    return nuevos


@transaction.atomic
def cerrar_periodo(pk: int, *, hoy: date, por: Actor = SISTEMA) -> str:
    """Its last day has passed: the next period begins, or it expires. Returns which.

    Renewed by silence only if nobody said no and, to a consumer, the warning went out in time
    (TRLGDCU art. 97.1.p). After several missed periods, as many as can be are made up for.
    """
    hecho = ""
    while True:
        expediente = bloquear_contrato(pk)
        contrato, periodo = expediente.contrato, expediente.ultimo
        if not contrato.esta_vigente or periodo.hasta >= hoy:
            return hecho
        causa = _por_que_no_se_renueva(expediente)
        if not causa and _renovar_por_silencio(expediente, por=por):
            hecho = "renovado"
            continue
        expediente = bloquear_contrato(pk)
        componer_vencimiento(
            expediente, causa=causa or "otro_contrato", por=por, en=_tras(periodo.hasta)
        )
        asentar(expediente)
        return "vencido"


@transaction.atomic
def anotar_aviso(
    pk: int, *, por: Actor, medio: str, en: datetime | None = None
) -> ContratoMantenimiento:
    """We told the customer by other means that the period ends: by telephone, letter or in hand.

    Also when the mail could not be delivered. Raises ErrorDeNegocio if they were told already.
    """
    expediente = bloquear_contrato(pk)
    exigir_vigente(expediente.contrato)
    if medio not in MEDIOS_A_MANO:
        raise ErrorDeNegocio(_("Di cómo se le ha avisado."), campo="medio")
    cuando = momento_de(en)
    periodo = expediente.ultimo
    if not periodo.desde <= dia_local(cuando) <= periodo.hasta:
        raise ErrorDeNegocio(
            _("Ese día no es del periodo que acaba el %(dia)s.")
            % {"dia": f"{periodo.hasta:%d/%m/%Y}"},
            campo="en",
        )
    anterior = periodo.avisos.filter(clase=ClaseAviso.CLIENTE).first()
    if anterior is not None and not _fallo(anterior):
        raise ErrorDeNegocio(
            _("Ya se le avisó el %(dia)s.") % {"dia": f"{dia_local(anterior.avisado_en):%d/%m/%Y}"},
            codigo="transicion",
        )
    if anterior is not None:
        anterior.delete()
    componer_aviso(expediente, clase=ClaseAviso.CLIENTE, medio=medio, por=por, en=cuando)
    asentar(expediente)
    return expediente.contrato


def dia_de_aviso(periodo: PeriodoContrato) -> date | None:
    """When the customer was really told: a mail counts from when it left; None if it has not."""
    aviso = periodo.avisos.filter(clase=ClaseAviso.CLIENTE).first()
    if aviso is None:
        return None
    if aviso.medio != MedioAviso.CORREO:
        return dia_local(aviso.avisado_en)
    enviado = (
        Comunicacion.objects.filter(clave=aviso.clave, destino=Destino.ENVIADA)
        .values_list("enviado_en", flat=True)
        .first()
    )
    return dia_local(enviado) if enviado else None


def _fallo(aviso: AvisoContrato) -> bool:
    mensajes = Comunicacion.objects.filter(clave=aviso.clave)
    return mensajes.filter(destino__in=[Destino.FALLIDA, Destino.ANULADA]).exists()


def _avisos(expediente: ExpedienteContrato) -> Avisos:
    contrato = expediente.contrato
    return avisos_de(contrato, expediente.ultimo.hasta, consumidor=contrato.cliente.es_consumidor)


def _por_que_no_se_renueva(expediente: ExpedienteContrato) -> str:
    """The cause with which it expires; empty if silence renews it."""
    contrato = expediente.contrato
    if contrato.no_renueva_en is not None:
        return "no_renueva"
    if not contrato.se_renueva:
        return "fin"
    if not los_que_siguen(expediente):
        return "sin_equipos"
    avisado = dia_de_aviso(expediente.ultimo)
    return "" if _avisos(expediente).plazos.se_renueva(avisado) else "sin_aviso"


def _renovar_por_silencio(expediente: ExpedienteContrato, *, por: Actor) -> bool:
    """False if one of its units has another contract for the same from then on."""
    cuando = _tras(expediente.ultimo.hasta)
    try:
        with transaction.atomic():
            renovar(expediente, origen=OrigenPeriodo.TACITA, por=por, en=cuando)
    except ErrorDeNegocio as error:
        if error.codigo != SIN_SOLAPE:
            raise
        return False
    return True


def _tras(dia: date) -> datetime:
    """The midnight with which that day ends, in the company's zone."""
    siguiente = date.fromordinal(dia.toordinal() + 1)
    return datetime.combine(siguiente, time(), ZoneInfo(empresa().zona))
