"""The pages that a mail leads to speak the language of that mail."""

from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from clientes.tests.fabricas import ClienteFactory
from cuentas.tests.fabricas import AgenteFactory
from incidencias.models import Mensaje
from incidencias.servicios.previas import (
    abrir_enlace_de_fotos,
    direccion_de,
    entregar_enlaces,
    tomar_borrador,
)
from incidencias.tests.fabricas import IncidenciaFactory
from nucleo.enlaces import firmar
from nucleo.models import Comunicacion
from portal.tests.fabricas import ContactoConAccesoFactory, foto

pytestmark = pytest.mark.django_db

DICHO = {
    "es": ("Qué ha pasado", "La verá una persona", "Mándenos las fotos"),
    "ca": ("Què ha passat", "La veurà una persona", "Enviï'ns les fotos"),
    "gl": ("Que pasou", "Verá unha persoa", "Mándenos as fotos"),
    "eu": ("Zer gertatu den", "Pertsona batek ikusiko du", "Bidali argazkiak"),
    "en": ("What has happened", "A person will read it", "Send us the photos"),
}
IDIOMAS = pytest.mark.parametrize("idioma", DICHO)


@pytest.fixture(autouse=True)
def _carpeta(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def enlace_de(caso):
    token = firmar("seguimiento", caso.codigo, caso.enlace_version)
    return reverse("portal:seguimiento_enlace", args=[caso.codigo, token])


@IDIOMAS
def test_the_page_of_a_case_opened_from_a_mail_is_in_its_language(client, idioma):
    pagina = client.get(enlace_de(IncidenciaFactory(idioma=idioma))).content.decode()
    assert f'<html lang="{idioma}"' in pagina
    for frase in DICHO[idioma][:2]:
        assert frase in pagina
    assert (DICHO["es"][0] in pagina) == (idioma == "es")
    assert ("ahora mismo" in pagina) == (idioma == "es"), "dates too"


def test_what_is_wrong_is_said_in_it_too_and_so_is_what_was_done(client):
    caso = IncidenciaFactory(idioma="ca")
    vacio = client.post(enlace_de(caso), {"accion": "mensaje", "texto": " "})
    assert vacio.status_code == 422
    assert "Escrigui el missatge abans d&#x27;enviar-lo." in vacio.content.decode()
    hecho = client.post(enlace_de(caso), {"accion": "mensaje", "texto": "Torna a fallar."})
    assert [str(uno) for uno in get_messages(hecho.wsgi_request)] == ["Hem rebut el seu missatge."]
    assert Mensaje.objects.get(incidencia=caso).texto == "Torna a fallar."


def test_who_signs_in_finds_the_portal_as_it_is(client):
    contacto = ContactoConAccesoFactory()
    caso = IncidenciaFactory(cliente=contacto.cliente, contacto=contacto, idioma="ca")
    client.force_login(contacto.usuario)
    pagina = client.get(reverse("portal:incidencia", args=[caso.codigo])).content.decode()
    assert '<html lang="es"' in pagina
    assert DICHO["es"][0] in pagina


def test_after_it_the_next_page_is_in_spanish_again(client):
    client.get(enlace_de(IncidenciaFactory(idioma="eu")))
    assert "Hablar con una persona" in client.get(reverse("portal:seguimiento")).content.decode()


@IDIOMAS
def test_the_page_for_photos_is_in_the_language_of_who_was_sent_it(client, idioma):
    enlace = abrir_enlace_de_fotos(
        uuid4(), por=AgenteFactory(), cliente=ClienteFactory(idioma=idioma)
    )
    direccion = direccion_de(enlace)
    assert DICHO[idioma][2] in client.get(direccion).content.decode()
    enviada = client.post(direccion, {"ficheros": [foto()]}, follow=True)
    assert ("Nos ha llegado 1 foto" in enviada.content.decode()) == (idioma == "es")


def test_and_in_that_of_its_case_once_there_is_one(client):
    agente, uid = AgenteFactory(), uuid4()
    enlace = abrir_enlace_de_fotos(uid, por=agente)
    assert DICHO["es"][2] in client.get(direccion_de(enlace)).content.decode()
    entregar_enlaces(tomar_borrador(uid, por=agente), IncidenciaFactory(idioma="gl"))
    assert DICHO["gl"][2] in client.get(direccion_de(enlace)).content.decode()


@IDIOMAS
def test_who_asks_for_the_link_gets_it_in_the_language_of_the_case(client, idioma):
    cliente = ClienteFactory(correo="marta@cliente.example")
    caso = IncidenciaFactory(cliente=cliente, idioma=idioma)
    client.post(reverse("portal:seguimiento"), {"codigo": caso.codigo, "correo": cliente.correo})
    enviada = Comunicacion.objects.get(plantilla="seguimiento")
    assert enviada.idioma == idioma
    assert caso.codigo in enviada.asunto
