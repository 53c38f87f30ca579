"""Who reads a mailbox now: a lease, so that two workers never fetch the same one at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from incidencias.models import Buzon

ARRIENDO = timedelta(minutes=5)  # kept by each mail that is stored
CADA = timedelta(seconds=30)
ESPERA_MAXIMA = timedelta(minutes=15)


@transaction.atomic
def arrendar_buzon(pk: int, *, ahora: datetime | None = None) -> Buzon | None:
    """Take its turn, if it has come and nobody else has it."""
    ahora = ahora or timezone.now()
    libres = Buzon.objects.por_recoger(ahora).select_for_update(skip_locked=True)
    buzon = libres.filter(pk=pk).first()
    if buzon is None:
        return None
    buzon.arrendado_por, buzon.arrendado_hasta = str(uuid4()), ahora + ARRIENDO
    buzon.save(update_fields=["arrendado_por", "arrendado_hasta"])
    return buzon


def soltar_buzon(buzon: Buzon, *, hay_mas: bool = False) -> None:
    """It was read without failing; the next turn is at once if there is more."""
    ahora = timezone.now()
    _si_es_nuestro(buzon).update(
        arrendado_hasta=None,
        arrendado_por="",
        recogido_en=ahora,
        proxima_recogida_en=ahora if hay_mas else ahora + CADA,
        fallos_seguidos=0,
        ultimo_error="",
        ultimo_error_en=None,
    )


def soltar_con_fallo(buzon: Buzon, motivo: str) -> int:
    """It could not be read: the next turn comes later each time. How many times in a row."""
    ahora = timezone.now()
    espera = min(CADA * 2 ** min(buzon.fallos_seguidos, 10), ESPERA_MAXIMA)
    _si_es_nuestro(buzon).update(
        arrendado_hasta=None,
        arrendado_por="",
        proxima_recogida_en=ahora + espera,
        fallos_seguidos=F("fallos_seguidos") + 1,
        ultimo_error=motivo[:300],
        ultimo_error_en=ahora,
    )
    return buzon.fallos_seguidos + 1


def _si_es_nuestro(buzon: Buzon):  # type: ignore[no-untyped-def]
    return Buzon.objects.filter(pk=buzon.pk, arrendado_por=buzon.arrendado_por)
