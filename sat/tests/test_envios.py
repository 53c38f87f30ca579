"""Forms sent twice (a double click, a phone that lost its coverage) happen once."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from cuentas.tests.fabricas import CoordinadorFactory
from incidencias.tests.fabricas import IncidenciaFactory
from sat.tests.fabricas import (
    FichaTecnicoFactory,
    IntervencionFactory,
    OrdenFactory,
    RepuestoFactory,
    manana_a_las,
    mandante,
)

pytestmark = pytest.mark.django_db
# One key for both sendings, two keys, none: only the first is the same form.
CLAVES = [
    ((lambda clave: {"envio": clave}), 1),
    ((lambda clave: {"envio": uuid4()}), 2),
    ((lambda clave: {}), 2),
]
una_o_dos = pytest.mark.parametrize(("con_clave", "veces"), CLAVES, ids=["una", "dos", "ninguna"])


@pytest.fixture(autouse=True)
def _ficheros(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def coordinadora(client):
    client.force_login(CoordinadorFactory())


@pytest.fixture
def sesion(client):
    ficha = FichaTecnicoFactory()
    client.force_login(ficha.usuario)
    hace = timezone.now() - timedelta(hours=1)
    orden = OrdenFactory(en_curso=True, ocurrida_en=hace - timedelta(days=1))
    return IntervencionFactory(orden=orden, tecnico=ficha, iniciada_en=hace)


def foto():
    memoria = io.BytesIO()
    Image.new("RGB", (80, 60)).save(memoria, "PNG")
    return SimpleUploadedFile("f.png", memoria.getvalue(), "image/png")


def enviar_dos_veces(client, ruta, con_clave, **datos):
    clave = uuid4()
    for _vez in range(2):
        nuevos = {campo: valor() if callable(valor) else valor for campo, valor in datos.items()}
        respuesta = client.post(ruta, nuevos | con_clave(clave))
        assert respuesta.status_code == 302
    return respuesta


@una_o_dos
def test_an_order_is_opened_once(client, coordinadora, con_clave, veces):
    incidencia = IncidenciaFactory()
    datos = {
        "tipo": "reparacion",
        "lugar": "domicilio",
        "mandante": mandante().pk,
        "sintoma": "No enciende",
        "duracion_prevista_min": "60",
    }
    ruta = reverse("sat:abrir", args=[incidencia.codigo])
    respuesta = enviar_dos_veces(client, ruta, con_clave, **datos)
    ordenes = incidencia.ordenes.order_by("pk")
    assert len(ordenes) == veces
    assert respuesta["Location"] == ordenes[veces - 1].get_absolute_url()


def test_an_appointment_sent_twice_is_given_and_not_refused(client, coordinadora):
    orden, tecnico = OrdenFactory(), FichaTecnicoFactory()
    manana = manana_a_las(10)
    datos = {"tecnico": tecnico.pk, "dia": f"{manana:%Y-%m-%d}", "hora": "10:00", "minutos": "60"}
    ruta = reverse("sat:dar_cita", args=[orden.codigo])
    enviar_dos_veces(client, ruta, CLAVES[0][0], **datos)
    assert orden.citas.count() == 1
    sin_clave = client.post(ruta, datos)
    assert (sin_clave.status_code, orden.citas.count()) == (422, 1)


@una_o_dos
def test_a_note_of_the_office_is_written_once(client, coordinadora, con_clave, veces):
    orden = OrdenFactory()
    ruta = reverse("sat:accion", args=[orden.codigo, "nota"])
    enviar_dos_veces(client, ruta, con_clave, texto="Hay un perro")
    assert orden.notas.count() == veces


@una_o_dos
def test_a_part_is_noted_once(client, sesion, con_clave, veces):
    ruta = reverse("sat:repuesto", args=[sesion.pk])
    repuesto = RepuestoFactory()
    enviar_dos_veces(
        client, ruta, con_clave, repuesto=repuesto.pk, cantidad="1", descripcion="Placa"
    )
    assert sesion.repuestos.count() == veces


def test_the_same_photo_is_added_once_whatever_its_key(client, sesion):
    ruta = reverse("sat:foto_nueva", args=[sesion.pk])
    enviar_dos_veces(client, ruta, CLAVES[2][0], foto=foto, momento_foto="antes")
    assert sesion.fotos.count() == 1


@una_o_dos
def test_a_note_of_the_phone_is_written_once(client, sesion, con_clave, veces):
    ruta = reverse("sat:nota", args=[sesion.pk])
    enviar_dos_veces(client, ruta, con_clave, texto="Hay un perro")
    assert sesion.orden.notas.count() == veces


@pytest.mark.parametrize("ruta", ["sat:abrir", "sat:dar_cita", "sat:accion", "sat:visita"])
def test_the_forms_carry_their_key(client, sesion, ruta):
    client.force_login(CoordinadorFactory()) if ruta != "sat:visita" else None
    orden = OrdenFactory()
    args = {
        "sat:abrir": [IncidenciaFactory().codigo],
        "sat:dar_cita": [orden.codigo],
        "sat:accion": [orden.codigo, "nota"],
        "sat:visita": [sesion.orden.codigo],
    }
    assert 'name="envio"' in client.get(reverse(ruta, args=args[ruta])).text
