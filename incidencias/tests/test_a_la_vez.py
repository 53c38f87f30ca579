"""Two people decide at once on the same case: the second sees what the first did."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clientes.tests.fabricas import ContactoFactory
from cuentas.tests.fabricas import AgenteFactory
from incidencias.eventos import Codigo
from incidencias.models import Estado, EventoIncidencia, Incidencia, PoliticaSLA, TipoObjetivo
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_incidencia,
    anular_enlaces_de_seguimiento,
    fusionar_incidencia,
    reabrir_incidencia,
    resolver_incidencia,
    responder,
    tomar_incidencia,
)
from incidencias.servicios.politicas import publicar_politica
from nucleo.tests.hilos import a_la_vez

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]


def _incidencia(contacto=None) -> Incidencia:
    contacto = contacto or ContactoFactory()
    datos = NuevaIncidencia(
        cliente=contacto.cliente,
        contacto=contacto,
        asunto="No enfría",
        tipo="averia",
        canal="portal",
    )
    return abrir_incidencia(datos, por=contacto)


def _resolver(incidencia: Incidencia, agente) -> Incidencia:
    return resolver_incidencia(incidencia.pk, por=agente, solucion="Limpieza", causa="suciedad")


def _cuantos(codigo: Codigo) -> int:
    return EventoIncidencia.objects.filter(codigo=codigo).count()


def test_of_two_resolutions_one_remains():
    incidencia, agente = _incidencia(), AgenteFactory()
    errores = a_la_vez(*[lambda: _resolver(incidencia, agente)] * 3)
    assert (_cuantos(Codigo.RESUELTA), len(errores)) == (1, 2)


def test_of_two_reopenings_one_counts():
    incidencia = _incidencia()
    _resolver(incidencia, AgenteFactory())
    errores = a_la_vez(*[lambda: reabrir_incidencia(incidencia.pk, por=incidencia.contacto)] * 2)
    incidencia.refresh_from_db()
    assert (incidencia.reaperturas, len(errores)) == (1, 1)


def test_two_answers_at_once_both_stay_and_one_is_the_first():
    incidencia, agente = _incidencia(), AgenteFactory()
    assert not a_la_vez(
        lambda: responder(incidencia.pk, por=agente, texto="Hola"),
        lambda: responder(incidencia.pk, por=agente, texto="Buenas"),
    )
    eventos = EventoIncidencia.objects.filter(codigo=Codigo.MENSAJE_SALIENTE)
    assert eventos.count() == 2
    assert sum("calendario" in evento.datos for evento in eventos) == 1


def test_two_people_who_take_the_same_case_leave_one_responsible_and_a_handover():
    incidencia, una, otro = _incidencia(), AgenteFactory(), AgenteFactory()
    a_la_vez(
        lambda: tomar_incidencia(incidencia.pk, por=una),
        lambda: tomar_incidencia(incidencia.pk, por=otro),
    )
    incidencia.refresh_from_db()
    assert incidencia.responsable in {una, otro}
    assert (_cuantos(Codigo.TOMADA), incidencia.traspasos) == (1, 1)


def test_two_crossed_merges_do_not_deadlock_and_one_is_refused():
    contacto, agente = ContactoFactory(), AgenteFactory()
    una, otra = _incidencia(contacto), _incidencia(contacto)
    errores = a_la_vez(
        lambda: fusionar_incidencia(una.pk, por=agente, en_incidencia=otra),
        lambda: fusionar_incidencia(otra.pk, por=agente, en_incidencia=una),
    )
    assert len(errores) == 1
    assert Incidencia.objects.filter(estado=Estado.FUSIONADA).count() == 1


def test_eight_intakes_at_once_get_eight_codes():
    contacto = ContactoFactory()
    assert not a_la_vez(*[lambda: _incidencia(contacto)] * 8)
    assert len(set(Incidencia.objects.values_list("codigo", flat=True))) == 8


def test_two_who_revoke_the_links_at_once_raise_the_version_twice():
    incidencia, agente = _incidencia(), AgenteFactory()
    assert not a_la_vez(*[lambda: anular_enlaces_de_seguimiento(incidencia.pk, por=agente)] * 2)
    incidencia.refresh_from_db()
    assert incidencia.enlace_version == 3
    eventos = EventoIncidencia.objects.filter(codigo=Codigo.ENLACES_ANULADOS)
    assert sorted(evento.datos["version"] for evento in eventos) == [2, 3]


def test_policies_published_at_once_never_leave_an_earlier_day_behind_a_later_one():
    politica, hoy = PoliticaSLA.objects.get(es_por_defecto=True), timezone.localdate()
    cifras = {(TipoObjetivo.RESOLUCION.value, 3): 3600}
    dias = [hoy + timedelta(days=n) for n in range(8, 0, -1)]
    errores = a_la_vez(
        *[
            lambda dia=dia: publicar_politica(politica.pk, desde=dia, segundos=cifras)
            for dia in dias
        ]
    )
    publicadas = list(politica.versiones.order_by("pk").values_list("vigente_desde", flat=True))
    assert publicadas == sorted(publicadas)
    assert len(publicadas) == 1 + len(dias) - len(errores)
