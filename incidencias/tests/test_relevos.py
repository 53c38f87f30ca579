"""Handing a case over: with a reason, accepted where the company says so."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from cuentas.disponibilidad import suplente_de
from cuentas.models import Ausencia, Notificacion
from cuentas.servicios import anotar_ausencia
from cuentas.tests.fabricas import AgenteFactory, CoordinadorFactory, GrupoFactory
from incidencias.models import EstadoRelevo, Incidencia, Relevo
from incidencias.servicios import (
    aceptar_relevo,
    asignar_incidencia,
    reabrir_incidencia,
    rechazar_relevo,
    recibir_mensaje,
    resolver_incidencia,
    retirar_relevo,
    tomar_incidencia,
)
from incidencias.tests.fabricas import IncidenciaFactory
from nucleo.empresa import empresa, olvidar_empresa
from nucleo.errores import ErrorDeNegocio
from nucleo.models import Empresa
from nucleo.tiempo import hoy

pytestmark = pytest.mark.django_db


@pytest.fixture
def con_aceptacion(db):
    empresa()
    Empresa.objects.update_or_create(pk=1, defaults={"relevos_se_aceptan": True})
    olvidar_empresa()
    yield
    olvidar_empresa()


def de(persona, **campos):
    return IncidenciaFactory(responsable=persona, estado="en_curso", **campos)


def pasar(caso, por, a=None, grupo=None, motivo="Es su zona"):
    asignar_incidencia(caso.pk, por=por, responsable=a, grupo=grupo, motivo=motivo)
    return Relevo.objects.filter(incidencia=caso).last()


def dueno(caso):
    return Incidencia.objects.values_list("responsable", flat=True).get(pk=caso.pk)


def test_where_it_is_accepted_it_stays_with_who_had_it_until_the_other_says_yes(con_aceptacion):
    ana, luis = AgenteFactory(), AgenteFactory()
    caso = de(ana)
    relevo = pasar(caso, ana, luis)
    assert (relevo.estado, dueno(caso)) == (EstadoRelevo.PENDIENTE, ana.pk)
    assert Notificacion.objects.filter(usuario=luis).count() == 1
    aceptar_relevo(relevo.pk, por=luis)
    caso.refresh_from_db()
    assert (caso.responsable, caso.traspasos) == (luis, 1)
    assert Notificacion.objects.filter(usuario=ana).count() == 1
    assert [evento.codigo for evento in caso.eventos.order_by("id")] == [
        "relevo_pedido",
        "asignada",
        "nota",
    ]


def test_where_it_is_not_it_changes_at_once(db):
    ana, luis = AgenteFactory(), AgenteFactory()
    caso = de(ana)
    assert pasar(caso, ana, luis) is None
    assert dueno(caso) == luis.pk


def test_without_a_reason_nobody_lets_go_of_a_case(con_aceptacion):
    ana, luis = AgenteFactory(), AgenteFactory()
    caso = de(ana)
    with pytest.raises(ErrorDeNegocio, match="hay que decir por qué"):
        pasar(caso, ana, luis, motivo=" ")
    assert dueno(caso) == ana.pk
    assert not Relevo.objects.exists()


def test_a_refusal_says_why_and_leaves_it_where_it_was(con_aceptacion):
    ana, luis = AgenteFactory(), AgenteFactory()
    caso = de(ana)
    relevo = pasar(caso, ana, luis)
    with pytest.raises(ErrorDeNegocio, match="hay que decir por qué"):
        rechazar_relevo(relevo.pk, por=luis, respuesta="")
    rechazar_relevo(relevo.pk, por=luis, respuesta="No es mi zona")
    caso.refresh_from_db()
    assert (caso.responsable, caso.traspasos) == (ana, 0)
    assert "No es mi zona" in Notificacion.objects.get(usuario=ana).texto


def test_only_whom_it_was_offered_to_may_accept_it(con_aceptacion):
    ana, luis = AgenteFactory(), AgenteFactory()
    relevo = pasar(de(ana), ana, luis)
    with pytest.raises(ErrorDeNegocio, match="No te la han pasado"):
        aceptar_relevo(relevo.pk, por=AgenteFactory())
    relevo.refresh_from_db()
    assert relevo.estado == EstadoRelevo.PENDIENTE


def test_to_a_team_it_stays_with_its_person_until_one_of_theirs_takes_it(db):
    taller = GrupoFactory()
    ana, luis = AgenteFactory(), AgenteFactory(grupos=[taller])
    caso = de(ana)
    relevo = pasar(caso, ana, grupo=taller)
    assert dueno(caso) == ana.pk
    aceptar_relevo(relevo.pk, por=luis)
    caso.refresh_from_db()
    assert (caso.responsable, caso.grupo) == (luis, taller)


def test_who_supervises_shares_out_without_asking(con_aceptacion):
    ana, luis = AgenteFactory(), AgenteFactory()
    caso = de(ana)
    assert pasar(caso, CoordinadorFactory(), luis, motivo="") is None
    assert dueno(caso) == luis.pk


def test_an_offer_is_taken_back_by_who_made_it_and_by_nobody_else(con_aceptacion):
    ana, luis = AgenteFactory(), AgenteFactory()
    relevo = pasar(de(ana), ana, luis)
    with pytest.raises(ErrorDeNegocio, match="La retira"):
        retirar_relevo(relevo.pk, por=luis)
    retirar_relevo(relevo.pk, por=ana)
    with pytest.raises(ErrorDeNegocio, match="retirado"):
        aceptar_relevo(relevo.pk, por=luis)


def test_taking_the_case_withdraws_the_offer_that_was_waiting(con_aceptacion):
    ana, luis = AgenteFactory(), AgenteFactory()
    caso = de(ana)
    relevo = pasar(caso, ana, luis)
    tomar_incidencia(caso.pk, por=AgenteFactory())
    relevo.refresh_from_db()
    assert relevo.estado == EstadoRelevo.RETIRADO


def test_a_new_offer_replaces_the_one_nobody_answered(con_aceptacion):
    ana, luis, eva = AgenteFactory(), AgenteFactory(), AgenteFactory()
    caso = de(ana)
    primera = pasar(caso, ana, luis)
    segunda = pasar(caso, ana, eva)
    primera.refresh_from_db()
    assert (primera.estado, segunda.estado) == (EstadoRelevo.RETIRADO, EstadoRelevo.PENDIENTE)


@pytest.mark.django_db(transaction=True)
def test_of_two_of_a_team_who_accept_at_once_one_gets_it():
    taller = GrupoFactory()
    ana = AgenteFactory()
    dos = [AgenteFactory(grupos=[taller]), AgenteFactory(grupos=[taller])]
    caso = de(ana)
    relevo = pasar(caso, ana, grupo=taller)

    def aceptar(persona):
        try:
            return aceptar_relevo(relevo.pk, por=persona) is not None
        except ErrorDeNegocio:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as hilos:
        assert sorted(hilos.map(aceptar, dos)) == [False, True]
    caso.refresh_from_db()
    assert (caso.responsable in dos, caso.traspasos) == (True, 1)


def test_while_somebody_is_away_their_substitute_hears_what_the_customer_says(db):
    ana, luis = AgenteFactory(), AgenteFactory()
    caso = de(ana)
    recibir_mensaje(caso.pk, por=caso.contacto, texto="¿Hay novedades?", canal="correo")
    assert Notificacion.objects.get().usuario == ana
    anotar_ausencia(ana.pk, por=ana, desde=hoy(), hasta=hoy() + timedelta(days=3), suplente=luis)
    recibir_mensaje(caso.pk, por=caso.contacto, texto="¿Sigue ahí?", canal="correo")
    assert Notificacion.objects.latest("pk").usuario == luis
    assert dueno(caso) == ana.pk  # covered, not handed over


def test_a_substitute_hears_nothing_of_a_restricted_team_that_is_not_theirs(db):
    ana, luis = AgenteFactory(), AgenteFactory()
    caso = de(ana)
    caso.grupo = GrupoFactory(es_restringido=True)
    caso.save()
    anotar_ausencia(ana.pk, por=ana, desde=hoy(), hasta=hoy() + timedelta(days=3), suplente=luis)
    recibir_mensaje(caso.pk, por=caso.contacto, texto="¿Sigue ahí?", canal="correo")
    assert Notificacion.objects.get().usuario == ana


def test_when_the_substitute_is_away_too_it_is_who_covers_them(db):
    ana, luis, eva = AgenteFactory(), AgenteFactory(), AgenteFactory()
    caso = de(ana)
    anotar_ausencia(ana.pk, por=ana, desde=hoy(), hasta=hoy(), suplente=luis)
    anotar_ausencia(luis.pk, por=luis, desde=hoy(), hasta=hoy(), suplente=eva)
    recibir_mensaje(caso.pk, por=caso.contacto, texto="¿Hay novedades?", canal="correo")
    assert Notificacion.objects.get().usuario == eva
    Ausencia.objects.filter(usuario=luis).update(suplente=ana)  # each covers the other: nobody does
    assert suplente_de(ana) == luis


def test_what_is_offered_to_somebody_who_is_away_is_taken_by_who_covers_them(db, con_aceptacion):
    ana, luis, eva = AgenteFactory(), AgenteFactory(), AgenteFactory()
    caso = de(ana)
    anotar_ausencia(luis.pk, por=luis, desde=hoy(), hasta=hoy(), suplente=eva)
    asignar_incidencia(caso.pk, por=ana, responsable=luis, motivo="Me voy")
    assert set(Notificacion.objects.values_list("usuario", flat=True)) == {luis.pk, eva.pk}
    relevo = Relevo.objects.get()
    with pytest.raises(ErrorDeNegocio, match="No te la han pasado"):
        aceptar_relevo(relevo.pk, por=AgenteFactory())
    assert aceptar_relevo(relevo.pk, por=eva).responsable == eva


def test_nor_does_who_covers_them_take_one_of_a_restricted_team(db, con_aceptacion):
    legal = GrupoFactory(es_restringido=True)
    ana, luis = AgenteFactory(grupos=[legal]), AgenteFactory(grupos=[legal])
    eva = AgenteFactory()
    caso = de(ana)
    caso.grupo = legal
    caso.save()
    anotar_ausencia(luis.pk, por=luis, desde=hoy(), hasta=hoy(), suplente=eva)
    asignar_incidencia(caso.pk, por=ana, responsable=luis, motivo="Me voy")
    assert not Notificacion.objects.filter(usuario=eva).exists()
    with pytest.raises(ErrorDeNegocio, match="No te la han pasado"):
        aceptar_relevo(Relevo.objects.get().pk, por=eva)


def test_a_reopened_case_goes_back_to_its_person_who_is_told(db):
    ana = AgenteFactory()
    caso = de(ana)
    resolver_incidencia(caso.pk, por=ana, solucion="Placa nueva", causa="Desgaste")
    reabrir_incidencia(caso.pk, por=caso.contacto)
    assert dueno(caso) == ana.pk
    assert "reabierto" in Notificacion.objects.get(usuario=ana).texto


def test_reopened_with_nobody_to_attend_it_whoever_supervises_is_told(db):
    ana, jefa = AgenteFactory(), CoordinadorFactory()
    caso = de(ana)
    resolver_incidencia(caso.pk, por=ana, solucion="Placa nueva", causa="Desgaste")
    ana.is_active = False
    ana.save()
    reabrir_incidencia(caso.pk, por=caso.contacto)
    assert Notificacion.objects.get().usuario == jefa


def test_my_inbox_has_the_cases_of_whom_i_cover(client):
    ana, luis = AgenteFactory(), AgenteFactory()
    caso = de(ana)
    anotar_ausencia(ana.pk, por=ana, desde=hoy(), hasta=hoy(), suplente=luis)
    client.force_login(luis)
    assert caso.codigo in client.get("/incidencias/?vista=mias").content.decode()
    client.force_login(AgenteFactory())
    assert caso.codigo not in client.get("/incidencias/?vista=mias").content.decode()
