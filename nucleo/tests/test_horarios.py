"""A calendar with several versions, seasons and closures, from its rows."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from nucleo.calendario import Horario, laborable_entre, sumar_laborable
from nucleo.models import IntervaloSemanal, TemporadaCalendario
from nucleo.tests.fabricas import CalendarioFactory, FestivoFactory, VersionCalendarioFactory

pytestmark = pytest.mark.django_db
HORA = 3600


def _del_verano(version, desde=615, hasta=915):
    """From 8 to 15 without an afternoon."""
    TemporadaCalendario.objects.create(
        version=version, nombre="Jornada intensiva", desde=desde, hasta=hasta
    )
    IntervaloSemanal.objects.bulk_create(
        IntervaloSemanal(
            version=version,
            dia_semana=dia,
            desde_min=8 * 60,
            hasta_min=15 * 60,
            temporada_desde=desde,
            temporada_hasta=hasta,
        )
        for dia in range(5)
    )


def test_a_clock_that_spans_two_versions_runs_by_both():
    vieja = VersionCalendarioFactory()  # 9-14 and 16-19
    nueva = VersionCalendarioFactory(
        calendario=vieja.calendario, vigente_desde="2050-06-08", semana=[(9 * 60, 14 * 60)]
    )
    horario = nueva.horario()
    viernes = datetime(2050, 6, 3, tzinfo=UTC)
    assert laborable_entre(viernes, viernes + timedelta(days=1), horario) == 8 * HORA
    despues = datetime(2050, 6, 10, tzinfo=UTC)
    assert laborable_entre(despues, despues + timedelta(days=1), horario) == 5 * HORA
    assert laborable_entre(viernes, despues + timedelta(days=1), horario) == (8 * 3 + 5 * 3) * HORA
    assert vieja.horario() != horario  # who was judged by the old one still is


def test_the_seasons_of_an_old_version_stay_in_its_days():
    vieja = VersionCalendarioFactory()
    _del_verano(vieja)
    nueva = VersionCalendarioFactory(calendario=vieja.calendario, vigente_desde="2030-07-01")
    horario = nueva.horario()
    dia = datetime(2029, 7, 4, tzinfo=UTC)
    assert laborable_entre(dia, dia + timedelta(days=1), horario) == 7 * HORA
    dia = datetime(2030, 7, 4, tzinfo=UTC)
    assert laborable_entre(dia, dia + timedelta(days=1), horario) == 8 * HORA
    dia = datetime(2029, 11, 7, tzinfo=UTC)
    assert laborable_entre(dia, dia + timedelta(days=1), horario) == 8 * HORA


def test_a_season_without_hours_is_a_closure():
    version = VersionCalendarioFactory()
    TemporadaCalendario.objects.create(version=version, nombre="Agosto", desde=801, hasta=831)
    horario = version.horario()
    ultimo_de_julio = datetime(2030, 7, 31, 16, 0, tzinfo=UTC)  # 18:00 here
    assert sumar_laborable(ultimo_de_julio, 2 * HORA, horario) == datetime(
        2030, 9, 2, 8, 0, tzinfo=UTC
    )


def test_two_seasons_of_a_version_never_overlap():
    version = VersionCalendarioFactory()
    TemporadaCalendario.objects.create(version=version, nombre="Verano", desde=615, hasta=915)
    with pytest.raises(IntegrityError), transaction.atomic():
        TemporadaCalendario.objects.create(version=version, nombre="Agosto", desde=801, hasta=831)
    otra = VersionCalendarioFactory()
    TemporadaCalendario.objects.create(version=otra, nombre="Agosto", desde=801, hasta=831)


def test_the_holidays_of_the_town_close_only_where_the_calendar_is_of_that_town():
    lugar = {"comunidad": "AN", "municipio": "Sevilla"}
    aqui = VersionCalendarioFactory(calendario=CalendarioFactory(**lugar))
    alli = VersionCalendarioFactory(
        calendario=CalendarioFactory(comunidad="AN", municipio="Málaga")
    )
    FestivoFactory(fecha=date(2050, 5, 4), nombre="Feria", **lugar)
    assert not aqui.horario().es_laborable(date(2050, 5, 4))
    assert alli.horario().es_laborable(date(2050, 5, 4))


def test_a_version_that_opens_on_holidays_does_not_open_those_of_before():
    vieja = VersionCalendarioFactory()
    nueva = VersionCalendarioFactory(
        calendario=vieja.calendario, vigente_desde="2050-01-01", con_festivos=False
    )
    horario = nueva.horario()
    assert not horario.es_laborable(date(2025, 12, 25))
    assert horario.es_laborable(date(2051, 12, 25))


@given(st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)), st.integers(1, 200_000))  # noqa: DTZ001
def test_the_next_opening_is_business_time_and_none_is_lost(cuando, segundos):
    horario = Horario([(dia, *_tramo) for dia in range(5) for _tramo in TRAMOS])
    instante = cuando.replace(tzinfo=UTC, microsecond=0)
    abre = horario.abre_desde(instante)
    assert abre >= instante
    assert horario.esta_abierto(abre)
    assert laborable_entre(instante, abre, horario) == 0
    assert sumar_laborable(abre, segundos, horario) == sumar_laborable(instante, segundos, horario)


TRAMOS = [
    (datetime(2000, 1, 1, 9).time(), datetime(2000, 1, 1, 14).time()),  # noqa: DTZ001
    (datetime(2000, 1, 1, 16).time(), datetime(2000, 1, 1, 19).time()),  # noqa: DTZ001
]
