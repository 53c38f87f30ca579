"""What the SAT knows that is worth saying to who calls: when we come, what we wait for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from incidencias.models import Incidencia
from incidencias.que_decir import cuando_en_breve, dia_en_breve
from nucleo.tiempo import dia_local
from sat.formato import local
from sat.models import Cita, Estado, OrdenTrabajo

ACABADAS = (Estado.ENTREGADA, Estado.LIQUIDADA, Estado.RECHAZADA, Estado.ANULADA)


def lo_que_sabe_el_sat(usuario: Any, casos: Sequence[Incidencia]) -> dict[int, list[str]]:
    """The next visit of each case, who works on it, what part it waits for: two statements."""
    ordenes = list(
        OrdenTrabajo.objects.filter(incidencia__in=casos)
        .exclude(estado__in=ACABADAS)
        .only("pk", "incidencia_id", "estado", "proxima_cita_en", "repuesto_llega_el")
        .order_by("pk")
    )
    citas = _proximas([orden.pk for orden in ordenes])
    ahora = timezone.now()
    dicho: dict[int, list[str]] = defaultdict(list)
    for orden in ordenes:
        suyo = dicho[orden.incidencia_id or 0]
        if orden.estado == Estado.EN_CURSO:
            suyo.append(_("hay un técnico trabajando en ello"))
        elif orden.repuesto_por_llegar is not None:
            suyo.append(_de_la_pieza(orden, ahora))
        elif orden.estado == Estado.ESPERANDO_REPUESTO:
            suyo.append(_("esperamos una pieza"))
        cita = citas.get(orden.pk)
        if cita is not None:
            suyo.append(_de_la_cita(cita, ahora))
    return dicho


def _proximas(ordenes: list[int]) -> dict[int, Cita]:
    """The next appointment of each order that is still to come about."""
    por_orden: dict[int, Cita] = {}
    vivas = Cita.objects.vivas().filter(orden__in=ordenes).order_by("franja__startswith")
    for cita in vivas.only("pk", "orden_id", "ventana", "franja"):
        por_orden.setdefault(cita.orden_id, cita)
    return por_orden


def _de_la_pieza(orden: OrdenTrabajo, ahora: datetime) -> str:
    """ "la pieza llega el miércoles 25", or that it should have."""
    llega = orden.repuesto_por_llegar or dia_local(ahora)
    cuando = {"cuando": dia_en_breve(llega, dia_local(ahora))}
    if orden.se_retrasa_el_repuesto:
        return _("la pieza tenía que llegar %(cuando)s y no consta que esté") % cuando
    return _("la pieza llega %(cuando)s") % cuando


def _de_la_cita(cita: Cita, ahora: datetime) -> str:
    """ "cita el jueves 26, 9:00–11:00": what the customer was promised, not when we plan to go."""
    desde, hasta = local(cita.ventana.lower), local(cita.ventana.upper)
    datos = {
        "cuando": cuando_en_breve(cita.ventana.lower, ahora),
        "desde": f"{desde:%H:%M}",
        "hasta": f"{hasta:%H:%M}",
    }
    if cita.ventana.upper < ahora:
        return _("la cita era %(cuando)s, %(desde)s–%(hasta)s, y no consta que se fuera") % datos
    return _("cita %(cuando)s, %(desde)s–%(hasta)s") % datos
