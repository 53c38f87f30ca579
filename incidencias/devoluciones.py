"""Calls to return: what can happen to one, and by when it is due.

| code | datos |
|---|---|
| abierta | veces |
| insiste | veces: they called again and nobody answered either |
| hora_cambiada | antes, despues (ISO instants) |
| tomada | a (user id) |
| intento | – : we called and nobody answered |
| devuelta, volvio | a_tiempo, llamada (id of the call, or null) |
| descartada | – (the reason is in its row) |
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone

from incidencias.models import DevolucionLlamada, EstadoDevolucion
from incidencias.relojes import reloj_para
from nucleo.tiempo import dia_local

# What was abandoned before this is history: nobody waits for it any more.
SE_DEVUELVEN = timedelta(days=3)


class CodigoDevolucion(StrEnum):
    ABIERTA = "abierta"
    INSISTE = "insiste"
    HORA_CAMBIADA = "hora_cambiada"
    TOMADA = "tomada"
    INTENTO = "intento"
    DEVUELTA = "devuelta"
    VOLVIO = "volvio"
    DESCARTADA = "descartada"


def vence_para(abandonada_en: datetime) -> datetime:
    """By when it is returned: some working hours after they hung up, by the general calendar."""
    segundos = settings.DEVOLUCION_LLAMADA_HORAS * 3600
    return reloj_para(None, "", abandonada_en).limite(abandonada_en, segundos, [])


def pendientes() -> models.QuerySet[DevolucionLlamada]:
    """The queue, what is due first on top."""
    filas = DevolucionLlamada.objects.filter(estado=EstadoDevolucion.PENDIENTE)
    return filas.select_related("responsable", "incidencia").order_by("vence_en", "pk")


@dataclass(frozen=True)
class Cuenta:
    """How the call-backs of some days were kept."""

    debidas: int
    a_tiempo: int
    tarde: int  # done late, or still to do with its hour gone


def cuenta_de(dias: int = 30) -> Cuenta:
    """Those due in the last `dias` days up to now, without the discarded ones: one statement."""
    ahora = timezone.now()
    debidas = DevolucionLlamada.objects.filter(
        dia_vencimiento__gte=dia_local(ahora - timedelta(days=dias)), vence_en__lte=ahora
    ).exclude(estado=EstadoDevolucion.DESCARTADA)
    cuenta = debidas.aggregate(
        todas=Count("pk"), a_tiempo=Count("pk", filter=Q(cerrada_en__lte=F("vence_en")))
    )
    todas, a_tiempo = cuenta["todas"], cuenta["a_tiempo"]
    return Cuenta(todas, a_tiempo, todas - a_tiempo)
