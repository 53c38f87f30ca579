"""Appointments: given, moved, confirmed, taken back. Each function is one transaction."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.eventos import Actor
from nucleo.errores import ErrorDeNegocio
from nucleo.exigencias import momento
from sat.estados import exigir_transicion
from sat.formato import franja_en_palabras
from sat.models import SIN_SOLAPE, Cita, Estado, EstadoCita, OrdenTrabajo, Tecnico
from sat.servicios import composicion
from sat.servicios.avisos import avisar_cita, avisar_cita_anulada
from sat.servicios.composicion import ExpedienteOrden, Franja
from sat.servicios.comun import asentar, bloquear

MAXIMO_ADELANTE = timedelta(days=2 * 365)
RETRASO_ADMITIDO = timedelta(days=1)
DURACION_MINIMA, DURACION_MAXIMA = timedelta(minutes=5), timedelta(hours=24)


@transaction.atomic
def dar_cita(
    orden_pk: int,
    *,
    por: Actor,
    tecnico: Tecnico,
    desde: datetime,
    hasta: datetime,
    ventana: Franja | None = None,
    estado: str = EstadoCita.CONFIRMADA,
    notas: str = "",
    avisar: bool = True,
    en: datetime | None = None,
) -> Cita:
    """Give an order an appointment with a técnico; an order can have several.

    `ventana` is what the customer is told (by default the slot). Mails the customer unless
    `avisar` is false. Raises ErrorDeNegocio if the state does not allow it, if the técnico cannot
    take it, or, naming the other appointment, if they are busy: the database decides.
    """
    expediente = bloquear(orden_pk)
    orden = expediente.orden
    if orden.estado != Estado.PLANIFICADA and not expediente.en_curso:
        exigir_transicion(orden, Estado.PLANIFICADA)
    _exigir_tecnico(orden, tecnico)
    _exigir_franja(desde, hasta, ya_paso=en is not None)
    cita = composicion.componer_cita(
        expediente,
        tecnico=tecnico,
        franja=(desde, hasta),
        ventana=ventana,
        estado=estado,
        notas=notas,
        por=por,
        en=momento(en, desde=orden.ocurrida_en),
    )
    _asentar_sin_solape(expediente, cita)
    if avisar:
        avisar_cita(orden, cita)
    return cita


@transaction.atomic
def mover_cita(
    cita_pk: int,
    *,
    por: Actor,
    tecnico: Tecnico,
    desde: datetime,
    hasta: datetime,
    ventana: Franja | None = None,
    avisar: bool = True,
    en: datetime | None = None,
) -> Cita:
    """Another time, another técnico, or both. Mails the customer if what they were told changes."""
    expediente, cita = _bloquear_cita(cita_pk)
    _exigir_tecnico(expediente.orden, tecnico)
    _exigir_franja(desde, hasta)
    dicho = (cita.ventana.lower, cita.ventana.upper)
    composicion.componer_cita_movida(
        expediente,
        cita,
        tecnico=tecnico,
        franja=(desde, hasta),
        ventana=ventana,
        por=por,
        en=momento(en, desde=cita.dada_en),
    )
    _asentar_sin_solape(expediente, cita)
    if avisar and dicho != (cita.ventana.lower, cita.ventana.upper):
        avisar_cita(expediente.orden, cita, movida=True)
    return cita


@transaction.atomic
def anular_cita(
    cita_pk: int,
    *,
    por: Actor,
    motivo: str = "",
    avisar: bool = True,
    en: datetime | None = None,
) -> Cita:
    """Take an appointment back; without another one, the order is to be planned again."""
    expediente, cita = _bloquear_cita(cita_pk)
    composicion.componer_cita_anulada(
        expediente, cita, motivo=motivo.strip(), por=por, en=momento(en, desde=cita.dada_en)
    )
    asentar(expediente)
    if avisar:
        avisar_cita_anulada(expediente.orden, cita)
    return cita


def _bloquear_cita(cita_pk: int) -> tuple[ExpedienteOrden, Cita]:
    """The order of the appointment, locked, and the appointment, if it is still living."""
    orden_pk = Cita.objects.values_list("orden_id", flat=True).get(pk=cita_pk)
    expediente = bloquear(orden_pk)
    for cita in expediente.citas:
        if cita.pk == cita_pk:
            return expediente, cita
    estado = Cita.objects.get(pk=cita_pk).get_estado_display().lower()
    raise ErrorDeNegocio(
        _("Esa cita está %(estado)s y ya no se puede cambiar.") % {"estado": estado},
        codigo="cita_pasada",
    )


def _exigir_tecnico(orden: OrdenTrabajo, tecnico: Tecnico) -> None:
    if not tecnico.activo or not tecnico.usuario.is_active:
        raise ErrorDeNegocio(
            _("%(tecnico)s ya no está en activo.") % {"tecnico": tecnico}, campo="tecnico"
        )
    if orden.sat_externo_id and tecnico.sat_externo_id != orden.sat_externo_id:
        raise ErrorDeNegocio(
            _("La orden está encargada a %(sat)s y %(tecnico)s no es de allí.")
            % {"sat": orden.sat_externo, "tecnico": tecnico},
            campo="tecnico",
        )


def _exigir_franja(desde: datetime, hasta: datetime, *, ya_paso: bool = False) -> None:
    ahora = timezone.now()
    if not DURACION_MINIMA <= hasta - desde <= DURACION_MAXIMA:
        raise ErrorDeNegocio(
            _("Una cita dura entre 5 minutos y 24 horas: revise a qué hora acaba."), campo="hasta"
        )
    if desde > ahora + MAXIMO_ADELANTE:
        raise ErrorDeNegocio(_("Esa fecha queda a más de dos años: revise el año."), campo="desde")
    if not ya_paso and desde < ahora - RETRASO_ADMITIDO:
        raise ErrorDeNegocio(_("No se puede dar cita en una fecha pasada."), campo="desde")


def _asentar_sin_solape(expediente: ExpedienteOrden, cita: Cita) -> None:
    """Save; if the database finds the técnico busy, say with what."""
    try:
        asentar(expediente)
    except ErrorDeNegocio as error:
        if error.codigo != SIN_SOLAPE:
            raise
        raise ErrorDeNegocio(_frase_de_solape(cita), campo="desde", codigo=SIN_SOLAPE) from error


def _frase_de_solape(cita: Cita) -> str:
    otra = (
        Cita.objects.no_anuladas()
        .filter(tecnico_id=cita.tecnico_id, franja__overlap=cita.franja)
        .exclude(pk=cita.pk)
        .select_related("orden__cliente", "orden__sede")
        .order_by("franja__startswith")
        .first()
    )
    if otra is None:  # it went away between the refusal and this look
        return _("El técnico ya tiene una cita en esa franja.")
    return _("%(tecnico)s ya tiene %(franja)s la orden %(codigo)s (%(cliente)s).") % {
        "tecnico": cita.tecnico,
        "franja": franja_en_palabras(otra.empieza_en, otra.termina_en),
        "codigo": otra.orden.codigo,
        "cliente": otra.orden.cliente,
    }
