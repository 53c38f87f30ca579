"""An exported chat in the timeline: at its own times, once, with its files, as one contact."""

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.urls import reverse
from PIL import Image

from clientes.tests.fabricas import ContactoFactory
from cuentas.tests.fabricas import AgenteFactory
from incidencias.eventos import Codigo
from incidencias.models import (
    Canal,
    DireccionMensaje,
    Estado,
    ImportacionChat,
    MensajeImportado,
    Tipo,
)
from incidencias.servicios import NuevaIncidencia, abrir_incidencia
from incidencias.servicios.chats_importados import importar_chat, subir_chat
from incidencias.servicios.whatsapp import confirmar_whatsapp, preparar_whatsapp
from nucleo.archivos import leer
from nucleo.errores import ErrorDeNegocio
from nucleo.models import Archivo

pytestmark = pytest.mark.django_db
MADRID = ZoneInfo("Europe/Madrid")
AHORA = datetime(2026, 11, 22, 12, tzinfo=MADRID)
ABIERTA = datetime(2026, 11, 21, 10, tzinfo=MADRID)
NOSOTROS = frozenset({"Calderas Ñuñoa"})
CHAT = """\
21/11/26, 9:34 - Los mensajes y las llamadas están cifrados de extremo a extremo.
21/11/26, 9:34 - Marta Gil: Buenos días
21/11/26, 10:30 - Marta Gil: la caldera no enciende
21/11/26, 10:31 - Marta Gil: IMG-1.jpg (archivo adjunto)
21/11/26, 10:45 - Calderas Ñuñoa: Apriete el botón rojo
21/11/26, 10:46 - Marta Gil: sigue igual
"""


@pytest.fixture(autouse=True)
def reloj():
    with time_machine.travel(AHORA, tick=False):
        yield


def abrir(agente):
    contacto = ContactoFactory(nombre="Marta Gil", cliente__nombre="Marta Gil", correo="")
    return abrir_incidencia(
        NuevaIncidencia(
            cliente=contacto.cliente,
            contacto=contacto,
            asunto="No enciende",
            tipo=Tipo.AVERIA,
            canal=Canal.WHATSAPP,
        ),
        por=agente,
        en=ABIERTA,
    )


@pytest.fixture
def caso(agente):
    return abrir(agente)


def foto():
    crudo = io.BytesIO()
    Image.new("RGB", (8, 6), "red").save(crudo, "JPEG")
    return crudo.getvalue()


def zip_de(texto, **ficheros):
    crudo = io.BytesIO()
    with zipfile.ZipFile(crudo, "w") as paquete:
        paquete.writestr("Chat de WhatsApp con Marta.txt", texto)
        for nombre, contenido in ficheros.items():
            paquete.writestr(nombre, contenido)
    return crudo.getvalue()


def subir(caso, agente, contenido, nombre="chat.txt"):
    crudo = contenido.encode() if isinstance(contenido, str) else contenido
    return subir_chat(caso, SimpleUploadedFile(nombre, crudo), por=agente)


def traer(caso, agente, contenido, **opciones):
    subida = subir(caso, agente, contenido)
    return importar_chat(subida.pk, por=agente, nosotros=NOSOTROS, **opciones)


def mensajes(caso):
    return [
        (f"{m.ocurrido_en.astimezone(MADRID):%H:%M}", m.direccion, m.texto)
        for m in caso.mensajes.order_by("ocurrido_en", "pk")
    ]


def test_each_message_is_at_its_own_time_on_its_own_side(caso, agente):
    hecha = traer(caso, agente, CHAT)
    assert hecha.mensajes_nuevos == 5
    assert mensajes(caso) == [
        ("09:34", "entrante", "Buenos días"),
        ("10:30", "entrante", "la caldera no enciende"),
        ("10:31", "entrante", "(No se ha traído el archivo IMG-1.jpg.)"),
        ("10:45", "saliente", "Apriete el botón rojo"),
        ("10:46", "entrante", "sigue igual"),
    ]
    assert {m.canal for m in caso.mensajes.all()} == {Canal.WHATSAPP}
    assert {m.contacto for m in caso.mensajes.filter(direccion="entrante")} == {caso.contacto}


def test_a_conversation_is_one_contact_and_our_first_line_in_it_the_answer(caso, agente):
    traer(caso, agente, CHAT)
    caso.refresh_from_db()
    assert caso.contactos_cliente == 2  # the one that opened it, and this conversation
    assert caso.primera_respuesta_en == datetime(2026, 11, 21, 10, 45, tzinfo=MADRID)
    assert (caso.estado, caso.responsable) == (Estado.EN_CURSO, agente)
    assert caso.responde_el_cliente  # theirs is the last word
    codigos = [e.codigo for e in caso.eventos.filter(datos__has_key="mensaje").order_by("id")]
    assert codigos.count(Codigo.MENSAJE_ENTRANTE) == 1
    assert codigos.count(Codigo.MENSAJE_SALIENTE) == 1
    assert codigos.count(Codigo.MENSAJE_TRAIDO) == 3


def test_after_a_day_of_silence_it_is_another_conversation(caso, agente):
    traer(caso, agente, CHAT + "22/11/26, 11:30 - Marta Gil: ¿vienen hoy?\n")
    caso.refresh_from_db()
    assert caso.contactos_cliente == 3


def test_what_was_said_before_the_case_counts_for_nothing(caso, agente):
    traer(
        caso,
        agente,
        "20/11/26, 9:34 - Marta Gil: hola\n20/11/26, 9:40 - Calderas Ñuñoa: buenas\n",
    )
    caso.refresh_from_db()
    assert (caso.contactos_cliente, caso.primera_respuesta_en) == (1, None)
    assert (caso.estado, caso.mensajes.count()) == (Estado.NUEVA, 2)


def test_brought_again_or_longer_only_what_is_new_is_added(caso, agente):
    traer(caso, agente, CHAT)
    assert traer(caso, agente, CHAT).mensajes_nuevos == 0
    largo = CHAT + "21/11/26, 10:46 - Marta Gil: sigue igual\n22/11/26, 9:00 - Marta Gil: ya va\n"
    assert traer(caso, agente, largo).mensajes_nuevos == 2  # said twice in a minute is said twice
    assert caso.mensajes.count() == 7


def test_a_message_edited_since_is_the_same_one_with_what_it_says_now(caso, agente):
    traer(caso, agente, CHAT)
    editado = CHAT.replace("sigue igual", "sigue igual, sale E18 <Se editó este mensaje.>")
    editado = editado.replace("Apriete el botón rojo", "Apriete otro <Se editó este mensaje>")
    assert traer(caso, agente, editado).mensajes_nuevos == 0
    assert mensajes(caso)[3:] == [
        (
            "10:45",
            "saliente",
            "Apriete otro\n\n(Editado. Antes decía: «Apriete el botón rojo»)",
        ),
        ("10:46", "entrante", "sigue igual, sale E18\n\n(Editado. Antes decía: «sigue igual»)"),
    ]
    # The same export again, and the first one of all: nothing is added nor changed.
    antes = mensajes(caso)
    assert traer(caso, agente, editado).mensajes_nuevos == 0
    assert mensajes(caso) == antes
    otra_vez = editado.replace("sale E18", "sale E19")
    assert traer(caso, agente, otra_vez).mensajes_nuevos == 0
    assert caso.mensajes.count() == 5


def test_an_edited_message_that_was_not_brought_is_new(caso, agente):
    """In its minute nothing is missing: it takes nobody's place."""
    traer(caso, agente, CHAT)
    mas = CHAT + "21/11/26, 10:46 - Marta Gil: E18 <Se editó este mensaje.>\n"
    assert traer(caso, agente, mas).mensajes_nuevos == 1
    assert mensajes(caso)[-2:] == [
        ("10:46", "entrante", "sigue igual"),
        ("10:46", "entrante", "E18"),
    ]


def test_another_text_in_the_same_minute_without_the_mark_is_another_message(caso, agente):
    traer(caso, agente, CHAT)
    assert traer(caso, agente, CHAT.replace("sigue igual", "sale E18")).mensajes_nuevos == 1


def test_before_it_is_brought_again_how_many_were_edited_is_said(oficina, agente, caso):
    traer(caso, agente, CHAT)
    editado = CHAT.replace("sigue igual", "sale E18 <Se editó este mensaje.>")
    subida = oficina.post(
        reverse("incidencias:chat_subir", args=[caso.codigo]),
        {"fichero": SimpleUploadedFile("chat.txt", editado.encode())},
    )
    texto = oficina.get(subida.url).content.decode()
    assert "Nada nuevo" in texto
    assert "1 se ha editado desde entonces" in texto


def test_a_second_export_with_media_hangs_the_file_that_was_missing(caso, agente):
    sin = CHAT.replace("IMG-1.jpg (archivo adjunto)", "<Multimedia omitido>")
    traer(caso, agente, sin)
    assert not caso.adjuntos.exists()
    hecha = traer(caso, agente, zip_de(CHAT, **{"IMG-1.jpg": foto()}))
    adjunto = caso.adjuntos.get()
    assert (hecha.mensajes_nuevos, hecha.ficheros_nuevos) == (0, 1)
    assert (adjunto.nombre, adjunto.archivo.tipo) == ("IMG-1.jpg", "image/jpeg")
    assert f"{adjunto.mensaje.ocurrido_en.astimezone(MADRID):%H:%M}" == "10:31"
    traer(caso, agente, zip_de(CHAT, **{"IMG-1.jpg": foto()}))
    assert caso.adjuntos.count() == 1


def test_a_voice_note_comes_too_and_what_is_not_admitted_is_named(caso, agente):
    opus = b"OggS\x00\x02" + bytes(22) + b"\x01\x13OpusHead\x01\x01" + bytes(100)
    chat = CHAT + (
        "21/11/26, 10:47 - Marta Gil: PTT-1.opus (archivo adjunto)\n"
        "21/11/26, 10:48 - Marta Gil: virus.exe (archivo adjunto)\n"
    )
    traer(caso, agente, zip_de(chat, **{"PTT-1.opus": opus, "virus.exe": b"MZ" + bytes(99)}))
    assert {a.nombre for a in caso.adjuntos.all()} == {"PTT-1.opus"}
    assert leer(caso.adjuntos.get().archivo) == opus
    assert "virus.exe" in caso.mensajes.order_by("-ocurrido_en").first().texto


def test_the_export_itself_does_not_stay_and_a_forgotten_one_goes_the_next_day(caso, agente):
    traer(caso, agente, CHAT)
    assert not Archivo.objects.exists()
    olvidada = subir(caso, agente, CHAT)
    with time_machine.travel(AHORA + timedelta(days=2)):
        subir(caso, agente, CHAT + "22/11/26, 9:00 - Marta Gil: ya va\n")
    assert not ImportacionChat.objects.filter(pk=olvidada.pk).exists()
    assert Archivo.objects.count() == 1


def test_what_left_by_the_button_is_not_brought_again(caso, agente):
    with time_machine.travel(datetime(2026, 11, 21, 10, 44, tzinfo=MADRID)):
        envio = preparar_whatsapp(
            caso.cliente,
            incidencia=caso,
            por=agente,
            texto="Apriete el botón rojo",
            telefono="600123456",
        )
        confirmar_whatsapp(envio.pk, por=agente)
    assert traer(caso, agente, CHAT).mensajes_nuevos == 4
    assert caso.mensajes.filter(direccion=DireccionMensaje.SALIENTE).count() == 1
    assert traer(caso, agente, CHAT).mensajes_nuevos == 0


def test_only_from_a_day_on(caso, agente):
    hecha = traer(
        caso, agente, "01/03/26, 9:00 - Marta Gil: otra cosa\n" + CHAT, desde=date(2026, 11, 1)
    )
    assert (hecha.mensajes_nuevos, caso.mensajes.count()) == (5, 5)


def test_without_a_customer_in_it_nothing_is_brought(caso, agente):
    subida = subir(caso, agente, CHAT)
    with pytest.raises(ErrorDeNegocio, match="quedar alguien"):
        importar_chat(subida.pk, por=agente, nosotros=NOSOTROS | {"Marta Gil"})
    assert not caso.mensajes.exists()


@pytest.mark.parametrize(
    ("contenido", "frase"),
    [
        (b"hola", "no es un chat"),
        (b"PK\x03\x04roto", "no es un chat"),
        (zip_de("hola"), "no hay ning"),
        (b"\xff\xd8\xff", "no es un chat"),
    ],
)
def test_what_is_no_chat_is_refused_and_not_kept(caso, agente, contenido, frase):
    with pytest.raises(ErrorDeNegocio, match=frase):
        subir(caso, agente, contenido)
    assert not ImportacionChat.objects.exists()
    assert not Archivo.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_people_bringing_the_same_chat_bring_it_once():
    agente = AgenteFactory()
    caso = abrir(agente)
    subidas = [subir(caso, agente, CHAT), subir(caso, agente, CHAT + "\n")]

    def importar(subida):
        try:
            return importar_chat(subida.pk, por=agente, nosotros=NOSOTROS).mensajes_nuevos
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as hilos:
        assert sorted(hilos.map(importar, subidas)) == [0, 5]
    assert MensajeImportado.objects.count() == caso.mensajes.count() == 5


# --- Screens


def test_upload_look_and_bring(oficina, caso):
    subida = oficina.post(
        reverse("incidencias:chat_subir", args=[caso.codigo]),
        {"fichero": SimpleUploadedFile("chat.zip", zip_de(CHAT, **{"IMG-1.jpg": foto()}))},
    )
    vista = oficina.get(subida.url)
    texto = vista.content.decode()
    assert "5 mensajes nuevos" in texto
    assert vista.context["form"].initial["nosotros"] == ["Calderas Ñuñoa"]
    assert not caso.mensajes.exists()
    hecha = oficina.post(subida.url, {"nosotros": ["Calderas Ñuñoa"], "orden": "dia", "desde": ""})
    assert hecha.url == caso.get_absolute_url()
    ficha = oficina.get(hecha.url).content.decode()
    assert "la caldera no enciende" in ficha
    assert "trajo 5 mensajes" in ficha
    assert oficina.get(subida.url).status_code == 404  # brought: there is nothing to look at


@pytest.mark.parametrize(
    "datos",
    [
        {"nosotros": ["Otro"]},
        {"nosotros": ["Calderas Ñuñoa", "Marta Gil"]},
        {"nosotros": ["Calderas Ñuñoa"], "desde": "3000-01-01"},
        {"nosotros": ["Calderas Ñuñoa"], "orden": "siglo"},
    ],
)
def test_a_wrong_choice_is_said_and_brings_nothing(oficina, agente, caso, datos):
    url = reverse("incidencias:chat_traer", args=[caso.codigo, subir(caso, agente, CHAT).pk])
    assert oficina.post(url, datos).status_code == 422
    assert not caso.mensajes.exists()


def test_a_file_that_is_no_chat_is_said_beside_it(oficina, caso):
    url = reverse("incidencias:chat_subir", args=[caso.codigo])
    for fichero in ({}, {"fichero": SimpleUploadedFile("chat.txt", b"hola")}):
        assert oficina.post(url, fichero).status_code == 422


def test_the_upload_of_one_case_is_not_of_another(oficina, agente, caso):
    subida = subir(caso, agente, CHAT)
    otro = abrir(agente)
    url = reverse("incidencias:chat_traer", args=[otro.codigo, subida.pk])
    assert oficina.get(url).status_code == 404
