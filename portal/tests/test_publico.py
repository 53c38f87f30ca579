"""Public pages: what the law wants on the home page, and forms that tell strangers nothing."""

import re
from datetime import date
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from clientes.etiquetas import firmar_etiqueta
from clientes.servicios import (
    emitir_etiquetas,
    reemitir_etiqueta,
    sustituir_equipo,
    traspasar_equipo,
)
from clientes.tests.fabricas import ClienteFactory, ContactoFactory, EquipoFactory, SedeFactory
from cuentas.tests.fabricas import AgenteFactory, TecnicoFactory
from incidencias.models import DevolucionLlamada, Incidencia
from incidencias.tests.fabricas import IncidenciaFactory
from nucleo.eventos import SISTEMA
from nucleo.models import Comunicacion
from nucleo.tests.fabricas import EmpresaFactory
from portal.horario import semana_en_palabras
from portal.tests.fabricas import ContactoConAccesoFactory

pytestmark = pytest.mark.django_db
CORREO = "marta@correo.example"


def test_the_home_says_channels_hours_how_to_follow_and_where_to_complain(client):
    EmpresaFactory(telefono="+34915550123")
    contenido = client.get("/").content.decode()
    for dicho in ("915 55 01 23", "atencion@calderas.example", "Horario", "OMIC", "Arbitral"):
        assert dicho in contenido
    assert "Cómo seguir su incidencia" in contenido


def test_the_home_works_before_the_company_has_any_data(client):
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("semana", "lineas"),
    [
        (
            dict.fromkeys(range(5), ((540, 840), (960, 1140))),
            ["De lunes a viernes, de 9:00 a 14:00 y de 16:00 a 19:00"],
        ),
        (
            {**dict.fromkeys(range(5), ((540, 840),)), 5: ((600, 780),)},
            ["De lunes a viernes, de 9:00 a 14:00", "Los sábados, de 10:00 a 13:00"],
        ),
        (
            {0: ((540, 840),), 2: ((540, 840),)},
            ["Los lunes, de 9:00 a 14:00", "Los miércoles, de 9:00 a 14:00"],
        ),
        ({}, []),
    ],
)
def test_hours_are_said_in_words(semana, lineas):
    assert semana_en_palabras(semana) == lineas


PUBLICAS = ["portal:inicio", "portal:persona", "portal:seguimiento"]


@pytest.mark.parametrize("nombre", PUBLICAS)
def test_a_person_can_be_reached_from_every_page(client, nombre):
    EmpresaFactory(telefono="+34915550123")
    assert "Hablar con una persona" in client.get(reverse(nombre)).content.decode()


# --- Follow by code and mail


def _seguir(client, codigo, correo):
    return client.post(reverse("portal:seguimiento"), {"codigo": codigo, "correo": correo})


def test_the_link_is_mailed_to_who_has_the_code_and_the_address(client):
    incidencia = IncidenciaFactory(contacto=ContactoFactory(correo=CORREO))
    _seguir(client, f" {incidencia.codigo.lower()} ", "Marta@Correo.Example")
    correo = Comunicacion.objects.get()
    assert correo.para == CORREO
    assert correo.enlaces["seguimiento"]["args"] == [incidencia.codigo]


def test_the_customers_own_address_is_worth_too(client):
    incidencia = IncidenciaFactory(cliente=ClienteFactory(correo=CORREO))
    _seguir(client, incidencia.codigo, CORREO)
    assert Comunicacion.objects.get().para == CORREO


@pytest.mark.parametrize("caso", ["otro_correo", "otro_codigo", "bloqueado"])
def test_the_answer_never_says_whether_it_exists(client, caso):
    incidencia = IncidenciaFactory(contacto=ContactoFactory(correo=CORREO))
    si = _seguir(client, incidencia.codigo, CORREO).content.decode()
    Comunicacion.objects.all().delete()
    codigo, correo = incidencia.codigo, CORREO
    if caso == "otro_correo":
        correo = "nadie@correo.example"
    if caso == "otro_codigo":
        codigo = "INC-26-999999"
    if caso == "bloqueado":
        type(incidencia.cliente).objects.update(bloqueado_en="2026-01-01T00:00:00Z")
    no = _seguir(client, codigo, correo).content.decode()
    sin_clave = re.compile(r'value="[^"]*"|X-CSRFToken[^}]*}')
    assert sin_clave.sub("", no.replace(correo, "")) == sin_clave.sub("", si.replace(CORREO, ""))
    assert not Comunicacion.objects.exists()


@pytest.mark.parametrize(
    ("codigo", "correo", "campo"),
    [
        ("", CORREO, "codigo"),
        ("x" * 21, CORREO, "codigo"),
        ("INC-26-000001", "", "correo"),
        ("INC-26-000001", "marta", "correo"),
        ("INC-26-000001", "a" * 300 + "@x.example", "correo"),
    ],
)
def test_what_is_missing_is_said_at_its_field(client, codigo, correo, campo):
    respuesta = _seguir(client, codigo, correo)
    assert respuesta.status_code == 422
    assert list(respuesta.context["form"].errors) == [campo]


def test_asking_too_often_stops_the_mails_and_then_the_page(client, settings, time_machine):
    settings.FRENOS = True
    correo = f"{uuid4()}@correo.example"
    incidencia = IncidenciaFactory(contacto=ContactoFactory(correo=correo))
    direccion = f"2001:db8::{uuid4().hex[:4]}"
    estados = []
    for minuto in range(11):
        time_machine.move_to(f"2026-05-04T10:{minuto * 2:02}:00Z")
        datos = {"codigo": incidencia.codigo, "correo": correo}
        ruta = reverse("portal:seguimiento")
        estados.append(client.post(ruta, datos, REMOTE_ADDR=direccion).status_code)
    assert Comunicacion.objects.count() == 5
    assert estados == [200] * 10 + [429]


# --- The label of a unit


def _leer(client, equipo):
    (etiqueta,) = emitir_etiquetas([equipo.pk], por=SISTEMA)
    return client.get(reverse("portal:etiqueta", args=[firmar_etiqueta(equipo, etiqueta.version)]))


def test_the_label_shows_the_model_and_never_the_owner(client):
    cliente = ClienteFactory(nombre="Zacarías Secreto")
    equipo = EquipoFactory(
        cliente=cliente,
        sede=SedeFactory(cliente=cliente, direccion="Calle Oculta, 7"),
        alias="La de mi madre",
    )
    for quien in (None, ContactoConAccesoFactory().usuario, TecnicoFactory()):
        if quien:
            client.force_login(quien)
        respuesta = _leer(client, equipo)
        assert respuesta.status_code == 200
        contenido = respuesta.content.decode()
        assert str(equipo.producto) in contenido
        assert ("Comunicar un problema" in contenido) == (quien is None or not quien.es_personal)
        for secreto in ("Zacarías", "Oculta", "madre", equipo.numero_serie, str(equipo.uid)):
            assert secreto not in contenido


def test_whoever_is_not_in_comes_in_by_a_code_and_finds_the_unit_there(client):
    contacto = ContactoConAccesoFactory()
    equipo = EquipoFactory(cliente=contacto.cliente)
    pagina = _leer(client, equipo).content.decode()
    destino = f"{reverse('portal:avisar')}?etiqueta={firmar_etiqueta(equipo, 1)}"
    assert f"{reverse('account_request_login_code')}?{urlencode({'next': destino})}" in pagina
    client.post(reverse("account_request_login_code"), {"email": contacto.correo, "next": destino})
    codigo = re.search(r"\d{4}-\d{4}", mail.outbox[-1].body).group()
    entra = client.post(
        reverse("account_confirm_login_code"), {"code": codigo, "next": destino}, follow=True
    )
    assert entra.redirect_chain[-1][0] == reverse("portal:avisar_equipo", args=[equipo.uid])


def test_the_owner_finds_the_unit_filled_in_and_the_office_its_page(client):
    contacto = ContactoConAccesoFactory()
    equipo = EquipoFactory(cliente=contacto.cliente)
    client.force_login(contacto.usuario)
    assert _leer(client, equipo).url == reverse("portal:avisar_equipo", args=[equipo.uid])
    client.force_login(AgenteFactory())
    assert _leer(client, equipo).url == equipo.get_absolute_url()


def test_the_label_of_a_replaced_unit_leads_its_owner_to_the_new_one(client):
    contacto = ContactoConAccesoFactory()
    client.force_login(contacto.usuario)
    equipo = EquipoFactory(cliente=contacto.cliente)
    (etiqueta,) = emitir_etiquetas([equipo.pk], por=SISTEMA)
    nuevo = sustituir_equipo(
        equipo.pk, por=SISTEMA, numero_serie="N-1", entregado_en=date(2026, 3, 2)
    )
    ruta = reverse("portal:etiqueta", args=[firmar_etiqueta(equipo, etiqueta.version)])
    assert client.get(ruta).url == reverse("portal:avisar_equipo", args=[nuevo.uid])


def test_after_a_transfer_the_owner_before_is_a_stranger(client):
    antes, ahora = ContactoConAccesoFactory(), ContactoConAccesoFactory()
    equipo = EquipoFactory(cliente=antes.cliente)
    traspasar_equipo(
        equipo.pk,
        por=SISTEMA,
        cliente=ahora.cliente,
        en_fecha=date(2026, 3, 2),
        motivo="compraventa",
    )
    client.force_login(antes.usuario)
    assert _leer(client, equipo).status_code == 200
    client.force_login(ahora.usuario)
    assert _leer(client, equipo).status_code == 302


@pytest.mark.parametrize("token", ["1", "a" * 32, "x" * 500])
def test_a_label_that_is_not_ours_is_a_404_that_helps(client, token):
    respuesta = client.get(reverse("portal:etiqueta", args=[token]))
    assert respuesta.status_code == 404
    assert "Esta etiqueta ya no vale" in respuesta.content.decode()


def test_a_revoked_label_is_a_404(client):
    equipo = EquipoFactory()
    assert _leer(client, equipo).status_code == 200
    ruta = reverse("portal:etiqueta", args=[firmar_etiqueta(equipo, 1)])
    reemitir_etiqueta(equipo.pk, por=SISTEMA)
    assert client.get(ruta).status_code == 404


# --- To be called


@pytest.fixture
def contacto(client):
    contacto = ContactoConAccesoFactory()
    client.force_login(contacto.usuario)
    return contacto


def test_a_customer_asks_to_be_called(client, contacto):
    respuesta = client.post(reverse("portal:llamadme"), {"telefono": "600 12 34 56", "texto": ""})
    incidencia = Incidencia.objects.get()
    assert respuesta.url == reverse("portal:acuse", args=[incidencia.codigo])
    assert incidencia.asunto == "Pide que le llamemos al +34600123456"
    assert incidencia.contacto == contacto
    devolucion = DevolucionLlamada.objects.get()
    assert (devolucion.incidencia, devolucion.numero) == (incidencia, "+34600123456")
    assert devolucion.hora_pactada
    assert f"{timezone.localtime(devolucion.vence_en):%H:%M}" in client.get(respuesta.url).text


def test_with_a_case_open_the_call_is_about_that_case(client, contacto):
    caso = IncidenciaFactory(cliente=contacto.cliente, contacto=contacto, estado="en_curso")
    datos = {"telefono": "600 12 34 56", "texto": "Es por la visita del jueves"}
    respuesta = client.post(reverse("portal:llamadme"), datos)
    assert respuesta.url == reverse("portal:incidencia", args=[caso.codigo])
    assert "Le llamaremos antes del" in client.get(respuesta.url).text
    assert Incidencia.objects.count() == 1
    assert DevolucionLlamada.objects.get().incidencia == caso
    dicho = caso.mensajes.get().texto
    assert "Pide que le llamemos al +34600123456" in dicho
    assert "la visita del jueves" in dicho


@pytest.mark.parametrize("cambio", ["cerrada", "de_otro"])
def test_a_case_that_is_over_or_of_somebody_else_is_not_the_one(client, contacto, cambio):
    if cambio == "cerrada":
        ajeno = IncidenciaFactory(cliente=contacto.cliente, contacto=contacto, cerrada=True)
    else:
        ajeno = IncidenciaFactory()
    client.post(reverse("portal:llamadme"), {"telefono": "600 12 34 56"})
    nueva = Incidencia.objects.exclude(pk=ajeno.pk).get()
    assert DevolucionLlamada.objects.get().incidencia == nueva


def test_asking_again_keeps_the_hour_that_was_told(client, contacto):
    client.post(reverse("portal:llamadme"), {"telefono": "600 12 34 56"})
    antes = DevolucionLlamada.objects.get().vence_en
    client.post(reverse("portal:llamadme"), {"telefono": "600 12 34 56"})
    assert DevolucionLlamada.objects.get().vence_en == antes
    assert Incidencia.objects.count() == 1


@pytest.mark.parametrize("telefono", ["", "12", "abc", "9" * 40])
def test_an_impossible_telephone_is_refused(client, contacto, telefono):
    respuesta = client.post(reverse("portal:llamadme"), {"telefono": telefono, "texto": "Hola"})
    assert respuesta.status_code == 422
    assert respuesta.context["form"].errors["telefono"]
    assert "Hola" in respuesta.content.decode()
    assert not Incidencia.objects.exists()


def test_the_anonymous_are_not_called(client):
    respuesta = client.post(reverse("portal:llamadme"), {"telefono": "600123456"})
    assert respuesta.status_code == 302
    assert not Incidencia.objects.exists()
