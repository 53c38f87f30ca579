"""The call screen, and the queue of calls to return."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from clientes.tests.fabricas import ClienteFactory, ContactoFactory
from cuentas.tests.fabricas import AgenteFactory, ClienteUsuarioFactory, GrupoFactory
from incidencias.models import DevolucionLlamada, EstadoDevolucion, Llamada, MotivoLlamada
from incidencias.tests.fabricas import (
    DevolucionLlamadaFactory,
    ExtensionFactory,
    IncidenciaFactory,
    LlamadaCentralitaFactory,
    LlamadaFactory,
)

pytestmark = pytest.mark.django_db
NUMERO = "+34600123456"
URL = reverse("incidencias:llamada")
COLA = reverse("incidencias:llamadas")


@pytest.fixture
def agente(client):
    uno = AgenteFactory()
    client.force_login(uno)
    return uno


def pagina(client, **parametros):
    respuesta = client.get(URL, parametros)
    assert respuesta.status_code == 200
    return respuesta.content.decode()


def test_nobody_calls_and_the_page_waits(client, agente):
    vacia = pagina(client)
    assert "Esperando una llamada" in vacia
    assert "every 15s" in vacia


def test_the_only_customer_with_that_number_and_what_they_have_open(client, agente):
    caso = IncidenciaFactory(cliente=ClienteFactory(telefono=NUMERO))
    dicho = pagina(client, telefono="600 123 456")
    assert escape(caso.cliente) in dicho
    assert caso.codigo in dicho
    assert "aún no la lleva nadie" in dicho.lower()


def test_several_with_the_same_number_are_chosen_by_a_key(client, agente):
    casa = ClienteFactory(telefono=NUMERO, nombre="Marta Ruiz")
    trabajo = ContactoFactory(
        telefono=NUMERO, cliente=ClienteFactory(nombre="Talleres Ruiz, S. L.")
    )
    dicho = pagina(client, telefono=NUMERO)
    assert "¿Quién llama?" in dicho
    assert 'data-tecla="1"' in dicho
    assert 'data-tecla="2"' in dicho
    assert "Talleres Ruiz" in pagina(client, telefono=NUMERO, cliente=trabajo.cliente_id)
    assert escape(casa) in pagina(client, telefono=NUMERO, cliente=casa.pk)


def test_who_was_merged_into_another_is_shown_once(client, agente):
    vive = ClienteFactory(telefono=NUMERO)
    ClienteFactory(telefono=NUMERO, fusionado_en=vive)
    assert "¿Quién llama?" not in pagina(client, telefono=NUMERO)


@pytest.mark.parametrize("telefono", ["anonymous", "999", "<b>", "6" * 200, "+34 600 99"])
def test_a_number_that_says_nothing_leads_to_a_new_case(client, agente, telefono):
    dicho = pagina(client, telefono=telefono)
    assert "Número oculto" in dicho
    assert "<b>" not in dicho.replace("<b></b>", "")


def test_a_blocked_customer_is_nobody(client, agente):
    ClienteFactory(telefono=NUMERO, bloqueado_en=timezone.now())
    assert "Número desconocido" in pagina(client, telefono=NUMERO)


def test_the_cases_of_other_peoples_restricted_teams_are_not_shown(client, agente):
    cliente = ClienteFactory(telefono=NUMERO)
    IncidenciaFactory(cliente=cliente, grupo=GrupoFactory(es_restringido=True), asunto="Secreto")
    assert "Secreto" not in pagina(client, telefono=NUMERO)


def test_the_call_that_rings_on_my_desk_opens_by_itself(client, agente):
    cliente = ClienteFactory(telefono=NUMERO)
    ExtensionFactory(numero="201", usuario=agente)
    LlamadaCentralitaFactory(numero="+34600999999", extensiones=["305"])
    assert client.get(reverse("incidencias:llamada_sonando")).headers.get("HX-Redirect") is None
    mia = LlamadaCentralitaFactory(numero=NUMERO, extensiones=["201"])
    respuesta = client.get(reverse("incidencias:llamada_sonando"))
    assert (respuesta.status_code, respuesta["HX-Redirect"]) == (204, f"{URL}?llamada={mia.pk}")
    assert escape(cliente) in pagina(client)
    assert escape(cliente) in pagina(client, llamada=mia.pk)
    assert escape(cliente) in pagina(client, uniqueid=mia.uniqueid)


def test_the_call_already_written_does_not_open_again(client, agente):
    mia = LlamadaCentralitaFactory(agente=agente, en_curso=True)
    LlamadaFactory(centralita=mia)
    assert "Esperando una llamada" in pagina(client)


@pytest.mark.parametrize("llamada", ["abc", "999999", "-1", "9" * 30])
def test_a_call_that_does_not_exist_is_not_found(client, agente, llamada):
    assert client.get(URL, {"llamada": llamada}).status_code == 404


def apuntar(client, que, caso, **datos):
    return client.post(reverse(f"incidencias:llamada_{que}"), {"caso": caso.codigo, **datos})


def test_the_call_is_written_on_the_case_and_the_page_goes_on_to_it(client, agente):
    caso = IncidenciaFactory()
    central = LlamadaCentralitaFactory(agente=agente, en_curso=True)
    respuesta = apuntar(client, "apuntar", caso, llamada=central.pk, notas="Ahora pita")
    assert respuesta.url == f"{caso.get_absolute_url()}#redactor"
    apunte = Llamada.objects.get()
    assert (apunte.motivo, apunte.notas) == (MotivoLlamada.APORTA, "Ahora pita")
    assert (apunte.centralita, apunte.usuario) == (central, agente)


def test_a_status_query_is_written_and_the_next_call_awaited(client, agente):
    caso = IncidenciaFactory()
    assert apuntar(client, "estado", caso).url == URL
    caso.refresh_from_db()
    assert Llamada.objects.get().motivo == MotivoLlamada.ESTADO
    assert caso.contactos_cliente == 0  # the factory's: a status call is not one more


@pytest.mark.parametrize("que", ["apuntar", "estado"])
def test_who_was_owed_a_call_and_calls_again_is_owed_nothing(client, agente, que):
    debida = DevolucionLlamadaFactory(numero=NUMERO)
    otra = DevolucionLlamadaFactory()
    apuntar(client, que, IncidenciaFactory(), telefono=NUMERO)
    debida.refresh_from_db()
    otra.refresh_from_db()
    assert (debida.estado, otra.estado) == ("volvio", "pendiente")


@pytest.mark.parametrize(("canal", "estado"), [("telefono", "volvio"), ("presencial", "pendiente")])
def test_opening_their_case_by_telephone_attends_to_them_too(client, agente, canal, estado):
    debida = DevolucionLlamadaFactory(numero=NUMERO)
    datos = {"asunto": "No enfría", "tipo": "averia", "impacto": "medio", "urgencia": "media"}
    cliente = ClienteFactory(telefono=NUMERO)
    client.post(reverse("incidencias:nueva"), {**datos, "cliente": cliente.pk, "canal": canal})
    debida.refresh_from_db()
    assert debida.estado == estado


def test_the_same_call_twice_on_a_case_is_written_once(client, agente):
    caso, central = IncidenciaFactory(), LlamadaCentralitaFactory(agente=agente)
    apuntar(client, "estado", caso, llamada=central.pk)
    apuntar(client, "estado", caso, llamada=central.pk)
    assert Llamada.objects.count() == 1


@pytest.mark.parametrize("que", ["apuntar", "estado"])
def test_on_a_case_that_one_may_not_see_nothing_is_written(client, agente, que):
    ajeno = IncidenciaFactory(grupo=GrupoFactory(es_restringido=True))
    assert apuntar(client, que, ajeno).status_code == 404
    assert not Llamada.objects.exists()


def test_the_screen_costs_the_same_with_one_case_as_with_eight(client, agente, consultas):
    cliente = ClienteFactory(telefono=NUMERO)
    IncidenciaFactory(cliente=cliente)
    client.get(URL)  # the bell is counted once and remembered
    con_una = consultas(client.get, URL, {"telefono": NUMERO})
    IncidenciaFactory.create_batch(9, cliente=cliente)
    assert consultas(client.get, URL, {"telefono": NUMERO}) == con_una


# --- The queue


def decidir(client, que, fila, **datos):
    return client.post(reverse(f"incidencias:llamadas_{que}", args=[fila.pk]), datos, follow=True)


def test_the_queue_is_empty_and_says_so(client, agente):
    assert "No debemos ninguna llamada" in client.get(COLA).content.decode()


def test_the_queue_says_who_it_may_be_and_what_is_late(client, agente):
    ClienteFactory(telefono=NUMERO, nombre="Marta Ruiz")
    ayer = timezone.now() - timedelta(days=1)
    DevolucionLlamadaFactory(numero=NUMERO, primera_en=ayer, vence_en=ayer + timedelta(hours=2))
    dicho = client.get(COLA).content.decode()
    assert "Marta Ruiz" in dicho
    assert "devolucion--tarde" in dicho
    assert "1 tarde" in dicho
    assert f'href="tel:{NUMERO}"' in dicho


def test_the_queue_costs_the_same_with_one_as_with_twenty(client, agente, consultas):
    DevolucionLlamadaFactory()
    client.get(COLA)  # the bell is counted once and remembered
    con_una = consultas(client.get, COLA)
    DevolucionLlamadaFactory.create_batch(19)
    assert consultas(client.get, COLA) == con_una


def test_each_decision_on_a_call_back(client, agente):
    fila = DevolucionLlamadaFactory()
    decidir(client, "tomar", fila)
    decidir(client, "sin-respuesta", fila)
    fila.refresh_from_db()
    assert (fila.responsable, fila.intentos, fila.estado) == (agente, 1, "pendiente")
    assert "devuelta" in decidir(client, "contestada", fila).content.decode()
    fila.refresh_from_db()
    assert fila.estado == EstadoDevolucion.DEVUELTA
    assert "ya no está pendiente" in decidir(client, "contestada", fila).content.decode()


@pytest.mark.parametrize(
    ("que", "datos", "frase"),
    [
        ("descartar", {"motivo": " "}, "Di por qué"),
        ("hora", {"vence_en": "ayer"}, "válida"),
        ("hora", {"vence_en": "1900-01-01T10:00"}, "ya ha pasado"),
        ("hora", {"vence_en": "3000-01-01T10:00"}, "más de un año"),
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(client, agente, que, datos, frase):
    fila = DevolucionLlamadaFactory()
    assert frase in decidir(client, que, fila, **datos).content.decode()
    sin_tocar = DevolucionLlamada.objects.get(pk=fila.pk)
    assert (sin_tocar.estado, sin_tocar.vence_en) == ("pendiente", fila.vence_en)


def test_somebody_asks_to_be_called_at_an_hour(client, agente):
    manana = timezone.localtime() + timedelta(days=1)
    client.post(COLA, {"numero": "600 123 456", "vence_en": f"{manana:%Y-%m-%dT%H:%M}"})
    pedida = DevolucionLlamada.objects.get()
    assert (pedida.numero, pedida.hora_pactada) == (NUMERO, True)


@pytest.mark.parametrize(
    ("datos", "frase"),
    [
        ({"numero": "", "vence_en": "2030-01-01T10:00"}, "Escribe el teléfono"),
        ({"numero": "hola", "vence_en": ""}, "Di a qué hora"),
        ({"numero": "6" * 31, "vence_en": ""}, "30 caracteres"),
        ({"numero": "<b>1</b>", "vence_en": "MANANA"}, "no es un teléfono"),
    ],
)
def test_a_bad_request_comes_back_filled(client, agente, datos, frase):
    if datos["vence_en"] == "MANANA":
        datos |= {"vence_en": f"{timezone.localtime() + timedelta(days=1):%Y-%m-%dT%H:%M}"}
    respuesta = client.post(COLA, datos)
    assert respuesta.status_code == 422
    dicho = respuesta.content.decode()
    assert frase in dicho
    assert "<b>1" not in dicho
    assert not DevolucionLlamada.objects.exists()


def test_all_the_calls_and_those_of_a_day(client, agente, consultas):
    url = reverse("incidencias:llamadas_registro")
    assert "Ninguna llamada" in client.get(url).content.decode()
    vieja = LlamadaCentralitaFactory(
        abandonada=True, ofrecida_en=timezone.now() - timedelta(days=3)
    )
    con_una = consultas(client.get, url)
    LlamadaCentralitaFactory.create_batch(5, terminada=True)
    assert consultas(client.get, url) == con_una
    pagina = client.get(url, {"dia": vieja.dia_oferta.isoformat(), "parte": "abandonadas"})
    assert list(pagina.context["pagina"]) == [vieja]
    assert client.get(url, {"dia": "2026-99-99", "hasta": "nunca"}).status_code == 200


@pytest.mark.parametrize("url", [URL, COLA, reverse("incidencias:llamadas_registro")])
def test_a_customer_finds_nothing_there(client, url):
    client.force_login(ClienteUsuarioFactory())
    assert client.get(url).status_code == 404
