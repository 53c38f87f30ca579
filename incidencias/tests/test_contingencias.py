"""A mass incident: its cases are linked, their agreed clocks stop, each customer is told once."""

from datetime import UTC, datetime, timedelta

import pytest

from clientes.tests.fabricas import ClienteFactory, EquipoFactory, ProductoFactory, SedeFactory
from cuentas.tests.fabricas import AgenteFactory, CoordinadorFactory
from incidencias.contingencias import olvidar_contingencias, que_tocan_al_cliente
from incidencias.models import AvisoContingencia, CasoContingencia, TipoObjetivo
from incidencias.relojes import olvidar_relojes
from incidencias.servicios import NuevaIncidencia, abrir_incidencia, resolver_incidencia
from incidencias.servicios.contingencias import (
    NuevaContingencia,
    atender_contingencias,
    declarar_contingencia,
    deshacer_contingencia,
    prorrogar_contingencia,
    terminar_contingencia,
)
from incidencias.verificacion import diferencias_de
from nucleo.errores import ErrorDeNegocio
from nucleo.models import Comunicacion
from nucleo.models.comunicaciones import Destino
from nucleo.tests.hilos import a_la_vez

pytestmark = pytest.mark.django_db
LUNES = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _memoria():
    olvidar_contingencias()
    olvidar_relojes()
    yield
    olvidar_contingencias()
    olvidar_relojes()


@pytest.fixture
def coordinadora():
    return CoordinadorFactory()


@pytest.fixture
def ahora(time_machine):
    time_machine.move_to(LUNES, tick=False)
    return time_machine


def en(provincia, **datos):
    cliente = datos.pop("cliente", None) or ClienteFactory(correo="ana@cliente.example")
    sede = SedeFactory(cliente=cliente, provincia=provincia)
    nueva = NuevaIncidencia(cliente, "Sin luz", "averia", "correo", sede=sede, **datos)
    olvidar_contingencias()
    return abrir_incidencia(nueva, por=AgenteFactory())


def declarar(por, **cambios):
    datos = {
        "nombre": "Corte en Sevilla",
        "causa": "Avería de la distribuidora",
        "desde_en": LUNES - timedelta(minutes=30),
        "hasta_en": None,
        "area": {"provincias": ["41"]},
        "aviso_a": "casos",
        "texto_cliente": "Sabemos del corte.",
    }
    return declarar_contingencia(NuevaContingencia(**datos | cambios), por=por)


def resolucion(incidencia):
    return incidencia.objetivos.get(tipo=TipoObjetivo.RESOLUCION)


def test_it_stops_the_agreed_clocks_of_its_cases_and_of_nobody_else(ahora, coordinadora):
    dentro, fuera = en("41"), en("28")
    ahora.shift(timedelta(hours=1))
    declarar(coordinadora, desde_en=LUNES + timedelta(minutes=30))
    assert atender_contingencias() == 1
    assert atender_contingencias() == 0
    assert resolucion(dentro).pausado_en == LUNES + timedelta(minutes=30)
    assert dentro.objetivos.get(tipo=TipoObjetivo.PRIMERA_RESPUESTA).pausado_en is not None
    assert resolucion(fuera).pausado_en is None
    assert dentro.eventos.get(codigo="contingencia_enlazada").datos["contingencia"]


def test_the_law_does_not_stop(ahora, coordinadora):
    cliente = ClienteFactory()
    sede = SedeFactory(cliente=cliente, provincia="41")
    nueva = NuevaIncidencia(cliente, "Otra vez", "reclamacion", "correo", sede=sede)
    queja = abrir_incidencia(nueva, por=AgenteFactory())
    antes = list(queja.plazos_legales.values_list("regla", "vence_en"))
    declarar(coordinadora)
    atender_contingencias()
    queja.refresh_from_db()
    assert list(queja.plazos_legales.values_list("regla", "vence_en")) == antes
    assert queja.proximo_limite == queja.plazos_legales.earliest("objetivo_en").objetivo_en


def test_a_case_that_arrives_while_it_lasts_is_in_it_from_the_first(ahora, coordinadora):
    declarar(coordinadora)
    incidencia = en("41")
    assert resolucion(incidencia).pausado_en == LUNES
    assert incidencia.contingencias.count() == 1
    assert incidencia.proximo_limite is None


def test_ended_the_clocks_go_on_from_then_however_late_the_task(ahora, coordinadora):
    incidencia = en("41")
    limite = resolucion(incidencia).limite_en
    contingencia = declarar(coordinadora, desde_en=LUNES)
    atender_contingencias()
    ahora.shift(timedelta(hours=2))
    terminar_contingencia(contingencia.pk, por=coordinadora)
    ahora.shift(timedelta(days=3))
    assert atender_contingencias() == 1
    objetivo = resolucion(incidencia)
    assert objetivo.pausado_en is None
    assert objetivo.limite_en == limite + timedelta(hours=2)
    incidencia.refresh_from_db()
    assert list(diferencias_de(incidencia)) == []


def test_its_end_comes_by_itself_and_can_be_put_off(ahora, coordinadora):
    incidencia = en("41")
    contingencia = declarar(coordinadora, desde_en=LUNES, hasta_en=LUNES + timedelta(hours=1))
    atender_contingencias()
    prorrogar_contingencia(contingencia.pk, por=coordinadora, hasta_en=LUNES + timedelta(hours=3))
    ahora.shift(timedelta(hours=2))
    atender_contingencias()
    assert resolucion(incidencia).pausado_en is not None
    ahora.shift(timedelta(hours=2))
    atender_contingencias()
    contingencia.refresh_from_db()
    assert contingencia.terminada_en == LUNES + timedelta(hours=3)
    assert CasoContingencia.objects.get().pausa_hasta == LUNES + timedelta(hours=3)
    with pytest.raises(ErrorDeNegocio, match="ya ha terminado"):
        prorrogar_contingencia(contingencia.pk, por=coordinadora, hasta_en=None)


def test_undone_it_is_as_if_it_had_not_been(ahora, coordinadora):
    incidencia = en("41")
    limite = resolucion(incidencia).limite_en
    contingencia = declarar(coordinadora)
    atender_contingencias()
    assert AvisoContingencia.objects.count() == 1
    ahora.shift(timedelta(hours=2))
    deshacer_contingencia(contingencia.pk, por=coordinadora)
    assert atender_contingencias() == 1
    assert resolucion(incidencia).limite_en == limite
    incidencia.refresh_from_db()
    assert incidencia.pausas_contingencia == []
    assert Comunicacion.objects.get(plantilla="contingencia").destino == Destino.ANULADA
    with pytest.raises(ErrorDeNegocio):
        deshacer_contingencia(contingencia.pk, por=coordinadora)


def test_what_it_touches_was_not_late_while_it_lasted(ahora, coordinadora):
    incidencia = en("41")
    limite = resolucion(incidencia).limite_en
    ahora.move_to(limite + timedelta(minutes=30), tick=False)
    from incidencias.tasks import vigilar_plazos

    vigilar_plazos()
    assert resolucion(incidencia).incumplido_en is not None
    declarar(coordinadora, desde_en=limite - timedelta(minutes=30))
    atender_contingencias()
    assert resolucion(incidencia).incumplido_en is None


def test_each_customer_is_told_once_however_many_cases(ahora, coordinadora):
    cliente = ClienteFactory(correo="varias@cliente.example")
    for _ in range(3):
        en("41", cliente=cliente)
    declarar(coordinadora)
    atender_contingencias()
    en("41", cliente=cliente)
    atender_contingencias()
    assert AvisoContingencia.objects.count() == 1
    assert Comunicacion.objects.filter(plantilla="contingencia").count() == 1


def test_the_whole_area_can_be_told_and_nobody_too(ahora, coordinadora):
    vecino = ClienteFactory(correo="vecino@cliente.example")
    SedeFactory(cliente=vecino, provincia="41")
    en("41")
    declarar(coordinadora, aviso_a="nadie", texto_cliente="")
    atender_contingencias()
    assert not AvisoContingencia.objects.exists()
    declarar(coordinadora, aviso_a="zona")
    atender_contingencias()
    assert AvisoContingencia.objects.filter(cliente=vecino).exists()
    assert AvisoContingencia.objects.count() == 2


def test_products_narrow_the_area_and_places_widen_it(ahora, coordinadora):
    cliente = ClienteFactory()
    caldera = EquipoFactory(cliente=cliente, producto=ProductoFactory(familia="Calderas"))
    aqui, alli = en("41", cliente=cliente, equipo=caldera), en("41")
    lejos = en("28", cliente=cliente, equipo=caldera)
    declarar(coordinadora, area={"provincias": ["41"], "familias": ["Calderas"]})
    atender_contingencias()
    assert set(CasoContingencia.objects.values_list("incidencia", flat=True)) == {aqui.pk}
    declarar(coordinadora, area={"provincias": ["41"], "codigos_postales": ["99999"]})
    atender_contingencias()
    assert alli.contingencias.count() == 1
    declarar(coordinadora, area={"familias": ["Calderas"]})
    atender_contingencias()
    assert lejos.contingencias.count() == 1


def test_two_at_once_stop_a_clock_once_and_both_have_to_end(ahora, coordinadora):
    incidencia = en("41")
    limite = resolucion(incidencia).limite_en
    una = declarar(coordinadora, desde_en=LUNES)
    ahora.shift(timedelta(hours=1))
    otra = declarar(coordinadora, desde_en=LUNES + timedelta(hours=1))
    atender_contingencias()
    ahora.shift(timedelta(hours=1))
    terminar_contingencia(una.pk, por=coordinadora)
    atender_contingencias()
    assert resolucion(incidencia).pausado_en is not None
    ahora.shift(timedelta(hours=1))
    terminar_contingencia(otra.pk, por=coordinadora)
    atender_contingencias()
    assert resolucion(incidencia).limite_en == limite + timedelta(hours=3)


@pytest.mark.parametrize(
    ("cambios", "campo"),
    [
        ({"nombre": " "}, "nombre"),
        ({"causa": ""}, "causa"),
        ({"desde_en": LUNES - timedelta(days=30)}, "desde_en"),
        ({"desde_en": datetime(3000, 1, 1, tzinfo=UTC)}, "desde_en"),
        ({"hasta_en": LUNES - timedelta(hours=1)}, "hasta_en"),
        ({"area": {}}, None),
        ({"texto_cliente": ""}, None),
    ],
)
def test_what_makes_no_sense_is_said(ahora, coordinadora, cambios, campo):
    with pytest.raises(ErrorDeNegocio) as error:
        declarar(coordinadora, **cambios)
    assert error.value.campo == campo


def test_who_calls_or_looks_at_the_portal_knows_of_it(ahora, coordinadora, consultas):
    cliente, otra = ClienteFactory(), ClienteFactory()
    SedeFactory(cliente=cliente, provincia="41")
    SedeFactory(cliente=otra, provincia="28")
    assert consultas(que_tocan_al_cliente, cliente) == 0  # nearly always there is none
    contingencia = declarar(coordinadora)
    olvidar_contingencias()
    assert que_tocan_al_cliente(cliente) == [contingencia]
    assert que_tocan_al_cliente(otra) == []


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_link_and_tell_once(ahora, coordinadora):
    casos = [en("41") for _ in range(3)]
    declarar(coordinadora)
    assert a_la_vez(atender_contingencias, atender_contingencias) == []
    assert CasoContingencia.objects.count() == len(casos)
    assert Comunicacion.objects.filter(plantilla="contingencia").count() == len(casos)
    for caso in casos:
        caso.refresh_from_db()
        assert len(caso.pausas_contingencia) == 1


@pytest.mark.django_db(transaction=True)
def test_resolving_while_it_ends_leaves_the_case_whole(ahora, coordinadora):
    incidencia = en("41")
    contingencia = declarar(coordinadora)
    atender_contingencias()
    terminar_contingencia(contingencia.pk, por=coordinadora)
    a_la_vez(
        atender_contingencias,
        lambda: resolver_incidencia(
            incidencia.pk, por=coordinadora, solucion="Vuelve la luz", causa="red"
        ),
    )
    incidencia.refresh_from_db()
    assert incidencia.pausas_contingencia[0][1] is not None
    assert list(diferencias_de(incidencia)) == []
