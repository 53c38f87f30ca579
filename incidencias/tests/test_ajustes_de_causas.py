"""Ajustes: the causes of vital urgency, which keep what they justified."""

import pytest
from django.urls import reverse

from cuentas.tests.fabricas import AgenteFactory, GestorFactory
from incidencias.models import CausaUrgencia, Prioridad
from incidencias.tests.fabricas import IncidenciaFactory

pytestmark = pytest.mark.django_db
LISTA = reverse("triaje:causas")
NUEVA = reverse("triaje:nueva_causa")


@pytest.fixture
def gestor(client):
    client.force_login(GestorFactory())
    return client


@pytest.fixture
def causa():
    return CausaUrgencia.objects.create(codigo="nieve", nombre="Nieve en el tejado")


def urgente(causa):
    return IncidenciaFactory(
        es_urgencia_vital=True,
        causa_urgencia=causa,
        urgencia_justificacion="Puede caer",
        prioridad=Prioridad.CRITICA,
    )


def test_a_new_one_is_offered_with_a_code_of_its_own(gestor):
    for nombre in ("Sin  agua en un hospital", "Sin agua, en un hospital"):
        assert gestor.post(NUEVA, {"nombre": nombre, "activa": "on"}).url == LISTA
    nuevas = CausaUrgencia.objects.filter(codigo__startswith="sin_agua_en").order_by("pk")
    assert [una.codigo for una in nuevas] == [
        "sin_agua_en_un_hospital",
        "sin_agua_en_un_hospital_2",
    ]
    assert "Sin agua en un hospital" in gestor.get(LISTA).text


@pytest.mark.parametrize("nombre", ["", "  ", "nieve EN el tejado", "x" * 200])
def test_one_that_cannot_be_is_said_and_kept(gestor, causa, nombre):
    antes = CausaUrgencia.objects.count()
    respuesta = gestor.post(NUEVA, {"nombre": nombre, "activa": "on"})
    assert respuesta.status_code == 422
    assert respuesta.context["form"].errors["nombre"]
    assert CausaUrgencia.objects.count() == antes


def test_what_it_justified_keeps_its_name(gestor, causa):
    ruta = reverse("triaje:causa", args=[causa.pk])
    gestor.post(ruta, {"nombre": "Hielo en el tejado", "activa": "on"})
    causa.refresh_from_db()
    assert causa.nombre == "Hielo en el tejado"
    urgente(causa)
    assert "Ya justifica incidencias" in gestor.get(ruta).text
    gestor.post(ruta, {"nombre": "Otra cosa", "activa": "on"})
    causa.refresh_from_db()
    assert causa.nombre == "Hielo en el tejado"


def test_put_away_it_is_not_offered_and_its_cases_still_say_it(gestor, causa):
    caso = urgente(causa)
    assert gestor.post(reverse("triaje:causa", args=[causa.pk]), {}).url == LISTA
    causa.refresh_from_db()
    assert not causa.activa
    caso.refresh_from_db()
    assert caso.causa_urgencia == causa
    assert "Nieve en el tejado" in gestor.get(caso.get_absolute_url()).text
    assert "apagada" in gestor.get(LISTA).text


def test_one_that_a_safety_text_brings_is_not_put_away(gestor):
    causa = CausaUrgencia.objects.filter(textos_seguridad__activo=True).first()
    respuesta = gestor.post(reverse("triaje:causa", args=[causa.pk]), {"nombre": causa.nombre})
    assert respuesta.status_code == 422
    assert "textos de seguridad" in respuesta.text
    causa.refresh_from_db()
    assert causa.activa


def test_the_list_costs_the_same_however_many_there_are(gestor, consultas, causa):
    urgente(causa)
    gestor.get(LISTA)
    con_pocas = consultas(gestor.get, LISTA)
    for n in range(10):
        CausaUrgencia.objects.create(codigo=f"c{n}", nombre=f"Causa {n}")
    assert consultas(gestor.get, LISTA) == con_pocas


def test_it_is_for_those_who_manage(client):
    client.force_login(AgenteFactory())
    assert client.get(LISTA).status_code == 404
    assert client.post(NUEVA, {"nombre": "x", "activa": "on"}).status_code == 404
