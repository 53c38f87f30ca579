"""What repeats by itself over orders. It discovers its work and is safe to run twice."""

from datetime import timedelta

from celery import shared_task
from django.db.models import Exists, OuterRef
from django.utils import timezone

from clientes.models import ConsumoContrato, EquipoContratado
from nucleo.eventos import SISTEMA
from nucleo.tiempo import dia_local
from sat.models import OrdenTrabajo
from sat.servicios.contratos import CLASE, descontar_del_contrato

DIAS = 60  # how far back an order may be counted that was imported or whose contract came later


@shared_task
def descontar_de_los_contratos() -> int:
    """Count the finished orders that no contract has counted; returns how many it found.

    Finishing an order counts it at once: this makes up for those that came otherwise (an import,
    a contract signed after the visit that it was to include).
    """
    desde = dia_local(timezone.now()) - timedelta(days=DIAS)
    contratado = EquipoContratado.objects.filter(
        equipo=OuterRef("equipo"),
        en_firme=True,
        desde__lte=OuterRef("dia_terminada"),
        hasta__gte=OuterRef("dia_terminada"),
    )
    contada = ConsumoContrato.objects.filter(referencia=OuterRef("codigo"))
    pendientes = (
        OrdenTrabajo.objects.filter(
            Exists(contratado),
            ~Exists(contada),
            dia_terminada__gte=desde,
            tipo__in=CLASE,
            cliente__bloqueado_en=None,
        )
        .select_related("equipo")
        .order_by("pk")
    )
    return sum(descontar_del_contrato(orden, por=SISTEMA) is not None for orden in pendientes)
