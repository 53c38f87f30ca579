"""What happens to the indicators at night. Derivations only, safe to repeat."""

from celery import shared_task

from indicadores.cambios import apuntar_cambios, apuntar_descuadres
from indicadores.recalculo import recalcular_pendientes


@shared_task
def recalcular_cambiados() -> int:
    """Measure again the days whose events arrived since the last time; how many days.

    Its cost is that of the changes, whatever the history.
    """
    apuntar_cambios()
    return recalcular_pendientes()


@shared_task
def recuperar_perdidos() -> int:
    """The full anti-join: find the days that do not add up, whatever was missed, and measure them.

    It reads every case once; the pull makes it find nothing.
    """
    apuntar_descuadres()
    return recalcular_pendientes()
