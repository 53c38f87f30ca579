"""What we promise about times: a change of figures is a new dated version, never an edit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incidencias.models import (
    Ambito,
    CalendarioDePlazos,
    EscalonPolitica,
    ObjetivoPolitica,
    PoliticaSLA,
    VersionPolitica,
)
from incidencias.relojes import olvidar_relojes
from nucleo.cursores import avisar
from nucleo.empresa import empresa
from nucleo.errores import ErrorDeNegocio
from nucleo.exigencias import exigir_texto
from nucleo.restricciones import traducir_integridad
from nucleo.tiempo import dia_local

TAREA = "incidencias.tasks.recalcular_plazos"
LO_MAS_LEJANO = timedelta(days=366)
LARGO_MAXIMO_S = 2_000 * 3600  # a working year

Cifras = Mapping[tuple[str, int], int]


@transaction.atomic
def crear_politica(nombre: str, *, ambito: str, **de_quien: Any) -> PoliticaSLA:
    """A policy for a contract, a customer, a segment, a product or a kind: without figures yet.

    It judges nobody until its first version is published. Raises ErrorDeNegocio if there is one in
    use for the same, or if it does not say for what.
    """
    politica = PoliticaSLA(
        nombre=exigir_texto(nombre, _("Ponle un nombre."), "nombre"), ambito=ambito, **de_quien
    )
    if ambito == Ambito.DEFECTO:
        raise ErrorDeNegocio(_("La política por defecto ya existe."), campo="ambito")
    if PoliticaSLA.objects.filter(nombre=politica.nombre).exists():
        raise ErrorDeNegocio(_("Ya hay una política con ese nombre."), campo="nombre")
    with traducir_integridad():
        politica.save(force_insert=True)
    return politica


@transaction.atomic
def usar_politica(pk: int, *, activa: bool) -> PoliticaSLA:
    """Use it or leave it aside; open clocks are computed again. The default one is always used."""
    politica = PoliticaSLA.objects.select_for_update().get(pk=pk)
    if politica.es_por_defecto:
        raise ErrorDeNegocio(_("La política por defecto siempre está en uso."))
    politica.activa = activa
    with traducir_integridad():
        politica.save(update_fields=["activa"])
    _recalcular_luego()
    return politica


@transaction.atomic
def publicar_politica(
    pk: int,
    *,
    desde: date,
    segundos: Cifras,
    calendario: str = CalendarioDePlazos.GRUPO,
    aplica_a_abiertas: bool = True,
    escalones: Sequence[Mapping[str, Any]] = (),
) -> VersionPolitica:
    """Publish the figures (working seconds by target and priority) that rule from a day on.

    What is met or breached by then keeps the version that judged it; what is open, only if the new
    one does not reach it. Raises ErrorDeNegocio for a day that is not to come, for no figure at all
    or for one that nobody could promise.
    """
    politica = PoliticaSLA.objects.select_for_update().get(pk=pk)
    _exigir_dia(desde)
    if not segundos:
        raise ErrorDeNegocio(_("Pon al menos un plazo."))
    if not all(0 < valor <= LARGO_MAXIMO_S for valor in segundos.values()):
        raise ErrorDeNegocio(_("Un plazo va de unos minutos a 2.000 horas de trabajo."))
    _exigir_orden(politica, desde)
    version = VersionPolitica(
        politica=politica,
        vigente_desde=medianoche(desde),
        calendario=calendario,
        aplica_a_abiertas=aplica_a_abiertas,
    )
    with traducir_integridad():
        version.save(force_insert=True)
    ObjetivoPolitica.objects.bulk_create(
        ObjetivoPolitica(version=version, tipo=tipo, prioridad=prioridad, segundos=valor)
        for (tipo, prioridad), valor in segundos.items()
    )
    with traducir_integridad():
        EscalonPolitica.objects.bulk_create(
            EscalonPolitica(version=version, **escalon) for escalon in escalones
        )
    _recalcular_luego()
    return version


def _recalcular_luego() -> None:
    transaction.on_commit(olvidar_relojes)
    avisar(TAREA)


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
