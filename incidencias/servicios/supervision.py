"""The customer asks for whoever is in charge: they are called back the same day."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.eventos import Actor, usuario_de
from cuentas.servicios import notificar
from incidencias.destinatarios import es_supervision, supervisan
from incidencias.eventos import Codigo
from incidencias.models import Incidencia, Promesa
from incidencias.servicios.bloqueo import bloquear
from incidencias.servicios.composicion import (
    Expediente,
    componer_motivo,
    componer_promesa,
    componer_promesa_cumplida,
)
from incidencias.servicios.guardado import guardar_expediente
from nucleo.calendario import Horario
from nucleo.errores import ErrorDeNegocio
from nucleo.tiempo import dia_local

# Asked with less than this before closing time, it is for the next working day.
MARGEN = timedelta(minutes=30)
DIAS_DE_BUSQUEDA = 31


@transaction.atomic
def pedir_supervisor(pk: int, *, por: Actor, motivo: str = "") -> Promesa:
    """Promise that whoever supervises calls before the working day ends; they are told at once.

    Raises ErrorDeNegocio if it is promised already.
    """
    expediente = bloquear(pk)
    incidencia = expediente.incidencia
    if not incidencia.esta_abierta:
        raise ErrorDeNegocio(_("Ya no está abierta: reábrela antes."), codigo="transicion")
    if _pendiente(incidencia) is not None:
        raise ErrorDeNegocio(_("Ya se le ha prometido que le llamará quien supervisa."))
    ahora = timezone.now()
    promesa = componer_promesa(
        expediente,
        texto=_("Le llama quien supervisa"),
        vence_en=fin_de_jornada(expediente.reloj.horario, ahora),
        por=por,
        en=ahora,
    )
    promesa.es_de_supervision = True
    if motivo.strip():
        componer_motivo(expediente, motivo.strip(), por=por, en=ahora)
    expediente.suceso(Codigo.SUPERVISOR_PEDIDO, por=por, en=ahora, fila=("promesa", promesa))
    guardar_expediente(expediente)
    notificar(
        supervisan(incidencia),
        clave=f"supervisor:{promesa.pk}",
        texto=_("Piden hablar contigo en %(codigo)s: %(asunto)s")
        % {"codigo": incidencia.codigo, "asunto": incidencia.asunto},
        url=incidencia.get_absolute_url(),
        icono="phone-call",
        correo=True,
    )
    return promesa


def cumplir_si_supervisa(expediente: Expediente, *, por: Actor, en: datetime) -> None:
    """A call that was answered, or a public reply, of who supervises keeps what was promised."""
    usuario = usuario_de(por)
    if usuario is None or not es_supervision(usuario):
        return
    promesa = _pendiente(expediente.incidencia)
    if promesa is not None:
        componer_promesa_cumplida(expediente, promesa=promesa, por=por, en=en)
        promesa.save(update_fields=["cumplida_en"])


def fin_de_jornada(horario: Horario, ahora: datetime) -> datetime:
    """When the working day ends: today's if there is time left in it, the next one's if not.

    A schedule without working days in a month (closed for good) gives a day.
    """
    hoy = dia_local(ahora)
    for n in range(DIAS_DE_BUSQUEDA):
        tramos = horario.tramos_del_dia(hoy + timedelta(days=n))
        if tramos and tramos[-1][1] >= ahora + MARGEN:
            return tramos[-1][1]
    return ahora + timedelta(days=1)


def _pendiente(incidencia: Incidencia) -> Promesa | None:
    return incidencia.promesas.filter(
        es_de_supervision=True, cumplida_en=None, anulada_en=None
    ).first()
