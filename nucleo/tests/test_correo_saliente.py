"""What a message looks like when it arrives."""

import pytest

from nucleo.comunicaciones import encolar
from nucleo.correo.lectura import leer
from nucleo.correo_saliente import marca_propia
from nucleo.enlaces import firmar
from nucleo.entrega import entregar_pendientes
from nucleo.models import Comunicacion, ComunicacionAdjunto
from nucleo.tests.fabricas import ArchivoFactory, ComunicacionFactory, EmpresaFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plantillas")]

BAJA = {"tipo": "baja", "id": "7", "version": 1, "ruta": "baja"}


@pytest.fixture
def recibir(servidor_correo):
    """Deliver one message and return it as the server got it."""

    def entregar(**campos):
        ComunicacionFactory(**campos)
        entregar_pendientes()
        return servidor_correo.mensajes[-1]

    return entregar


def test_it_has_text_and_html_and_only_the_html_is_escaped(recibir):
    mensaje = recibir()
    texto = mensaje.get_body(("plain",)).get_content()
    html = mensaje.get_body(("html",)).get_content()
    assert mensaje.get_content_type() == "multipart/alternative"
    assert "Hola, Marta O'Brien:" in texto
    assert "O&#x27;Brien" in html
    assert "<html lang=" in html


def test_html_in_a_name_stays_text(recibir):
    mensaje = recibir(datos={"nombre": "<script>alert(1)</script>"})
    assert "<script>" not in mensaje.get_body(("html",)).get_content()


def test_it_comes_from_the_company_by_its_name(recibir, settings):
    settings.DEFAULT_FROM_EMAIL = "posventa@calderas.example"
    EmpresaFactory(nombre="Calderas Ñuñoa, S. L.")
    remitente = recibir()["From"].addresses[0]
    assert remitente.display_name == "Calderas Ñuñoa, S. L."
    assert remitente.addr_spec == "posventa@calderas.example"


def test_it_says_that_it_is_automatic_unless_a_person_wrote_it(recibir):
    assert recibir()["Auto-Submitted"] == "auto-generated"
    assert recibir(cabeceras={"Auto-Submitted": "no"})["Auto-Submitted"] == "no"


def test_it_is_known_again_if_it_comes_back(recibir, settings):
    crudo = recibir().as_bytes()
    assert leer(crudo, marca=marca_propia()).clase == "bucle"
    settings.SECRET_KEY = "another installation"
    assert leer(crudo, marca=marca_propia()).clase == "automatico"


def test_a_reply_can_be_threaded(recibir):
    mensaje = recibir(cabeceras={"In-Reply-To": "<a@b.example>", "References": "<a@b.example>"})
    assert mensaje["In-Reply-To"] == "<a@b.example>"


def test_the_reply_address_carries_a_token_that_the_row_does_not(recibir):
    mensaje = recibir(
        enlaces={"respuesta": {"tipo": "respuesta", "id": "INC-26-000001", "version": 1}},
        responder_a="atencion+{respuesta}@calderas.example",
    )
    token = firmar("respuesta", "INC-26-000001", 1)
    assert mensaje["Reply-To"] == f"atencion+{token}@calderas.example"
    assert token not in str(Comunicacion.objects.values().get())


def test_a_survey_can_be_unsubscribed_by_header_and_a_service_mail_cannot(recibir, settings):
    settings.ROOT_URLCONF = "nucleo.tests.rutas"
    encuesta = recibir(clase="encuesta", enlaces={"baja": BAJA})
    servicio = recibir(clase="servicio", enlaces={"baja": BAJA})
    token = firmar("baja", "7", 1)
    assert encuesta["List-Unsubscribe"].strip() == f"<{settings.URL_PUBLICA}/baja/{token}/>"
    assert encuesta["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert servicio["List-Unsubscribe"] is None


def test_a_subject_cannot_smuggle_headers(servidor_correo):
    encolar(
        clave="a",
        plantilla="prueba",
        para="a@b.example",
        asunto="Hola\r\nBcc: x@y.example",
        datos={},
    )
    entregar_pendientes()
    (mensaje,) = servidor_correo.mensajes
    assert mensaje["Bcc"] is None
    assert mensaje["Subject"] == "Hola Bcc: x@y.example"


def test_files_travel_with_their_name_and_type(servidor_correo, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    comunicacion = ComunicacionFactory()
    ComunicacionAdjunto.objects.create(
        comunicacion=comunicacion, archivo=ArchivoFactory(), nombre="Parte de trabajo nº 3.pdf"
    )
    entregar_pendientes()
    (adjunto,) = servidor_correo.mensajes[0].iter_attachments()
    assert adjunto.get_filename() == "Parte de trabajo nº 3.pdf"
    assert adjunto.get_content_type() == "application/pdf"
    assert adjunto.get_content() == b"%PDF"
