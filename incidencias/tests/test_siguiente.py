"""*Siguiente*: what is dealt, to whom, never to two; passing one on says why."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clientes.tests.fabricas import EquipoFactory, ProductoFactory
from cuentas.models import Habilidad
from cuentas.tests.fabricas import AgenteFactory, GrupoFactory
from incidencias.eventos import Codigo
from incidencias.models import CausaUrgencia, Incidencia, MotivoSalto, Salto, Turno
from incidencias.servicios import anotar_nota
from incidencias.servicios.siguiente import DURA, repartir_siguiente, saltar
from incidencias.tests.fabricas import IncidenciaFactory, PromesaFactory
from nucleo.errores import ErrorDeNegocio
from nucleo.tests.hilos import a_la_vez

pytestmark = pytest.mark.django_db


def caso(horas=24, **campos):
    """With what gives it its deadline: a decision over it computes it again."""
    limite = timezone.now() + timedelta(hours=horas)
    ocurrida_en = timezone.now() - timedelta(days=1)
    caso = IncidenciaFactory(proximo_limite_en=limite, ocurrida_en=ocurrida_en, **campos)
    PromesaFactory(incidencia=caso, vence_en=limite)
    return caso


def dada(usuario):
    repartida = repartir_siguiente(por=usuario)
    return repartida and repartida.incidencia


def test_it_deals_what_expires_first_but_life_goes_before(agente):
    caso(5)
    antes = caso(1)
    assert dada(agente) == antes
    vital = caso(50)
    Incidencia.objects.filter(pk=vital.pk).update(
        es_urgencia_vital=True,
        prioridad=1,
        causa_urgencia=CausaUrgencia.objects.get_or_create(codigo="gas")[0],
        urgencia_justificacion="Vive solo y con respirador",
    )
    assert dada(AgenteFactory()) == vital


def test_only_what_is_mine_or_nobodys_and_can_be_attended_now(agente):
    caso(1, responsable=AgenteFactory())
    caso(2, en_espera=True)
    caso(3, resuelta=True)
    ya_contesto = caso(4, en_espera=True, responde_el_cliente=True)
    assert dada(agente) == ya_contesto


def test_of_my_teams_or_of_none(agente):
    mio, otro = GrupoFactory(), GrupoFactory()
    agente.grupos.add(mio)
    caso(1, grupo=otro)
    del_mio = caso(2, grupo=mio)
    assert dada(agente) == del_mio


def test_a_language_or_a_family_that_others_know_is_left_to_them(agente):
    catalan = Habilidad.objects.create(codigo="ca", nombre="Catalán")
    calderas = Habilidad.objects.create(codigo="calderas", nombre="Calderas")
    sabe = AgenteFactory()
    sabe.habilidades.add(catalan, calderas)
    en_catalan = caso(1, idioma="ca")
    de_caldera = caso(2, equipo=EquipoFactory(producto=ProductoFactory(familia="calderas")))
    cualquiera = caso(3)
    assert dada(agente) == cualquiera
    assert dada(sabe) == en_catalan
    sabe.is_active = False
    sabe.save()
    anotar_nota(cualquiera.pk, por=agente, texto="hecho")
    Turno.objects.filter(usuario=sabe).delete()
    assert dada(agente) in (en_catalan, de_caldera)


def test_what_i_have_not_touched_comes_again_and_what_i_have_gives_way_to_the_next(agente):
    primera, segunda = caso(1), caso(2)
    assert dada(agente) == primera
    assert repartir_siguiente(por=agente).es_nueva is False
    anotar_nota(primera.pk, por=agente, texto="Le llamo mañana")
    Incidencia.objects.filter(pk=primera.pk).update(responsable=AgenteFactory())
    assert dada(agente) == segunda
    assert Turno.objects.count() == 1


def test_a_turn_that_lapsed_is_anybodys(agente):
    unica = caso(1)
    assert dada(agente) == unica
    otra = AgenteFactory()
    assert dada(otra) is None
    hace = timezone.now() - DURA - timedelta(minutes=1)
    Turno.objects.update(desde=hace - timedelta(minutes=1), hasta=hace)
    assert dada(otra) == unica


def test_passing_it_on_says_why_and_does_not_bring_it_back_today(agente):
    primera, segunda = caso(1), caso(2)
    dada(agente)
    saltar(primera.pk, por=agente, motivo=MotivoSalto.NO_SE)
    assert dada(agente) == segunda
    assert dada(AgenteFactory()) == primera
    assert primera.eventos.get(codigo=Codigo.SALTADA).datos == {"motivo": "no_se"}
    Salto.objects.update(saltada_en=timezone.now() - timedelta(days=2))
    Turno.objects.all().delete()
    assert dada(agente) == primera


def test_one_passes_on_only_what_one_was_dealt_and_explains_another_reason(agente):
    unica = caso(1)
    with pytest.raises(ErrorDeNegocio, match="no te ha tocado"):
        saltar(unica.pk, por=agente, motivo=MotivoSalto.NO_SE)
    dada(agente)
    with pytest.raises(ErrorDeNegocio, match="por qué"):
        saltar(unica.pk, por=agente, motivo=MotivoSalto.OTRO, detalle="  ")
    assert not Salto.objects.exists()


# --- On the screen


def test_the_button_leads_to_the_case_and_says_whose_it_is(oficina, agente, client):
    unica = caso(1)
    respuesta = oficina.post("/incidencias/siguiente/", follow=True)
    assert respuesta.redirect_chain[-1][0] == unica.get_absolute_url()
    assert "Te ha tocado esta." in respuesta.text
    respuesta = oficina.post("/incidencias/siguiente/", follow=True)
    assert "sigue esperando" in respuesta.text
    client.force_login(AgenteFactory())
    assert "Le ha tocado a <strong>Ana Ruiz" in client.get(unica.get_absolute_url()).text
    assert "No queda nada" in client.post("/incidencias/siguiente/", follow=True).text


def test_passing_it_on_from_the_page(oficina):
    primera, segunda = caso(1), caso(2)
    oficina.post("/incidencias/siguiente/")
    url = f"{primera.get_absolute_url()}saltar/"
    assert oficina.get(url).status_code == 200
    assert "Di por qué la saltas." in oficina.post(url, {"motivo": "otro"}).text
    assert oficina.post(url, {}).status_code == 422
    assert oficina.post(url, {"motivo": "no_se"}).url == segunda.get_absolute_url()


# --- At once


@pytest.mark.django_db(transaction=True)
@pytest.mark.lento
def test_eight_people_at_once_are_dealt_eight_cases():
    for horas in range(8):
        caso(horas)
    agentes = [AgenteFactory() for _ in range(8)]
    dadas = []
    a_la_vez(*[lambda quien=quien: dadas.append(dada(quien)) for quien in agentes])
    assert len({una.pk for una in dadas if una}) == len([una for una in dadas if una])
    # Whoever found every row taken at that instant finds one on asking again.
    assert all(una or dada(quien) for una, quien in zip(dadas, agentes, strict=True))
    assert Turno.objects.count() == 8


@pytest.mark.django_db(transaction=True)
@pytest.mark.lento
def test_a_double_click_is_dealt_one_case():
    caso(1), caso(2)
    agente = AgenteFactory()
    dadas = []
    a_la_vez(*[lambda: dadas.append(dada(agente))] * 3)
    assert len({una.pk for una in dadas}) == 1
    assert Turno.objects.count() == 1
