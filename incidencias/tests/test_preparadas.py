"""Statements written once (nucleo/preparadas.py) say the same as those written each time."""

from datetime import timedelta
from itertools import product

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.urls import reverse, set_script_prefix
from django.utils import timezone
from django.utils.timezone import localdate

from clientes.tests.fabricas import ClienteFactory, EquipoContratadoFactory, EquipoFactory
from cuentas.models import Grupo, Usuario
from cuentas.tests.fabricas import AgenteFactory, GrupoFactory, TecnicoFactory
from incidencias.al_lado import lo_que_hay
from incidencias.models import Borrador, Incidencia, MotivoEspera
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_incidencia,
    anotar_nota,
    poner_en_espera,
    prometer,
    registrar_llamada,
    resolver_incidencia,
)
from incidencias.tests.fabricas import IncidenciaFactory
from nucleo.preparadas import Hueco, Preparada

pytestmark = pytest.mark.django_db


def test_each_call_brings_the_rows_of_its_own_value():
    una, otra = IncidenciaFactory(), IncidenciaFactory()
    de_codigo = Preparada(lambda: Incidencia.objects.filter(codigo=Hueco("codigo")))
    assert de_codigo(codigo=una.codigo) == [una]
    assert de_codigo(codigo=otra.codigo) == [otra]
    assert de_codigo(codigo="' or 1=1 --") == []


def test_several_values_and_none_of_them():
    filas = [IncidenciaFactory() for _ in range(3)]
    esas = Preparada(
        lambda: Incidencia.objects.filter(
            Q(pk__de_la_lista=Hueco("pks", lista_de="bigint"))
            | Q(codigo__de_la_lista=Hueco("son", lista_de="text"))
        ).order_by("pk")
    )
    assert esas(pks=[filas[0].pk, filas[1].pk], son=[filas[2].codigo]) == filas
    assert esas(pks=[], son=[]) == []
    assert esas(pks=[filas[2].pk], son=[]) == [filas[2]]


def test_a_hole_without_its_value_is_an_error_and_not_a_null():
    de_codigo = Preparada(lambda: Incidencia.objects.filter(codigo=Hueco("codigo")))
    with pytest.raises(KeyError):
        de_codigo(otro="x")


def test_relations_and_columns_come_as_the_orm_brings_them():
    caso = IncidenciaFactory(equipo=EquipoFactory(), grupo=GrupoFactory(), responsable=None)

    def consulta(codigo):
        return Incidencia.objects.para_ficha().filter(codigo=codigo)

    [mia] = Preparada(lambda: consulta(Hueco("codigo")))(codigo=caso.codigo)
    suya = consulta(caso.codigo).get()
    with CaptureQueriesContext(connection) as sentencias:
        assert mia.get_deferred_fields() == suya.get_deferred_fields()
        assert (mia.cliente, mia.grupo, mia.equipo.producto, mia.responsable) == (
            *(suya.cliente, suya.grupo, suya.equipo.producto),
            None,
        )
        assert mia.veredicto == suya.veredicto  # converted from JSON
        assert mia.ocurrida_en == suya.ocurrida_en
    assert len(sentencias) == 0
    mia.asunto = "Otro"
    mia.save(update_fields=["asunto"])
    caso.refresh_from_db()
    assert caso.asunto == "Otro"


def test_it_is_written_once_and_read_each_time():
    escritas = []

    def armar():
        escritas.append(1)
        return Incidencia.objects.filter(codigo=Hueco("codigo"))

    caso, de_codigo = IncidenciaFactory(), Preparada(armar)
    for asunto in ("Uno", "Dos"):
        Incidencia.objects.filter(pk=caso.pk).update(asunto=asunto)
        assert de_codigo(codigo=caso.codigo)[0].asunto == asunto
    assert escritas == [1]


@pytest.mark.parametrize("es_restringido", [True, False])
@pytest.mark.parametrize("bloqueado", [True, False])
@pytest.mark.parametrize("quien", ["de dentro", "de fuera", "técnico", "sin grupo"])
def test_the_page_of_a_case_opens_for_whoever_finds_it_in_lists(
    client, es_restringido, bloqueado, quien
):
    """The page looks at the row, lists at their condition: they are the same rule."""
    grupo = GrupoFactory(es_restringido=es_restringido)
    usuario = TecnicoFactory() if quien == "técnico" else AgenteFactory()
    if quien == "de dentro":
        usuario.grupos.add(grupo)
    cliente = ClienteFactory(bloqueado_en="2026-01-01T00:00Z" if bloqueado else None)
    caso = IncidenciaFactory(cliente=cliente, grupo=None if quien == "sin grupo" else grupo)
    se_ve = Incidencia.objects.visibles_para(usuario).filter(pk=caso.pk).exists()
    client.force_login(usuario)
    for ruta in ("", "luego/"):
        estado = client.get(f"{caso.get_absolute_url()}{ruta}").status_code
        assert estado == (200 if se_ve else 404)


def test_a_team_closed_a_moment_ago_hides_its_cases_at_once(client):
    grupo = GrupoFactory()
    caso = IncidenciaFactory(grupo=grupo)
    client.force_login(AgenteFactory())
    assert client.get(caso.get_absolute_url()).status_code == 200
    Grupo.objects.filter(pk=grupo.pk).update(es_restringido=True)
    assert client.get(caso.get_absolute_url()).status_code == 404


def test_the_contract_of_its_unit_is_asked_for_only_if_it_has_had_any(client, consultas):
    sin, con = IncidenciaFactory(equipo=EquipoFactory()), IncidenciaFactory(equipo=EquipoFactory())
    hoy = localdate()
    fechas = {"fecha_inicio": hoy - timedelta(days=9), "fecha_fin": hoy + timedelta(days=355)}
    fila = EquipoContratadoFactory(
        equipo=con.equipo,
        contrato__cliente=con.equipo.cliente,
        **{f"contrato__{clave}": valor for clave, valor in fechas.items()},
    )
    client.force_login(AgenteFactory())
    client.get(sin.get_absolute_url())
    de_uno = consultas(client.get, sin.get_absolute_url())
    assert consultas(client.get, con.get_absolute_url()) == de_uno + 2
    assert fila.contrato.codigo in client.get(con.get_absolute_url()).text


def test_only_columns_come_without_objects():
    caso = IncidenciaFactory()
    columnas = Preparada(
        lambda: Incidencia.objects.filter(pk=Hueco("pk")).values_list("asunto", "veredicto")
    )
    assert columnas.tuplas(pk=caso.pk) == [(caso.asunto, caso.veredicto)]
    assert columnas.tuplas(pk=0) == []


def test_the_address_of_a_case_is_that_of_its_page():
    caso = IncidenciaFactory()
    assert caso.get_absolute_url() == reverse("incidencias:ficha", args=[caso.codigo])
    set_script_prefix("/postventa/")
    try:
        assert caso.get_absolute_url() == reverse("incidencias:ficha", args=[caso.codigo])
    finally:
        set_script_prefix("/")


def test_the_teams_closed_to_somebody_are_the_same_beside_a_case():
    """They come with what there is beside it (al_lado.py): the rule is that of `grupos_vedados`."""
    GrupoFactory()
    mio, ajeno = GrupoFactory(es_restringido=True), GrupoFactory(es_restringido=True)
    usuario = AgenteFactory(grupos=[mio])
    lo_que_hay(IncidenciaFactory(), usuario)
    assert usuario.grupos_vedados == {ajeno.pk} == Usuario.objects.get(pk=usuario.pk).grupos_vedados


def con_conversacion(caso, agente):
    registrar_llamada(
        caso.pk, por=agente, sentido="entrante", motivo="estado", duracion_s=60, notas="Sigue igual"
    )
    anotar_nota(caso.pk, por=agente, texto="Ojo con el perro")
    prometer(caso.pk, por=agente, texto="Le llamo", vence_en=timezone.now() + timedelta(days=1))


def en_espera(caso, agente):
    con_conversacion(caso, agente)
    poner_en_espera(caso.pk, por=agente, motivo=MotivoEspera.objects.earliest("pk"))


def a_medio_escribir(caso, agente):
    Borrador.objects.create(incidencia=caso, usuario=agente, texto="Buenos días", es_nota=False)


def resuelta(caso, agente):
    con_conversacion(caso, agente)
    resolver_incidencia(caso.pk, por=agente, solucion="Cambio de la bomba", causa="Uso")


@pytest.mark.parametrize(
    ("tipo", "que"),
    [
        *product(["averia", "reclamacion"], [con_conversacion, en_espera, a_medio_escribir]),
        ("averia", resuelta),
    ],
)
def test_the_whole_page_with_all_that_goes_beside_it_takes_few_statements(
    client, consultas, tipo, que
):
    equipo, agente = EquipoFactory(), AgenteFactory()
    datos = NuevaIncidencia(
        cliente=equipo.cliente, equipo=equipo, asunto="No enciende", tipo=tipo, canal="correo"
    )
    caso = abrir_incidencia(datos, por=agente)
    que(caso, agente)
    client.force_login(agente)

    def entera():
        assert client.get(caso.get_absolute_url()).status_code == 200
        assert client.get(f"{caso.get_absolute_url()}luego/").status_code == 200

    entera()
    assert consultas(entera) <= 20
