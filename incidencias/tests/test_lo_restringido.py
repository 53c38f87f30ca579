"""Whoever may not see a case of a restricted team is not given it, asked about it nor told."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from clientes.tests.fabricas import ClienteFactory
from cuentas.models import Notificacion
from cuentas.servicios import anotar_ausencia
from cuentas.tests.fabricas import AgenteFactory, CoordinadorFactory, GrupoFactory, TecnicoFactory
from incidencias.models import (
    DestinoEscalon,
    EscalonPolitica,
    Incidencia,
    MomentoEscalon,
    PeticionInterna,
    Relevo,
    TipoObjetivo,
)
from incidencias.relojes import olvidar_relojes
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_incidencia,
    anotar_nota,
    asignar_incidencia,
    fusionar_incidencia,
    pedir_a_grupo,
    reasignar_de_ausente,
)
from incidencias.servicios.escalado import actuar_escalados, escalar_plazos
from incidencias.tests.fabricas import IncidenciaFactory
from incidencias.tests.fabricas_plazos import PoliticaFactory
from nucleo.errores import ErrorDeNegocio
from nucleo.tiempo import hoy

pytestmark = pytest.mark.django_db


@pytest.fixture
def legal():
    return GrupoFactory(nombre="Legal", es_restringido=True)


@pytest.fixture
def abogada(legal):
    return AgenteFactory(grupos=[legal])


@pytest.fixture
def caso(legal, abogada):
    return IncidenciaFactory(grupo=legal, responsable=abogada, estado="en_curso")


def avisados():
    return {uno.usuario for uno in Notificacion.objects.select_related("usuario")}


# --- Asking another team


def test_a_team_where_nobody_may_see_it_is_not_asked(caso, abogada):
    almacen = GrupoFactory()
    AgenteFactory(grupos=[almacen])
    with pytest.raises(ErrorDeNegocio, match="puede verla") as fallo:
        pedir_a_grupo(caso.pk, por=abogada, grupo=almacen, texto="¿Hay placa?")
    assert fallo.value.campo == "grupo"
    assert not PeticionInterna.objects.exists()
    assert not avisados()


def test_of_a_team_only_those_who_may_see_it_are_told(caso, abogada, legal):
    almacen = GrupoFactory()
    AgenteFactory(grupos=[almacen])
    de_los_dos = AgenteFactory(grupos=[almacen, legal])
    pedir_a_grupo(caso.pk, por=abogada, grupo=almacen, texto="¿Hay placa?")
    assert avisados() == {de_los_dos}


# --- Offering it and giving it


def test_it_is_not_offered_to_a_team_that_may_not_see_it(caso, abogada):
    almacen = GrupoFactory()
    AgenteFactory(grupos=[almacen])
    with pytest.raises(ErrorDeNegocio, match="restringido"):
        asignar_incidencia(caso.pk, por=abogada, grupo=almacen, motivo="Es suya")
    assert not Relevo.objects.exists()
    assert not avisados()


@pytest.mark.parametrize("con_responsable", [True, False])
def test_it_is_not_left_to_an_outside_team_alone_and_the_form_says_so(
    con_responsable, caso, abogada, legal, client
):
    if not con_responsable:
        type(caso).objects.filter(pk=caso.pk).update(responsable=None, estado="nueva")
    almacen, jefa = GrupoFactory(nombre="Almacén"), CoordinadorFactory(grupos=[legal])
    AgenteFactory(grupos=[almacen])
    client.force_login(jefa)
    ruta = reverse("incidencias:asignar", args=[caso.codigo])
    datos = {"grupo": almacen.pk, "motivo": "Es suya"}
    respuesta = client.post(ruta, datos)
    assert respuesta.status_code == 422
    assert "no se pasa solo a Almacén" in respuesta.text
    assert "grupo" in respuesta.context["form"].errors
    caso.refresh_from_db()
    assert caso.grupo == legal
    assert not Relevo.objects.exists()
    client.post(ruta, {**datos, "responsable": jefa.pk})  # somebody answers for it
    caso.refresh_from_db()
    assert (caso.grupo, caso.responsable) == (almacen, jefa)


def test_an_escalation_that_may_not_leave_its_team_is_told_and_not_skipped(
    legal, abogada, time_machine
):
    time_machine.move_to(datetime(2026, 3, 2, 8, tzinfo=UTC), tick=False)
    olvidar_relojes()
    jefa, ajena = CoordinadorFactory(grupos=[legal]), CoordinadorFactory()
    politica = PoliticaFactory(horas={("resolucion", p): 1 for p in (1, 2, 3, 4)})
    almacen = GrupoFactory(nombre="Almacén")
    AgenteFactory(grupos=[almacen])
    EscalonPolitica.objects.create(
        version=politica.versiones.get(),
        tipo=TipoObjetivo.RESOLUCION,
        momento=MomentoEscalon.DESPUES,
        minutos=0,
        a=DestinoEscalon.RESPONSABLE,
        grupo=almacen,
    )
    nueva = NuevaIncidencia(
        ClienteFactory(segmento="vip"),
        "Gotea",
        "averia",
        "correo",
        grupo=legal,
        responsable=abogada,
    )
    caso = abrir_incidencia(nueva, por=AgenteFactory())
    time_machine.shift(timedelta(hours=2))
    escalar_plazos()
    Notificacion.objects.all().delete()
    actuar_escalados()
    actuar_escalados()  # once
    caso.refresh_from_db()
    assert caso.grupo == legal
    suceso = caso.eventos.get(codigo="escalada_retenida")
    assert suceso.datos["grupo"] == almacen.pk
    assert avisados() == {jefa}
    assert ajena not in avisados()


def test_it_is_given_to_nobody_out_of_its_team(caso, legal):
    with pytest.raises(ErrorDeNegocio, match="no está en él") as fallo:
        asignar_incidencia(caso.pk, por=CoordinadorFactory(), responsable=AgenteFactory())
    assert fallo.value.campo == "responsable"
    colega = AgenteFactory(grupos=[legal])
    asignar_incidencia(caso.pk, por=CoordinadorFactory(), responsable=colega)
    caso.refresh_from_db()
    assert caso.responsable == colega


def test_nor_into_a_restricted_team_with_somebody_who_is_not_in_it(legal):
    libre = IncidenciaFactory()
    with pytest.raises(ErrorDeNegocio, match="no está en él"):
        asignar_incidencia(
            libre.pk, por=CoordinadorFactory(), responsable=AgenteFactory(), grupo=legal
        )


def test_a_technician_answers_for_no_case(cliente_api):
    libre, tecnico, jefe = IncidenciaFactory(), TecnicoFactory(), CoordinadorFactory()
    with pytest.raises(ErrorDeNegocio, match="no puede llevar") as fallo:
        asignar_incidencia(libre.pk, por=jefe, responsable=tecnico)
    assert fallo.value.campo == "responsable"
    url = f"/api/v1/incidencias/{libre.codigo}/asignar/"
    respuesta = cliente_api(jefe).post(
        url, {"responsable": tecnico.pk}, content_type="application/json"
    )
    assert respuesta.status_code == 400
    assert "responsable" in respuesta.json()["errores"]


def test_who_covers_somebody_missing_does_not_get_what_they_may_not_see(caso, abogada, legal):
    anotar_ausencia(abogada.pk, por=abogada, desde=hoy(), hasta=hoy(), suplente=AgenteFactory())
    with pytest.raises(ErrorDeNegocio, match="No hay nadie"):
        reasignar_de_ausente(caso.pk, por=CoordinadorFactory())
    colega = AgenteFactory(grupos=[legal])
    reasignar_de_ausente(caso.pk, por=CoordinadorFactory())
    caso.refresh_from_db()
    assert caso.responsable == colega


# --- Being told that its time is up


@pytest.mark.parametrize("es_del_grupo", [True, False])
def test_a_substitute_is_told_of_a_late_case_only_if_they_may_see_it(
    es_del_grupo, legal, abogada, time_machine
):
    time_machine.move_to(datetime(2026, 3, 2, 8, tzinfo=UTC), tick=False)
    olvidar_relojes()
    politica = PoliticaFactory(horas={("resolucion", p): 1 for p in (1, 2, 3, 4)})
    EscalonPolitica.objects.create(
        version=politica.versiones.get(),
        tipo=TipoObjetivo.RESOLUCION,
        momento=MomentoEscalon.DESPUES,
        minutos=0,
        a=DestinoEscalon.RESPONSABLE,
    )
    suplente = AgenteFactory(grupos=[legal] if es_del_grupo else [])
    anotar_ausencia(abogada.pk, por=abogada, desde=hoy(), hasta=hoy(), suplente=suplente)
    nueva = NuevaIncidencia(
        ClienteFactory(segmento="vip"),
        "Gotea",
        "averia",
        "correo",
        grupo=legal,
        responsable=abogada,
    )
    abrir_incidencia(nueva, por=AgenteFactory())
    Notificacion.objects.all().delete()
    time_machine.shift(timedelta(hours=2))
    assert escalar_plazos() == 1
    assert avisados() == {suplente if es_del_grupo else abogada}


# --- Merges


def test_it_is_not_merged_into_one_that_others_see_but_the_other_way_round(caso, abogada):
    otra = IncidenciaFactory(cliente=caso.cliente, estado="en_curso")
    with pytest.raises(ErrorDeNegocio, match="fusiona la otra en esta"):
        fusionar_incidencia(caso.pk, por=abogada, en_incidencia=otra)
    assert fusionar_incidencia(otra.pk, por=abogada, en_incidencia=caso).fusionada_en == caso


def test_what_was_said_in_it_is_read_in_another_only_by_those_who_may_see_it(
    client, caso, abogada, legal
):
    otra = IncidenciaFactory(cliente=caso.cliente, estado="en_curso")
    anotar_nota(caso.pk, por=abogada, texto="Nos va a demandar")
    Incidencia.objects.filter(pk=caso.pk).update(estado="fusionada", fusionada_en=otra)

    def se_lee(quien):
        client.force_login(quien)
        paginas = [
            reverse(f"incidencias:{ruta}", args=[otra.codigo]) for ruta in ("ficha", "linea")
        ]
        return ["demandar" in client.get(pagina).content.decode() for pagina in paginas]

    assert se_lee(abogada) == [True, True]
    assert se_lee(AgenteFactory()) == [False, False]
