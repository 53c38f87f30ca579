"""The third contact about the same warns the supervisor, once a case."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cuentas.servicios import notificar
from incidencias.eventos import Codigo
from incidencias.insistencia import insistencias, supervisores_de
from incidencias.models import ABIERTAS, EventoIncidencia, Incidencia
from incidencias.servicios.bloqueo import bloquear
from incidencias.servicios.linea import anotar
from nucleo.cursores import leer_desde_cursor
from nucleo.eventos import SISTEMA

HACE_POCO = timedelta(days=1)  # what was opened before is history, and nobody's news


def avisar_si_insiste(incidencia: Incidencia) -> bool:
    """Tell the supervisor if the customer has contacted too often about it; whether it was told.

    Call it last, inside the service that saved the contact: the case's lock makes it happen once.
    """
    if not incidencia.esta_abierta:
        return False
    cuenta = insistencias([incidencia.pk])[incidencia.pk]
    if not cuenta.es_demasiada or _ya_se_dijo(incidencia):
        return False
    anotar(
        incidencia,
        Codigo.INSISTENCIA,
        por=SISTEMA,
        en=timezone.now(),
        contactos=cuenta.contactos,
        dias=cuenta.dias,
    )
    notificar(
        supervisores_de(incidencia),
        clave=f"insistencia:{incidencia.pk}",
        texto=_("%(cliente)s va por el %(veces)s.º contacto en %(dias)s días · %(codigo)s")
        % {
            "cliente": incidencia.cliente,
            "veces": cuenta.contactos,
            "dias": cuenta.dias,
            "codigo": incidencia.codigo,
        },
        url=incidencia.get_absolute_url(),
        icono="megaphone",
    )
    return True


def avisar_de_las_que_insisten() -> int:
    """The cases just opened that are one contact too many about their unit; returns how many.

    Pulled from their events: whoever opens a case does not wait for somebody else to be told.
    """
    avisadas = 0
    for evento in leer_desde_cursor("insistencia", _recien_abiertas()):
        cuenta = insistencias([evento.incidencia_id])[evento.incidencia_id]
        avisadas += cuenta.es_demasiada and _avisar(evento.incidencia_id)
    return avisadas


def _recien_abiertas() -> QuerySet[EventoIncidencia]:
    """The openings about a unit that has other cases, of which nobody has been told yet."""
    otras = Incidencia.objects.filter(equipo=OuterRef("incidencia__equipo")).exclude(
        pk=OuterRef("incidencia")
    )
    dichas = EventoIncidencia.objects.filter(
        incidencia=OuterRef("incidencia"), codigo=Codigo.INSISTENCIA
    )
    return EventoIncidencia.objects.filter(
        Exists(otras),
        ~Exists(dichas),
        codigo=Codigo.ABIERTA,
        incidencia__estado__in=ABIERTAS,
        registrado_en__gt=timezone.now() - HACE_POCO,
    )


@transaction.atomic
def _avisar(pk: int) -> bool:
    return avisar_si_insiste(bloquear(pk).incidencia)


def _ya_se_dijo(incidencia: Incidencia) -> bool:
    dichas = EventoIncidencia.objects.filter(incidencia=incidencia, codigo=Codigo.INSISTENCIA)
    return dichas.exists()
