"""Junk mail: nobody hears of it, its sender may be banned, and it can be undone."""

import pytest
from django.db import IntegrityError, transaction

from clientes.models import Cliente
from clientes.tests.fabricas import ClienteFactory
from cuentas.tests.fabricas import AgenteFactory
from incidencias.eventos import Codigo
from incidencias.models import Estado, Incidencia, MotivoEspera, RemitenteVetado
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_incidencia,
    deshacer_spam,
    es_remitente_vetado,
    levantar_veto,
    marcar_spam,
    poner_en_espera,
    vetar,
)
from incidencias.tests.correos import correo, llega
from incidencias.tests.fabricas import BuzonFactory, IncidenciaFactory
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA
from nucleo.models import Comunicacion
from nucleo.models.comunicaciones import Destino
from nucleo.tests.hilos import a_la_vez

pytestmark = pytest.mark.django_db


@pytest.fixture
def agente():
    return AgenteFactory()


def _llega(cliente=None):
    cliente = cliente or ClienteFactory(correo="Gana@ofertas.example", es_provisional=True)
    datos = NuevaIncidencia(cliente=cliente, asunto="¡Gana!", tipo="consulta", canal="correo")
    return abrir_incidencia(datos, por=SISTEMA)


def test_junk_is_cancelled_its_receipt_taken_back_and_its_sender_out_of_the_lists(agente):
    incidencia = _llega()
    marcar_spam(incidencia.pk, por=agente)
    incidencia.refresh_from_db()
    assert (incidencia.estado, incidencia.es_spam) == (Estado.ANULADA, True)
    assert Comunicacion.objects.get(plantilla="acuse").destino == Destino.ANULADA
    assert incidencia.cliente not in Cliente.objects.vivos()
    assert not incidencia.objetivos.filter(anulado_en=None).exists()
    assert not es_remitente_vetado("gana@ofertas.example")


def test_a_known_customer_stays_in_the_lists(agente):
    incidencia = _llega(ClienteFactory(correo="a@x.example"))
    marcar_spam(incidencia.pk, por=agente)
    assert incidencia.cliente in Cliente.objects.vivos()


def test_who_also_sent_something_good_stays_in_the_lists(agente):
    incidencia = _llega()
    IncidenciaFactory(cliente=incidencia.cliente)
    marcar_spam(incidencia.pk, por=agente)
    assert incidencia.cliente in Cliente.objects.vivos()


def test_its_sender_may_be_banned(agente):
    incidencia = _llega()
    marcar_spam(incidencia.pk, por=agente, vetar=True)
    assert es_remitente_vetado("GANA@ofertas.example ")
    assert not es_remitente_vetado("otra@ofertas.example")
    evento = incidencia.eventos.get(codigo=Codigo.SPAM)
    assert evento.datos == {"desde": "nueva", "motivo": None, "vetado": True}


def test_undone_everything_comes_back(agente):
    incidencia = _llega()
    poner_en_espera(incidencia.pk, por=agente, motivo=MotivoEspera.objects.get(codigo="cliente"))
    relojes = incidencia.objetivos.filter(anulado_en=None).count()
    marcar_spam(incidencia.pk, por=agente, vetar=True)
    deshacer_spam(incidencia.pk, por=agente)
    incidencia.refresh_from_db()
    assert (incidencia.estado, incidencia.es_spam) == (Estado.EN_ESPERA, False)
    assert incidencia.motivo_espera.codigo == "cliente"
    assert incidencia.objetivos.filter(anulado_en=None).count() == relojes
    assert not es_remitente_vetado("gana@ofertas.example")
    assert incidencia.cliente in Cliente.objects.vivos()


def test_what_is_not_junk_cannot_be_undone_nor_what_is_over_marked(agente):
    with pytest.raises(ErrorDeNegocio, match="No está marcada"):
        deshacer_spam(IncidenciaFactory().pk, por=agente)
    resuelta = IncidenciaFactory(resuelta=True)
    with pytest.raises(ErrorDeNegocio, match="ya no está abierta"):
        marcar_spam(resuelta.pk, por=agente)
    assert not Incidencia.objects.filter(es_spam=True).exists()


def test_without_an_address_there_is_nobody_to_ban_and_nothing_happens(agente):
    incidencia = _llega(ClienteFactory(correo="", es_provisional=True))
    with pytest.raises(ErrorDeNegocio, match="desde qué correo"):
        marcar_spam(incidencia.pk, por=agente, vetar=True)
    incidencia.refresh_from_db()
    assert not incidencia.es_spam


def test_a_discarded_sender_who_writes_something_good_comes_back(agente):
    incidencia = _llega()
    marcar_spam(incidencia.pk, por=agente)
    _llega(Cliente.objects.get(pk=incidencia.cliente_id))
    assert incidencia.cliente in Cliente.objects.vivos()


def test_a_whole_domain_is_banned_and_let_in_again(agente):
    veto = vetar(" @Ofertas.example", por=agente)
    assert es_remitente_vetado("cualquiera@ofertas.example")
    assert not es_remitente_vetado("cualquiera@no.ofertas.example")
    assert vetar("@ofertas.example", por=agente) == veto
    levantar_veto(veto.pk)
    assert not es_remitente_vetado("cualquiera@ofertas.example")


@pytest.mark.parametrize("raro", ["", "@", "x", "a@b", "a b@c.example", "a@b@c.example", "x" * 300])
def test_what_is_neither_address_nor_domain_is_not_banned(agente, raro):
    with pytest.raises(ErrorDeNegocio, match="Escribe un correo o un dominio"):
        vetar(raro, por=agente)
    assert not RemitenteVetado.objects.exists()
    assert not es_remitente_vetado(raro)


def test_the_database_knows_that_junk_is_cancelled():
    incidencia = IncidenciaFactory()
    with pytest.raises(IntegrityError, match="incidencia_spam_anulada"), transaction.atomic():
        Incidencia.objects.filter(pk=incidencia.pk).update(es_spam=True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.lento
def test_of_two_who_mark_it_at_once_one_does():
    incidencia, agente = _llega(), AgenteFactory()
    errores = a_la_vez(*[lambda: marcar_spam(incidencia.pk, por=agente, vetar=True)] * 2)
    assert len(errores) == 1
    assert incidencia.eventos.filter(codigo=Codigo.SPAM).count() == 1


def test_the_mail_of_a_banned_sender_opens_nothing_and_gets_no_receipt(agente):
    buzon = BuzonFactory(correo="averias@posventa.example", es_por_defecto=True)
    vetar("@ofertas.example", por=agente)
    vetada = llega(buzon, correo(de="Gana <gana@ofertas.example>"))
    assert (vetada.resultado, vetada.incidencia) == ("vetado", None)
    assert not Comunicacion.objects.exists()
    assert llega(buzon, correo(de="Marta <marta@cliente.example>")).incidencia is not None
