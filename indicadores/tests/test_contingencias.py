"""What a mass incident stops is not our time: nor the figure, nor whether we were on time."""

from datetime import UTC, datetime, timedelta

import pytest

from clientes.tests.fabricas import ClienteFactory, SedeFactory
from cuentas.tests.fabricas import AgenteFactory, CoordinadorFactory
from incidencias.contingencias import olvidar_contingencias
from incidencias.models import TipoObjetivo
from incidencias.relojes import olvidar_relojes
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_incidencia,
    resolver_incidencia,
    responder,
)
from incidencias.servicios.contingencias import (
    NuevaContingencia,
    atender_contingencias,
    declarar_contingencia,
    deshacer_contingencia,
    terminar_contingencia,
)
from indicadores.models import Medicion
from indicadores.tasks import recalcular_cambiados
from indicadores.tests.fabricas import cifra, medir
from indicadores.verificacion import verificar

pytestmark = pytest.mark.django_db
LUNES = datetime(2026, 3, 2, 9, tzinfo=UTC)  # ten in Madrid


@pytest.fixture(autouse=True)
def _memoria():
    olvidar_contingencias()
    olvidar_relojes()
    yield
    olvidar_contingencias()
    olvidar_relojes()


@pytest.fixture
def ahora(time_machine):
    time_machine.move_to(LUNES, tick=False)
    return time_machine


def abrir():
    cliente = ClienteFactory()
    sede = SedeFactory(cliente=cliente, provincia="41")
    olvidar_contingencias()
    return abrir_incidencia(
        NuevaIncidencia(cliente, "Sin luz", "averia", "correo", sede=sede), por=AgenteFactory()
    )


def declarar():
    datos = NuevaContingencia(
        nombre="Corte en Sevilla",
        causa="Avería de la distribuidora",
        desde_en=LUNES,
        hasta_en=None,
        area={"provincias": ["41"]},
        aviso_a="nadie",
    )
    contingencia = declarar_contingencia(datos, por=CoordinadorFactory())
    atender_contingencias()
    return contingencia


def resolver(caso):
    agente = AgenteFactory()
    responder(caso.pk, por=agente, texto="Ya hay luz: lo hemos comprobado.")
    resolver_incidencia(caso.pk, por=agente, solucion="Ha vuelto la luz", causa="red")
    caso.refresh_from_db()


def suma(codigo):
    return Medicion.objects.get(indicador=codigo, dimension="total", lapso="dia").suma


def concuerdan():
    """The night, everything again and the raw events say the same."""
    recalcular_cambiados()
    por_cambios = list(Medicion.objects.order_by("pk").values_list())
    Medicion.objects.all().delete()
    medir()
    assert list(Medicion.objects.order_by("pk").values_list()) == por_cambios
    assert [str(una) for una in verificar()] == []


def test_the_time_of_a_contingency_is_not_ours(ahora):
    caso = abrir()
    contingencia = declarar()
    ahora.shift(timedelta(hours=2))
    terminar_contingencia(contingencia.pk, por=CoordinadorFactory())
    atender_contingencias()
    ahora.shift(timedelta(hours=1))
    resolver(caso)
    concuerdan()
    assert suma("t_resolucion") == 3600
    assert suma("t_respuesta") == 3 * 3600  # what the customer really waited for a word


def test_what_is_done_while_it_lasts_is_on_time_however_long_it_lasts(ahora):
    caso = abrir()
    declarar()
    ahora.shift(timedelta(days=28))  # a Monday: far beyond any limit agreed
    resolver(caso)
    for tipo in (TipoObjetivo.PRIMERA_RESPUESTA, TipoObjetivo.RESOLUCION):
        objetivo = caso.objetivos.get(tipo=tipo)
        assert objetivo.cumplido_en <= objetivo.limite_en
        assert objetivo.incumplido_en is None
    concuerdan()
    assert suma("t_resolucion") == 0
    assert cifra("t_resolucion", dia="2026-03-30") == (1, 1, 0, 0)
    assert cifra("t_respuesta") == (1, 1, 0, 0)


def test_what_was_late_before_it_began_is_still_late(ahora):
    caso = abrir()
    ahora.shift(timedelta(days=21))
    contingencia = declarar_contingencia(
        NuevaContingencia(
            "Corte", "Red", LUNES + timedelta(days=21), None, {"provincias": ["41"]}, "nadie"
        ),
        por=CoordinadorFactory(),
    )
    atender_contingencias()
    assert contingencia.casos.count() == 1
    ahora.shift(timedelta(hours=1))
    resolver(caso)
    concuerdan()
    assert cifra("t_resolucion", dia="2026-03-23") == (1, 0, 1, 0)


@pytest.mark.parametrize("como", [terminar_contingencia, deshacer_contingencia])
def test_what_becomes_of_it_later_changes_no_figure_already_judged(ahora, como):
    caso = abrir()
    contingencia = declarar()
    ahora.shift(timedelta(hours=2))
    resolver(caso)
    recalcular_cambiados()
    antes = list(Medicion.objects.order_by("pk").values_list())
    ahora.shift(timedelta(hours=2))
    como(contingencia.pk, por=CoordinadorFactory())
    atender_contingencias()
    concuerdan()
    assert list(Medicion.objects.order_by("pk").values_list()) == antes


def test_undone_while_the_case_is_open_its_time_is_ours_again(ahora):
    caso = abrir()
    contingencia = declarar()
    ahora.shift(timedelta(hours=2))
    deshacer_contingencia(contingencia.pk, por=CoordinadorFactory())
    atender_contingencias()
    ahora.shift(timedelta(hours=1))
    resolver(caso)
    concuerdan()
    assert suma("t_resolucion") == 3 * 3600
