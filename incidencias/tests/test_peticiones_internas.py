"""Asking another department: its own clock inside the customer's, and the case stays."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from cuentas.models import Notificacion
from cuentas.tests.fabricas import AgenteFactory, CoordinadorFactory, GestorFactory, GrupoFactory
from incidencias.models import LimiteCortesia, PeticionInterna
from incidencias.servicios import (
    avisar_peticiones_vencidas,
    pedir_a_grupo,
    pedir_autorizacion,
    responder_peticion,
    retirar_peticion,
)
from incidencias.servicios.peticiones import LO_MINIMO, limite_de
from incidencias.tests.fabricas import IncidenciaFactory
from nucleo.errores import ErrorDeNegocio

pytestmark = pytest.mark.django_db
LUNES = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def es_lunes():
    with time_machine.travel(LUNES, tick=False):
        yield


@pytest.fixture
def almacen():
    grupo = GrupoFactory(horas_peticion=2)
    AgenteFactory(grupos=[grupo])
    return grupo


def test_the_limit_is_that_teams_working_hours(almacen):
    caso = IncidenciaFactory()
    peticion = pedir_a_grupo(caso.pk, por=AgenteFactory(), grupo=almacen, texto="¿Hay placa?")
    assert peticion.limite_en == LUNES + timedelta(hours=2)
    assert Notificacion.objects.get().usuario == almacen.miembros.get()


def test_it_never_passes_what_the_customer_has_left(almacen):
    caso = IncidenciaFactory(proximo_limite_en=LUNES + timedelta(hours=1))
    peticion = pedir_a_grupo(caso.pk, por=AgenteFactory(), grupo=almacen, texto="¿Hay placa?")
    assert peticion.limite_en == LUNES + timedelta(minutes=45)


@given(minutos=st.integers(-600, 60 * 24 * 30))
def test_the_limit_is_inside_the_customers_or_half_an_hour_away(minutos):
    caso = IncidenciaFactory.build(proximo_limite_en=LUNES + timedelta(minutes=minutos))
    limite = limite_de(caso, None, LUNES)
    assert limite >= LUNES + LO_MINIMO
    if minutos > 40:
        assert limite <= caso.proximo_limite_en


def test_asking_moves_neither_the_person_nor_the_customers_clock(almacen):
    ana = AgenteFactory()
    caso = IncidenciaFactory(responsable=ana, estado="en_curso")
    antes = caso.proximo_limite_en
    pedir_a_grupo(caso.pk, por=ana, grupo=almacen, texto="¿Hay placa?")
    caso.refresh_from_db()
    assert (caso.responsable, caso.proximo_limite_en, caso.estado) == (ana, antes, "en_curso")


def test_only_that_team_answers_and_who_asked_is_told(almacen):
    ana = AgenteFactory()
    caso = IncidenciaFactory(responsable=ana)
    peticion = pedir_a_grupo(caso.pk, por=ana, grupo=almacen, texto="¿Hay placa?")
    with pytest.raises(ErrorDeNegocio, match="La responde alguien de"):
        responder_peticion(peticion.pk, por=AgenteFactory(), respuesta="Sí")
    responder_peticion(peticion.pk, por=almacen.miembros.get(), respuesta="Llega el jueves")
    assert "Llega el jueves" in Notificacion.objects.get(usuario=ana).texto
    with pytest.raises(ErrorDeNegocio, match="Ya está respondida"):
        responder_peticion(peticion.pk, por=almacen.miembros.get(), respuesta="Otra vez")


def test_a_team_with_nobody_cannot_be_asked():
    with pytest.raises(ErrorDeNegocio, match="no hay nadie"):
        pedir_a_grupo(
            IncidenciaFactory().pk, por=AgenteFactory(), grupo=GrupoFactory(), texto="¿Hay placa?"
        )
    assert not PeticionInterna.objects.exists()


def test_who_asked_may_take_it_back_and_then_it_is_not_answered(almacen):
    ana = AgenteFactory()
    peticion = pedir_a_grupo(IncidenciaFactory().pk, por=ana, grupo=almacen, texto="¿Hay placa?")
    with pytest.raises(ErrorDeNegocio, match="La retira"):
        retirar_peticion(peticion.pk, por=AgenteFactory())
    retirar_peticion(peticion.pk, por=ana)
    with pytest.raises(ErrorDeNegocio, match="la retiraron"):
        responder_peticion(peticion.pk, por=almacen.miembros.get(), respuesta="Sí")


def test_a_late_one_is_told_once_to_both(almacen):
    ana = AgenteFactory()
    pedir_a_grupo(IncidenciaFactory().pk, por=ana, grupo=almacen, texto="¿Hay placa?")
    assert avisar_peticiones_vencidas() == 0
    with time_machine.travel(LUNES + timedelta(hours=3), tick=False):
        assert avisar_peticiones_vencidas() == 1
        assert avisar_peticiones_vencidas() == 0
    tarde = Notificacion.objects.filter(clave__endswith="vencida")
    assert {aviso.usuario for aviso in tarde} == {ana, almacen.miembros.get()}


@pytest.fixture
def limites(db):
    LimiteCortesia.objects.all().delete()
    LimiteCortesia.objects.create(rol="agente", importe_eur=Decimal(30))
    LimiteCortesia.objects.create(rol="coordinador", importe_eur=Decimal(150))


def test_above_ones_limit_an_authorisation_is_asked_of_who_reaches_it(limites):
    ana, jefa = AgenteFactory(), CoordinadorFactory()
    GestorFactory()  # without a limit of its own: cannot give it
    caso = IncidenciaFactory()
    peticion = pedir_autorizacion(
        caso.pk, por=ana, importe_eur=Decimal(100), texto="Tres averías en un mes"
    )
    assert [aviso.usuario for aviso in Notificacion.objects.all()] == [jefa]
    responder_peticion(peticion.pk, por=jefa, respuesta="De acuerdo", concedida=True)
    caso.refresh_from_db()
    assert caso.veredicto["cortesia"]
    assert caso.ajustes_de_cobertura.get().usuario == jefa


def test_refused_it_gives_nothing(limites):
    ana, jefa = AgenteFactory(), CoordinadorFactory()
    caso = IncidenciaFactory()
    peticion = pedir_autorizacion(caso.pk, por=ana, importe_eur=Decimal(100), texto="Insiste")
    with pytest.raises(ErrorDeNegocio, match="se autoriza o no"):
        responder_peticion(peticion.pk, por=jefa, respuesta="Bueno")
    responder_peticion(peticion.pk, por=jefa, respuesta="Ya se le dio una", concedida=False)
    assert not caso.ajustes_de_cobertura.exists()


def test_nobody_authorises_themselves_nor_more_than_anybody_may(limites):
    ana, jefa = AgenteFactory(), CoordinadorFactory()
    caso = IncidenciaFactory()
    with pytest.raises(ErrorDeNegocio, match="Puedes darla tú"):
        pedir_autorizacion(caso.pk, por=ana, importe_eur=Decimal(30), texto="Poca cosa")
    with pytest.raises(ErrorDeNegocio, match="Nadie puede"):
        pedir_autorizacion(caso.pk, por=ana, importe_eur=Decimal(151), texto="Demasiado")
    peticion = pedir_autorizacion(caso.pk, por=ana, importe_eur=Decimal(31), texto="Casi nada")
    with pytest.raises(ErrorDeNegocio, match="Tu límite"):
        responder_peticion(peticion.pk, por=ana, respuesta="Sí", concedida=True)
    assert not caso.ajustes_de_cobertura.exists()
    responder_peticion(peticion.pk, por=jefa, respuesta="Sí", concedida=True)


def test_the_money_of_a_restricted_teams_case_is_asked_of_its_members_only(limites):
    grupo = GrupoFactory(es_restringido=True)
    ana, dentro = AgenteFactory(grupos=[grupo]), CoordinadorFactory(grupos=[grupo])
    CoordinadorFactory()
    caso = IncidenciaFactory(responsable=ana, grupo=grupo)
    pedir_autorizacion(caso.pk, por=ana, importe_eur=Decimal(100), texto="Cosa reservada")
    assert [aviso.usuario for aviso in Notificacion.objects.all()] == [dentro]
