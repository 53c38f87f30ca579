"""Proving with whom we speak: by questions that show nothing, or by a code that nobody keeps."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from clientes.models import EventoCliente
from clientes.tests.fabricas import ClienteFactory, CompraFactory, ContactoFactory, SedeFactory
from cuentas.tests.fabricas import AgenteFactory
from incidencias.identidad import CIFRAS, ENLACE, INTENTOS, a_medias, preguntas_para
from incidencias.models import ComprobacionIdentidad, ResultadoIdentidad
from incidencias.servicios import (
    comprobar_codigo,
    comprobar_con_preguntas,
    enviar_codigo_de_identidad,
)
from incidencias.tests.fabricas import IncidenciaFactory
from nucleo.correo_saliente import componer_correo
from nucleo.enlaces import codigo_de
from nucleo.errores import ErrorDeNegocio
from nucleo.models import Comunicacion

pytestmark = pytest.mark.django_db


@pytest.fixture
def cliente(db):
    uno = ClienteFactory(nif="12345678Z", correo="luz@example.com", telefono="+34600123456")
    SedeFactory(cliente=uno, codigo_postal="28013")
    return uno


@pytest.mark.parametrize(
    ("respuestas", "resultado"),
    [
        ({"nif": "12.345.678-z", "cp": "28013"}, ResultadoIdentidad.CORRECTA),
        ({"nif": "12345678Z", "cp": "08001"}, ResultadoIdentidad.FALLIDA),
        ({"nif": "no sé", "cp": "28013"}, ResultadoIdentidad.FALLIDA),
        ({"nif": "12345678Z", "correo": "LUZ@example.com"}, ResultadoIdentidad.CORRECTA),
    ],
)
def test_two_right_and_none_wrong_prove_it(cliente, respuestas, resultado):
    hecha = comprobar_con_preguntas(cliente.pk, respuestas, por=AgenteFactory())
    assert hecha.resultado == resultado
    evento = EventoCliente.objects.get(cliente=cliente, codigo="identidad")
    assert evento.datos == {
        "comprobacion": hecha.pk,
        "metodo": "preguntas",
        "resultado": resultado,
    }


def test_what_was_answered_is_not_kept(cliente):
    hecha = comprobar_con_preguntas(
        cliente.pk, {"nif": "12345678Z", "cp": "08001"}, por=AgenteFactory()
    )
    assert hecha.preguntas == {"nif": True, "cp": False}


@pytest.mark.parametrize("mes", ["3/2024", "03-2024", "2024-03"])
def test_the_month_of_the_purchase_and_the_code_of_a_case_are_known_by_the_customer(mes):
    compra = CompraFactory(fecha_contrato="2024-03-15")
    caso = IncidenciaFactory(cliente=compra.cliente)
    respuestas = {"compra": mes, "caso": caso.codigo.lower().replace("-", " ")}
    hecha = comprobar_con_preguntas(compra.cliente.pk, respuestas, por=AgenteFactory())
    assert hecha.es_correcta


@pytest.mark.parametrize("dicho", ["", "2024", "3/24/2024", "x/y", "²/2024", "99999999999999/3"])
def test_a_month_that_is_none_is_wrong_and_breaks_nothing(cliente, dicho):
    CompraFactory(cliente=cliente, equipo__cliente=cliente, fecha_contrato="2024-03-15")
    respuestas = {"compra": dicho or "-", "nif": "12345678Z"}
    assert not comprobar_con_preguntas(cliente.pk, respuestas, por=AgenteFactory()).es_correcta


@pytest.mark.parametrize("respuestas", [{}, {"nif": "12345678Z"}, {"nif": "x", "otra": "y"}])
def test_with_less_than_two_answers_there_is_no_check(cliente, respuestas):
    with pytest.raises(ErrorDeNegocio, match="dos respuestas"):
        comprobar_con_preguntas(cliente.pk, respuestas, por=AgenteFactory())
    assert not ComprobacionIdentidad.objects.exists()


def test_after_three_failures_today_only_a_code_will_do(cliente):
    agente, mal = AgenteFactory(), {"nif": "11111111H", "cp": "08001"}
    for _ in range(3):
        comprobar_con_preguntas(cliente.pk, mal, por=agente)
    with pytest.raises(ErrorDeNegocio, match="con un código"):
        comprobar_con_preguntas(cliente.pk, {"nif": "12345678Z", "cp": "28013"}, por=agente)
    ComprobacionIdentidad.objects.update(hecha_en=timezone.now() - timedelta(days=2))
    assert comprobar_con_preguntas(
        cliente.pk, {"nif": "12345678Z", "cp": "28013"}, por=agente
    ).es_correcta


def test_somebody_elses_person_is_refused(cliente):
    with pytest.raises(ErrorDeNegocio, match="no es de ese cliente"):
        comprobar_con_preguntas(
            cliente.pk,
            {"nif": "12345678Z", "cp": "28013"},
            por=AgenteFactory(),
            contacto=ContactoFactory(),
        )


def test_only_what_we_know_is_asked(cliente):
    assert [una.codigo for una in preguntas_para(cliente)] == ["nif", "cp", "correo"]
    assert preguntas_para(ClienteFactory(nif="", correo="")) == []


# --- By a code


def codigo_bueno(comprobacion):
    return codigo_de(ENLACE, comprobacion.uid, 1, CIFRAS)


def test_the_code_goes_to_the_mail_we_had_and_is_written_nowhere(cliente):
    comprobacion = enviar_codigo_de_identidad(cliente.pk, "correo", por=AgenteFactory())
    fila = Comunicacion.objects.get()
    bueno = codigo_bueno(comprobacion)
    assert (fila.para, fila.carril) == ("luz@example.com", "urgente")
    assert bueno in componer_correo(fila).body
    guardado = f"{fila.datos}{fila.enlaces}{fila.asunto}{fila.clave}"
    assert bueno not in guardado
    assert comprobar_codigo(comprobacion.uid, f" {bueno[:3]} {bueno[3:]}", por=AgenteFactory())
    comprobacion.refresh_from_db()
    assert comprobacion.es_correcta


@pytest.mark.parametrize("canal", ["whatsapp", "", "fax"])
def test_there_is_no_code_where_we_have_no_address(cliente, canal):
    with pytest.raises(ErrorDeNegocio, match="No tenemos dónde"):
        enviar_codigo_de_identidad(cliente.pk, canal, por=AgenteFactory())
    assert not Comunicacion.objects.exists()


def test_an_sms_waits_in_the_outbox_for_its_number(cliente, settings):
    settings.SMS_URL = "https://sms.example/enviar"
    enviar_codigo_de_identidad(cliente.pk, "sms", por=AgenteFactory())
    fila = Comunicacion.objects.get()
    assert (fila.canal, fila.para) == ("sms", "+34600123456")


def test_without_a_gateway_no_code_goes_by_sms(cliente):
    with pytest.raises(ErrorDeNegocio, match="No tenemos dónde"):
        enviar_codigo_de_identidad(cliente.pk, "sms", por=AgenteFactory())
    assert not Comunicacion.objects.exists()


def test_after_some_wrong_codes_not_even_the_right_one_will_do(cliente):
    agente = AgenteFactory()
    comprobacion = enviar_codigo_de_identidad(cliente.pk, "correo", por=agente)
    for _ in range(INTENTOS):
        hecha = comprobar_codigo(comprobacion.uid, "no", por=agente)
    assert hecha.resultado == ResultadoIdentidad.FALLIDA
    tarde = comprobar_codigo(comprobacion.uid, codigo_bueno(comprobacion), por=agente)
    assert tarde.resultado == ResultadoIdentidad.FALLIDA


def test_a_code_of_an_hour_ago_is_no_longer_good(cliente):
    agente = AgenteFactory()
    comprobacion = enviar_codigo_de_identidad(cliente.pk, "correo", por=agente)
    ComprobacionIdentidad.objects.update(caduca_en=timezone.now() - timedelta(seconds=1))
    hecha = comprobar_codigo(comprobacion.uid, codigo_bueno(comprobacion), por=agente)
    assert hecha.resultado == ResultadoIdentidad.FALLIDA


@pytest.mark.django_db(transaction=True)
def test_tries_at_once_are_all_counted():
    uno, agente = ClienteFactory(correo="luz@example.com"), AgenteFactory()
    comprobacion = enviar_codigo_de_identidad(uno.pk, "correo", por=agente)

    def probar(_vez):
        try:
            return comprobar_codigo(comprobacion.uid, "no", por=agente).intentos
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as hilos:
        assert sorted(hilos.map(probar, range(4))) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("dato", "visto"),
    [
        ("12345678Z", "•••••78Z"),
        ("luz@example.com", "l•••@example.com"),
        ("+34600123456", "•••••456"),
        ("28013", "•••"),
    ],
)
def test_half_a_datum_does_not_give_it_away(dato, visto):
    assert a_medias(dato) == visto


# --- On the screen


@pytest.fixture
def agente(client):
    uno = AgenteFactory()
    client.force_login(uno)
    return uno


def paso(client, que, cliente, **datos):
    return client.post(reverse(f"incidencias:identidad_{que}"), {"cliente": cliente.pk, **datos})


def test_until_it_is_proved_the_agent_does_not_see_the_answers(client, agente, cliente):
    url = reverse("incidencias:nueva_cliente")
    dicho = client.get(url, {"cliente": cliente.pk}, headers={"HX-Request": "true"}).text
    for dato in ("12345678Z", "luz@example.com", "28013"):
        assert dato not in dicho
    hecha = paso(client, "preguntas", cliente, p_nif="12345678Z", p_cp="28013").text
    assert "Identidad comprobada" in hecha
    assert "12345678Z" in hecha


def test_the_search_does_not_give_them_either(client, agente, cliente):
    url = reverse("incidencias:nueva_buscar")
    dicho = client.get(url, {"q": cliente.nombre}, headers={"HX-Request": "true"}).text
    assert "78Z" in dicho
    assert "12345678Z" not in dicho
    assert "luz@" not in dicho


def test_a_wrong_answer_shows_nothing(client, agente, cliente):
    dicho = paso(client, "preguntas", cliente, p_nif="11111111H", p_cp="28013").text
    assert "No comprobada" in dicho
    assert "12345678Z" not in dicho


def test_by_a_code_from_the_screen(client, agente, cliente):
    assert "El código que te lee" in paso(client, "codigo", cliente, via_codigo="correo").text
    comprobacion = ComprobacionIdentidad.objects.get()
    datos = {"comprobacion": str(comprobacion.uid)}
    mal = paso(client, "comprobar", cliente, **datos, codigo="000")
    assert (mal.status_code, "Ese no es el código" in mal.text) == (422, True)
    bien = paso(client, "comprobar", cliente, **datos, codigo=codigo_bueno(comprobacion))
    assert "Identidad comprobada" in bien.text


def test_another_agents_check_is_not_mine(client, agente, cliente):
    otra = enviar_codigo_de_identidad(cliente.pk, "correo", por=AgenteFactory())
    datos = {"comprobacion": str(otra.uid), "codigo": codigo_bueno(otra)}
    assert paso(client, "comprobar", cliente, **datos).status_code == 422
    otra.refresh_from_db()
    assert otra.resultado == ResultadoIdentidad.PENDIENTE


@pytest.mark.parametrize("pk", ["", "x", "999999", "9" * 30])
def test_a_customer_that_does_not_exist_is_not_found(client, agente, pk):
    url = reverse("incidencias:identidad_preguntas")
    assert client.post(url, {"cliente": pk}).status_code == 404


def test_the_case_says_that_who_told_it_had_proved_who_they_are(client, agente, cliente):
    paso(client, "preguntas", cliente, p_nif="12345678Z", p_cp="28013")
    uid = ComprobacionIdentidad.objects.get().uid
    datos = {
        "cliente": cliente.pk,
        "asunto": "No enfría",
        "tipo": "averia",
        "canal": "telefono",
        "impacto": "medio",
        "urgencia": "media",
        "comprobacion": str(uid),
    }
    client.post(reverse("incidencias:nueva"), datos)
    caso = cliente.incidencias.get()
    assert caso.eventos.get(codigo="identidad").datos["metodo"] == "preguntas"
    otro = ClienteFactory()
    client.post(reverse("incidencias:nueva"), {**datos, "cliente": otro.pk})
    assert not otro.incidencias.get().eventos.filter(codigo="identidad").exists()
