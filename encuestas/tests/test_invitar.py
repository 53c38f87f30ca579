"""One survey for each resolution, to whom may be asked, pulled from the events of the case."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from clientes.tests.fabricas import ContactoFactory
from cuentas.tests.fabricas import AgenteFactory
from encuestas.models import EventoInvitacion, Invitacion
from encuestas.servicios import dar_de_baja, invitar
from encuestas.tasks import invitar_a_encuestas, recordar_encuestas
from encuestas.tests.fabricas import InvitacionFactory
from incidencias.models import EventoIncidencia, Incidencia
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_incidencia,
    cerrar_incidencia,
    preguntar_si_funciona,
    reabrir_incidencia,
    resolver_incidencia,
)
from nucleo.eventos import SISTEMA
from nucleo.models import Comunicacion
from nucleo.tests.hilos import a_la_vez

pytestmark = pytest.mark.django_db


def _resuelta(contacto=None, **cambios) -> Incidencia:
    contacto = contacto or ContactoFactory()
    datos = {
        "cliente": contacto.cliente,
        "contacto": contacto,
        "asunto": "No enfría",
        "tipo": "averia",
        "canal": "portal",
    }
    incidencia = abrir_incidencia(NuevaIncidencia(**{**datos, **cambios}), por=contacto)
    return resolver_incidencia(
        incidencia.pk, por=AgenteFactory(), solucion="Limpieza", causa="suciedad"
    )


def _correos() -> int:
    return Comunicacion.objects.filter(clase="encuesta").count()


def test_a_resolution_asks_once_however_often_the_pull_runs():
    incidencia = _resuelta()
    assert invitar_a_encuestas() == 1
    assert invitar_a_encuestas() == 0
    assert (Invitacion.objects.count(), _correos()) == (1, 1)
    assert EventoInvitacion.objects.get().codigo == "enviada"
    assert incidencia.eventos.filter(codigo="encuesta_enviada").count() == 1


def test_no_token_is_stored_in_clear():
    _resuelta()
    invitar_a_encuestas()
    enlaces = Comunicacion.objects.get(clase="encuesta").enlaces
    assert set(enlaces["encuesta"]) == {"tipo", "id", "version", "ruta"}


def test_a_case_reopened_before_the_pull_is_not_asked_about():
    """Ley 10/2025 art. 18: no survey before the case is resolved."""
    incidencia = _resuelta()
    reabrir_incidencia(incidencia.pk, por=incidencia.contacto)
    assert invitar_a_encuestas() == 0
    assert _correos() == 0


def test_saying_that_it_works_brings_no_second_survey():
    incidencia = _resuelta()
    invitar_a_encuestas()
    preguntar_si_funciona(incidencia.pk, por=SISTEMA)
    cerrar_incidencia(incidencia.pk, por=incidencia.contacto)
    assert invitar_a_encuestas() == 0
    assert (Invitacion.objects.count(), _correos()) == (1, 1)


def test_an_imported_case_is_not_asked_about():
    _resuelta(origen="servicenow", referencia_externa="INC1")
    assert invitar_a_encuestas() == 0


def test_a_case_that_the_portal_sent_with_the_id_of_its_form_is_asked_about():
    _resuelta(origen="portal", referencia_externa="b7a6")
    assert invitar_a_encuestas() == 1


def test_an_old_resolution_is_not_asked_about():
    _resuelta()
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert invitar_a_encuestas() == 0


@pytest.mark.parametrize("cambio", [{"correo": ""}, {"encuestas_baja_en": timezone.now()}])
def test_who_cannot_or_will_not_be_asked_is_not(cambio):
    _resuelta(ContactoFactory(**cambio))
    assert invitar_a_encuestas() == 0
    assert _correos() == 0


def test_the_same_person_is_not_asked_twice_in_a_month():
    contacto = ContactoFactory()
    _resuelta(contacto)
    _resuelta(contacto)
    assert invitar_a_encuestas() == 1


def test_inviting_about_the_same_event_again_does_nothing():
    incidencia = _resuelta()
    evento = EventoIncidencia.objects.get(incidencia=incidencia, codigo="resuelta")
    invitar(evento)
    assert invitar(evento) is None
    assert Invitacion.objects.count() == 1


def test_one_reminder_and_no_more():
    invitacion = InvitacionFactory()
    for dias, esperado in [(3, 0), (5, 1), (12, 0)]:
        with time_machine.travel(timezone.now() + timedelta(days=dias)):
            assert recordar_encuestas() == esperado
    invitacion.refresh_from_db()
    assert invitacion.recordada_en is not None


def test_who_unsubscribes_gets_no_reminder():
    invitacion = InvitacionFactory()
    dar_de_baja(invitacion, por=invitacion.contacto)
    with time_machine.travel(timezone.now() + timedelta(days=5)):
        assert recordar_encuestas() == 0
    assert _correos() == 0


@pytest.mark.lento
@pytest.mark.django_db(transaction=True)
def test_two_workers_that_read_the_same_resolution_invite_once():
    evento = EventoIncidencia.objects.get(incidencia=_resuelta(), codigo="resuelta")
    assert not a_la_vez(lambda: invitar(evento), lambda: invitar(evento))
    assert Invitacion.objects.count() == 1
