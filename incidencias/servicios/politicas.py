"""What we promise about times: a change of figures is a new dated version, never an edit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incidencias.models import ObjetivoPolitica, PoliticaSLA, VersionPolitica
from incidencias.relojes import olvidar_relojes
from nucleo.empresa import empresa
from nucleo.errores import ErrorDeNegocio
from nucleo.restricciones import traducir_integridad
from nucleo.tiempo import dia_local

LO_MAS_LEJANO = timedelta(days=366)
LARGO_MAXIMO_S = 2_000 * 3600  # a working year

Cifras = Mapping[tuple[str, int], int]


@transaction.atomic
def publicar_politica(pk: int, *, desde: date, segundos: Cifras) -> VersionPolitica:
    """Publish the figures (working seconds by target and priority) that rule from a day on.

    Cases that arrived before keep the version that judged them. Raises ErrorDeNegocio for a day
    that is not to come, for no figure at all or for one that nobody could promise.
    """
    politica = PoliticaSLA.objects.select_for_update().get(pk=pk)
    _exigir_dia(desde)
    if not segundos:
        raise ErrorDeNegocio(_("Pon al menos un plazo."))
    if not all(0 < valor <= LARGO_MAXIMO_S for valor in segundos.values()):
        raise ErrorDeNegocio(_("Un plazo va de unos minutos a 2.000 horas de trabajo."))
    _exigir_orden(politica, desde)
    version = VersionPolitica(politica=politica, vigente_desde=medianoche(desde))
    with traducir_integridad():
        version.save(force_insert=True)
    ObjetivoPolitica.objects.bulk_create(
        ObjetivoPolitica(version=version, tipo=tipo, prioridad=prioridad, segundos=valor)
        for (tipo, prioridad), valor in segundos.items()
    )
    transaction.on_commit(olvidar_relojes)
    return version


def medianoche(dia: date) -> datetime:
    """When that day begins for the company."""
    return datetime.combine(dia, time.min, ZoneInfo(empresa().zona))


def _exigir_dia(desde: date) -> None:
    hoy = dia_local(timezone.now())
    if not hoy < desde <= hoy + LO_MAS_LEJANO:
        raise ErrorDeNegocio(_("Rige desde mañana o más tarde, y antes de un año."), campo="desde")


def _exigir_orden(politica: PoliticaSLA, desde: date) -> None:
    if politica.versiones.filter(vigente_desde__gte=medianoche(desde)).exists():
        raise ErrorDeNegocio(_("Ya hay una versión que empieza ese día o después."), campo="desde")
