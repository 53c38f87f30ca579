"""Levels of escalation: told once, in working hours, to the right people and without storms."""

from datetime import UTC, datetime, timedelta

import pytest

from clientes.tests.fabricas import ClienteFactory
from cuentas.models import Notificacion
from cuentas.tests.fabricas import AgenteFactory, CoordinadorFactory, GestorFactory, GrupoFactory
from incidencias.models import (
    DestinoEscalon,
    EscaladoSLA,
    EscalonPolitica,
    MomentoEscalon,
    MotivoEspera,
    ObjetivoSLA,
    Prioridad,
    TipoObjetivo,
)
from incidencias.relojes import olvidar_relojes
from incidencias.servicios import NuevaIncidencia, abrir_incidencia, poner_en_espera, responder
from incidencias.servicios.escalado import actuar_escalados, escalar_plazos
from incidencias.tests.fabricas import IncidenciaFactory
from incidencias.tests.fabricas_plazos import PoliticaFactory
from nucleo.models import Comunicacion
from nucleo.tests.hilos import a_la_vez

LUNES_A_LAS_9 = datetime(2026, 3, 2, 8, tzinfo=UTC)  # in Madrid; until 14:00, and from 16 to 19
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _memoria():
    olvidar_relojes()
    yield
    olvidar_relojes()


def escalon(politica, **datos):
    olvidar_relojes()
    return EscalonPolitica.objects.create(
        version=politica.versiones.get(),
        **{
            "tipo": TipoObjetivo.RESOLUCION,
            "momento": MomentoEscalon.DESPUES,
            "minutos": 0,
            "a": DestinoEscalon.RESPONSABLE,
            **datos,
        },
    )


@pytest.fixture
def politica():
    """Four working hours to resolve."""
    return PoliticaFactory(horas={("resolucion", p): 4 for p in (1, 2, 3, 4)})


def abrir(**datos):
    nueva = NuevaIncidencia(ClienteFactory(segmento="vip"), "Gotea", "averia", "correo", **datos)
    return abrir_incidencia(nueva, por=AgenteFactory())


def avisos(usuario):
    suyos = Notificacion.objects.filter(usuario=usuario).order_by("-pk")
    return list(suyos.values_list("texto", flat=True))


def test_before_at_a_share_of_the_time_and_after_at_some_minutes_each_once(politica, time_machine):
    escalon(politica, momento=MomentoEscalon.ANTES, porcentaje=50, minutos=None)
    escalon(politica, minutos=30)
    agente = AgenteFactory()
    time_machine.move_to(LUNES_A_LAS_9, tick=False)
    incidencia = abrir(responsable=agente)
    Notificacion.objects.all().delete()

    time_machine.shift(timedelta(hours=1, minutes=59))
    assert escalar_plazos() == 0
    time_machine.shift(timedelta(minutes=1))
    assert escalar_plazos() == 1
    assert escalar_plazos() == 0
    (casi,) = avisos(agente)
    assert incidencia.codigo in casi
    assert "vence el" in casi

    time_machine.shift(timedelta(hours=2, minutes=29))
    assert escalar_plazos() == 0
    time_machine.shift(timedelta(minutes=1))
    assert escalar_plazos() == 1
    assert "venció" in avisos(agente)[0]
    assert incidencia.eventos.filter(codigo="escalada").count() == 2


def test_nobody_is_told_out_of_hours_and_everybody_in_the_morning(politica, time_machine):
    escalon(politica, minutos=0)
    agente = AgenteFactory()
    time_machine.move_to(datetime(2026, 3, 6, 14, tzinfo=UTC), tick=False)  # Friday, at 15
    abrir(responsable=agente)
    objetivo = ObjetivoSLA.objects.get(tipo=TipoObjetivo.RESOLUCION)
    objetivo.limite_en = datetime(2026, 3, 6, 18, tzinfo=UTC)
    ObjetivoSLA.objects.filter(pk=objetivo.pk).update(
        proximo_escalon_en=datetime(2026, 3, 6, 17, 59, tzinfo=UTC)
    )
    Notificacion.objects.all().delete()
    time_machine.move_to(datetime(2026, 3, 6, 22, tzinfo=UTC), tick=False)
    assert escalar_plazos() == 0
    assert not avisos(agente)
    objetivo.refresh_from_db()
    assert objetivo.proximo_escalon_en == datetime(2026, 3, 9, 8, tzinfo=UTC)


def test_a_paused_or_met_clock_tells_nobody(politica, time_machine):
    escalon(politica)
    agente = AgenteFactory()
    time_machine.move_to(LUNES_A_LAS_9, tick=False)
    pausada, otra = abrir(responsable=agente), abrir(responsable=agente)
    poner_en_espera(pausada.pk, por=agente, motivo=MotivoEspera.objects.get(codigo="pieza"))
    ObjetivoSLA.objects.filter(incidencia=otra).update(cumplido_en=LUNES_A_LAS_9)
    time_machine.shift(timedelta(days=1, hours=1))
    assert escalar_plazos() == 0


def test_each_level_goes_to_its_people(politica, time_machine):
    jefa, gestora, coordinadora = AgenteFactory(), GestorFactory(), CoordinadorFactory()
    escalon(politica, a=DestinoEscalon.SUPERVISOR)
    escalon(politica, a=DestinoEscalon.ROL, rol="gestor")
    time_machine.move_to(LUNES_A_LAS_9, tick=False)
    abrir(grupo=GrupoFactory(supervisor=jefa))
    sin_jefa = abrir(grupo=GrupoFactory())
    Notificacion.objects.all().delete()
    time_machine.shift(timedelta(hours=4, minutes=1))
    escalar_plazos()
    assert len(avisos(jefa)) == 1
    assert len(avisos(gestora)) == 2
    assert [sin_jefa.codigo in texto for texto in avisos(coordinadora)] == [True]


def test_a_restricted_team_is_told_apart(politica, time_machine):
    dentro, fuera = GestorFactory(), GestorFactory()
    grupo = GrupoFactory(es_restringido=True)
    dentro.grupos.add(grupo)
    escalon(politica, a=DestinoEscalon.ROL, rol="gestor")
    time_machine.move_to(LUNES_A_LAS_9, tick=False)
    abrir(grupo=grupo)
    time_machine.shift(timedelta(hours=4, minutes=1))
    escalar_plazos()
    assert avisos(dentro)
    assert not avisos(fuera)


def test_a_thousand_breaches_at_once_are_one_notice_and_one_mail(politica, time_machine):
    escalon(politica, correo=True)
    version, agente = politica.versiones.get(), AgenteFactory()
    time_machine.move_to(LUNES_A_LAS_9, tick=False)
    modelo = abrir(responsable=agente)
    calendario = modelo.objetivos.get(tipo=TipoObjetivo.RESOLUCION).version_calendario
    casos = [
        IncidenciaFactory.build(cliente=modelo.cliente, responsable=agente, codigo=f"INC-x-{n}")
        for n in range(1000)
    ]
    for caso in casos:
        caso.dia_llegada = LUNES_A_LAS_9.date()
    type(modelo).objects.bulk_create(casos)
    limite = LUNES_A_LAS_9 + timedelta(hours=4)
    ObjetivoSLA.objects.bulk_create(
        ObjetivoSLA(
            incidencia=caso,
            tipo=TipoObjetivo.RESOLUCION,
            version_politica=version,
            version_calendario=calendario,
            segundos=4 * 3600,
            desde_en=LUNES_A_LAS_9,
            limite_en=limite,
            proximo_escalon_en=limite,
        )
        for caso in casos
    )
    Notificacion.objects.all().delete()
    Comunicacion.objects.all().delete()
    time_machine.move_to(limite + timedelta(minutes=1), tick=False)
    assert escalar_plazos() == 1001
    (texto,) = avisos(agente)
    assert "1001 plazos" in texto
    assert Comunicacion.objects.count() == 1
    assert escalar_plazos() == 0


def test_a_trickle_of_breaches_ends_as_one_notice_too(politica, time_machine):
    escalon(politica)
    agente = AgenteFactory()
    time_machine.move_to(LUNES_A_LAS_9, tick=False)
    for minuto in range(9):
        abrir(responsable=agente)
        time_machine.move_to(LUNES_A_LAS_9 + timedelta(minutes=minuto + 1), tick=False)
    Notificacion.objects.all().delete()
    for minuto in range(9):
        time_machine.move_to(LUNES_A_LAS_9 + timedelta(hours=4, minutes=minuto), tick=False)
        escalar_plazos()
    assert EscaladoSLA.objects.count() == 9
    assert len(avisos(agente)) <= 7  # five apart, and one for the rest of each quarter of an hour


def test_what_a_level_does_besides_telling_is_a_decision_of_its_own(politica, time_machine):
    grupo = GrupoFactory()
    escalon(politica, sube_prioridad=True, grupo=grupo)
    time_machine.move_to(LUNES_A_LAS_9, tick=False)
    incidencia = abrir(urgencia="media")
    time_machine.shift(timedelta(hours=4, minutes=1))
    escalar_plazos()
    assert actuar_escalados() == 1
    assert actuar_escalados() == 0
    incidencia.refresh_from_db()
    assert (incidencia.prioridad, incidencia.grupo) == (Prioridad.ALTA, grupo)
    assert incidencia.eventos.filter(codigo="reclasificada").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_tell_it_once(politica, time_machine):
    escalon(politica)
    agente = AgenteFactory()
    time_machine.move_to(LUNES_A_LAS_9, tick=False)
    abrir(responsable=agente)
    Notificacion.objects.all().delete()
    time_machine.shift(timedelta(hours=4, minutes=1))
    assert a_la_vez(escalar_plazos, escalar_plazos, escalar_plazos) == []
    assert EscaladoSLA.objects.count() == 1
    assert len(avisos(agente)) == 1


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_a_sweep_at_once_do_not_wait_for_each_other(politica, time_machine):
    escalon(politica)
    agente = AgenteFactory()
    time_machine.move_to(LUNES_A_LAS_9, tick=False)
    incidencia = abrir(responsable=agente)
    time_machine.shift(timedelta(hours=4, minutes=1))
    assert (
        a_la_vez(escalar_plazos, lambda: responder(incidencia.pk, por=agente, texto="Vamos")) == []
    )
    escalar_plazos()  # if the answer came first, the sweep left it for the next one
    assert EscaladoSLA.objects.count() == 1
