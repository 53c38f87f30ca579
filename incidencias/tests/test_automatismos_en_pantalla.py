"""Writing a rule on screen, seeing whom it would have touched, switching it on, reading its log."""

import pytest
from django.urls import reverse

from cuentas.tests.fabricas import AgenteFactory, GestorFactory
from incidencias.automatismos.motor import dar_una_vuelta
from incidencias.models import Automatismo, MotivoEspera
from incidencias.servicios.automatismos import activar_automatismo
from incidencias.tests.fabricas import IncidenciaFactory
from incidencias.tests.test_automatismos import abrir, automatismo

pytestmark = pytest.mark.django_db
NUEVO = "/ajustes/automatismos/nuevo/"


@pytest.fixture
def gestion(client):
    client.force_login(GestorFactory())
    return client


def pagina(**extra):
    motivo = MotivoEspera.objects.get(codigo="pieza")
    return {
        "nombre": "Esperar pieza",
        "cuando": "suceso",
        "suceso": "abierta",
        "todas": "si",
        "c": ["0:canal"],
        "c0-operador": "es",
        "c0-valor": ["telefono", "correo"],
        "a": ["0:esperar"],
        "a0-motivo": motivo.pk,
    } | extra


def test_what_is_written_is_saved_switched_off_and_comes_back_as_it_was(gestion):
    respuesta = gestion.post(NUEVO, pagina())
    uno = Automatismo.objects.get()
    assert respuesta.url == uno.get_absolute_url()
    assert uno.condiciones == [
        {"campo": "canal", "operador": "es", "valor": ["telefono", "correo"]}
    ]
    assert uno.activo_desde is None
    texto = gestion.get(uno.get_absolute_url()).content.decode()
    assert 'value="telefono" selected' in texto
    lista = gestion.get("/ajustes/automatismos/").content.decode()
    assert "el canal es Teléfono o Correo" in lista
    assert "Poner en espera: Llegada de una pieza" in lista


def test_adding_a_row_keeps_what_is_typed_and_scolds_nobody(gestion):
    datos = pagina(nombre="", anadir="condicion", nueva_condicion="asunto")
    respuesta = gestion.post(NUEVO, datos)
    texto = respuesta.content.decode()
    assert respuesta.status_code == 200
    assert 'name="c1-valor"' in texto
    assert 'value="telefono" selected' in texto
    assert "Ponle un nombre" not in texto
    assert not Automatismo.objects.exists()


def test_taking_a_row_away_leaves_the_others(gestion):
    datos = pagina(quitar="c:0:canal", nombre="Sin condiciones")
    texto = gestion.post(NUEVO, datos).content.decode()
    assert "Sin condiciones: en todas" in texto
    assert 'name="a0-motivo"' in texto


@pytest.mark.parametrize(
    ("mal", "frase"),
    [
        ({"nombre": ""}, "Ponle un nombre"),
        ({"suceso": ""}, "Di qué tiene que pasar"),
        ({"cuando": "tiempo"}, "cuántas horas"),
        ({"c0-valor": []}, "con qué se compara"),
        ({"a": []}, "al menos una cosa"),
        ({"a0-motivo": "999999"}, "Escoja una opción válida"),
        ({"c0-operador": "vuela"}, "Escoja una opción válida"),
        ({"nombre": "x" * 101}, "100"),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_lost(gestion, mal, frase):
    respuesta = gestion.post(NUEVO, pagina(**mal))
    assert respuesta.status_code == 422
    texto = respuesta.content.decode()
    assert frase in texto
    assert 'name="c0-operador"' in texto
    assert not Automatismo.objects.exists()


def test_it_says_whom_it_would_have_touched_and_does_nothing(gestion):
    suya, otra = abrir(canal="telefono"), abrir(canal="presencial")
    texto = gestion.post(NUEVO, pagina(ensayar="1")).content.decode()
    assert "habría tocado 1 de 2" in texto
    assert suya.codigo in texto
    assert otra.codigo not in texto
    assert not Automatismo.objects.exists()


def test_it_is_switched_on_and_off_and_its_log_tells_what_it_did(gestion):
    gestion.post(NUEVO, pagina())
    uno = Automatismo.objects.get()
    gestion.post(reverse("automatismos:activar", args=[uno.pk]))
    caso = abrir(canal="telefono")
    assert dar_una_vuelta() == 1
    log = gestion.get(reverse("automatismos:ejecuciones", args=[uno.pk])).content.decode()
    assert caso.codigo in log
    assert "Hecha" in log
    gestion.post(reverse("automatismos:desactivar", args=[uno.pk]))
    uno.refresh_from_db()
    assert not uno.esta_vivo


def test_the_log_costs_the_same_with_twenty(gestion, consultas):
    uno = automatismo(activo=False)
    activar_automatismo(uno.pk, por=GestorFactory())
    direccion = reverse("automatismos:ejecuciones", args=[uno.pk])
    uno.ejecuciones.create(incidencia=IncidenciaFactory(), causa="a")
    con_una = consultas(gestion.get, direccion)
    for n in range(19):
        uno.ejecuciones.create(incidencia=IncidenciaFactory(), causa=f"b{n}")
    assert consultas(gestion.get, direccion) == con_una


def test_an_agent_finds_none_of_it(client):
    uno = automatismo()
    client.force_login(AgenteFactory())
    assert client.get(uno.get_absolute_url()).status_code == 404
    assert client.post(reverse("automatismos:desactivar", args=[uno.pk])).status_code == 404
    uno.refresh_from_db()
    assert uno.esta_vivo
