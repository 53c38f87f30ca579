"""The screens of policies, waits and contingencies: what is typed, what is refused, who may."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clientes.tests.fabricas import ClienteFactory, SedeFactory
from cuentas.tests.fabricas import AdministradorFactory, AgenteFactory, CoordinadorFactory
from incidencias.models import (
    Ambito,
    Contingencia,
    EscalonPolitica,
    MotivoEspera,
    PlazoLegal,
    PoliticaSLA,
    RespuestaReclamacion,
)
from incidencias.relojes import olvidar_relojes
from incidencias.servicios import NuevaIncidencia, abrir_incidencia
from incidencias.tests.fabricas_plazos import PoliticaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _memoria():
    olvidar_relojes()
    yield
    olvidar_relojes()


@pytest.fixture
def administra(client):
    client.force_login(AdministradorFactory())
    return client


@pytest.fixture
def coordina(client):
    client.force_login(CoordinadorFactory())
    return client


def manana():
    return (timezone.localdate() + timedelta(days=1)).isoformat()


def test_a_policy_is_made_for_a_segment_and_then_given_its_figures_and_levels(administra):
    respuesta = administra.post(
        "/ajustes/plazos/nueva/", {"nombre": "VIP", "ambito": "segmento", "segmento": "vip"}
    )
    politica = PoliticaSLA.objects.get(nombre="VIP")
    assert (politica.ambito, politica.segmento) == (Ambito.SEGMENTO, "vip")
    assert respuesta.url == f"/ajustes/plazos/{politica.pk}/"
    datos = {
        "resolucion_3": "8",
        "siguiente_respuesta_3": "2",
        "desde": manana(),
        "calendario": "continuo",
        "aplica_a_abiertas": "on",
        "escalones-TOTAL_FORMS": "2",
        "escalones-INITIAL_FORMS": "0",
        "escalones-0-tipo": "resolucion",
        "escalones-0-momento": "antes",
        "escalones-0-porcentaje": "75",
        "escalones-0-a": "rol",
        "escalones-0-rol": "coordinador",
        "escalones-1-tipo": "",
        "escalones-1-momento": "antes",
        "escalones-1-a": "responsable",
    }
    assert administra.post(respuesta.url, datos).status_code == 302
    version = politica.versiones.get()
    assert (version.calendario, version.objetivos.count()) == ("continuo", 2)
    escalon = EscalonPolitica.objects.get(version=version)
    assert (escalon.porcentaje, escalon.minutos, escalon.rol) == (75, None, "coordinador")
    assert "75" in administra.get(respuesta.url).text


@pytest.mark.parametrize(
    ("datos", "campo"),
    [
        ({"nombre": ""}, "nombre"),
        ({"nombre": "x" * 200}, "nombre"),
        ({"ambito": "planeta"}, "ambito"),
        ({"segmento": ""}, "segmento"),
        ({"ambito": "contrato", "contrato": "CTR-99-000001"}, "contrato"),
        ({"ambito": "cliente", "cliente": "Nadie"}, "cliente"),
        ({"ambito": "tipo", "tipo": "guerra"}, "tipo"),
    ],
)
def test_a_policy_for_nothing_is_refused_and_nothing_is_written(administra, datos, campo):
    enviado = {"nombre": "<b>VIP</b>", "ambito": "segmento", "segmento": "vip", **datos}
    respuesta = administra.post("/ajustes/plazos/nueva/", enviado)
    assert respuesta.status_code == 422
    assert campo in respuesta.context["form"].errors
    assert "<b>VIP" not in respuesta.text
    assert PoliticaSLA.objects.count() == 1


def test_a_second_policy_for_the_same_is_refused_with_its_sentence(administra):
    PoliticaFactory()
    respuesta = administra.post(
        "/ajustes/plazos/nueva/", {"nombre": "Otra", "ambito": "segmento", "segmento": "vip"}
    )
    assert respuesta.status_code == 422
    assert "Ya hay una política en uso para eso mismo" in respuesta.text


def test_a_level_without_its_moment_is_said_beside_it(administra):
    politica = PoliticaFactory()
    datos = {
        "resolucion_3": "8",
        "desde": manana(),
        "escalones-TOTAL_FORMS": "1",
        "escalones-INITIAL_FORMS": "0",
        "escalones-0-tipo": "resolucion",
        "escalones-0-momento": "antes",
        "escalones-0-a": "responsable",
    }
    respuesta = administra.post(f"/ajustes/plazos/{politica.pk}/", datos)
    assert respuesta.status_code == 422
    assert "Di un porcentaje o unos minutos" in respuesta.text
    assert politica.versiones.count() == 1


def test_a_policy_is_left_aside_and_used_again_but_never_the_default(administra):
    politica = PoliticaFactory()
    administra.post(f"/ajustes/plazos/{politica.pk}/usar/")
    politica.refresh_from_db()
    assert not politica.activa
    general = PoliticaSLA.objects.get(es_por_defecto=True)
    administra.post(f"/ajustes/plazos/{general.pk}/usar/")
    general.refresh_from_db()
    assert general.activa


def test_a_reason_to_wait_says_whether_the_clock_stops_and_how_much_is_insisted(administra):
    datos = {
        "nombre": "Que mande la foto",
        "codigo": "foto",
        "espera_al_cliente": "on",
        "recordatorio_dias": "2",
        "recordatorios_max": "3",
        "aviso_cierre_dias": "3",
        "cierre_dias": "5",
        "activo": "on",
    }
    assert administra.post("/ajustes/esperas/nuevo/", datos).status_code == 302
    motivo = MotivoEspera.objects.get(codigo="foto")
    assert (motivo.para_reloj, motivo.recordatorios_max) == (False, 3)
    malo = administra.post(f"/ajustes/esperas/{motivo.pk}/", {**datos, "cierre_dias": ""})
    assert malo.status_code == 422
    assert "No se cierra sin avisar" in malo.text


# --- Contingencies


def contingencia(**datos):
    ahora = timezone.localtime()
    return {
        "nombre": "Corte en Sevilla",
        "causa": "Distribuidora",
        "provincias": "41",
        "desde_en": f"{ahora - timedelta(minutes=5):%Y-%m-%dT%H:%M}",
        "para_relojes": "on",
        "aviso_a": "casos",
        "texto_cliente": "Sabemos del corte.",
        **datos,
    }


def test_declared_after_seeing_whom_it_touches_and_ended(coordina):
    cliente = ClienteFactory(nombre="Ana <i>Núñez</i>")
    sede = SedeFactory(cliente=cliente, provincia="41")
    abrir_incidencia(
        NuevaIncidencia(cliente, "Sin luz", "averia", "correo", sede=sede), por=AgenteFactory()
    )
    previa = coordina.post("/contingencias/nueva/previa/", contingencia())
    assert "<strong>1</strong> incidencias" in previa.text
    assert "<i>Núñez" not in previa.text
    assert not Contingencia.objects.exists()
    respuesta = coordina.post("/contingencias/nueva/", contingencia())
    una = Contingencia.objects.get()
    assert respuesta.url == una.get_absolute_url()
    assert "Corte en Sevilla" in coordina.get("/contingencias/").text
    assert "Terminarla ahora" in coordina.get(respuesta.url).text
    coordina.post(f"{respuesta.url}terminar/")
    una.refresh_from_db()
    assert una.terminada_en is not None


@pytest.mark.parametrize(
    ("datos", "campo"),
    [
        ({"nombre": ""}, "nombre"),
        ({"causa": "x" * 400}, "causa"),
        ({"provincias": "77"}, "provincias"),
        ({"provincias": "Sevilla"}, "provincias"),
        ({"desde_en": "pronto"}, "desde_en"),
        ({"desde_en": "1900-01-01T00:00"}, "desde_en"),
        ({"hasta_en": "3000-01-01T00:00"}, "hasta_en"),
        ({"provincias": []}, "__all__"),
        ({"texto_cliente": ""}, "__all__"),
        ({"aviso_a": "todos"}, "aviso_a"),
    ],
)
def test_one_that_makes_no_sense_is_said_and_nothing_typed_is_lost(coordina, datos, campo):
    respuesta = coordina.post("/contingencias/nueva/", contingencia(**datos))
    assert respuesta.status_code == 422
    assert campo in respuesta.context["form"].errors
    assert not Contingencia.objects.exists()


def test_a_contingency_can_be_of_some_sites_of_a_company(coordina):
    hotel = ClienteFactory(nombre="Hoteles <b>Miramar</b>")
    playa, monte = (SedeFactory(cliente=hotel, nombre=nombre) for nombre in ("Playa", "Monte"))
    otro = SedeFactory(cliente=ClienteFactory(nombre="Otra casa"), nombre="Casa")
    buscadas = coordina.post("/contingencias/nueva/sedes/", {"empresa": "miramar"})
    assert "Playa" in buscadas.text
    assert "Monte" in buscadas.text
    assert "Casa" not in buscadas.text
    assert "<b>Miramar" not in buscadas.text
    elegida = {"sedes": [playa.pk], "empresa": "otra casa"}
    seguidas = coordina.post("/contingencias/nueva/sedes/", elegida).text
    assert "Playa" in seguidas
    assert "Monte" not in seguidas
    assert "Casa" in seguidas
    coordina.post("/contingencias/nueva/", contingencia(provincias=[], sedes=[playa.pk]))
    una = Contingencia.objects.get()
    assert una.sedes == [playa.pk]
    assert "Hoteles &lt;b&gt;Miramar&lt;/b&gt;: Playa" in coordina.get(una.get_absolute_url()).text
    assert monte.pk not in una.sedes
    assert otro.pk not in una.sedes


@pytest.mark.parametrize("sede", ["0", "999999999999999999999", "x"])
def test_a_site_that_is_not_there_is_said(coordina, sede):
    respuesta = coordina.post("/contingencias/nueva/", contingencia(sedes=[sede]))
    assert respuesta.status_code == 422
    assert "ya no existe" in respuesta.text
    assert not Contingencia.objects.exists()


def test_looking_for_sites_without_javascript_declares_nothing(coordina):
    SedeFactory(cliente=ClienteFactory(nombre="Hotel Miramar"), nombre="Playa")
    datos = contingencia(empresa="miramar", buscar="si")
    respuesta = coordina.post("/contingencias/nueva/", datos)
    assert respuesta.status_code == 200
    assert "Playa" in respuesta.text
    assert not Contingencia.objects.exists()


def test_places_are_said_by_their_names(coordina):
    formulario = coordina.get("/contingencias/nueva/").text
    assert formulario.index("A Coruña") < formulario.index("Álava") < formulario.index("Albacete")
    coordina.post("/contingencias/nueva/", contingencia(comunidades=["AN"], provincias=["28"]))
    pagina = coordina.get(Contingencia.objects.get().get_absolute_url()).text
    assert "Andalucía" in pagina
    assert ">Madrid<" in pagina


def test_an_agent_sees_them_and_declares_none(client):
    client.force_login(AgenteFactory())
    assert client.get("/contingencias/").status_code == 200
    assert client.post("/contingencias/nueva/", contingencia()).status_code == 404
    assert not Contingencia.objects.exists()


# --- The page of a case


@pytest.fixture
def queja():
    nueva = NuevaIncidencia(ClienteFactory(), "Tres averías", "reclamacion", "correo")
    return abrir_incidencia(nueva, por=AgenteFactory())


def test_the_page_says_why_those_clocks_and_what_the_law_asks(client, queja):
    client.force_login(AgenteFactory())
    pagina = client.get(queja.get_absolute_url()).text
    assert "Plazos de «General» porque no hay otros más concretos." in pagina
    ley = client.get(f"{queja.get_absolute_url()}luego/").text
    assert "15 días naturales" in ley
    assert "Ley 7/2017" in ley
    assert "no se puede resolver ni cerrar" in ley


def test_a_complaint_is_answered_from_its_page(client, queja):
    client.force_login(AgenteFactory())
    url = f"{queja.get_absolute_url()}responder-reclamacion/"
    texto = "Cambiaremos la placa sin cargo el jueves por la mañana, como pedía."
    malo = client.post(url, {"sentido": "desestimada", "texto": texto})
    assert malo.status_code == 422
    assert texto in malo.text
    assert not RespuestaReclamacion.objects.exists()
    assert client.post(url, {"sentido": "estimada", "texto": texto}).status_code == 302
    assert not PlazoLegal.objects.filter(incidencia=queja, cumplido_en=None).exists()


def test_what_the_law_asks_costs_the_same_with_whatever_is_in_it(client, queja, consultas):
    client.force_login(AgenteFactory())
    url = f"{queja.get_absolute_url()}luego/"
    client.get(url)
    assert consultas(client.get, url) <= 20
