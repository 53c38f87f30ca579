"""Whoever we waited for has come, on whatever channel: the wait ends, and somebody knows."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from clientes.tests.fabricas import ContactoFactory
from cuentas.models import Ausencia, Notificacion
from cuentas.tests.fabricas import AgenteFactory, GrupoFactory
from incidencias.chats.pliegue import Suceso
from incidencias.models import Canal, Estado, Incidencia, Mensaje, Relevo
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_incidencia,
    asignar_incidencia,
    cerrar_incidencia,
    fusionar_incidencia,
    poner_en_espera,
    recibir_fotos,
    registrar_llamada,
    resolver_incidencia,
    tomar_incidencia,
)
from incidencias.servicios.asignacion import reasignar_de_ausente
from incidencias.servicios.bloqueo import bloquear
from incidencias.servicios.chats import recibir_sucesos_de_chat
from incidencias.servicios.composicion.conversaciones import Dicho, componer_conversacion
from incidencias.servicios.guardado import guardar_expediente
from incidencias.servicios.previas import (
    abrir_enlace_de_fotos,
    direccion_de,
    entregar_enlaces,
    tomar_borrador,
)
from incidencias.tests.fabricas import MotivoEsperaFactory
from nucleo.empresa import empresa, olvidar_empresa
from nucleo.errores import ErrorDeNegocio
from nucleo.eventos import SISTEMA
from nucleo.tiempo import hoy

pytestmark = pytest.mark.django_db
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc000000301010018dd8db00000000049454e44ae426082"
)


@pytest.fixture(autouse=True)
def _carpeta(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def agente():
    return AgenteFactory()


@pytest.fixture
def contacto():
    return ContactoFactory(correo="ana@x.example")


@pytest.fixture
def caso(contacto, agente):
    return _abrir(contacto, agente)


@pytest.fixture
def esperando(caso, agente):
    poner_en_espera(caso.pk, por=agente, motivo=MotivoEsperaFactory(espera_al_cliente=True))
    Notificacion.objects.all().delete()
    return caso


def _abrir(contacto, agente):
    datos = NuevaIncidencia(
        cliente=contacto.cliente, contacto=contacto, asunto="Gotea", tipo="averia", canal="correo"
    )
    caso = abrir_incidencia(datos, por=contacto)
    return tomar_incidencia(caso.pk, por=agente)


def _cerrar(caso, agente):
    resolver_incidencia(caso.pk, por=agente, solucion="Junta nueva", causa="desgaste")
    cerrar_incidencia(caso.pk, por=agente)


def _estado(caso):
    return Incidencia.objects.get(pk=caso.pk).estado


# --- The telephone


def test_who_calls_with_news_ends_the_wait(esperando, agente):
    registrar_llamada(esperando.pk, por=agente, sentido="entrante", motivo="aporta")
    assert _estado(esperando) == Estado.EN_CURSO


@pytest.mark.parametrize(
    "llamada",
    [
        {"sentido": "entrante", "motivo": "estado"},
        {"sentido": "entrante", "motivo": "aporta", "contestada": False},
        {"sentido": "saliente", "motivo": "otro"},
    ],
)
def test_asking_how_it_goes_or_not_being_heard_does_not(esperando, agente, llamada):
    registrar_llamada(esperando.pk, por=agente, **llamada)
    assert _estado(esperando) == Estado.EN_ESPERA


def test_waiting_for_a_part_goes_on_whoever_calls(caso, agente):
    poner_en_espera(caso.pk, por=agente, motivo=MotivoEsperaFactory())
    registrar_llamada(caso.pk, por=agente, sentido="entrante", motivo="aporta")
    assert _estado(caso) == Estado.EN_ESPERA


# --- Chats


def _chatear(caso, texto, por=SISTEMA, **datos):
    quien = {"correo": "ana@x.example", "identificado": True, "incidencia": caso.codigo, **datos}
    dicho = Suceso(str(uuid4()), "mensaje", timezone.now(), "cliente", texto, quien)
    recibir_sucesos_de_chat("web", "c1", [dicho], por=por)
    return Mensaje.objects.get(texto=texto).incidencia


def test_a_live_chat_ends_the_wait_and_is_told_once_to_who_attends_the_case(esperando, agente):
    assert _chatear(esperando, "Aquí va el número") == esperando
    assert _estado(esperando) == Estado.EN_CURSO
    _chatear(esperando, "Y la marca")
    assert Notificacion.objects.filter(usuario=agente).count() == 1


def test_nobody_is_told_of_the_chat_they_are_in(esperando, agente):
    _chatear(esperando, "Aquí va el número", agente=agente.email)
    assert not Notificacion.objects.exists()


def test_it_follows_its_case_through_all_its_merges(contacto, agente):
    casos = [_abrir(contacto, agente) for _caso in range(3)]
    _chatear(casos[0], "Hola")
    fusionar_incidencia(casos[0].pk, por=agente, en_incidencia=casos[1])
    fusionar_incidencia(casos[1].pk, por=agente, en_incidencia=casos[2])
    assert _chatear(casos[0], "Sigo aquí") == casos[2]


def test_what_is_said_once_its_case_is_closed_is_another_that_goes_on_from_it(caso, agente):
    _chatear(caso, "Hola")
    _cerrar(caso, agente)
    nuevo = _chatear(caso, "Sigue goteando")
    assert (nuevo.estado, nuevo.continuacion_de, nuevo.cliente) == (
        Estado.NUEVA,
        caso,
        caso.cliente,
    )
    assert _chatear(caso, "¿Me oyen?") == nuevo


def test_what_was_said_before_closing_and_arrives_late_stays_in_it(caso, agente):
    _chatear(caso, "Hola")
    _cerrar(caso, agente)
    antes = timezone.now() - timedelta(minutes=5)
    recibir_sucesos_de_chat(
        "web", "c1", [Suceso("t", "mensaje", antes, "cliente", "Vale", {})], por=SISTEMA
    )
    assert Mensaje.objects.get(texto="Vale").incidencia == caso


def test_of_a_chat_brought_whole_only_what_they_say_since_then_ends_it(esperando, contacto, agente):
    def traer(cuando: datetime) -> str:
        expediente = bloquear(esperando.pk)
        componer_conversacion(
            expediente,
            [Dicho("El número es el 7", cuando, propio=False)],
            canal=Canal.WHATSAPP,
            por=agente,
            por_cliente=contacto,
        )
        guardar_expediente(expediente)
        return _estado(esperando)

    ahora = timezone.now()
    assert traer(ahora - timedelta(days=1)) == Estado.EN_ESPERA
    assert traer(ahora) == Estado.EN_CURSO


# --- Photos


def _enlace(caso, agente):
    uid = uuid4()
    enlace = abrir_enlace_de_fotos(uid, por=agente, cliente=caso.cliente)
    entregar_enlaces(tomar_borrador(uid, por=agente), caso)
    return direccion_de(enlace).rstrip("/").rpartition("/")[2]


def _mandar(token):
    return recibir_fotos(token, [SimpleUploadedFile("foto.png", PNG, "image/png")])


def test_photos_end_the_wait_and_are_told_to_who_attends_the_case(esperando, agente):
    token = _enlace(esperando, agente)
    assert _mandar(token) == 1
    assert _estado(esperando) == Estado.EN_CURSO
    assert "fotos" in Notificacion.objects.get(usuario=agente).texto
    assert _mandar(token) == 0  # the same one
    assert Notificacion.objects.count() == 1


def test_photos_of_a_resolved_case_stop_its_closing_by_silence(caso, agente):
    token = _enlace(caso, agente)
    resolver_incidencia(caso.pk, por=agente, solucion="Junta nueva", causa="desgaste")
    _mandar(token)
    caso.refresh_from_db()
    assert (caso.estado, caso.responde_el_cliente) == (Estado.RESUELTA, True)


def test_photos_of_a_merged_case_reach_the_one_that_goes_on(caso, contacto, agente):
    token, sigue = _enlace(caso, agente), _abrir(contacto, agente)
    fusionar_incidencia(caso.pk, por=agente, en_incidencia=sigue)
    _mandar(token)
    assert sigue.adjuntos.exists()
    assert not caso.adjuntos.exists()


def test_where_nobody_would_look_at_them_they_are_not_taken(client, caso, agente):
    token = _enlace(caso, agente)
    _cerrar(caso, agente)
    with pytest.raises(ErrorDeNegocio, match="ya no sirve"):
        _mandar(token)
    assert not caso.adjuntos.exists()
    assert client.get(f"/api/v1/fotos/{token}/").status_code == 404


# --- What the one who is missing had offered


def test_a_case_given_to_another_is_no_longer_on_offer(contacto, agente):
    grupo, cubre, otro = GrupoFactory(), AgenteFactory(), AgenteFactory()
    grupo.miembros.add(agente, cubre, otro)
    caso = _abrir(contacto, agente)
    casa = empresa()
    casa.relevos_se_aceptan = True
    casa.save()
    olvidar_empresa()
    asignar_incidencia(caso.pk, por=agente, responsable=otro, motivo="Me voy")
    fin = hoy() + timedelta(days=3)
    Ausencia.objects.create(usuario=agente, desde=hoy(), hasta=fin, suplente=cubre)
    assert reasignar_de_ausente(caso.pk, por=SISTEMA).responsable == cubre
    assert not Relevo.objects.pendientes().exists()
