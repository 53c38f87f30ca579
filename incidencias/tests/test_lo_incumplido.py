"""Changing what a case is, or whose, undoes no breach."""

from datetime import UTC, datetime, timedelta

import pytest

from clientes.tests.fabricas import ClienteFactory
from cuentas.tests.fabricas import AgenteFactory, CoordinadorFactory, GrupoFactory
from incidencias.models import TipoObjetivo
from incidencias.relojes import olvidar_relojes
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_incidencia,
    asignar_incidencia,
    reclasificar,
    resolver_incidencia,
)
from incidencias.tests.fabricas_plazos import PoliticaFactory
from incidencias.verificacion import diferencias_de
from nucleo.tests.fabricas import VersionCalendarioFactory

LUNES = datetime(2026, 3, 2, 8, tzinfo=UTC)  # at nine in Madrid
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _memoria():
    olvidar_relojes()
    yield
    olvidar_relojes()


@pytest.fixture
def caso(time_machine):
    """Two working hours to resolve it if it is urgent, forty if it can wait."""
    time_machine.move_to(LUNES, tick=False)
    PoliticaFactory(horas={("resolucion", p): 2 if p <= 2 else 40 for p in (1, 2, 3, 4)})
    nueva = NuevaIncidencia(
        ClienteFactory(segmento="vip"), "Gotea", "averia", "correo", impacto="alto", urgencia="alta"
    )
    return abrir_incidencia(nueva, por=AgenteFactory())


def plazo(caso):
    return caso.objetivos.get(tipo=TipoObjetivo.RESOLUCION)


def calmar(caso):
    reclasificar(caso.pk, por=AgenteFactory(), impacto="bajo", urgencia="baja")
    olvidar_relojes()
    caso.refresh_from_db()


def test_a_lower_priority_leaves_a_breach_as_it_was(caso, time_machine):
    limite = plazo(caso).limite_en
    time_machine.shift(timedelta(hours=3))
    calmar(caso)
    assert caso.prioridad > 2
    assert plazo(caso).limite_en == plazo(caso).incumplido_en == limite
    assert plazo(caso).segundos == 2 * 3600
    assert list(diferencias_de(caso)) == []
    resolver_incidencia(caso.pk, por=AgenteFactory(), solucion="Hecho", causa="x")
    assert plazo(caso).incumplido_en == limite


def test_what_is_still_in_time_follows_the_priority(caso, time_machine):
    limite = plazo(caso).limite_en
    time_machine.shift(timedelta(hours=1))
    calmar(caso)
    assert plazo(caso).limite_en > limite
    assert plazo(caso).incumplido_en is None


def test_another_teams_calendar_leaves_a_breach_as_it_was(caso, time_machine):
    antes = plazo(caso)
    time_machine.shift(timedelta(hours=3))
    otro = GrupoFactory(calendario=VersionCalendarioFactory().calendario)
    olvidar_relojes()
    asignar_incidencia(caso.pk, por=CoordinadorFactory(), grupo=otro)
    assert plazo(caso).limite_en == plazo(caso).incumplido_en == antes.limite_en
    assert plazo(caso).version_calendario_id == antes.version_calendario_id
    caso.refresh_from_db()
    assert list(diferencias_de(caso)) == []
