"""Promises to a customer: made with a date, kept or broken."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clientes.eventos import Actor
from cuentas.models import Usuario
from cuentas.servicios import notificar
from incidencias.destinatarios import atienden
from incidencias.estados import SIN_CONVERSACION
from incidencias.models import Incidencia, Promesa
from incidencias.servicios.bloqueo import bloquear
from incidencias.servicios.composicion import (
    componer_promesa,
    componer_promesa_cumplida,
    componer_promesa_rota,
)
from incidencias.servicios.guardado import guardar_expediente
from nucleo.calendario import Horario, SinTiempoLaborable, restar_laborable
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA
from nucleo.exigencias import exigir_texto

LO_MAS_LEJANO = timedelta(days=366)
ANTES = timedelta(hours=2)


def recordatorio_para(vence_en: datetime, ahora: datetime, horario: Horario) -> datetime:
    """Two hours of work before; half way, if it is promised for sooner than four hours.

    What is due at the opening, or on a holiday, is reminded while somebody is there to keep it.
    """
    try:
        antes = restar_laborable(vence_en, int(ANTES.total_seconds()), horario)
    except SinTiempoLaborable:
        antes = vence_en - ANTES
    return max(antes, min(ahora + ANTES, ahora + (vence_en - ahora) / 2))


@transaction.atomic
def prometer(
    pk: int,
    *,
    por: Actor,
    texto: str,
    vence_en: datetime,
    recordar_en: datetime | None = None,
) -> Promesa:
    """Promise something by a date; who promises it is reminded before, once.

    At `recordar_en` or, if it says nothing, some time before (`recordatorio_para`). Raises
    ErrorDeNegocio if the date has passed or is absurd, or the reminder comes after it.
    """
    expediente = bloquear(pk)
    _exigir_viva(expediente.incidencia)
    ahora = timezone.now()
    texto = exigir_texto(texto, _("Di qué prometemos."), "texto")
    if not ahora < vence_en <= ahora + LO_MAS_LEJANO:
        raise ErrorDeNegocio(
            _("Una promesa vence entre mañana y dentro de un año."), campo="vence_en"
        )
    if recordar_en is not None and not ahora < recordar_en <= vence_en:
        raise ErrorDeNegocio(
            _("El recordatorio tiene que llegar antes de la fecha."), campo="recordar_en"
        )
    promesa = componer_promesa(
        expediente,
        texto=texto,
        vence_en=vence_en,
        por=por,
        en=ahora,
        recordar_en=recordar_en or recordatorio_para(vence_en, ahora, expediente.reloj.horario),
    )
    guardar_expediente(expediente)
    return promesa


def _exigir_viva(incidencia: Incidencia) -> None:
    """What is promised of a case that goes on nowhere, or in another one, nobody would keep."""
    if incidencia.estado in SIN_CONVERSACION:
        raise ErrorDeNegocio(
            _("%(codigo)s está %(estado)s: no se promete nada en ella.")
            % {"codigo": incidencia.codigo, "estado": incidencia.get_estado_display().lower()},
            codigo="transicion",
        )


@transaction.atomic
def cumplir_promesa(promesa_pk: int, *, por: Actor) -> Promesa:
    """Mark a promise as kept, now; late, it is kept but broken. Twice changes nothing."""
    expediente = bloquear(
        Promesa.objects.values_list("incidencia_id", flat=True).get(pk=promesa_pk)
    )
    promesa = Promesa.objects.get(pk=promesa_pk)
    if promesa.cumplida_en is not None:
        return promesa
    componer_promesa_cumplida(expediente, promesa=promesa, por=por, en=timezone.now())
    promesa.save(update_fields=["cumplida_en"])
    guardar_expediente(expediente)
    return promesa


# --- What the sweep does


@transaction.atomic
def recordar_promesa(promesa_pk: int) -> bool:
    """Remind who made it that it is near, once; False if there is nothing to remind.

    Compare-and-swap on the row: of two sweeps only one finds it without its mark.
    """
    pendiente = Promesa.objects.filter(
        pk=promesa_pk, cumplida_en=None, anulada_en=None, recordada_en=None
    )
    if not pendiente.update(recordada_en=timezone.now()):
        return False
    promesa = _para_avisar(promesa_pk)
    notificar(
        _responden_de(promesa),
        clave=f"promesa:{promesa.pk}:cerca",
        texto=_("Prometiste en %(codigo)s: «%(texto)s». Vence el %(cuando)s.") % _datos(promesa),
        url=promesa.incidencia.get_absolute_url(),
        icono="handshake",
    )
    return True


@transaction.atomic
def dar_por_rota(promesa_pk: int) -> bool:
    """Its date has passed: it says so in the timeline and to who made it. False if it was kept."""
    expediente = bloquear(
        Promesa.objects.values_list("incidencia_id", flat=True).get(pk=promesa_pk)
    )
    promesa = _para_avisar(promesa_pk)
    ya_no = promesa.cumplida_en or promesa.anulada_en or promesa.rota_en
    if ya_no or promesa.vence_en > timezone.now():
        return False
    componer_promesa_rota(expediente, promesa=promesa, por=SISTEMA)
    promesa.save(update_fields=["rota_en"])
    guardar_expediente(expediente)
    notificar(
        {*_responden_de(promesa), *atienden(promesa.incidencia)},
        clave=f"promesa:{promesa.pk}:rota",
        texto=_("No hemos cumplido en %(codigo)s: «%(texto)s». Vencía el %(cuando)s.")
        % _datos(promesa),
        url=promesa.incidencia.get_absolute_url(),
        icono="handshake",
    )
    return True


def _para_avisar(promesa_pk: int) -> Promesa:
    return Promesa.objects.select_related("usuario", "incidencia__responsable").get(pk=promesa_pk)


def _responden_de(promesa: Promesa) -> list[Usuario]:
    """Who made it; if they do not work here any more, who answers for the case."""
    if promesa.usuario is not None and promesa.usuario.is_active:
        return [promesa.usuario]
    return atienden(promesa.incidencia)


def _datos(promesa: Promesa) -> dict[str, str]:
    cuando = date_format(timezone.localtime(promesa.vence_en), "j \\d\\e F, H:i")
    return {"codigo": promesa.incidencia.codigo, "texto": promesa.texto, "cuando": cuando}
