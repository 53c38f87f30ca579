"""On screen: accepting and refusing what is offered, asking, answering, and the limits by role."""

from decimal import Decimal

import pytest
from django.urls import reverse

from cuentas.tests.fabricas import (
    AgenteFactory,
    CoordinadorFactory,
    GestorFactory,
    GrupoFactory,
)
from incidencias.models import EstadoRelevo, LimiteCortesia, PeticionInterna, Promesa, Relevo
from incidencias.servicios import asignar_incidencia, pedir_a_grupo, pedir_autorizacion
from incidencias.tests.fabricas import IncidenciaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def taller():
    return GrupoFactory(nombre="Taller")


@pytest.fixture
def relevo(taller):
    ana = AgenteFactory(nombre="Ana")
    caso = IncidenciaFactory(responsable=ana, estado="en_curso")
    asignar_incidencia(caso.pk, por=ana, grupo=taller, motivo="Hay que abrirlo")
    return Relevo.objects.get()


def url(nombre, fila):
    return reverse(f"incidencias:{nombre}", args=[fila.incidencia.codigo, fila.pk])


def test_who_is_offered_a_case_sees_it_and_keeps_it(client, relevo, taller):
    luis = AgenteFactory(grupos=[taller])
    client.force_login(luis)
    assert "Hay que abrirlo" in client.get(relevo.incidencia.get_absolute_url()).content.decode()
    lista = client.get(reverse("incidencias:bandeja"), {"vista": "por_aceptar"})
    assert relevo.incidencia.codigo in lista.content.decode()
    assert client.post(url("aceptar_relevo", relevo)).status_code == 302
    relevo.incidencia.refresh_from_db()
    assert relevo.incidencia.responsable == luis


def test_who_is_not_sees_no_button_and_gets_nothing(client, relevo):
    client.force_login(AgenteFactory())
    assert "Me la quedo" not in client.get(relevo.incidencia.get_absolute_url()).content.decode()
    client.post(url("aceptar_relevo", relevo))
    relevo.refresh_from_db()
    assert relevo.estado == EstadoRelevo.PENDIENTE


def test_refusing_without_saying_why_is_told_at_its_field(client, relevo, taller):
    client.force_login(AgenteFactory(grupos=[taller]))
    vacio = client.post(url("rechazar_relevo", relevo), {"respuesta": "  "})
    assert vacio.status_code == 422
    assert "hay que decir por qué" in vacio.content.decode()
    assert (
        client.post(url("rechazar_relevo", relevo), {"respuesta": "<b>No</b>"}).status_code == 302
    )
    relevo.refresh_from_db()
    assert relevo.estado == EstadoRelevo.RECHAZADO


def test_the_addresses_of_another_case_do_not_open_this_one(client, relevo, taller):
    client.force_login(AgenteFactory(grupos=[taller]))
    otro = IncidenciaFactory()
    ajena = reverse("incidencias:aceptar_relevo", args=[otro.codigo, relevo.pk])
    assert client.post(ajena).status_code == 404


def test_another_team_is_asked_from_the_case_and_answers_from_its_list(client, taller):
    luis, ana = AgenteFactory(grupos=[taller]), AgenteFactory()
    caso = IncidenciaFactory()
    client.force_login(ana)
    pedir = reverse("incidencias:pedir-a-grupo", args=[caso.codigo])
    assert client.post(pedir, {"grupo": "", "texto": ""}).status_code == 422
    client.post(pedir, {"grupo": taller.pk, "texto": "¿Queda placa?"})
    peticion = PeticionInterna.objects.get()
    client.force_login(luis)
    assert "¿Queda placa?" in client.get(reverse("incidencias:peticiones")).content.decode()
    assert client.post(url("responder_peticion", peticion), {"respuesta": ""}).status_code == 422
    assert client.post(url("responder_peticion", peticion), {"respuesta": "Una"}).status_code == 302
    assert "¿Queda placa?" not in client.get(reverse("incidencias:peticiones")).content.decode()


def test_the_list_of_what_i_am_asked_costs_the_same_with_ten(client, consultas, taller):
    AgenteFactory(grupos=[taller])
    luis, ana = AgenteFactory(grupos=[taller]), AgenteFactory()
    client.force_login(luis)
    pedir_a_grupo(IncidenciaFactory().pk, por=ana, grupo=taller, texto="Una")
    con_una = consultas(client.get, reverse("incidencias:peticiones"))
    for n in range(9):
        pedir_a_grupo(IncidenciaFactory().pk, por=ana, grupo=taller, texto=f"Otra {n}")
    assert consultas(client.get, reverse("incidencias:peticiones")) == con_una


def test_an_authorisation_is_said_yes_or_no_with_its_button(client):
    LimiteCortesia.objects.all().delete()
    LimiteCortesia.objects.create(rol="coordinador", importe_eur=Decimal(150))
    jefa = CoordinadorFactory()
    caso = IncidenciaFactory()
    peticion = pedir_autorizacion(
        caso.pk, por=AgenteFactory(), importe_eur=Decimal(80), texto="Tercera avería"
    )
    client.force_login(jefa)
    direccion = url("responder_peticion", peticion)
    assert "Autorizar 80,00" in client.get(direccion).content.decode()
    assert client.post(direccion, {"respuesta": "Sea", "concedida": "true"}).status_code == 302
    assert caso.ajustes_de_cobertura.get().coste_eur == 80


def test_asking_for_the_boss_makes_a_promise(client):
    caso = IncidenciaFactory()
    client.force_login(AgenteFactory())
    client.post(reverse("incidencias:supervisor", args=[caso.codigo]), {"motivo": "Muy enfadado"})
    assert Promesa.objects.get().es_de_supervision


def test_limits_are_set_by_role_and_a_wrong_one_changes_nothing(client):
    LimiteCortesia.objects.all().delete()
    client.force_login(GestorFactory())
    direccion = reverse("limites:cortesia")
    assert client.post(direccion, {"agente": "-5"}).status_code == 422
    assert not LimiteCortesia.objects.exists()
    client.post(direccion, {"agente": "30,50", "gestor_sin_limite": "on"})
    limites = dict(LimiteCortesia.objects.values_list("rol", "importe_eur"))
    assert limites == {"agente": Decimal("30.50"), "gestor": None}


def test_a_case_with_nothing_waiting_shows_no_panel(client):
    client.force_login(AgenteFactory())
    texto = client.get(IncidenciaFactory().get_absolute_url()).content.decode()
    assert "Espera a alguien" not in texto
