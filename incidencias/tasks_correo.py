"""What repeats by itself over the mail. Each task discovers its work and is safe to run twice."""

from celery import current_app, shared_task
from django.utils import timezone

from incidencias.models import Buzon
from incidencias.servicios.correo import interpretacion, rebotes, recogida
from incidencias.servicios.correo.recepcion import TAREA
from incidencias.servicios.correo.recogida import TAREA_DE_UN_BUZON


@shared_task
def recoger_correo() -> int:
    """Ask for a reading of each mailbox whose turn has come, each in its own task: a server that
    does not answer keeps no other one waiting. Returns how many.
    """
    pendientes = list(Buzon.objects.por_recoger(timezone.now()).values_list("pk", flat=True))
    for pk in pendientes:
        current_app.send_task(TAREA_DE_UN_BUZON, args=[pk], ignore_result=True)
    return len(pendientes)


@shared_task(name=TAREA_DE_UN_BUZON)
def recoger_un_buzon(pk: int) -> int:
    """Store what is new in a mailbox; returns how many mails."""
    return recogida.recoger_buzon(pk)


@shared_task(name=TAREA)
def interpretar_correo() -> int:
    """Interpret the stored mails that wait; returns how many."""
    return interpretacion.interpretar_pendientes()


@shared_task
def contar_devoluciones() -> int:
    """Tell in their cases the mails that our server refused; returns how many."""
    return rebotes.recoger_fallidas()
