"""The rows of the calendar that a new installation starts with. Idempotent."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from nucleo.festivos import AUTONOMICO, NACIONAL, festivos_de
from nucleo.models import Calendario, Festivo, IntervaloSemanal, VersionCalendario
from nucleo.models.calendario import MINUTOS_DEL_DIA

CALENDARIO_GENERAL = "General"
CALENDARIO_CONTINUO = "Día y noche"
DESDE_SIEMPRE = date(2000, 1, 1)  # imported history needs a version too
PRIMER_EJERCICIO = 2015
MANIANA, TARDE = (9 * 60, 14 * 60), (16 * 60, 19 * 60)


def crear_calendario_general() -> None:
    """Create the default calendar (Monday to Friday, 9–14 and 16–19) and its holidays."""
    calendario, nuevo = Calendario.objects.get_or_create(nombre=CALENDARIO_GENERAL)
    if nuevo:
        version = VersionCalendario.objects.create(
            calendario=calendario, vigente_desde=DESDE_SIEMPRE
        )
        IntervaloSemanal.objects.bulk_create(
            IntervaloSemanal(version=version, dia_semana=dia, desde_min=desde, hasta_min=hasta)
            for dia in range(5)
            for desde, hasta in (MANIANA, TARDE)
        )
    _crear_calendario_continuo()
    copiar_festivos()


def _crear_calendario_continuo() -> None:
    """The one without nights or holidays: for what is promised in hours by the clock."""
    calendario, nuevo = Calendario.objects.get_or_create(nombre=CALENDARIO_CONTINUO)
    if nuevo:
        version = VersionCalendario.objects.create(
            calendario=calendario, vigente_desde=DESDE_SIEMPRE, con_festivos=False
        )
        IntervaloSemanal.objects.bulk_create(
            IntervaloSemanal(
                version=version, dia_semana=dia, desde_min=0, hasta_min=MINUTOS_DEL_DIA
            )
            for dia in range(7)
        )


def copiar_festivos(ejercicios: Iterable[int] | None = None) -> int:
    """Copy the holidays of the State and of every calendar's community; returns how many are new.

    By default from 2015 to next year. A row that is there stays as the administrator left it.
    """
    comunidades = set(Calendario.objects.values_list("comunidad", flat=True))
    previos = Festivo.objects.count()
    Festivo.objects.bulk_create(
        [
            Festivo(
                fecha=festivo.dia,
                nombre=festivo.nombre,
                comunidad=comunidad,
                es_provisional=not festivo.oficial,
            )
            for ejercicio in ejercicios or range(PRIMER_EJERCICIO, timezone.now().year + 2)
            for comunidad in ["", *sorted(comunidades)]
            for festivo in festivos_de(ejercicio, comunidad)
            if festivo.ambito == (AUTONOMICO if comunidad else NACIONAL)
        ],
        ignore_conflicts=True,
    )
    return Festivo.objects.count() - previos
