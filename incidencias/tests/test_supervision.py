"""The customer asks for whoever is in charge: called back the same day, and it is kept by them."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine

from cuentas.models import Notificacion
from cuentas.tests.fabricas import AgenteFactory, CoordinadorFactory, GrupoFactory
from incidencias.models import Promesa
from incidencias.servicios import pedir_supervisor, registrar_llamada, responder
from incidencias.servicios.supervision import fin_de_jornada
from incidencias.tests.fabricas import IncidenciaFactory
from nucleo.calendario import Horario
from nucleo.errores import ErrorDeNegocio

pytestmark = pytest.mark.django_db
LUNES = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # 10:00 in Madrid
PARTIDO = Horario([(dia, time(9), time(14)) for dia in range(5)] + [(0, time(16), time(19))])


@pytest.fixture(autouse=True)
def es_lunes():
    with time_machine.travel(LUNES, tick=False):
        yield


def hora(dia, horas, minutos=0):
    return datetime(2026, 11, dia, horas, minutos, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ahora", "fin"),
    [
        (hora(23, 8), hora(23, 18)),  # a Monday closes at 19:00 in Madrid
        (hora(23, 14), hora(23, 18)),  # at lunch
        (hora(23, 17, 30), hora(23, 18)),
        (hora(23, 17, 31), hora(24, 13)),  # no time left: the next day, which closes at 14:00
        (hora(27, 20), hora(30, 18)),  # on a Friday night, Monday
    ],
)
def test_it_is_for_the_end_of_the_working_day(ahora, fin):
    assert fin_de_jornada(PARTIDO, ahora) == fin


def test_a_house_that_never_opens_gives_a_day():
    assert fin_de_jornada(Horario([]), LUNES) == LUNES + timedelta(days=1)


def test_those_who_supervise_its_team_are_told_by_bell_and_mail(mailoutbox):
    grupo = GrupoFactory()
    jefa, otra = CoordinadorFactory(grupos=[grupo]), CoordinadorFactory()
    caso = IncidenciaFactory(grupo=grupo)
    promesa = pedir_supervisor(caso.pk, por=caso.contacto)
    assert promesa.vence_en.date() == LUNES.date()
    assert [aviso.usuario for aviso in Notificacion.objects.all()] == [jefa]
    assert not otra.notificaciones.exists()


def test_it_is_not_promised_twice():
    caso = IncidenciaFactory()
    pedir_supervisor(caso.pk, por=caso.contacto)
    with pytest.raises(ErrorDeNegocio, match="Ya se le ha prometido"):
        pedir_supervisor(caso.pk, por=AgenteFactory())
    assert Promesa.objects.count() == 1


def llama(caso, por, **campos):
    registrar_llamada(
        caso.pk, por=por, **{"sentido": "saliente", "motivo": "otro", "contestada": True} | campos
    )
    return Promesa.objects.get().cumplida_en is not None


def test_a_call_of_who_supervises_that_is_answered_keeps_it():
    caso = IncidenciaFactory()
    pedir_supervisor(caso.pk, por=caso.contacto)
    assert llama(caso, CoordinadorFactory())
    assert caso.eventos.filter(codigo="promesa_cumplida").count() == 1


def test_neither_an_agents_call_nor_one_that_nobody_answers_keeps_it():
    caso = IncidenciaFactory()
    pedir_supervisor(caso.pk, por=caso.contacto)
    assert not llama(caso, AgenteFactory())
    assert not llama(caso, CoordinadorFactory(), contestada=False)
    assert not llama(caso, CoordinadorFactory(), sentido="entrante")


def test_an_agents_reply_does_not_keep_it_and_a_supervisors_does():
    caso = IncidenciaFactory()
    pedir_supervisor(caso.pk, por=caso.contacto)
    responder(caso.pk, por=AgenteFactory(), texto="Ahora le llaman")
    assert Promesa.objects.get().cumplida_en is None
    responder(caso.pk, por=CoordinadorFactory(), texto="Soy la responsable")
    assert Promesa.objects.get().cumplida_en == LUNES


def test_of_a_restricted_team_without_a_supervisor_nobody_else_is_told():
    jefa = CoordinadorFactory()
    reservada = IncidenciaFactory(grupo=GrupoFactory(es_restringido=True))
    for caso in (reservada, IncidenciaFactory(asunto="De todos")):
        for _vez in range(3):
            registrar_llamada(caso.pk, por=AgenteFactory(), sentido="entrante", motivo="estado")
        pedir_supervisor(caso.pk, por=caso.contacto)
    textos = list(Notificacion.objects.filter(usuario=jefa).values_list("texto", flat=True))
    assert textos
    assert not [texto for texto in textos if reservada.codigo in texto]
