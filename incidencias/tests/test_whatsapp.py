"""WhatsApp by hand: prepared is not sent, and only its person says that it was."""

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connections
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from clientes.tests.fabricas import ClienteFactory, ContactoFactory
from conocimiento.models import Plantilla
from cuentas.tests.fabricas import AgenteFactory
from incidencias.eventos import Codigo
from incidencias.models import (
    Canal,
    DireccionMensaje,
    EnvioWhatsApp,
    Estado,
    EstadoEnvio,
    Incidencia,
    Mensaje,
    Tipo,
)
from incidencias.servicios import NuevaIncidencia, abrir_incidencia
from incidencias.servicios.whatsapp import (
    confirmar_whatsapp,
    descartar_whatsapp,
    preparar_whatsapp,
)
from incidencias.tests.fabricas import IncidenciaFactory
from incidencias.whatsapp.enlace import enlace_de, es_fijo
from nucleo.errores import ErrorDeNegocio

pytestmark = pytest.mark.django_db
TELEFONO = "600 12 34 56"


@pytest.fixture
def caso(agente):
    contacto = ContactoFactory(telefono="+34600123456", correo="")
    return abrir_incidencia(
        NuevaIncidencia(
            cliente=contacto.cliente,
            contacto=contacto,
            asunto="No enciende",
            tipo=Tipo.AVERIA,
            canal=Canal.WHATSAPP,
        ),
        por=agente,
    )


def preparar(caso, agente, texto="Buenos días"):
    return preparar_whatsapp(
        caso.cliente, incidencia=caso, por=agente, texto=texto, telefono=TELEFONO
    )


@given(st.text(min_size=1, max_size=300))
def test_the_link_carries_the_text_as_it_is(texto):
    texto = texto.encode("utf-8", "ignore").decode()
    partes = urlsplit(enlace_de("+34600123456", texto))
    assert (partes.netloc, partes.path) == ("wa.me", "/34600123456")
    assert parse_qs(partes.query, keep_blank_values=True).get("text", [""])[0] == texto


def test_a_land_line_is_told_from_a_mobile():
    assert es_fijo("+34916543210")
    assert not es_fijo("+34600123456")
    assert not es_fijo("")


def test_what_is_prepared_is_in_the_timeline_and_moves_no_clock(caso, agente):
    envio = preparar(caso, agente)
    caso.refresh_from_db()
    assert (envio.estado, envio.telefono) == (EstadoEnvio.PREPARADO, "+34600123456")
    assert caso.eventos.get(codigo=Codigo.WHATSAPP_PREPARADO).datos == {"envio": envio.pk}
    assert (caso.estado, caso.primera_respuesta_en) == (Estado.NUEVA, None)
    assert not caso.mensajes.exists()


def test_once_its_person_says_it_was_sent_it_is_an_answer_of_that_moment(caso, agente):
    envio = preparar(caso, agente)
    confirmar_whatsapp(envio.pk, por=agente)
    caso.refresh_from_db()
    envio.refresh_from_db()
    mensaje = caso.mensajes.get()
    assert (mensaje.canal, mensaje.direccion) == (Canal.WHATSAPP, DireccionMensaje.SALIENTE)
    assert (envio.mensaje, envio.estado) == (mensaje, EstadoEnvio.ENVIADO)
    assert caso.primera_respuesta_en == envio.preparado_en
    assert (caso.estado, caso.responsable) == (Estado.EN_CURSO, agente)
    assert mensaje.comunicacion is None  # nothing of ours left by itself


def test_discarded_it_was_never_said(caso, agente):
    envio = preparar(caso, agente)
    descartar_whatsapp(envio.pk, por=agente)
    caso.refresh_from_db()
    assert caso.primera_respuesta_en is None
    assert caso.eventos.filter(codigo=Codigo.WHATSAPP_DESCARTADO).exists()
    with pytest.raises(ErrorDeNegocio, match="Ya se dijo"):
        confirmar_whatsapp(envio.pk, por=agente)
    assert not caso.mensajes.exists()


@pytest.mark.parametrize(
    ("campos", "frase"),
    [
        ({"texto": "  "}, "Escribe el mensaje"),
        ({"texto": "a" * 4_001}, "más de 4000"),
        ({"telefono": "12"}, "no es un teléfono"),
        ({"telefono": " "}, "a qué teléfono"),
    ],
)
def test_what_cannot_be_prepared_leaves_nothing(caso, agente, campos, frase):
    todos = {"texto": "Hola", "telefono": TELEFONO} | campos
    with pytest.raises(ErrorDeNegocio, match=frase):
        preparar_whatsapp(caso.cliente, incidencia=caso, por=agente, **todos)
    assert not EnvioWhatsApp.objects.exists()


def test_nobody_writes_from_a_cancelled_case(agente):
    caso = IncidenciaFactory(estado=Estado.ANULADA)
    with pytest.raises(ErrorDeNegocio, match="ya no se escribe"):
        preparar(caso, agente)


@pytest.mark.django_db(transaction=True)
def test_two_who_confirm_at_once_leave_one_message():
    agente = AgenteFactory()
    envio = preparar(IncidenciaFactory(), agente)

    def confirmar(_n):
        try:
            confirmar_whatsapp(envio.pk, por=agente)
        except ErrorDeNegocio:
            return "ya"
        finally:
            connections.close_all()
        return "hecho"

    with ThreadPoolExecutor(2) as hilos:
        assert sorted(hilos.map(confirmar, range(2))) == ["hecho", "ya"]
    assert Mensaje.objects.count() == 1


# --- Screens


def test_the_button_brings_the_template_filled_in(oficina, caso):
    plantilla = Plantilla.objects.filter(textos__idioma="es").first()
    pagina = oficina.get(reverse("incidencias:whatsapp", args=[caso.codigo]))
    assert "+34600123456" in pagina.content.decode()
    con_texto = oficina.get(pagina.request["PATH_INFO"], {"plantilla": plantilla.pk})
    assert con_texto.context["form"]["texto"].value().strip()


def test_sending_the_form_opens_whatsapp_and_notes_it(oficina, caso):
    url = reverse("incidencias:whatsapp", args=[caso.codigo])
    respuesta = oficina.post(url, {"telefono": TELEFONO, "texto": "¿Está en casa? <b>"})
    destino = "https://wa.me/34600123456?text=%C2%BFEst%C3%A1%20en%20casa%3F%20%3Cb%3E"
    assert destino in respuesta.content.decode()
    ficha = oficina.get(caso.get_absolute_url()).content.decode()
    assert "preparó un WhatsApp" in ficha
    al_lado = oficina.get(f"{caso.get_absolute_url()}luego/").content.decode()
    assert "¿Se envió?" in al_lado
    for pagina in (ficha, al_lado):
        assert "&lt;b&gt;" in pagina
        assert "<b>" not in pagina


@pytest.mark.parametrize("campos", [{}, {"telefono": "no"}, {"texto": "[[falta: día]]"}])
def test_a_wrong_form_comes_back_filled_and_notes_nothing(oficina, caso, campos):
    datos = {"telefono": TELEFONO, "texto": "" if not campos else "Hola"} | campos
    respuesta = oficina.post(reverse("incidencias:whatsapp", args=[caso.codigo]), datos)
    assert respuesta.status_code == 422
    assert not EnvioWhatsApp.objects.exists()


@pytest.mark.parametrize(("decision", "mensajes"), [("enviado", 1), ("descartado", 0)])
def test_its_person_decides_on_the_page_of_the_case(oficina, agente, caso, decision, mensajes):
    envio = preparar(caso, agente)
    respuesta = oficina.post(reverse(f"incidencias:whatsapp_{decision}", args=[envio.pk]))
    assert respuesta.url == caso.get_absolute_url()
    envio.refresh_from_db()
    assert (envio.estado, caso.mensajes.count()) == (decision, mensajes)
    assert "¿Se envió?" not in oficina.get(f"{caso.get_absolute_url()}luego/").content.decode()


def test_a_customer_of_whom_nothing_is_open_is_written_to_from_their_page(oficina):
    cliente = ClienteFactory(telefono="+34600123456")
    url = reverse("incidencias:whatsapp_a_cliente", args=[cliente.pk])
    assert url in oficina.get(cliente.get_absolute_url()).content.decode()
    assert (
        "wa.me/34600123456"
        in oficina.post(url, {"telefono": TELEFONO, "texto": "Hola"}).content.decode()
    )
    assert EnvioWhatsApp.objects.get().incidencia is None
    assert "¿Se envió?" in oficina.get(cliente.get_absolute_url()).content.decode()


def test_strangers_find_nothing(client, caso, agente):
    envio = preparar(caso, agente)
    client.force_login(
        caso.contacto.usuario or ContactoFactory().usuario or AgenteFactory(roles=[])
    )
    for url in (
        reverse("incidencias:whatsapp", args=[caso.codigo]),
        reverse("incidencias:whatsapp_abrir", args=[envio.pk]),
        reverse("incidencias:whatsapp_a_cliente", args=[caso.cliente_id]),
    ):
        assert client.get(url).status_code == 404


def test_the_page_of_a_case_costs_the_same_with_one_prepared_as_with_a_dozen(
    oficina, agente, caso, consultas
):
    url = f"{caso.get_absolute_url()}luego/"
    preparar(caso, agente)
    oficina.get(url)  # what is kept between pages
    con_uno = consultas(oficina.get, url)
    for _n in range(12):
        preparar(caso, agente)
    assert consultas(oficina.get, url) == con_uno
    assert Incidencia.objects.count() == 1
