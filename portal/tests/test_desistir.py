"""Withdrawing from a purchase: told whether there is time, given a receipt (TRLGDCU 102-108)."""

from datetime import date

import pytest
from django.urls import reverse

from clientes.models import Equipo, NuestroPapel
from clientes.tests.fabricas import (
    CompraFactory,
    ComunidadFactory,
    EmpresaClienteFactory,
    EquipoFactory,
)
from incidencias.models import Incidencia, Tipo
from portal.tests.fabricas import ContactoConAccesoFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def contacto(client, time_machine):
    time_machine.move_to("2026-12-04 12:00:00+00:00")
    contacto = ContactoConAccesoFactory()
    client.force_login(contacto.usuario)
    return contacto


def _compra(contacto, **campos):
    equipo = EquipoFactory(cliente=contacto.cliente)
    datos = {
        "modalidad": "distancia",
        "fecha_contrato": date(2026, 11, 16),
        "fecha_albaran": date(2026, 11, 20),
        **campos,
    }
    return CompraFactory(equipo=equipo, **datos)


def _ruta(compra):
    return reverse("portal:desistir", args=[compra.equipo.uid])


def test_bought_at_a_distance_it_can_be_given_back_until_the_fourteenth_day(client, contacto):
    compra = _compra(contacto)
    pagina = client.get(_ruta(compra)).content.decode()
    assert "hasta el 4 dic 2026" in pagina
    respuesta = client.post(_ruta(compra), {"motivo": "No cabe."})
    incidencia = Incidencia.objects.get()
    assert respuesta.url == reverse("portal:acuse", args=[incidencia.codigo])
    assert (incidencia.tipo, incidencia.equipo) == (Tipo.DEVOLUCION, compra.equipo)
    acuse = client.get(respuesta.url).content.decode()
    assert "desisto del contrato" in acuse
    assert "No cabe." in acuse
    notas = [mensaje.texto for mensaje in incidencia.mensajes.all()]
    assert any("devolver el dinero antes del 18 dic 2026" in texto for texto in notas)
    assert "devolver el dinero antes del 18 dic 2026" not in acuse


def test_no_reason_has_to_be_given(client, contacto):
    compra = _compra(contacto)
    client.post(_ruta(compra), {})
    assert Incidencia.objects.count() == 1


def test_the_day_after_it_says_so_and_still_takes_the_statement(client, contacto, time_machine):
    compra = _compra(contacto)
    time_machine.move_to("2026-12-05 12:00:00+00:00")
    assert "El plazo acabó el 4 dic 2026" in client.get(_ruta(compra)).content.decode()
    client.post(_ruta(compra), {})
    assert Incidencia.objects.count() == 1


@pytest.mark.parametrize("empresa", [False, True])
def test_where_there_is_no_right_nothing_is_opened(client, contacto, empresa):
    if empresa:
        contacto.cliente = EmpresaClienteFactory()
        contacto.rol_portal = "empresa"
        contacto.save()
        compra = _compra(contacto)
    else:
        compra = _compra(contacto, modalidad="establecimiento")
    pagina = client.get(_ruta(compra)).content.decode()
    assert "no hay derecho a desistir" in pagina
    client.post(_ruta(compra), {})
    assert not Incidencia.objects.exists()


def test_what_we_do_not_know_is_asked_first(client, contacto):
    compra = _compra(contacto, modalidad="", fecha_albaran=None)
    pregunta = client.get(_ruta(compra)).content.decode()
    assert "¿Cómo lo compró?" in pregunta
    assert "¿Qué día lo recibió?" in pregunta
    mala = client.get(_ruta(compra), {"modalidad": "trueque", "posesion": "ayer"})
    assert mala.status_code == 422
    assert not Incidencia.objects.exists()
    hechos = {"modalidad": "visita_no_solicitada", "posesion": "2026-11-20"}
    assert "hasta el 20 dic 2026" in client.get(_ruta(compra), hechos).content.decode()


def test_what_another_sold_is_not_given_back_to_us(client, contacto):
    compra = _compra(contacto)
    compra.equipo.nuestro_papel = NuestroPapel.SAT_OFICIAL
    compra.equipo.save(update_fields=["nuestro_papel"])
    assert client.get(_ruta(compra)).status_code == 404
    assert client.post(_ruta(compra), {}).status_code == 404
    assert not Incidencia.objects.exists()


def test_the_same_statement_sent_twice_is_one_case(client, contacto):
    compra = _compra(contacto)
    envio = {"envio": "3f1c7f7e-3f0f-4a6e-9f0c-1f6b7a8c9d0e", "motivo": ""}
    client.post(_ruta(compra), envio)
    client.post(_ruta(compra), envio)
    assert Incidencia.objects.count() == 1


@pytest.mark.parametrize("dia", ["2026-12-05", "3000-01-01", "9999-12-31"])
def test_nobody_has_got_yet_what_comes_tomorrow(client, contacto, dia):
    compra = _compra(contacto, fecha_albaran=None)
    respuesta = client.post(f"{_ruta(compra)}?posesion={dia}", {})
    assert (respuesta.status_code, Incidencia.objects.count()) == (422, 0)
    assert "no ha llegado todavía" in respuesta.content.decode()


@pytest.mark.parametrize(("rol", "puede"), [("propias", False), ("empresa", True)])
def test_one_neighbour_does_not_give_back_what_the_community_bought(client, contacto, rol, puede):
    contacto.cliente, contacto.rol_portal = ComunidadFactory(), rol
    contacto.save()
    compra = _compra(contacto)
    Equipo.objects.filter(pk=compra.equipo_id).update(usuario_contacto=contacto)
    pagina = client.get(reverse("portal:equipo", args=[compra.equipo.uid])).content.decode()
    assert (_ruta(compra) in pagina) is puede
    assert client.post(_ruta(compra), {}).status_code == (302 if puede else 404)
    assert Incidencia.objects.exists() is puede
