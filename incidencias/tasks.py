"""What repeats by itself over cases. Each task discovers its work and is safe to run twice."""

import logging
from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from incidencias import tasks_correo  # noqa: F401  (Celery looks for tasks only in this module)
from incidencias.automatismos.motor import dar_una_vuelta
from incidencias.models import (
    ABIERTAS,
    BorradorNueva,
    Estado,
    EstadoLote,
    EstadoRespuesta,
    FotoPrevia,
    Incidencia,
    IncidenciaQuerySet,
    Lote,
    ObjetivoSLA,
    Promesa,
    RespuestaProgramada,
)
from incidencias.servicios import (
    avisar_cierre,
    avisar_peticiones_vencidas,
    cerrar_incidencia,
    dar_por_rota,
    preguntar_si_funciona,
    recordar_promesa,
    sacar_respuesta,
)
from incidencias.servicios import contingencias as servicios_contingencias
from incidencias.servicios import escalado as servicios_escalado
from incidencias.servicios.asignacion import por_repartir, repartir
from incidencias.servicios.esperas import esperas_con_insistencia, insistir
from incidencias.servicios.guardado import TEMA
from incidencias.servicios.insistencia import avisar_de_las_que_insisten
from incidencias.servicios.lotes import procesar_lote
from incidencias.servicios.recalculo import recalcular_abiertos
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA
from nucleo.novedades import apuntar_cambio

LOTE = 500
A_MEDIAS_COMO_MUCHO = timedelta(days=14)
HACE_POCO = timedelta(days=30)  # what was broken before is history, and nobody's news
registro = logging.getLogger(__name__)


@shared_task
def vigilar_plazos() -> int:
    """Mark as breached the targets whose time is up; returns how many (a derivation)."""
    corriendo = ObjetivoSLA.objects.filter(
        cumplido_en=None, incumplido_en=None, anulado_en=None, pausado_en=None
    )
    vencidos = corriendo.filter(limite_en__lt=timezone.now()).update(incumplido_en=F("limite_en"))
    if vencidos:
        apuntar_cambio(TEMA)
    return vencidos


@shared_task
def aplicar_automatismos() -> int:
    """Find what the rules have to do and do it; returns how many were done."""
    return dar_una_vuelta()


@shared_task
def escalar_plazos() -> int:
    """Tell whom it concerns of the levels that clocks have reached, and do what they say."""
    alcanzados = servicios_escalado.escalar_plazos()
    servicios_escalado.actuar_escalados()
    return alcanzados


@shared_task
def recalcular_plazos() -> int:
    """Open clocks by the versions and holidays of now; returns how many cases changed."""
    return recalcular_abiertos()


@shared_task
def atender_contingencias() -> int:
    """Link, pause, tell and resume what each contingency touches; returns how many cases."""
    return servicios_contingencias.atender_contingencias()


@shared_task
def insistir_en_esperas() -> int:
    """Remind, warn and close those whom we wait for; returns how many cases moved."""
    hechas = 0
    for pk in esperas_con_insistencia():
        try:
            hechas += insistir(pk) is not None
        except ErrorDeNegocio:  # the law does not let it be closed: it stays open
            continue
    return hechas


@shared_task
def avisar_de_insistencias() -> int:
    """Tell the supervisor of the cases that are one contact too many; returns how many."""
    return avisar_de_las_que_insisten()


@shared_task
def avisar_peticiones_sin_respuesta() -> int:
    """Tell once that another department has not answered in time; returns how many."""
    return avisar_peticiones_vencidas()


@shared_task
def avisar_y_cerrar_resueltas() -> int:
    """Ask whether it works, warn those who keep silent about it and, days after, close it.

    Returns how many moved. Each case is its own transaction; the service checks again under lock.
    """
    return _preguntar() + _avisar() + _cerrar()


def _en_silencio() -> IncidenciaQuerySet:
    """Not those with others inside that are still open: they close when these do."""
    dentro = Incidencia.objects.abiertas().filter(padre=OuterRef("pk"))
    return Incidencia.objects.filter(
        ~Exists(dentro), estado=Estado.RESUELTA, responde_el_cliente=False, origen=""
    ).order_by("resuelta_en")


def _preguntar() -> int:
    dias = settings.INCIDENCIA_DIAS_SEGUIMIENTO
    if not dias:
        return 0
    limite = timezone.now() - timedelta(days=dias)
    pendientes = _en_silencio().filter(
        resuelta_en__lt=limite, seguimiento_en=None, aviso_cierre_en=None
    )
    return sum(
        preguntar_si_funciona(pk, por=SISTEMA)
        for pk in pendientes.values_list("pk", flat=True)[:LOTE]
    )


def _avisar() -> int:
    margen = settings.INCIDENCIA_DIAS_HASTA_CIERRE - settings.INCIDENCIA_DIAS_AVISO_CIERRE
    limite = timezone.now() - timedelta(days=margen)
    pendientes = _en_silencio().filter(resuelta_en__lt=limite, aviso_cierre_en=None)
    return sum(
        avisar_cierre(pk, por=SISTEMA) for pk in pendientes.values_list("pk", flat=True)[:LOTE]
    )


def _cerrar() -> int:
    limite = timezone.now() - timedelta(days=settings.INCIDENCIA_DIAS_AVISO_CIERRE)
    avisadas = _en_silencio().filter(aviso_cierre_en__lt=limite)
    cerradas = 0
    for pk in avisadas.values_list("pk", flat=True)[:LOTE]:
        try:
            cerrar_incidencia(pk, por=SISTEMA, por_silencio=True)
        except ErrorDeNegocio:  # answered meanwhile: it stays as it is
            continue
        cerradas += 1
    return cerradas


@shared_task
def enviar_respuestas() -> int:
    """Send the replies whose moment has come; returns how many left.

    Each in its transaction, under the lock of its case: whoever undoes it comes before or after.
    """
    ahora = timezone.now()
    listas = RespuestaProgramada.objects.filter(
        estado=EstadoRespuesta.PROGRAMADA, enviar_en__lte=ahora
    )
    enviadas = 0
    for pk in listas.order_by("enviar_en", "pk").values_list("pk", flat=True)[:LOTE]:
        try:
            enviadas += sacar_respuesta(pk) is not None
        except Exception:  # noqa: BLE001 - one that cannot leave must not hold the others back
            registro.exception("no salió la respuesta %s", pk)
    return enviadas


@shared_task
def procesar_lotes() -> int:
    """Go on with the batches that somebody asked for, or that a dead worker left halfway.

    Two workers at the same one share its rows; returns how many batches it finished.
    """
    en_marcha = Lote.objects.filter(estado=EstadoLote.EN_MARCHA).order_by("pedido_en")
    return sum(procesar_lote(pk) for pk in en_marcha.values_list("pk", flat=True))


@shared_task
def repartir_pendientes() -> int:
    """Give out the cases that found nobody when they came; returns how many found somebody now.

    Safe to repeat: each is its own transaction and looks again under its lock.
    """
    return sum(repartir(pk) for pk in por_repartir())


@shared_task
def vigilar_promesas() -> int:
    """Remind of the promises that are near and tell those that were broken; returns how many."""
    ahora = timezone.now()
    pendientes = Promesa.objects.filter(cumplida_en=None, anulada_en=None)
    cerca = pendientes.filter(recordar_en__lte=ahora, recordada_en=None, vence_en__gt=ahora)
    rotas = pendientes.filter(
        vence_en__range=(ahora - HACE_POCO, ahora),
        rota_en=None,
        incidencia__estado__in=[*ABIERTAS, Estado.RESUELTA],
    )
    recordadas = [recordar_promesa(pk) for pk in cerca.values_list("pk", flat=True)[:LOTE]]
    dichas = [dar_por_rota(pk) for pk in rotas.values_list("pk", flat=True)[:LOTE]]
    return sum(recordadas) + sum(dichas)


@shared_task
def olvidar_a_medias() -> int:
    """Forget what was half typed and never saved, and the photos that came for it; how many."""
    hace = timezone.now() - A_MEDIAS_COMO_MUCHO
    FotoPrevia.objects.filter(enlace__incidencia=None, enlace__caduca_en__lt=hace).delete()
    olvidados, _de_cada = BorradorNueva.objects.filter(guardado_en__lt=hace).delete()
    return olvidados
