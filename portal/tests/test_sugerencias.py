"""The suggestion box of the portal: a case of its own, that waits until its author is answered."""

import pytest
from django.urls import reverse

from cuentas.tests.fabricas import AgenteFactory
from incidencias.models import Canal, Incidencia, Tipo
from incidencias.servicios.spam import vetar
from nucleo.models import Comunicacion
from portal.tests.fabricas import ContactoConAccesoFactory

pytestmark = pytest.mark.django_db


def test_a_customer_makes_a_suggestion_in_the_portal_and_follows_it(client):
    contacto = ContactoConAccesoFactory()
    client.force_login(contacto.usuario)
    url = reverse("portal:sugerencia")
    assert client.get(url).status_code == 200
    assert client.post(url, {"texto": " "}).status_code == 422
    assert not Incidencia.objects.exists()
    respuesta = client.post(url, {"texto": "Abran los sábados. Trabajo entre semana."})
    caso = Incidencia.objects.get()
    assert respuesta.url == reverse("portal:acuse", args=[caso.codigo])
    assert (caso.tipo, caso.canal, caso.contacto) == (Tipo.SUGERENCIA, Canal.PORTAL, contacto)
    assert caso.asunto == "Abran los sábados"
    client.force_login(AgenteFactory())
    pagina = client.get(reverse("incidencias:sugerencias"))
    assert [caso.asunto for caso in pagina.context["pagina"]] == ["Abran los sábados"]


PUBLICA = {"texto": "Abran los sábados. Visita https://malo.example", "correo": "Ana@x.example"}


def test_anybody_makes_one_and_is_answered_by_mail(client):
    url = reverse("portal:sugerencia_publica")
    assert client.get(url).status_code == 200
    assert client.post(url, {"texto": "Abran", "correo": ""}).status_code == 422
    respuesta = client.post(url, PUBLICA | {"nombre": "Ana"})
    assert "ana@x.example" in respuesta.content.decode()
    caso = Incidencia.objects.get()
    assert (caso.tipo, caso.contacto.correo) == (Tipo.SUGERENCIA, "ana@x.example")
    assert caso.cliente.es_provisional
    assert caso.codigo not in respuesta.content.decode()
    carta = Comunicacion.objects.get()
    assert carta.para == "ana@x.example"


def test_in_another_s_name_it_carries_nothing_of_what_was_written(client):
    contacto = ContactoConAccesoFactory(correo="ana@x.example")
    client.post(reverse("portal:sugerencia_publica"), PUBLICA)
    assert Incidencia.objects.get().contacto == contacto
    assert "malo.example" not in str(Comunicacion.objects.get().datos)


def test_sent_twice_it_is_one_and_of_the_vetoed_none(client):
    url = reverse("portal:sugerencia_publica")
    envio = "7b7d1b0e-2c9c-4f1c-9a57-0d4a52c0f001"
    client.post(url, PUBLICA | {"envio": envio})
    client.post(url, PUBLICA | {"envio": envio})
    assert Incidencia.objects.count() == 1
    vetar("malo@x.example", por=AgenteFactory())
    assert client.post(url, PUBLICA | {"correo": "malo@x.example"}).status_code == 200
    assert Incidencia.objects.count() == 1


def test_too_many_from_the_same_place_are_stopped(client, settings):
    settings.FRENOS = True
    url = reverse("portal:sugerencia_publica")
    estados = [client.post(url, {}, REMOTE_ADDR="203.0.113.77").status_code for _ in range(11)]
    assert estados[-1] == 429


def test_a_customer_who_is_in_goes_to_their_own_box(client):
    client.force_login(ContactoConAccesoFactory().usuario)
    respuesta = client.get(reverse("portal:sugerencia_publica"))
    assert respuesta.url == reverse("portal:sugerencia")
