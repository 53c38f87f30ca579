"""Who asks to be called chooses when, in the portal and by the link of a case."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from incidencias.horas_llamada import Cuando, horas_ofrecidas
from incidencias.models import DevolucionLlamada, Incidencia
from incidencias.tests.fabricas import IncidenciaFactory
from nucleo.enlaces import firmar
from portal.tests.fabricas import ContactoConAccesoFactory

pytestmark = pytest.mark.django_db
NUMERO = "600 12 34 56"


@pytest.fixture
def contacto(client):
    contacto = ContactoConAccesoFactory()
    client.force_login(contacto.usuario)
    return contacto


def ofrecida(cuando):
    return next(una for una in horas_ofrecidas(timezone.now()) if una.cuando == cuando)


def enlace_de(caso):
    token = firmar("seguimiento", caso.codigo, caso.enlace_version)
    return reverse("portal:seguimiento_enlace", args=[caso.codigo, token])


def por_enlace(client, caso, **datos):
    pedido = {f"llamar-{campo}": valor for campo, valor in datos.items()}
    return client.post(enlace_de(caso), {"accion": "llamar", **pedido})


def dicho(respuesta):
    return [str(uno) for uno in get_messages(respuesta.wsgi_request)]


@pytest.mark.parametrize("cuando", Cuando)
def test_the_hour_is_chosen_among_those_that_are_worked(client, contacto, cuando):
    hora = ofrecida(cuando)
    pagina = client.get(reverse("portal:persona")).text
    assert f'<option value="{hora.clave}"' in pagina.replace("&#x2B;", "+")
    hecho = client.post(
        reverse("portal:llamadme"), {"telefono": NUMERO, "texto": "", "cuando": hora.clave}
    )
    assert hecho.status_code == 302
    assert dicho(hecho) == [f"Le llamaremos {hora.en_palabras}."]
    debida = DevolucionLlamada.objects.get()
    assert abs(debida.vence_en - hora.vence_en) < timedelta(minutes=1)


@pytest.mark.parametrize(
    "mal", ["manana:2020-01-01", "a las tres", "2026-01-01T03:00+01:00", "\x00"]
)
def test_an_hour_that_is_not_offered_is_refused_and_nothing_is_lost(client, contacto, mal):
    datos = {"telefono": NUMERO, "texto": "Es por la caldera", "cuando": mal}
    respuesta = client.post(reverse("portal:llamadme"), datos)
    assert respuesta.status_code == 422
    assert respuesta.context["form"].errors["cuando"]
    assert "Es por la caldera" in respuesta.text
    assert NUMERO in respuesta.text
    assert not Incidencia.objects.exists()
    assert not DevolucionLlamada.objects.exists()


def test_one_that_goes_between_reading_and_asking_is_refused_too(client, contacto, monkeypatch):
    """The form still offers it; the service looks again."""
    hora = ofrecida(Cuando.HORA)
    quedan = [una for una in horas_ofrecidas(timezone.now()) if una != hora]
    monkeypatch.setattr("incidencias.horas_llamada.horas_ofrecidas", lambda _ahora: quedan)
    datos = {"telefono": NUMERO, "texto": "Es por la caldera", "cuando": hora.clave}
    respuesta = client.post(reverse("portal:llamadme"), datos)
    assert respuesta.status_code == 422
    assert "elija otra de la lista" in respuesta.text
    assert "Es por la caldera" in respuesta.text
    assert not Incidencia.objects.exists()


@pytest.mark.parametrize(
    ("idioma", "pide", "sera"),
    [
        ("es", "Prefiero que me llamen", "Le llamaremos el "),
        ("ca", "Prefereixo que em truquin", "Li trucarem "),
        ("gl", "Prefiro que me chamen", "Chamarémolo o "),
        ("eu", "Nahiago dut deitzea", "Deituko dizugu: "),
        ("en", "I would rather be called", "We will call you on "),
    ],
)
def test_by_the_link_of_a_case_too_in_its_language(client, idioma, pide, sera):
    caso = IncidenciaFactory(idioma=idioma, estado="en_curso")
    assert pide in client.get(enlace_de(caso)).text
    hora = ofrecida(Cuando.HORA)
    hecho = por_enlace(client, caso, telefono=NUMERO, cuando=hora.clave, texto="")
    assert dicho(hecho)[0].startswith(sera)
    debida = DevolucionLlamada.objects.get()
    assert (debida.incidencia, debida.vence_en) == (caso, hora.vence_en)
    escrito = caso.mensajes.get().texto
    assert escrito == f"Pide que le llamemos al {debida.numero}. Quiere que sea {hora.en_palabras}."


def test_who_has_the_link_does_not_read_a_telephone_in_it(client):
    contacto = ContactoConAccesoFactory(telefono="+34600999888")
    caso = IncidenciaFactory(cliente=contacto.cliente, contacto=contacto)
    assert "600999888" not in client.get(enlace_de(caso)).text
    client.force_login(contacto.usuario)
    pagina = client.get(reverse("portal:incidencia", args=[caso.codigo])).text
    assert "+34600999888" in pagina


def test_what_is_wrong_there_is_said_beside_it_and_nothing_is_lost(client):
    caso = IncidenciaFactory(idioma="ca", estado="en_curso")
    respuesta = por_enlace(client, caso, telefono="12", texto="La caldera", cuando="ahir")
    assert respuesta.status_code == 422
    assert set(respuesta.context["form_llamar"].errors) == {"telefono", "cuando"}
    assert "La caldera" in respuesta.text
    assert "triï&#x27;n una altra de la llista" in respuesta.text
    assert '<details class="tarjeta" id="llamar" open>' in respuesta.text
    assert not caso.mensajes.exists()


def test_of_a_case_that_is_closed_nobody_is_called(client):
    caso = IncidenciaFactory(cerrada=True)
    assert 'id="llamar"' not in client.get(enlace_de(caso)).text
    assert por_enlace(client, caso, telefono=NUMERO, texto="", cuando="ya").status_code == 422
    assert not DevolucionLlamada.objects.exists()


def test_the_same_form_sent_twice_is_one_call(client):
    caso = IncidenciaFactory(estado="en_curso")
    envio = "0b0f0f0e-6d4c-4a7e-9f5e-0a4d2c1b3a19"
    for _vez in range(2):
        datos = {"accion": "llamar", "envio": envio, "llamar-telefono": NUMERO}
        client.post(enlace_de(caso), datos)
    assert DevolucionLlamada.objects.count() == 1
    assert caso.mensajes.count() == 1


@pytest.mark.parametrize(
    ("idioma", "titulo", "horas"),
    [
        ("es", "Hablar con una persona", "De lunes a viernes, de 9:00 a 14:00 y de"),
        ("ca", "Parlar amb una persona", "De dilluns a divendres, de 9:00 a 14:00 i de"),
        ("gl", "Falar cunha persoa", "De luns a venres, de 9:00 a 14:00 e de"),
        ("eu", "Pertsona batekin hitz egin", "Astelehena–ostirala, 9:00–14:00 eta"),
        ("en", "Talk to a person", "Monday to Friday, 9:00 to 14:00 and"),
    ],
)
def test_who_comes_from_a_link_reads_how_to_talk_to_us_in_their_language(
    client, contacto, idioma, titulo, horas
):
    quiere = {"Accept-Language": idioma}
    ruta = reverse("portal:persona")
    suya = client.get(ruta, headers=quiere).text
    assert "Hablar con una persona</h1>" in suya, "signed in, all of the portal is in Spanish"
    client.logout()
    pagina = client.get(ruta, headers=quiere).text
    assert f"{titulo}</h1>" in pagina
    assert horas in pagina
    assert ("Entrar con un código" in pagina) == (idioma == "es")
