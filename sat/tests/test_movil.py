"""The technician's phone, from the list of the day to the signed report."""

import base64
import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from clientes.tests.fabricas import EquipoFactory, SedeFactory
from cuentas.tests.fabricas import TecnicoFactory
from sat.models import ClasePunto, Estado, ModoFirma, ResultadoVisita
from sat.tests.fabricas import (
    CitaFactory,
    FichaTecnicoFactory,
    IntervencionFactory,
    OrdenFactory,
    PlantillaFactory,
    PuntoFactory,
    RepuestoFactory,
    RepuestoUsadoFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ficheros(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def tecnico(client):
    ficha = FichaTecnicoFactory()
    client.force_login(ficha.usuario)
    return ficha


@pytest.fixture
def sesion(tecnico):
    """An open session of the técnico that is signed in, begun an hour ago."""
    hace = timezone.now() - timedelta(hours=1)
    orden = OrdenFactory(en_curso=True, ocurrida_en=hace - timedelta(days=1))
    return IntervencionFactory(orden=orden, tecnico=tecnico, iniciada_en=hace)


def png(tamano=(60, 20)) -> bytes:
    salida = io.BytesIO()
    Image.new("RGB", tamano, "navy").save(salida, "PNG")
    return salida.getvalue()


def firma() -> str:
    return "data:image/png;base64," + base64.b64encode(png()).decode()


def fin(**cambios):
    datos = {"resultado": "resuelta", "trabajo": "Cambio de válvula", "firmante": "Marta"}
    return datos | {"firma": firma(), "motivo_sin_firma": "", "diagnostico": ""} | cambios


# --- The day


def test_the_day_shows_my_visits_and_nobody_elses(client, tecnico):
    mia, ajena = CitaFactory(tecnico=tecnico), CitaFactory()
    dia = f"{timezone.localtime(mia.empieza_en):%Y-%m-%d}"
    pagina = client.get(f"{reverse('sat:mi_dia')}?dia={dia}").content.decode()
    assert mia.orden.codigo in pagina
    assert ajena.orden.codigo not in pagina


def test_the_day_costs_the_same_with_one_visit_as_with_eight(client, consultas, tecnico):
    primera = CitaFactory(tecnico=tecnico, orden__equipo=EquipoFactory())
    ruta = f"{reverse('sat:mi_dia')}?dia={timezone.localtime(primera.empieza_en):%Y-%m-%d}"
    client.get(ruta)
    con_una = consultas(client.get, ruta)
    for horas in range(1, 8):
        CitaFactory(
            tecnico=tecnico,
            desde=primera.empieza_en + timedelta(hours=horas),
            orden__equipo=EquipoFactory(),
        )
    assert consultas(client.get, ruta) == con_una


def test_a_user_without_a_file_is_told_what_is_missing(client):
    client.force_login(TecnicoFactory())
    assert "no es de ningún técnico" in client.get(reverse("sat:mi_dia")).content.decode()


def test_the_phone_can_install_it(client):
    respuesta = client.get(reverse("sat:manifiesto"))
    assert respuesta["Content-Type"] == "application/manifest+json"
    assert respuesta.json()["start_url"] == "/sat/mi-dia/"


def test_the_visit_offers_to_call_to_go_and_to_start(client, tecnico):
    sede = SedeFactory(direccion="Calle del Pez, 12 & <3>")
    orden = OrdenFactory(planificada=True, suelta=True, cliente=sede.cliente, sede=sede)
    CitaFactory(tecnico=tecnico, orden=orden)
    pagina = client.get(reverse("sat:visita", args=[orden.codigo])).content.decode()
    assert 'href="tel:+34600123456"' in pagina
    assert "destination=Calle%20del%20Pez%2C%2012%20%26%20%3C3%3E" in pagina
    assert "Empezar" in pagina


def test_somebody_elses_visit_does_not_exist(client, tecnico):
    ajena = CitaFactory()
    for ruta in ("sat:visita", "sat:iniciar"):
        respuesta = getattr(client, "post" if "iniciar" in ruta else "get")(
            reverse(ruta, args=[ajena.orden.codigo])
        )
        assert respuesta.status_code == 404
    assert not ajena.orden.intervenciones.exists()


@pytest.mark.parametrize("ruta", ["checklist", "repuesto", "foto_nueva", "nota", "terminar"])
def test_somebody_elses_session_does_not_exist(client, tecnico, ruta):
    ajena = IntervencionFactory()
    assert client.post(reverse(f"sat:{ruta}", args=[ajena.pk]), fin()).status_code == 404
    ajena.refresh_from_db()
    assert ajena.esta_en_curso


def test_starting_shows_the_session(client, tecnico):
    cita = CitaFactory(tecnico=tecnico)
    respuesta = client.post(reverse("sat:iniciar", args=[cita.orden.codigo]), follow=True)
    pagina = respuesta.content.decode()
    assert "Terminar la visita" in pagina
    assert "Comprobaciones" in pagina


def test_starting_a_second_one_says_why_not(client, sesion, tecnico):
    otra = CitaFactory(tecnico=tecnico)
    respuesta = client.post(reverse("sat:iniciar", args=[otra.orden.codigo]), follow=True)
    assert f"sin terminar en {sesion.orden.codigo}" in respuesta.content.decode()


# --- The session


def test_the_checklist_is_saved_as_it_stands(client, sesion):
    plantilla = PlantillaFactory()
    si = PuntoFactory(plantilla=plantilla)
    medida = PuntoFactory(plantilla=plantilla, clase=ClasePunto.NUMERO)
    sesion.plantilla = plantilla
    sesion.save()
    datos = {f"punto_{si.pk}": "si", f"punto_{medida.pk}": "1,4"}
    assert client.post(reverse("sat:checklist", args=[sesion.pk]), datos).status_code == 302
    valores = {r.punto_id: r.valor for r in sesion.respuestas.all()}
    assert valores == {si.pk: True, medida.pk: Decimal("1.40")}


@pytest.mark.parametrize("valor", ["mucha", "1e9", "99999999999", "NaN", "1,2,3"])
def test_a_measure_is_a_figure(client, sesion, valor):
    punto = PuntoFactory(clase=ClasePunto.NUMERO)
    sesion.plantilla = punto.plantilla
    sesion.save()
    respuesta = client.post(
        reverse("sat:checklist", args=[sesion.pk]), {f"punto_{punto.pk}": valor}
    )
    assert respuesta.status_code == 422
    assert valor in respuesta.content.decode()
    assert not sesion.respuestas.exists()


def test_parts_are_noted_and_taken_back(client, sesion):
    repuesto = RepuestoFactory()
    datos = {"repuesto": repuesto.pk, "cantidad": "2,5", "descripcion": ""}
    assert client.post(reverse("sat:repuesto", args=[sesion.pk]), datos).status_code == 302
    usado = sesion.repuestos.get()
    assert usado.cantidad == Decimal("2.5")
    assert client.post(reverse("sat:quitar_repuesto", args=[usado.pk])).status_code == 302
    assert not sesion.repuestos.exists()


def test_nobody_takes_back_another_technicians_part(client, sesion):
    ajeno = RepuestoUsadoFactory()
    assert client.post(reverse("sat:quitar_repuesto", args=[ajeno.pk])).status_code == 404
    assert ajeno.intervencion.repuestos.exists()


@pytest.mark.parametrize(
    ("cambio", "frase"),
    [
        ({"cantidad": "0"}, "mayor que cero"),
        ({"cantidad": "-1"}, "mayor que cero"),
        ({"cantidad": "muchos"}, "número"),
        ({"cantidad": "100000"}, "revise la cantidad"),
        ({"repuesto": ""}, "Elija un repuesto"),
        ({"repuesto": "999999"}, "Escoja una opción válida"),
        ({"repuesto": "", "descripcion": "x" * 151}, "150"),
    ],
)
def test_a_bad_part_says_why(client, sesion, cambio, frase):
    datos = {"repuesto": RepuestoFactory().pk, "cantidad": "1", "descripcion": ""}
    respuesta = client.post(reverse("sat:repuesto", args=[sesion.pk]), datos | cambio)
    assert respuesta.status_code == 422
    assert frase in respuesta.content.decode()
    assert not sesion.repuestos.exists()


def test_a_photo_of_the_camera_is_kept_and_shown(client, sesion):
    foto = SimpleUploadedFile("IMG_0001.png", png((800, 600)), "image/png")
    datos = {"foto": foto, "momento_foto": "antes", "pie": "La placa"}
    assert client.post(reverse("sat:foto_nueva", args=[sesion.pk]), datos).status_code == 302
    imagen = sesion.fotos.get()
    respuesta = client.get(reverse("sat:foto", args=[imagen.pk]))
    assert respuesta["Content-Type"].startswith("image/")
    assert b"".join(respuesta.streaming_content)


def test_somebody_elses_photo_does_not_exist(client, sesion):
    foto = SimpleUploadedFile("f.png", png((80, 60)), "image/png")
    client.post(
        reverse("sat:foto_nueva", args=[sesion.pk]), {"foto": foto, "momento_foto": "antes"}
    )
    client.force_login(FichaTecnicoFactory().usuario)
    assert client.get(reverse("sat:foto", args=[sesion.fotos.get().pk])).status_code == 404


@pytest.mark.parametrize(
    ("nombre", "contenido"),
    [
        ("virus.jpg", b"MZ\x90\x00" + b"\x00" * 200),
        ("rota.jpg", b"\xff\xd8\xff\xe0" + b"\x00" * 50),
        ("vacia.jpg", b""),
        ("hoja.pdf", b"%PDF-1.7 ..."),
    ],
)
def test_what_is_no_photo_is_refused(client, sesion, nombre, contenido):
    datos = {"foto": SimpleUploadedFile(nombre, contenido), "momento_foto": "antes"}
    respuesta = client.post(reverse("sat:foto_nueva", args=[sesion.pk]), datos)
    assert respuesta.status_code == 422
    assert not sesion.fotos.exists()


def test_a_photo_that_is_too_big_is_refused(client, sesion, settings):
    settings.ARCHIVO_MAX_BYTES = 100
    datos = {"foto": SimpleUploadedFile("f.png", png((800, 600))), "momento_foto": "antes"}
    respuesta = client.post(reverse("sat:foto_nueva", args=[sesion.pk]), datos)
    assert "ocupa demasiado" in respuesta.content.decode()
    assert not sesion.fotos.exists()


def test_a_note_is_for_us(client, sesion):
    ruta = reverse("sat:nota", args=[sesion.pk])
    assert client.post(ruta, {"texto": "Hay un perro"}).status_code == 302
    assert client.post(ruta, {"texto": "   "}).status_code == 422
    assert [nota.texto for nota in sesion.orden.notas.all()] == ["Hay un perro"]


# --- The end


def test_finishing_with_a_drawn_signature(client, sesion):
    respuesta = client.post(reverse("sat:terminar", args=[sesion.pk]), fin(), follow=True)
    parte = sesion.orden.partes.get()
    sesion.orden.refresh_from_db()
    assert (sesion.orden.estado, parte.modo_firma) == (Estado.TERMINADA, ModoFirma.MANUSCRITA)
    assert f"Parte {parte.codigo} guardado" in respuesta.content.decode()
    pdf = client.get(reverse("sat:parte", args=[sesion.orden.codigo, 1]))
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")


def test_finishing_with_the_name_typed(client, sesion):
    datos = fin(firma="", firma_a_maquina="on")
    assert client.post(reverse("sat:terminar", args=[sesion.pk]), datos).status_code == 302
    parte = sesion.orden.partes.get()
    assert (parte.modo_firma, parte.firmante) == (ModoFirma.ESCRITA, "Marta")


def test_nobody_at_home_needs_neither_work_nor_signature(client, sesion):
    datos = {"resultado": "ausente"}
    assert client.post(reverse("sat:terminar", args=[sesion.pk]), datos).status_code == 302
    sesion.refresh_from_db()
    assert sesion.resultado == ResultadoVisita.AUSENTE


@pytest.mark.parametrize(
    ("cambio", "frase"),
    [
        ({"resultado": ""}, "requerido"),
        ({"resultado": "magia"}, "magia"),
        ({"trabajo": ""}, "Escriba qué se ha hecho"),
        ({"trabajo": "x" * 10_001}, "10000"),
        ({"firma": ""}, "Falta la firma"),
        ({"firmante": ""}, "quien firma"),
        ({"firma": "data:image/png;base64,%%%"}, "bórrela y firme otra vez"),
        ({"firma": "data:image/png;base64,aG9sYQ=="}, "bórrela y firme otra vez"),
        ({"firma": "javascript:alert(1)"}, "bórrela y firme otra vez"),
        ({"motivo_sin_firma": "magia"}, "magia"),
    ],
)
def test_what_is_missing_is_said_and_what_was_written_stays(client, sesion, cambio, frase):
    respuesta = client.post(reverse("sat:terminar", args=[sesion.pk]), fin(**cambio))
    pagina = respuesta.content.decode()
    assert respuesta.status_code == 422
    assert frase in pagina
    assert "Cambio de válvula" in pagina or "trabajo" in cambio
    sesion.refresh_from_db()
    assert sesion.esta_en_curso
    assert not sesion.orden.partes.exists()


def test_sending_it_twice_makes_one_report(client, sesion):
    for _vez in range(2):
        client.post(reverse("sat:terminar", args=[sesion.pk]), fin())
    assert sesion.orden.partes.count() == 1
