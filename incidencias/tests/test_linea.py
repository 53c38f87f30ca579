"""The timeline: every entry in a sentence, in pages, at a constant cost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clientes.tests.fabricas import ContactoFactory
from cuentas.tests.fabricas import AgenteFactory, TokenFactory
from incidencias import linea
from incidencias.linea import pagina_de_linea, registrar_frase
from incidencias.models import MotivoEspera
from incidencias.servicios import (
    anotar,
    anotar_nota,
    asignar_incidencia,
    poner_en_espera,
    prometer,
    reanudar,
    recibir_mensaje,
    reclasificar,
    registrar_llamada,
    resolver_incidencia,
    responder,
    tomar_incidencia,
)
from incidencias.tests.fabricas import EventoIncidenciaFactory, IncidenciaFactory
from nucleo.eventos import SISTEMA

pytestmark = pytest.mark.django_db


def titulos(incidencia, **opciones):
    return [entrada.titulo for entrada in pagina_de_linea(incidencia, **opciones).entradas]


def test_each_fact_reads_as_a_person_would_tell_it():
    ana, berta = AgenteFactory(nombre="Ana"), AgenteFactory(nombre="Berta")
    incidencia = IncidenciaFactory()
    pk = incidencia.pk
    tomar_incidencia(pk, por=ana)
    responder(pk, por=ana, texto="Mañana vamos.")
    recibir_mensaje(pk, por=ContactoFactory(), texto="Gracias", canal="correo")
    anotar_nota(pk, por=ana, texto="Es la tercera vez")
    registrar_llamada(pk, por=ana, sentido="entrante", motivo="estado")
    poner_en_espera(pk, por=ana, motivo=MotivoEspera.objects.get(codigo="pieza"))
    reanudar(pk, por=ana)
    asignar_incidencia(pk, por=ana, responsable=berta, motivo="Es su zona")
    reclasificar(pk, por=ana, impacto="alto")
    prometer(pk, por=ana, texto="Le llamamos", vence_en=timezone.now() + timedelta(days=1))
    resolver_incidencia(pk, por=ana, solucion="Nueva placa", causa="desgaste")
    assert titulos(incidencia)[::-1] == [
        "la asignó a Ana",
        "la tomó",
        "respondió al cliente",
        "escribió por correo",
        "dejó una nota interna",
        "atendió una llamada · Pregunta cómo va",
        "la puso en espera, con el reloj parado: Llegada de una pieza",
        "la reanudó",
        "la asignó a Berta",
        "dejó una nota interna",
        "cambió impacto",
        "prometió: «Le llamamos»",
        "la dio por resuelta",
    ]


def test_the_customer_sees_the_conversation_and_nothing_internal():
    incidencia, ana = IncidenciaFactory(), AgenteFactory()
    responder(incidencia.pk, por=ana, texto="Mañana vamos.")
    anotar_nota(incidencia.pk, por=ana, texto="Cliente difícil")
    registrar_llamada(incidencia.pk, por=ana, sentido="saliente", motivo="otro")
    assert titulos(incidencia, para_cliente=True) == ["respondió al cliente"]


def test_the_author_is_named_whoever_it_is():
    incidencia, token = IncidenciaFactory(), TokenFactory(usuario__nombre="Eva")
    for por in (SISTEMA, ContactoFactory(nombre="Luis"), token):
        anotar(incidencia, "tomada", por=por)
    autores = [entrada.autor for entrada in pagina_de_linea(incidencia).entradas]
    assert autores == ["Eva, por la API", "Luis", "El sistema"]


@pytest.fixture
def frases(monkeypatch):
    """Those of everybody, put back after the test: others read all that there are."""
    monkeypatch.setattr(linea, "_frases", dict(linea._frases))


@pytest.mark.usefixtures("frases")
def test_an_upper_app_says_how_its_codes_read():
    registrar_frase("prueba_hecha", "star", "hizo la prueba %(numero)s", True)
    incidencia = IncidenciaFactory()
    anotar(incidencia, "prueba_hecha", por=SISTEMA, numero="OT-26-000001")
    assert titulos(incidencia, para_cliente=True) == ["hizo la prueba OT-26-000001"]


@pytest.mark.usefixtures("frases")
def test_an_unknown_code_or_a_datum_that_is_missing_breaks_nothing():
    registrar_frase("prueba_vieja", "star", "hizo %(esto)s")
    incidencia = IncidenciaFactory()
    for codigo in ("prueba_vieja", "algo_de_otro_siglo", "asignada", "llamada", "prometida"):
        EventoIncidenciaFactory(incidencia=incidencia, codigo=codigo)
    assert set(titulos(incidencia)) >= {"hizo …", "anotó «algo_de_otro_siglo»"}


def test_pages_follow_one_another_without_loss_also_in_the_same_instant():
    incidencia, ahora = IncidenciaFactory(), timezone.now()
    ids = {EventoIncidenciaFactory(incidencia=incidencia, ocurrido_en=ahora).id for _ in range(7)}
    vistos, siguiente = [], ""
    while siguiente is not None:
        pagina = pagina_de_linea(incidencia, antes_de=siguiente, por_pagina=3)
        vistos += [entrada.pk for entrada in pagina.entradas]
        siguiente = pagina.siguiente
    assert (len(vistos), set(vistos)) == (7, ids)


@pytest.mark.parametrize("marca", ["x", "2026-01-01_1", "_", "2026-01-01T00:00:00+00:00_x"])
def test_a_made_up_mark_gives_the_first_page(marca):
    incidencia = IncidenciaFactory()
    EventoIncidenciaFactory(incidencia=incidencia)
    assert len(pagina_de_linea(incidencia, antes_de=marca).entradas) == 1


def test_the_timeline_costs_the_same_with_one_message_as_with_twenty(consultas):
    incidencia, ana = IncidenciaFactory(), AgenteFactory()

    def pasar():
        responder(incidencia.pk, por=ana, texto="Hola")
        registrar_llamada(incidencia.pk, por=ana, sentido="entrante", motivo="estado")

    pasar()
    con_una = consultas(pagina_de_linea, incidencia)
    for _ in range(9):
        pasar()
    assert consultas(pagina_de_linea, incidencia) == con_una


@pytest.mark.parametrize(("correo", "avisa"), [("", True), ("ana@casa.example", False)])
def test_only_a_reply_to_nobody_says_that_there_was_nowhere_to_send_it(correo, avisa):
    incidencia = IncidenciaFactory(cliente__correo=correo, contacto=None)
    EventoIncidenciaFactory(incidencia=incidencia, codigo="mensaje_saliente")
    assert pagina_de_linea(incidencia).entradas[0].sin_correo is avisa


def test_what_programs_wrote_costs_the_same_with_one_as_with_five(consultas):
    incidencia = IncidenciaFactory()

    def escribir(cuantas):
        for _vez in range(cuantas):
            anotar_nota(incidencia.pk, por=TokenFactory(), texto="Desde el ERP")

    escribir(1)
    con_una = consultas(pagina_de_linea, incidencia)
    escribir(4)
    assert consultas(pagina_de_linea, incidencia) == con_una
    autores = {entrada.autor for entrada in pagina_de_linea(incidencia).entradas}
    assert len(autores) == 5
    assert all(autor.endswith(", por la API") for autor in autores)
