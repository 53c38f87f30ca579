"""Bad input to the screens of the cases: a clear sentence, 422, nothing written, nothing lost."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from clientes.models import Cliente
from clientes.tests.fabricas import ClienteFactory, ContactoFactory, EquipoFactory
from cuentas.tests.fabricas import AgenteFactory
from incidencias.models import Adjunto, Estado, Incidencia, Mensaje, Promesa
from incidencias.tests.fabricas import IncidenciaFactory
from nucleo.models import Comunicacion

pytestmark = pytest.mark.django_db
NUEVA = "/incidencias/nueva/"
HTML = '<script>alert("x")</script><b>negrita</b>'
ESCAPADO = "&lt;script&gt;alert("
EXE = b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 200
MINIMO = {
    "asunto": "No enciende",
    "tipo": "averia",
    "canal": "telefono",
    "impacto": "medio",
    "urgencia": "media",
}


@pytest.fixture
def oficina(client):
    client.force_login(AgenteFactory())
    return client


@pytest.fixture
def caso():
    return IncidenciaFactory(en_curso=True)


def enviar(oficina, caso, que, datos):
    return oficina.post(f"{caso.get_absolute_url()}{que}/", datos)


def errores(respuesta, formulario="form"):
    return respuesta.context[formulario].errors


def dentro_de(**cuanto):
    return f"{timezone.localtime() + timedelta(**cuanto):%Y-%m-%dT%H:%M}"


# --- A new case


@pytest.mark.parametrize(
    ("cambio", "campo", "frase"),
    [
        ({"asunto": ""}, "asunto", "Escribe un asunto"),
        ({"asunto": "   "}, "asunto", "Escribe un asunto"),
        ({"asunto": "x" * 201}, "asunto", "menos de 200 caracteres"),
        ({"asunto": "a\x00b"}, "asunto", "nulos"),
        ({"descripcion": "x" * 100_001}, "descripcion", "menos de 100000 caracteres"),
        ({"tipo": "otra_cosa"}, "tipo", "Escoja una opción válida"),
        ({"tipo": ""}, "tipo", "requerido"),
        ({"canal": "portal"}, "canal", "Escoja una opción válida"),
        ({"impacto": "enorme"}, "impacto", "Escoja una opción válida"),
        ({"categoria": "x"}, "categoria", "Escoja una opción válida"),
        ({"categoria": "99999999"}, "categoria", "Escoja una opción válida"),
        ({"cliente": ""}, "cliente", "Busca al cliente y elígelo"),
        ({"cliente": "99999999"}, "cliente", "no existe"),
        ({"cliente": "x"}, "cliente", "no existe"),
        ({"cliente": "9" * 30}, "cliente", "no existe"),
        ({"promesa": "Le llamamos"}, "promesa_vence_en", "Di para cuándo"),
        ({"promesa_vence_en": dentro_de(days=1)}, "promesa", "Di qué prometemos"),
        ({"promesa": "x", "promesa_vence_en": "1900-01-01T10:00"}, "promesa_vence_en", "pasado"),
        ({"promesa": "x", "promesa_vence_en": "3000-01-01T10:00"}, "promesa_vence_en", "un año"),
        ({"promesa": "x", "promesa_vence_en": "mañana"}, "promesa_vence_en", "válida"),
    ],
)
def test_a_new_case_with_something_wrong_says_it_beside_the_field(oficina, cambio, campo, frase):
    datos = {**MINIMO, "cliente": ClienteFactory().pk, "descripcion": "Lo que escribí", **cambio}
    respuesta = oficina.post(NUEVA, datos)
    assert respuesta.status_code == 422
    assert frase in " ".join(errores(respuesta)[campo])
    assert not Incidencia.objects.exists()
    if "descripcion" not in cambio:
        assert "Lo que escribí" in respuesta.text


def test_a_unit_or_a_contact_of_another_customer_is_refused(oficina):
    datos = {**MINIMO, "cliente": ClienteFactory().pk}
    for campo, ajeno in (("equipo", EquipoFactory()), ("contacto", ContactoFactory())):
        respuesta = oficina.post(NUEVA, {**datos, campo: ajeno.pk})
        assert respuesta.status_code == 422
        assert campo in errores(respuesta)
    assert not Incidencia.objects.exists()


def test_a_blocked_customer_is_as_one_that_does_not_exist(oficina):
    cliente = ClienteFactory(bloqueado_en=timezone.now())
    respuesta = oficina.post(NUEVA, {**MINIMO, "cliente": cliente.pk})
    assert respuesta.status_code == 422
    assert cliente.nombre not in respuesta.text


@pytest.mark.parametrize(
    ("alta", "campo"),
    [
        ({"nuevo_nombre": "x" * 201}, "nuevo_nombre"),
        ({"nuevo_nombre": "Eva", "nuevo_correo": "no es un correo"}, "nuevo_correo"),
        ({"nuevo_nombre": "Eva", "nuevo_telefono": "abc"}, "nuevo_telefono"),
    ],
)
def test_a_wrong_new_customer_is_not_created(oficina, alta, campo):
    respuesta = oficina.post(NUEVA, {**MINIMO, **alta})
    assert respuesta.status_code == 422
    assert campo in errores(respuesta)
    assert (Cliente.objects.count(), Incidencia.objects.count()) == (0, 0)


# --- HTML in every text


def test_html_is_kept_as_text_and_shown_escaped_on_every_screen(oficina):
    cliente = ClienteFactory(nombre=HTML, segmento=HTML[:40])
    equipo = EquipoFactory(cliente=cliente, alias=HTML[:80])
    datos = {
        **MINIMO,
        "cliente": cliente.pk,
        "equipo": equipo.pk,
        "asunto": HTML,
        "descripcion": HTML,
        "promesa": HTML,
        "promesa_vence_en": dentro_de(days=1),
        "ver": "1",
    }
    oficina.post(NUEVA, datos)
    caso = Incidencia.objects.get()
    enviar(oficina, caso, "responder", {"texto": HTML})
    enviar(oficina, caso, "nota", {"texto": HTML})
    llamada = {"sentido": "entrante", "motivo": "otro", "notas": HTML}
    enviar(oficina, caso, "llamada", llamada)
    enviar(oficina, caso, "borrador", {"texto": HTML})
    assert (caso.asunto, caso.descripcion) == (HTML, HTML)
    for url in (
        "/incidencias/?vista=todas",
        f"/incidencias/?q={caso.codigo}",
        caso.get_absolute_url(),
        f"{caso.get_absolute_url()}resolver/",
        f"{NUEVA}?cliente={cliente.pk}",
        f"{NUEVA}buscar/?q=script",
    ):
        texto = oficina.get(url).text
        assert ESCAPADO in texto, url
        assert "<script>alert" not in texto, url
        assert "<b>negrita" not in texto, url
    enviar(oficina, caso, "resolver", {"solucion": HTML, "causa": HTML})
    texto = oficina.get(caso.get_absolute_url()).text
    assert "<script>alert" not in texto


# --- The composer


@pytest.mark.parametrize(
    ("que", "datos", "campo"),
    [
        ("responder", {"texto": ""}, "texto"),
        ("responder", {"texto": " \n "}, "texto"),
        ("responder", {"texto": "x" * 100_001}, "texto"),
        ("responder", {"texto": "a\x00b"}, "texto"),
        ("nota", {"texto": ""}, "texto"),
        ("llamada", {"sentido": "oblicuo", "motivo": "estado"}, "sentido"),
        ("llamada", {"sentido": "entrante", "motivo": ""}, "motivo"),
        ("llamada", {"sentido": "entrante", "motivo": "otro", "minutos": "-1"}, "minutos"),
        ("llamada", {"sentido": "entrante", "motivo": "otro", "minutos": "99999"}, "minutos"),
        ("llamada", {"sentido": "entrante", "motivo": "otro", "minutos": "dos"}, "minutos"),
        ("promesa", {"texto": "", "vence_en": dentro_de(days=1)}, "texto"),
        ("promesa", {"texto": "x" * 201, "vence_en": dentro_de(days=1)}, "texto"),
        ("promesa", {"texto": "x", "vence_en": ""}, "vence_en"),
        ("promesa", {"texto": "x", "vence_en": "1900-01-01T00:00"}, "vence_en"),
        ("promesa", {"texto": "x", "vence_en": "3000-01-01T00:00"}, "vence_en"),
        ("promesa", {"texto": "x", "vence_en": "32/13/2026"}, "vence_en"),
    ],
)
def test_what_is_wrong_in_the_composer_writes_nothing(oficina, caso, que, datos, campo):
    respuesta = enviar(oficina, caso, que, datos)
    assert respuesta.status_code == 422
    assert campo in errores(respuesta, f"{que}_form")
    assert not caso.eventos.exists()
    assert not Comunicacion.objects.exists()


# --- Files


@pytest.mark.parametrize(
    ("fichero", "frase"),
    [
        (("foto.jpg", EXE), "«foto.jpg» no es de un tipo admitido"),
        (("programa.exe", EXE), "«programa.exe» no es de un tipo admitido"),
        (("pagina.html", b"<html><script>alert(1)</script></html>"), "no es de un tipo admitido"),
        (("rota.png", b"\x89PNG\r\n\x1a\n" + b"x" * 50), "No podemos abrir la imagen"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_by_its_name(oficina, caso, fichero, frase):
    datos = {"texto": "Le adjunto la foto", "ficheros": [SimpleUploadedFile(*fichero)]}
    respuesta = enviar(oficina, caso, "responder", datos)
    assert respuesta.status_code == 422
    assert frase in respuesta.text
    assert "Le adjunto la foto" in respuesta.text
    assert (Mensaje.objects.count(), Adjunto.objects.count()) == (0, 0)


def test_an_empty_file_is_refused(oficina, caso):
    datos = {"texto": "Hola", "ficheros": [SimpleUploadedFile("nada.txt", b"")]}
    assert enviar(oficina, caso, "responder", datos).status_code == 422
    assert not Mensaje.objects.exists()


def test_a_file_over_the_limit_is_refused_with_the_limit(oficina, caso, settings):
    settings.ARCHIVO_MAX_BYTES = 1024**2
    grande = SimpleUploadedFile("video.mp4", b"x" * (1024**2 + 1))
    respuesta = enviar(oficina, caso, "nota", {"texto": "Mira", "ficheros": [grande]})
    assert respuesta.status_code == 422
    assert "«video.mp4» ocupa demasiado: el máximo son 1 MB." in respuesta.text
    assert not Mensaje.objects.exists()


def test_two_hundred_megabytes_are_refused_before_they_are_read(oficina, caso):
    respuesta = oficina.post(
        f"{caso.get_absolute_url()}responder/",
        {"texto": "Hola"},
        CONTENT_LENGTH=str(200 * 1024**2),
    )
    assert respuesta.status_code == 413
    assert not Mensaje.objects.exists()


def test_one_bad_file_among_good_ones_sends_nothing(oficina, caso):
    ficheros = [SimpleUploadedFile("notas.txt", b"hola"), SimpleUploadedFile("foto.jpg", EXE)]
    respuesta = enviar(oficina, caso, "responder", {"texto": "Van dos", "ficheros": ficheros})
    assert respuesta.status_code == 422
    assert "«foto.jpg»" in respuesta.text
    assert (Mensaje.objects.count(), Comunicacion.objects.count()) == (0, 0)


# --- Closed cases


@pytest.mark.parametrize(
    ("que", "datos"),
    [
        ("responder", {"texto": "Hola"}),
        ("llamada", {"sentido": "entrante", "motivo": "estado"}),
    ],
)
def test_nothing_is_written_to_a_cancelled_case(oficina, que, datos):
    caso = IncidenciaFactory(estado=Estado.ANULADA)
    respuesta = enviar(oficina, caso, que, datos)
    assert respuesta.status_code == 422
    assert "La incidencia está anulada." in " ".join(errores(respuesta, f"{que}_form")["__all__"])
    assert not Promesa.objects.exists()
    assert not caso.eventos.exists()
