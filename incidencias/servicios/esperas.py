"""What is done while we wait for a customer: remind them, warn that it will be closed, close it.

In working hours, each thing once, and never closed before the warning has left and its days have
passed; nor then, if the law does not let it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clientes.eventos import Actor
from incidencias.avisos import avisar_de_cierre_por_espera, recordar_espera
from incidencias.eventos import Codigo
from incidencias.models import (
    AvisoEspera,
    ClaseAvisoEspera,
    Estado,
    Incidencia,
    MotivoEspera,
)
from incidencias.servicios.bloqueo import bloquear
from incidencias.servicios.composicion import (
    Expediente,
    componer_aviso_cierre,
    componer_cierre,
    componer_resolucion,
)
from incidencias.servicios.guardado import guardar_expediente
from incidencias.servicios.legales import consta_enviado, exigir_que_se_pueda_cerrar
from nucleo.calendario import Horario, sumar_dias, sumar_dias_habiles
from nucleo.eventos import SISTEMA
from nucleo.tiempo import dia_local

RECORDAR, AVISAR, CERRAR = "recordar", "avisar", "cerrar"


def que_toca(
    motivo: MotivoEspera,
    espera_desde: datetime,
    avisos: Sequence[AvisoEspera],
    horario: Horario,
    ahora: datetime,
) -> str | None:
    """What is due now of a wait, None if nothing: a reminder, the warning, or the closing."""
    if not horario.esta_abierto(ahora):
        return None
    hoy, festivos = dia_local(ahora), horario.festivos
    recordatorios = [uno for uno in avisos if uno.clase == ClaseAvisoEspera.RECORDATORIO]
    cierre = next((uno for uno in avisos if uno.clase == ClaseAvisoEspera.CIERRE), None)
    if cierre is not None:
        return CERRAR if _ha_pasado(motivo, cierre, hoy) else None
    ultimo = dia_local(max([espera_desde, *(uno.hecho_en for uno in recordatorios)]))
    if motivo.recordatorio_dias and len(recordatorios) < motivo.recordatorios_max:
        toca = hoy >= sumar_dias_habiles(ultimo, motivo.recordatorio_dias, festivos)
        return RECORDAR if toca else None
    if motivo.aviso_cierre_dias:
        toca = hoy >= sumar_dias_habiles(ultimo, motivo.aviso_cierre_dias, festivos)
        return AVISAR if toca else None
    return None


def _ha_pasado(motivo: MotivoEspera, cierre: AvisoEspera, hoy: date) -> bool:
    """The warning left, and the days that it gave are over."""
    comunicacion = cierre.comunicacion
    if motivo.cierre_dias is None or comunicacion is None or not consta_enviado(comunicacion):
        return False
    enviado_en = comunicacion.enviado_en or cierre.hecho_en
    return hoy > sumar_dias(dia_local(enviado_en), motivo.cierre_dias)


@transaction.atomic
def insistir(pk: int, *, por: Actor = SISTEMA, en: datetime | None = None) -> str | None:
    """Do what is due of the wait of a case; returns what, None if nothing is.

    Raises ErrorDeNegocio if it should be closed and the law does not let it.
    """
    expediente = bloquear(pk)
    incidencia, ahora = expediente.incidencia, en or timezone.now()
    motivo, desde = incidencia.motivo_espera, incidencia.espera_desde
    if incidencia.estado != Estado.EN_ESPERA or motivo is None or desde is None:
        return None
    avisos = list(
        incidencia.avisos_de_espera.filter(espera_desde=desde).select_related("comunicacion")
    )
    toca = que_toca(motivo, desde, avisos, expediente.reloj.horario, ahora)
    if toca == CERRAR:
        _cerrar(expediente, avisos[-1], por=por, en=ahora)
    elif toca is not None:
        _avisar(expediente, motivo, desde, len(avisos) + 1, toca, por=por, en=ahora)
    return toca


def _avisar(
    expediente: Expediente,
    motivo: MotivoEspera,
    desde: datetime,
    numero: int,
    toca: str,
    *,
    por: Actor,
    en: datetime,
) -> None:
    incidencia = expediente.incidencia
    es_cierre = toca == AVISAR
    aviso = AvisoEspera.objects.create(
        incidencia=incidencia,
        motivo=motivo,
        espera_desde=desde,
        clase=ClaseAvisoEspera.CIERRE if es_cierre else ClaseAvisoEspera.RECORDATORIO,
        numero=1 if es_cierre else numero,
        hecho_en=en,
    )
    if es_cierre:
        componer_aviso_cierre(expediente, por=por, en=en)
        aviso.comunicacion = avisar_de_cierre_por_espera(incidencia, aviso, motivo)
    else:
        expediente.suceso(Codigo.RECORDADA, por=por, en=en, aviso=aviso.pk, numero=numero)
        aviso.comunicacion = recordar_espera(incidencia, aviso, motivo)
    aviso.save(update_fields=["comunicacion"])
    guardar_expediente(expediente)


def _cerrar(expediente: Expediente, aviso: AvisoEspera, *, por: Actor, en: datetime) -> Incidencia:
    """Resolved for want of an answer and closed by silence, as it was warned."""
    incidencia = expediente.incidencia
    exigir_que_se_pueda_cerrar(incidencia, en)
    expediente.plazos_legales = list(incidencia.plazos_legales.all())
    avisado = aviso.comunicacion.enviado_en if aviso.comunicacion else aviso.hecho_en
    componer_resolucion(
        expediente,
        solucion=_("Sin respuesta del cliente: se le avisó el %(dia)s de que se cerraría.")
        % {"dia": date_format(timezone.localtime(avisado), "j \\d\\e F \\d\\e Y")},
        causa="sin_respuesta",
        por=por,
        en=en,
    )
    componer_cierre(expediente, por=por, en=en, por_silencio=True)
    return guardar_expediente(expediente)


def esperas_con_insistencia() -> Sequence[int]:
    """The cases that wait for a customer by a reason that insists."""
    esperan = Incidencia.objects.filter(
        estado=Estado.EN_ESPERA, motivo_espera__espera_al_cliente=True, origen=""
    ).exclude(motivo_espera__recordatorio_dias=None, motivo_espera__aviso_cierre_dias=None)
    return list(esperan.order_by("espera_desde").values_list("pk", flat=True))
