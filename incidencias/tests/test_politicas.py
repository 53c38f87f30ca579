"""Ajustes → Plazos: a change of figures is a new version, with its effect seen before."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from clientes.tests.fabricas import ClienteFactory
from cuentas.tests.fabricas import AdministradorFactory, AgenteFactory
from incidencias.models import PoliticaSLA, TipoObjetivo
from incidencias.relojes import olvidar_relojes
from incidencias.servicios import NuevaIncidencia, abrir_incidencia

pytestmark = pytest.mark.django_db
URL = "/ajustes/plazos/"


@pytest.fixture
def politica():
    olvidar_relojes()
    yield PoliticaSLA.objects.get(es_por_defecto=True)
    olvidar_relojes()


@pytest.fixture
def administra(client):
    client.force_login(AdministradorFactory())
    return client


def manana(dias=1):
    return (timezone.localdate() + timedelta(days=dias)).isoformat()


def test_publishing_writes_a_new_version_and_leaves_the_old_one(administra, politica):
    antes = list(politica.versiones.get().objetivos.values_list("pk", "segundos"))
    datos = {"resolucion_3": "1,5", "primera_respuesta_3": "0.5", "desde": manana()}
    assert administra.post(f"{URL}{politica.pk}/", datos).status_code == 302
    vieja, nueva = politica.versiones.order_by("vigente_desde")
    assert list(vieja.objetivos.values_list("pk", "segundos")) == antes
    assert dict(nueva.objetivos.values_list("tipo", "segundos")) == {
        TipoObjetivo.RESOLUCION: 5400,
        TipoObjetivo.PRIMERA_RESPUESTA: 1800,
    }


def test_a_case_of_today_keeps_todays_figures_and_one_of_tomorrow_has_the_new(
    administra, politica, time_machine
):
    nueva = {"resolucion_3": "1", "desde": manana()}
    administra.post(f"{URL}{politica.pk}/", nueva)

    def plazo():
        olvidar_relojes()
        datos = NuevaIncidencia(ClienteFactory(), "x", "averia", "correo")
        incidencia = abrir_incidencia(datos, por=AgenteFactory())
        return incidencia.objetivos.get(tipo=TipoObjetivo.RESOLUCION).segundos

    assert plazo() == 40 * 3600
    time_machine.move_to(timezone.now() + timedelta(days=1, hours=1), tick=False)
    assert plazo() == 3600


def test_the_preview_says_when_a_case_opened_now_would_be_due(administra, politica):
    url = f"{URL}{politica.pk}/previa/"
    respuesta = administra.post(url, {"resolucion_1": "8"}, headers={"HX-Request": "true"})
    celdas = re.findall(r"<td>(.*?)</td>", respuesta.text)
    assert celdas[0] == "–"
    assert re.fullmatch(r"\w+ \d+ \w+, \d\d:\d\d", celdas[2])
    assert "<form" not in respuesta.text
    assert politica.versiones.count() == 1


@pytest.mark.parametrize(
    ("cambio", "campo"),
    [
        ({"desde": "1900-01-01"}, "desde"),
        ({"desde": "3000-01-01"}, "desde"),
        ({"desde": ""}, "desde"),
        ({"desde": "pronto"}, "desde"),
        ({"desde": timezone.localdate().isoformat()}, "desde"),
        ({"resolucion_3": "-1"}, "resolucion_3"),
        ({"resolucion_3": "9999"}, "resolucion_3"),
        ({"resolucion_3": "<b>8</b>"}, "resolucion_3"),
        ({"resolucion_3": ""}, "__all__"),
    ],
)
def test_what_makes_no_sense_is_said_and_publishes_nothing(administra, politica, cambio, campo):
    datos = {"resolucion_3": "8", "desde": manana(), **cambio}
    respuesta = administra.post(f"{URL}{politica.pk}/", datos)
    assert respuesta.status_code == 422
    assert campo in respuesta.context["form"].errors
    assert "<b>8" not in respuesta.text
    assert politica.versiones.count() == 1


def test_a_version_never_slips_in_before_another(administra, politica):
    datos = {"resolucion_3": "8", "desde": manana(5)}
    administra.post(f"{URL}{politica.pk}/", datos)
    respuesta = administra.post(f"{URL}{politica.pk}/", {**datos, "desde": manana(5)})
    assert respuesta.status_code == 422
    assert politica.versiones.count() == 2


def test_the_list_is_for_whoever_configures(administra, politica, client):
    assert "General" in administra.get(URL).text
    client.force_login(AgenteFactory())
    assert client.get(URL).status_code == 404


def test_the_admin_edits_catalogues_and_only_looks_at_the_process(client):
    client.force_login(AdministradorFactory(is_superuser=True))
    for modelo in ("categoria", "motivoespera", "politicasla"):
        assert client.get(f"/admin/incidencias/{modelo}/add/").status_code == 200
    for modelo in ("incidencia", "versionpolitica", "promesa", "plazolegal"):
        assert client.get(f"/admin/incidencias/{modelo}/").status_code == 200
        assert client.get(f"/admin/incidencias/{modelo}/add/").status_code == 403
