"""A calendar in the database gives the schedule that computes."""

from datetime import UTC, date, datetime

import pytest

from nucleo.calendario import sumar_laborable
from nucleo.catalogos import CALENDARIO_GENERAL, crear_calendario_general
from nucleo.models import Calendario, Festivo, IntervaloSemanal, VersionCalendario

pytestmark = pytest.mark.django_db


def _general() -> VersionCalendario:
    return VersionCalendario.objects.select_related("calendario").get(
        calendario__nombre=CALENDARIO_GENERAL
    )


def test_the_default_calendar_has_a_split_day_and_holidays():
    horario = _general().horario()
    assert [(a.hour, b.hour) for a, b in horario.tramos_del_dia(date(2026, 11, 23))] == [
        (8, 13),
        (15, 18),
    ]
    assert not horario.es_laborable(date(2026, 12, 8))


def test_an_hour_that_begins_at_lunch_ends_in_the_afternoon():
    viernes = datetime(2026, 11, 20, 13, 30, tzinfo=UTC)  # 14:30 in Madrid
    assert sumar_laborable(viernes, 3600, _general().horario()) == datetime(
        2026, 11, 20, 16, tzinfo=UTC
    )


def test_a_season_replaces_the_week_on_its_days_every_year():
    version = _general()
    IntervaloSemanal.objects.create(
        version=version,
        dia_semana=0,
        desde_min=480,
        hasta_min=900,
        temporada_desde=615,
        temporada_hasta=915,
    )
    horario = version.horario()
    for lunes in (date(2025, 7, 7), date(2026, 7, 6)):
        assert [(a.hour, b.hour) for a, b in horario.tramos_del_dia(lunes)] == [(6, 13)]
    assert len(horario.tramos_del_dia(date(2026, 11, 23))) == 2


def test_creating_the_calendar_again_changes_nothing():
    antes = (Calendario.objects.count(), Festivo.objects.count(), IntervaloSemanal.objects.count())
    crear_calendario_general()
    assert antes == (
        Calendario.objects.count(),
        Festivo.objects.count(),
        IntervaloSemanal.objects.count(),
    )
