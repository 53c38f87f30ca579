"""Periodic work of the mechanisms."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from nucleo.comunicaciones import TAREA
from nucleo.entrega import entregar_pendientes
from nucleo.models import ClaveIdempotencia

VIDA_DE_UNA_CLAVE = timedelta(days=2)


@shared_task(name=TAREA)
def entregar_comunicaciones() -> int:
    """Send what the outbox has due; returns how many left. Safe to run in several workers."""
    return entregar_pendientes()


@shared_task
def limpiar_claves_de_idempotencia() -> int:
    """Forget the idempotency keys nobody will repeat any more; returns how many."""
    viejas = ClaveIdempotencia.objects.filter(creada_en__lt=timezone.now() - VIDA_DE_UNA_CLAVE)
    return viejas.delete()[0]
