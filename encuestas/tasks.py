"""Pull the resolutions of the cases and ask about them; remind once."""

from datetime import timedelta

from celery import shared_task
from django.db.models import F
from django.utils import timezone

from encuestas.models import Invitacion
from encuestas.servicios import invitar, recordar
from incidencias.eventos import Codigo
from incidencias.models import EventoIncidencia
from nucleo.cursores import leer_desde_cursor

LOTE = 500


@shared_task
def invitar_a_encuestas() -> int:
    """Create the invitations that the rules ask for since the last look; returns how many.

    Safe to repeat: the cursor reads an overlap again and the event of a resolution is unique.
    """
    resueltas = EventoIncidencia.objects.filter(codigo=Codigo.RESUELTA)
    creadas = 0
    for evento in leer_desde_cursor("encuestas", resueltas):
        ya_esta = Invitacion.objects.filter(evento_resolucion=evento.id).exists()
        creadas += not ya_esta and invitar(evento) is not None
    return creadas


@shared_task
def recordar_encuestas() -> int:
    """Remind, once, those who have not answered after the days their rule says."""
    ahora = timezone.now()
    pendientes = (
        Invitacion.objects.sin_responder()
        .filter(recordada_en=None, regla__dias_hasta_recordatorio__gt=0)
        .filter(enviada_en__lt=ahora - F("regla__dias_hasta_recordatorio") * timedelta(days=1))
        .order_by("pk")
    )
    return sum(recordar(pk) for pk in pendientes.values_list("pk", flat=True)[:LOTE])
