"""Live chats: their events in any order, the case that they open or join, and their indicator."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
import time_machine
from django.db import connections
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from clientes.tests.fabricas import ContactoFactory
from cuentas.tests.fabricas import AgenteFactory, GrupoFactory, TokenFactory
from incidencias.chats.pliegue import Suceso, plegar
from incidencias.models import Canal, Chat, EstadoChat, Incidencia, Mensaje, SucesoChat
from incidencias.servicios import chats as servicio
from incidencias.servicios.chats import recibir_sucesos_de_chat
from incidencias.tests.fabricas import ChatFactory, IncidenciaFactory
from incidencias.tests.test_api import Api
from nucleo.models import Comunicacion

URL = "/api/v1/chats/"
INICIO = datetime(2026, 11, 22, 9, tzinfo=UTC)


def suceso(tipo, segundos=0, clave="", de="", texto="", **datos):
    return Suceso(clave, tipo, INICIO + timedelta(seconds=segundos), de, texto, datos)


# --- The fold

sucesos_cualesquiera = st.lists(
    st.one_of(
        st.builds(
            suceso,
            st.sampled_from(["ofrecido", "atendido", "abandonado", "terminado"]),
            st.integers(0, 300),
            nombre=st.sampled_from(["", "Marta", "Ana"]),
            correo=st.sampled_from(["", "a@x.example"]),
        ),
        st.builds(
            suceso,
            st.just("mensaje"),
            st.integers(0, 300),
            de=st.sampled_from(["cliente", "nosotros"]),
            texto=st.sampled_from(["Hola", "¿?"]),
        ),
    ),
    min_size=1,
    max_size=8,
)


@given(sucesos_cualesquiera, st.randoms(use_true_random=False))
def test_the_order_and_the_repetitions_do_not_matter(sucesos, azar):
    barajados = [*sucesos, *azar.choices(sucesos, k=3)]
    azar.shuffle(barajados)
    assert plegar(barajados) == plegar(sucesos)


@given(sucesos_cualesquiera)
def test_whatever_is_told_the_chat_makes_sense(sucesos):
    chat = plegar(sucesos)
    alguien = any(s.tipo == "atendido" or s.de == "nosotros" for s in sucesos)
    assert (chat.atendido_en is not None) is alguien
    assert (chat.abandonado_en is not None) is (chat.estado == EstadoChat.ABANDONADO)
    assert not (chat.atendido_en and chat.abandonado_en)
    assert (chat.terminado_en is not None) is (chat.estado == EstadoChat.TERMINADO)
    for instante in (chat.atendido_en, chat.abandonado_en, chat.terminado_en):
        assert instante is None or instante >= chat.ofrecido_en


def test_who_leaves_without_an_answer_has_abandoned_and_with_one_has_not():
    pide, se_va = suceso("ofrecido"), suceso("abandonado", 40)
    assert plegar([pide, se_va]).estado == EstadoChat.ABANDONADO
    assert plegar([pide, suceso("terminado", 40)]).estado == EstadoChat.ABANDONADO
    assert plegar([pide, suceso("atendido", 20), se_va]).estado == EstadoChat.TERMINADO
    assert plegar([pide]).estado == EstadoChat.ESPERANDO


# --- The case

HOLA = suceso("mensaje", 30, "m1", "cliente", "La nevera no enfría", nombre="Marta")
SI = suceso("mensaje", 60, "m2", "nosotros", "¿Desde cuándo?")
AYER = suceso("mensaje", 70, "m3", "cliente", "Desde ayer")
ENTERO = [
    suceso("ofrecido", 0, "e1", correo="marta@casa.example"),
    suceso("atendido", 20, "e2", agente="ana@empresa.example"),
    HOLA,
    SI,
    AYER,
    suceso("terminado", 300, "e3"),
]


@pytest.fixture(autouse=True)
def hoy():
    with time_machine.travel(INICIO + timedelta(hours=1), tick=False):
        yield


@pytest.fixture
def token(db):
    AgenteFactory(email="ana@empresa.example", nombre="Ana")
    return TokenFactory()


def contar(token, sucesos, referencia="c1"):
    for uno in sucesos:
        chat, _n = recibir_sucesos_de_chat("charla", referencia, [uno], por=token)
    return chat


def test_a_chat_with_a_stranger_is_a_case_of_a_provisional_customer(token):
    chat = contar(token, ENTERO)
    caso = chat.incidencia
    assert (caso.canal, caso.asunto) == (Canal.CHAT, "La nevera no enfría")
    assert (caso.cliente.nombre, caso.cliente.es_provisional) == ("Marta", True)
    assert (chat.estado, chat.espera_s) == (EstadoChat.TERMINADO, 20)
    assert [m.texto for m in caso.mensajes.order_by("ocurrido_en")] == [
        "La nevera no enfría",
        "¿Desde cuándo?",
        "Desde ayer",
    ]
    assert caso.primera_respuesta_en == SI.ocurrido_en
    assert (caso.responsable.nombre, caso.contactos_cliente) == ("Ana", 1)
    assert not Comunicacion.objects.exists()  # nobody's address becomes a relay


@pytest.mark.parametrize("orden", [*permutations([0, 2, 3, 5])][::5])
def test_in_any_order_it_ends_the_same(token, orden):
    chat = contar(token, [ENTERO[n] for n in orden])
    chat.refresh_from_db()
    assert chat.estado == EstadoChat.TERMINADO
    assert (chat.ofrecido_en, chat.atendido_en) == (INICIO, SI.ocurrido_en)
    assert chat.incidencia.mensajes.count() == 2


def test_told_again_it_adds_nothing(token):
    contar(token, ENTERO)
    antes = SucesoChat.objects.count(), Mensaje.objects.count(), Incidencia.objects.count()
    contar(token, ENTERO)
    assert (
        SucesoChat.objects.count(),
        Mensaje.objects.count(),
        Incidencia.objects.count(),
    ) == antes


def test_who_only_waited_and_left_opens_no_case(token):
    chat = contar(token, [ENTERO[0], suceso("abandonado", 40, "e9")])
    assert (chat.estado, chat.espera_s, chat.incidencia) == (EstadoChat.ABANDONADO, 40, None)
    assert not Incidencia.objects.exists()


def test_a_known_address_gives_the_case_its_customer(token):
    contacto = ContactoFactory(correo="marta@casa.example")
    caso = contar(token, ENTERO).incidencia
    assert (caso.cliente, caso.contacto) == (contacto.cliente, contacto)


@pytest.mark.parametrize(("identificado", "se_une"), [(True, True), (False, False), (None, False)])
def test_only_who_was_signed_in_joins_the_case_that_they_name(token, identificado, se_une):
    contacto = ContactoFactory(correo="marta@casa.example")
    abierta = IncidenciaFactory(
        cliente=contacto.cliente, contacto=contacto, ocurrida_en=INICIO - timedelta(days=1)
    )
    quien = {"incidencia": abierta.codigo, "identificado": identificado}
    chat = contar(
        token,
        [suceso("ofrecido", 0, "e1", correo="marta@casa.example", **quien), HOLA, SI, AYER],
    )
    assert (chat.incidencia == abierta) is se_une
    if se_une:
        abierta.refresh_from_db()
        assert abierta.contactos_cliente == 1  # of the factory, 0: a chat is one contact
    else:
        assert abierta.codigo in chat.incidencia.mensajes.get(direccion="nota").texto


def test_who_is_signed_in_does_not_join_the_case_of_another(token):
    ContactoFactory(correo="marta@casa.example")
    ajena = IncidenciaFactory(ocurrida_en=INICIO - timedelta(days=1))
    quien = {"incidencia": ajena.codigo, "identificado": True}
    chat = contar(token, [suceso("ofrecido", 0, "e1", correo="marta@casa.example", **quien), HOLA])
    assert chat.incidencia != ajena
    assert not ajena.mensajes.exists()


@pytest.mark.django_db(transaction=True)
def test_its_events_told_at_once_make_one_chat_and_one_case():
    token = TokenFactory()

    def decir(uno):
        try:
            recibir_sucesos_de_chat("charla", "c1", [uno], por=token)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as hilos:
        list(hilos.map(decir, ENTERO))
    assert (Chat.objects.count(), Incidencia.objects.count(), Mensaje.objects.count()) == (1, 1, 3)
    assert Chat.objects.get().estado == EstadoChat.TERMINADO


# --- The API


@pytest.fixture
def api(client, db):
    return Api(client, AgenteFactory(), "pv_chat")


def cuerpo(**campos):
    ahora = timezone.now().isoformat()
    return {"chat": "c1", "evento": "ofrecido", "ocurrido_en": ahora, "id": "e1"} | campos


def test_the_program_tells_an_event_and_tells_it_again(api):
    primera, segunda = api.post(URL, cuerpo()), api.post(URL, cuerpo())
    assert (primera.status_code, segunda.status_code) == (201, 200)
    assert primera.json() == segunda.json()
    assert primera.json()["estado"] == "esperando"
    assert [uno["chat"] for uno in api.get(URL).json()["results"]] == ["c1"]


def test_a_chat_without_end_is_refused_and_what_was_told_stays_told(api, monkeypatch):
    monkeypatch.setattr(servicio, "MAXIMO_DE_SUCESOS", 2)
    assert api.post(URL, cuerpo(id="e1")).status_code == 201
    assert api.post(URL, cuerpo(id="e2", evento="atendido")).status_code == 201
    otro = api.post(URL, cuerpo(id="e3", evento="terminado"))
    assert (otro.status_code, otro.json()["codigo"]) == (409, "demasiados_sucesos")
    assert Chat.objects.get().sucesos.count() == 2
    assert Chat.objects.get().estado == EstadoChat.ATENDIDO


def test_the_same_id_with_another_content_is_refused(api):
    api.post(URL, cuerpo())
    assert api.post(URL, cuerpo(evento="abandonado")).status_code == 409
    assert Chat.objects.get().estado == EstadoChat.ESPERANDO


@pytest.mark.parametrize(
    ("campos", "campo"),
    [
        ({"evento": "bailado"}, "evento"),
        ({"evento": "mensaje"}, "de"),
        ({"evento": "mensaje", "de": "cliente"}, "texto"),
        ({"texto": "hola"}, "texto"),
        ({"ocurrido_en": "1900-01-01T00:00:00Z"}, "ocurrido_en"),
        ({"ocurrido_en": "3000-01-01T00:00:00Z"}, "ocurrido_en"),
        ({"correo": "no"}, "correo"),
        ({"chat": ""}, "chat"),
        ({"evento": "mensaje", "de": "cliente", "texto": "x" * 20_001}, "texto"),
        ({"incidencia": "otra cosa"}, "incidencia"),
    ],
)
def test_a_bad_body_is_said_at_its_field_and_writes_nothing(api, campos, campo):
    respuesta = api.post(URL, cuerpo(**campos))
    assert respuesta.status_code == 400
    assert campo in respuesta.json()["errores"]
    assert not Chat.objects.exists()


def test_a_customer_neither_tells_nor_reads_chats(client, db):
    contacto = ContactoFactory()
    api = Api(client, contacto.usuario or AgenteFactory(roles=["cliente"]), "pv_nadie")
    assert api.post(URL, cuerpo()).status_code == 403
    assert api.get(URL).json()["results"] == []


def test_the_chats_of_a_restricted_teams_case_are_of_that_team(api):
    reservada = IncidenciaFactory(grupo=GrupoFactory(es_restringido=True))
    suyo = ChatFactory(nombre="Reservado", incidencia=reservada, cliente=reservada.cliente)
    abierta = IncidenciaFactory()
    ChatFactory(referencia="de-todos", incidencia=abierta, cliente=abierta.cliente)
    ChatFactory(referencia="sin-caso")
    vistos = {uno["chat"] for uno in api.get(URL).json()["results"]}
    assert vistos == {"de-todos", "sin-caso"}
    assert api.get(f"{URL}{suyo.pk}/").status_code == 404
