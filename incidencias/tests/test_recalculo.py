"""Clocks told again from the events, and computed again when a version changes."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine as maquina
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clientes.tests.fabricas import ClienteFactory
from cuentas.tests.fabricas import AgenteFactory, GrupoFactory
from incidencias import servicios
from incidencias.models import MotivoEspera, ObjetivoSLA, TipoObjetivo
from incidencias.relojes import olvidar_relojes
from incidencias.servicios import NuevaIncidencia, abrir_incidencia
from incidencias.servicios.contingencias import (
    atender_contingencias,
    deshacer_contingencia,
    terminar_contingencia,
)
from incidencias.servicios.recalculo import recalcular_abiertos
from incidencias.tests.fabricas_plazos import ContingenciaFactory, PoliticaFactory
from incidencias.verificacion import diferencias_de
from nucleo.errores import ErrorDeNegocio
from nucleo.models import IntervaloSemanal, VersionCalendario
from nucleo.tests.fabricas import VersionCalendarioFactory

LUNES = datetime(2026, 3, 2, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db
TRES_PLAZOS = {
    (tipo, p): horas * p
    for p in (1, 2, 3, 4)
    for tipo, horas in (("primera_respuesta", 2), ("siguiente_respuesta", 4), ("resolucion", 20))
}


@pytest.fixture(autouse=True)
def _memoria():
    olvidar_relojes()
    yield
    olvidar_relojes()


def abrir(**datos):
    nueva = NuevaIncidencia(ClienteFactory(segmento="vip"), "Gotea", "averia", "correo", **datos)
    return abrir_incidencia(nueva, por=AgenteFactory())


# --- Stored = told again, whatever happens


def _esperar(pk, por, codigo):
    servicios.poner_en_espera(pk, por=por, motivo=MotivoEspera.objects.get(codigo=codigo))


HECHOS = {
    "responde": lambda pk, por: servicios.responder(pk, por=por, texto="Vamos"),
    "escribe": lambda pk, por: servicios.recibir_mensaje(pk, por=por, texto="¿Y?", canal="portal"),
    "escribe_otro": lambda pk, por: servicios.recibir_mensaje(
        pk, por=por, texto="Soy su vecina", canal="correo", es_ajeno=True
    ),
    "no_coge": lambda pk, por: servicios.registrar_llamada(
        pk, por=por, sentido="entrante", motivo="estado", contestada=False
    ),
    "llama": lambda pk, por: servicios.registrar_llamada(
        pk, por=por, sentido="saliente", motivo="otro"
    ),
    "espera_pieza": lambda pk, por: _esperar(pk, por, "pieza"),
    "espera_visita": lambda pk, por: _esperar(pk, por, "visita"),
    "sigue": lambda pk, por: servicios.reanudar(pk, por=por),
    "apremia": lambda pk, por: servicios.reclasificar(pk, por=por, urgencia="alta"),
    "calma": lambda pk, por: servicios.reclasificar(pk, por=por, urgencia="baja"),
    "otro_grupo": lambda pk, por: servicios.asignar_incidencia(
        pk, por=por, grupo=GrupoFactory(calendario=VersionCalendarioFactory().calendario)
    ),
    "resuelve": lambda pk, por: servicios.resolver_incidencia(
        pk, por=por, solucion="Hecho", causa="x"
    ),
    "cierra": lambda pk, por: servicios.cerrar_incidencia(pk, por=por),
    "reabre": lambda pk, por: servicios.reabrir_incidencia(pk, por=por),
    "politica": lambda pk, por: _publicar(),
    "contingencia": lambda pk, por: _declarar(pk),
    "acaba": lambda pk, por: _acabar(terminar_contingencia),
    "se_deshace": lambda pk, por: _acabar(deshacer_contingencia),
}


def _publicar():
    politica = PoliticaFactory._meta.model.objects.get(segmento="vip")
    ultima = politica.versiones.latest("vigente_desde")
    from django.utils import timezone

    nueva = politica.versiones.create(vigente_desde=timezone.now())
    for objetivo in ultima.objetivos.all():
        objetivo.pk, objetivo.version, objetivo.segundos = None, nueva, objetivo.segundos + 600
        objetivo.save(force_insert=True)
    recalcular_abiertos()


def _declarar(pk):
    from django.utils import timezone

    from clientes.tests.fabricas import SedeFactory
    from incidencias.models import Incidencia

    caso = Incidencia.objects.get(pk=pk)
    sede = caso.sede or SedeFactory(cliente=caso.cliente)
    Incidencia.objects.filter(pk=pk).update(sede=sede)
    ContingenciaFactory(
        provincias=[],
        sedes=[sede.pk],
        aviso_a="nadie",
        desde_en=timezone.now() - timedelta(minutes=20),
        codigo=f"CTG-{timezone.now().timestamp()}"[:20],
    )
    atender_contingencias()


def _acabar(como):
    from incidencias.models import Contingencia

    viva = Contingencia.objects.vivas().first()
    if viva is not None:
        como(viva.pk, por=AgenteFactory())
        atender_contingencias()


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    hechos=st.lists(
        st.tuples(st.sampled_from(sorted(HECHOS)), st.integers(1, 600)), min_size=3, max_size=9
    )
)
def test_whatever_happens_the_clocks_stored_are_those_that_the_events_tell(hechos):
    from django.db import transaction

    with transaction.atomic(), maquina.travel(LUNES, tick=False) as reloj:
        olvidar_relojes()
        PoliticaFactory(horas=TRES_PLAZOS)
        incidencia, agente = abrir(), AgenteFactory()
        for hecho, minutos in hechos:
            reloj.shift(timedelta(minutes=minutos))
            olvidar_relojes()
            try:
                HECHOS[hecho](incidencia.pk, agente)
            except ErrorDeNegocio:
                continue
            incidencia.refresh_from_db()
            assert list(diferencias_de(incidencia)) == []
        transaction.set_rollback(True)


# --- A change of version


def objetivo(incidencia, tipo=TipoObjetivo.RESOLUCION):
    return incidencia.objetivos.get(tipo=tipo)


def nueva_version(politica, horas, **datos):
    version = politica.versiones.create(**datos)
    for prioridad in (1, 2, 3, 4):
        version.objetivos.create(tipo="resolucion", prioridad=prioridad, segundos=horas * 3600)
    return version


def test_a_new_version_reaches_the_open_clocks_only(time_machine):
    time_machine.move_to(LUNES, tick=False)
    politica = PoliticaFactory(horas=TRES_PLAZOS)
    agente = AgenteFactory()
    corre, cumplida, vencida = abrir(), abrir(), abrir()
    servicios.resolver_incidencia(cumplida.pk, por=agente, solucion="Hecho", causa="x")
    ObjetivoSLA.objects.filter(incidencia=vencida).update(
        limite_en=LUNES, desde_en=LUNES - timedelta(hours=5), incumplido_en=LUNES
    )
    vieja = politica.versiones.get()
    time_machine.shift(timedelta(hours=1))
    nueva = nueva_version(politica, 30, vigente_desde=LUNES + timedelta(minutes=30))
    assert recalcular_abiertos(guardar=False) == 1
    assert recalcular_abiertos() == 1
    assert objetivo(corre).version_politica == nueva
    assert objetivo(corre).segundos == 30 * 3600
    assert objetivo(cumplida).version_politica == vieja
    assert objetivo(vencida).version_politica == vieja
    assert recalcular_abiertos() == 0


def test_one_that_does_not_reach_what_is_open_changes_nothing(time_machine):
    time_machine.move_to(LUNES, tick=False)
    politica = PoliticaFactory(horas=TRES_PLAZOS)
    abrir()
    time_machine.shift(timedelta(hours=1))
    nueva_version(politica, 30, vigente_desde=LUNES, aplica_a_abiertas=False)
    VersionCalendario.objects.count()
    politica.versiones.filter(aplica_a_abiertas=False).update(
        vigente_desde=LUNES + timedelta(minutes=1)
    )
    assert recalcular_abiertos() == 0


def test_a_new_week_in_the_calendar_moves_the_limit_and_keeps_the_pauses(time_machine):
    time_machine.move_to(LUNES, tick=False)
    PoliticaFactory(horas=TRES_PLAZOS)
    calendario = VersionCalendarioFactory().calendario
    incidencia, agente = abrir(grupo=GrupoFactory(calendario=calendario)), AgenteFactory()
    _esperar(incidencia.pk, agente, "pieza")
    time_machine.shift(timedelta(hours=2))
    servicios.reanudar(incidencia.pk, por=agente)
    antes = objetivo(incidencia).limite_en
    corta = VersionCalendario.objects.create(calendario=calendario, vigente_desde="2026-03-03")
    IntervaloSemanal.objects.create(version=corta, dia_semana=1, desde_min=600, hasta_min=660)
    assert recalcular_abiertos() == 1
    incidencia.refresh_from_db()
    assert objetivo(incidencia).limite_en > antes
    assert objetivo(incidencia).version_calendario == corta
    assert list(diferencias_de(incidencia)) == []


def test_the_command_checks_and_tells_the_difference(capsys, time_machine):
    time_machine.move_to(LUNES, tick=False)
    PoliticaFactory(horas=TRES_PLAZOS)
    incidencia = abrir()
    call_command("recalcular_plazos", verificar=True)
    assert "ninguna diferencia" in capsys.readouterr().out
    ObjetivoSLA.objects.filter(incidencia=incidencia).update(limite_en=LUNES + timedelta(days=300))
    with pytest.raises(CommandError, match="diferencias en 1"):
        call_command("recalcular_plazos", verificar=True)
    call_command("recalcular_plazos", simular=True)
    assert "1 incidencias por cambiar" in capsys.readouterr().out
    call_command("recalcular_plazos")
    call_command("recalcular_plazos", verificar=True)
