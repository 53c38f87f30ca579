"""Undo against the worker, and two replies at once: one of the two is what happened."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clientes.tests.fabricas import ContactoFactory
from cuentas.tests.fabricas import AgenteFactory
from incidencias.eventos import Codigo
from incidencias.models import (
    EstadoRespuesta,
    EventoIncidencia,
    Incidencia,
    Mensaje,
    RespuestaProgramada,
)
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_incidencia,
    deshacer_respuesta,
    programar_respuesta,
    sacar_respuesta,
)
from incidencias.servicios.redaccion import Visto
from incidencias.tasks import enviar_respuestas
from nucleo.models import Comunicacion
from nucleo.tests.hilos import a_la_vez

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]


@pytest.fixture
def caso():
    contacto = ContactoFactory(correo="marta@correo.example")
    datos = NuevaIncidencia(
        cliente=contacto.cliente, contacto=contacto, asunto="No", tipo="averia", canal="portal"
    )
    return abrir_incidencia(datos, por=contacto)


def lista(caso: Incidencia, agente) -> RespuestaProgramada:
    """A reply whose seconds have passed."""
    respuesta = programar_respuesta(caso.pk, por=agente, texto="Vamos")
    ya = timezone.now() - timedelta(seconds=1)
    RespuestaProgramada.objects.filter(pk=respuesta.pk).update(enviar_en=ya)
    return respuesta


def test_undone_or_sent_and_never_both_nor_neither(caso):
    agente = AgenteFactory()
    for _vez in range(4):
        respuesta = lista(caso, agente)
        antes = Mensaje.objects.count()
        rechazos = a_la_vez(
            lambda r=respuesta: deshacer_respuesta(r.pk, por=agente),
            lambda r=respuesta: sacar_respuesta(r.pk),
        )
        respuesta.refresh_from_db()
        salio = respuesta.estado == EstadoRespuesta.ENVIADA
        assert Mensaje.objects.count() - antes == salio
        assert len(rechazos) == salio  # who was late is told
        assert salio or respuesta.estado == EstadoRespuesta.ANULADA


def test_of_several_workers_one_sends_it(caso):
    lista(caso, AgenteFactory())
    assert not a_la_vez(*[enviar_respuestas] * 3)
    assert Mensaje.objects.count() == 1
    assert Comunicacion.objects.filter(plantilla="respuesta").count() == 1
    assert EventoIncidencia.objects.filter(codigo=Codigo.MENSAJE_SALIENTE).count() == 1


def test_of_two_replies_written_at_once_the_second_is_shown_the_first(caso):
    una, otro = AgenteFactory(), AgenteFactory()
    rechazos = a_la_vez(
        lambda: programar_respuesta(caso.pk, por=una, texto="Yo", visto=Visto()),
        lambda: programar_respuesta(caso.pk, por=otro, texto="No, yo", visto=Visto()),
    )
    assert [rechazo.codigo for rechazo in rechazos] == ["hay_novedades"]
    assert RespuestaProgramada.objects.count() == 1
