"""Which policy and which calendar judge a case: the most specific one, and it says why."""

from datetime import UTC, date, datetime, timedelta

import pytest

from clientes.tests.fabricas import ClienteFactory, EquipoFactory, ProductoFactory, SedeFactory
from cuentas.tests.fabricas import AgenteFactory, GrupoFactory
from incidencias.models import Ambito, CalendarioDePlazos, TipoObjetivo
from incidencias.relojes import olvidar_relojes, reloj_para
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_incidencia,
    asignar_incidencia,
    reabrir_incidencia,
    recibir_mensaje,
    reclasificar,
    registrar_llamada,
    resolver_incidencia,
    responder,
)
from incidencias.tests.fabricas_plazos import PoliticaFactory
from nucleo.tests.fabricas import VersionCalendarioFactory

pytestmark = pytest.mark.django_db
HORA = 3600
CINCO, SEIS, SIETE = ({("resolucion", p): h for p in (1, 2, 3, 4)} for h in (5, 6, 7))


@pytest.fixture(autouse=True)
def _memoria():
    olvidar_relojes()
    yield
    olvidar_relojes()


@pytest.fixture
def equipo():
    producto = ProductoFactory(familia="Calderas", marca="Ferroli")
    return EquipoFactory(producto=producto, cliente=ClienteFactory(segmento="vip"))


def abrir(equipo, **datos):
    olvidar_relojes()
    nueva = NuevaIncidencia(
        equipo.cliente, "No enciende", "averia", "correo", equipo=equipo, **datos
    )
    return abrir_incidencia(nueva, por=AgenteFactory())


def resolucion(incidencia):
    return incidencia.objetivos.filter(tipo=TipoObjetivo.RESOLUCION).latest("pk")


def test_the_most_specific_policy_wins_whatever_the_order_of_their_birth(equipo):
    def regla():
        return resolucion(abrir(equipo)).regla

    assert regla() == Ambito.DEFECTO
    PoliticaFactory(por_tipo=True)
    assert regla() == Ambito.TIPO
    PoliticaFactory(ambito=Ambito.PRODUCTO, segmento="", marca="Ferroli")
    assert regla() == Ambito.PRODUCTO
    PoliticaFactory()
    assert regla() == Ambito.SEGMENTO
    PoliticaFactory(ambito=Ambito.CLIENTE, segmento="", cliente=equipo.cliente)
    assert regla() == Ambito.CLIENTE
    PoliticaFactory(nombre="otra", ambito=Ambito.TIPO, segmento="", tipo="consulta")
    assert regla() == Ambito.CLIENTE


def test_a_family_and_brand_go_before_the_family_and_the_family_before_the_brand(equipo):
    def cifra():
        return resolucion(abrir(equipo)).segundos // HORA

    producto = {"ambito": Ambito.PRODUCTO, "segmento": ""}
    PoliticaFactory(**producto, marca="Ferroli", horas=CINCO)
    assert cifra() == 5
    PoliticaFactory(**producto, familia="Calderas", horas=SEIS)
    assert cifra() == 6
    PoliticaFactory(**producto, familia="Calderas", marca="Ferroli", horas=SIETE)
    assert cifra() == 7
    PoliticaFactory(**producto, familia="Calderas", marca="Otra", horas=CINCO)
    assert cifra() == 7


def test_a_policy_that_is_not_in_use_judges_nobody(equipo):
    PoliticaFactory(activa=False)
    assert resolucion(abrir(equipo)).regla == Ambito.DEFECTO


def test_the_target_keeps_the_version_that_judged_it(equipo):
    politica = PoliticaFactory()
    objetivo = resolucion(abrir(equipo))
    assert objetivo.version_politica == politica.versiones.get()
    assert objetivo.regla == Ambito.SEGMENTO


def test_the_clock_runs_by_the_site_if_the_policy_says_so_and_by_the_group_otherwise(equipo):
    de_la_sede = VersionCalendarioFactory(semana=[(0, 24 * 60)])
    sede = SedeFactory(cliente=equipo.cliente, calendario=de_la_sede.calendario)
    grupo = GrupoFactory(calendario=VersionCalendarioFactory().calendario)
    assert resolucion(abrir(equipo, sede=sede, grupo=grupo)).version_calendario != de_la_sede
    PoliticaFactory(horas__calendario=CalendarioDePlazos.SEDE)
    assert resolucion(abrir(equipo, sede=sede, grupo=grupo)).version_calendario == de_la_sede
    sin_el = SedeFactory(cliente=equipo.cliente, calendario=None)
    assert (
        resolucion(abrir(equipo, sede=sin_el, grupo=grupo)).version_calendario.calendario
        == grupo.calendario
    )


def test_round_the_clock_means_nights_and_holidays(equipo):
    PoliticaFactory(horas__calendario=CalendarioDePlazos.CONTINUO)
    objetivo = resolucion(abrir(equipo))
    assert objetivo.limite_en == objetivo.desde_en + timedelta(hours=8)


def test_a_later_version_reaches_what_is_open_only_if_it_says_so():
    politica = PoliticaFactory()
    llegada = datetime(2026, 3, 2, 9, tzinfo=UTC)
    nueva = politica.versiones.create(vigente_desde=llegada + timedelta(days=1))
    despues = llegada + timedelta(days=2)
    olvidar_relojes()
    assert reloj_para(None, "vip", llegada).version_politica_id != nueva.pk
    assert reloj_para(None, "vip", llegada, ahora=despues).version_politica_id == nueva.pk
    assert reloj_para(None, "vip", llegada, ahora=llegada).version_politica_id != nueva.pk
    politica.versiones.filter(pk=nueva.pk).update(aplica_a_abiertas=False)
    olvidar_relojes()
    assert reloj_para(None, "vip", llegada, ahora=despues).version_politica_id != nueva.pk


# --- The next response


@pytest.fixture
def con_siguiente():
    return PoliticaFactory(
        horas={
            (tipo, p): horas
            for p in (1, 2, 3, 4)
            for tipo, horas in (("primera_respuesta", 2), ("siguiente_respuesta", 4))
        }
    )


def abierta(incidencia):
    return incidencia.objetivos.filter(
        tipo=TipoObjetivo.SIGUIENTE_RESPUESTA, cumplido_en=None, anulado_en=None
    ).first()


def test_the_next_answer_is_owed_from_the_first_message_that_nobody_has_answered(
    equipo, con_siguiente, time_machine
):
    agente = AgenteFactory()
    time_machine.move_to(datetime(2026, 3, 2, 9, tzinfo=UTC), tick=False)
    incidencia = abrir(equipo)
    assert abierta(incidencia) is None  # the first answer is what is owed
    responder(incidencia.pk, por=agente, texto="Vamos.")
    assert abierta(incidencia) is None

    time_machine.shift(timedelta(hours=1))
    primero = recibir_mensaje(incidencia.pk, por=agente, texto="¿Y?", canal="whatsapp")
    time_machine.shift(timedelta(hours=1))
    recibir_mensaje(incidencia.pk, por=agente, texto="¿Hola?", canal="portal")
    assert abierta(incidencia).desde_en == primero.ocurrido_en

    registrar_llamada(
        incidencia.pk, por=agente, sentido="saliente", motivo="otro", contestada=False
    )
    assert abierta(incidencia) is not None  # nobody picked it up
    registrar_llamada(incidencia.pk, por=agente, sentido="saliente", motivo="otro")
    assert abierta(incidencia) is None
    assert incidencia.objetivos.get(tipo=TipoObjetivo.SIGUIENTE_RESPUESTA).cumplido_en


def test_a_missed_call_and_a_reopening_are_owed_an_answer_too(equipo, con_siguiente):
    agente = AgenteFactory()
    incidencia = abrir(equipo)
    responder(incidencia.pk, por=agente, texto="Vamos.")
    registrar_llamada(
        incidencia.pk, por=agente, sentido="entrante", motivo="estado", contestada=False
    )
    assert abierta(incidencia) is not None
    resolver_incidencia(incidencia.pk, por=agente, solucion="Hecho", causa="x")
    assert abierta(incidencia) is None
    reabrir_incidencia(incidencia.pk, por=agente, motivo="Sigue igual")
    assert abierta(incidencia) is not None


def test_once_told_the_solution_nobody_is_late_to_answer_them(equipo, con_siguiente):
    agente = AgenteFactory()
    incidencia = abrir(equipo)
    resolver_incidencia(incidencia.pk, por=agente, solucion="Hecho", causa="x")
    assert not incidencia.objetivos.filter(cumplido_en=None, anulado_en=None).exists()
    reabrir_incidencia(incidencia.pk, por=agente, motivo="Sigue igual")
    assert abierta(incidencia) is not None  # what is said on reopening it has its own clock
    responder(incidencia.pk, por=agente, texto="Volvemos.")
    assert abierta(incidencia) is None


# --- One deadline for the list


def test_the_next_deadline_is_the_earliest_of_clocks_legal_dates_and_promises(equipo):
    from incidencias.servicios import cumplir_promesa, prometer

    agente = AgenteFactory()
    queja = abrir(equipo)
    queja = reclasificar(queja.pk, por=agente, tipo="reclamacion", clase_legal="queja_reclamacion")
    assert queja.limite_legal_en == queja.plazos_legales.earliest("vence_en").vence_en
    responder(queja.pk, por=agente, texto="La estamos mirando.")
    queja.refresh_from_db()
    assert queja.proximo_limite_en == resolucion(queja).limite_en

    promesa = prometer(
        queja.pk, por=agente, texto="Llamarle", vence_en=datetime.now(UTC) + timedelta(minutes=5)
    )
    queja.refresh_from_db()
    assert queja.proximo_limite_en == promesa.vence_en
    cumplir_promesa(promesa.pk, por=agente)
    queja.refresh_from_db()
    assert queja.proximo_limite_en == resolucion(queja).limite_en


def test_a_change_of_group_keeps_the_pauses_and_follows_the_new_calendar(equipo, time_machine):
    from incidencias.models import MotivoEspera
    from incidencias.servicios import poner_en_espera, reanudar

    agente = AgenteFactory()
    PoliticaFactory()
    time_machine.move_to(datetime(2026, 3, 2, 9, tzinfo=UTC), tick=False)  # 10:00 on a Monday
    incidencia = abrir(equipo)
    motivo = MotivoEspera.objects.get(codigo="pieza")
    poner_en_espera(incidencia.pk, por=agente, motivo=motivo)
    time_machine.shift(timedelta(hours=1))
    siempre = GrupoFactory(calendario=VersionCalendarioFactory(semana=[(0, 24 * 60)]).calendario)
    olvidar_relojes()
    asignar_incidencia(incidencia.pk, por=agente, grupo=siempre)
    assert resolucion(incidencia).pausado_en == datetime(2026, 3, 2, 9, tzinfo=UTC)
    time_machine.shift(timedelta(hours=1))
    reanudar(incidencia.pk, por=agente)
    assert resolucion(incidencia).limite_en == datetime(2026, 3, 2, 19, tzinfo=UTC)
    assert date(2026, 3, 2).weekday() == 0
