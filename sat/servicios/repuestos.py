"""When the part that an order waits for is to arrive: said to the customer, so it has an author."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from clientes.eventos import Actor
from nucleo.errores import ErrorDeNegocio
from nucleo.exigencias import momento
from nucleo.tiempo import dia_local
from sat.models import OrdenTrabajo
from sat.servicios import composicion
from sat.servicios.comun import asentar, bloquear

LO_MAS_LEJOS = timedelta(days=366)


@transaction.atomic
def fechar_repuesto(
    pk: int, *, por: Actor, llega_el: date | None, en: datetime | None = None
) -> OrdenTrabajo:
    """Say when its part is to arrive; None, that nobody knows any more.

    Raises ErrorDeNegocio for an order that is over or that somebody is working on, and for a day
    that is past or too far away.
    """
    expediente = bloquear(pk)
    orden = expediente.orden
    if not orden.puede_esperar_repuesto:
        raise ErrorDeNegocio(
            _("%(codigo)s está %(estado)s: no espera ningún repuesto.")
            % {"codigo": orden.codigo, "estado": orden.get_estado_display().lower()},
            codigo="transicion",
        )
    if llega_el == orden.repuesto_llega_el:
        return orden
    cuando = momento(en, desde=orden.ocurrida_en)
    exigir_dia_por_venir(llega_el, en=cuando)
    composicion.componer_fecha_de_repuesto(expediente, llega_el=llega_el, por=por, en=cuando)
    asentar(expediente)
    return orden


def exigir_dia_por_venir(dia: date | None, *, en: datetime) -> None:
    """Raises ErrorDeNegocio for a day that had passed then, or that was years away."""
    desde = dia_local(en)
    if dia is not None and not desde <= dia <= desde + LO_MAS_LEJOS:
        raise ErrorDeNegocio(_("Un repuesto llega de hoy a dentro de un año."), campo="llega_el")
