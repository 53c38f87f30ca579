"""Whatever comes in a mail ends as a case, a message or something to look at; never lost."""

import io
import zipfile
from pathlib import Path

import pytest
from django.db import connection

from incidencias.models import CorreoEntrante, EstadoCorreo, Incidencia
from incidencias.servicios.correo.interpretacion import interpretar_pendientes
from incidencias.servicios.correo.recepcion import guardar_correo
from incidencias.servicios.correo.recogida import recoger_buzon
from incidencias.tests.correos import MARTA, correo, llega
from incidencias.tests.fabricas import BuzonFactory
from nucleo import archivos
from nucleo.models import Comunicacion

pytestmark = pytest.mark.django_db
REALES = Path(__file__).parents[3] / "shared" / "data" / "correo"


@pytest.fixture
def buzon():
    return BuzonFactory()


def bomba():
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as paquete:
        paquete.writestr("ceros", b"\0" * 200_000_000)
    return salida.getvalue()


MALOS = {
    "10.000 destinatarios": lambda: correo().replace(
        b"To:", b"Cc: " + b", ".join(b"c%d@lejos.example" % n for n in range(10_000)) + b"\r\nTo:"
    ),
    "una bomba zip": lambda: correo(adjuntos=(("fotos.zip", "application/zip", bomba()),)),
    "una imagen rota": lambda: correo(adjuntos=(("f.jpg", "image/jpeg", b"\xff\xd8\xff roto"),)),
    "una imagen enorme": lambda: correo(adjuntos=(("f.png", "image/png", PNG_ENORME),)),
    "un adjunto vacío": lambda: correo(adjuntos=(("nada.pdf", "application/pdf", b""),)),
    "un adjunto sin nombre": lambda: correo().replace(
        b"Content-Type: text/plain", b"Content-Type: application/x-raro"
    ),
    "una cabecera de 1 MB": lambda: b"X-Larga: " + b"a" * 1_000_000 + b"\r\n" + correo(),
    "un asunto de emoji": lambda: correo(asunto="🔥" * 3_000),
    "un asunto con saltos": lambda: correo().replace(
        b"Subject: La lavadora", b"Subject: =?utf-8?b?YQ0KQmNjOiB4QHguZXhhbXBsZQ==?= "
    ),
    "sin From": lambda: correo(de=None),
    "un From que no es": lambda: correo(de=None, x_nada="1").replace(
        b"To:", b"From: <<>>, ,;:\r\nTo:"
    ),
    "un From de 1.000 letras": lambda: correo(de=None).replace(
        b"To:", b"From: " + b"a" * 1_000 + b"@x.example\r\nTo:"
    ),
    "un texto más largo que un tsvector": lambda: correo(
        texto=" ".join(f"palabra{n:07d}" for n in range(200_000))
    ),
    "caracteres nulos": lambda: correo().replace(b"desagua y", b"desagua\x00y"),
    "nada": lambda: b"",
    "ruido": lambda: bytes(range(256)) * 400,
    "sin cuerpo": lambda: b"From: a@b.example\r\nSubject: x\r\n\r\n",
    "solo HTML": lambda: correo(html="<p>Hola</p>").replace(b"text/plain", b"text/x-nada"),
    "fecha de 1970": lambda: correo(date="Thu, 01 Jan 1970 00:00:00 +0000"),
    "fecha de 2040": lambda: correo(date="Sun, 01 Jan 2040 00:00:00 +0000"),
    "fecha imposible": lambda: correo(date="ayer por la tarde"),
    "juego de caracteres inventado": lambda: correo().replace(b"utf-8", b"klingon"),
    "un Message-ID de 1.000 letras": lambda: correo(id="<x@y.example>").replace(
        b"<x@y.example>", b"<" + b"x" * 1_000 + b"@y.example>"
    ),
}
PNG_ENORME = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
    + (60_000).to_bytes(4, "big") * 2
    + b"\x08\x02\x00\x00\x00"
    + b"\0" * 20
)


@pytest.mark.parametrize("cual", MALOS)
def test_it_ends_as_a_case(buzon, cual):
    recibido = llega(buzon, MALOS[cual]())
    assert recibido.estado in {EstadoCorreo.INTERPRETADO, EstadoCorreo.EN_CUARENTENA}
    incidencia = Incidencia.objects.get()
    assert incidencia.asunto.strip()
    assert incidencia.cliente_id is not None
    assert recibido.incidencia == incidencia
    with connection.cursor() as cursor:  # and it is found
        cursor.execute("select busqueda from incidencias_incidencia")
        assert cursor.fetchone()[0] is not None


@pytest.mark.parametrize("cual", MALOS)
def test_its_bytes_are_kept_as_they_came(buzon, cual):
    crudo = MALOS[cual]()
    guardado = guardar_correo(buzon, crudo)
    assert archivos.leer(guardado.archivo) == crudo


def test_without_a_sender_nobody_gets_a_receipt(buzon):
    llega(buzon, MALOS["sin From"]())
    assert not Comunicacion.objects.exists()
    assert Incidencia.objects.get().cliente.nombre == "Remitente desconocido"


def test_ten_thousand_recipients_get_nothing(buzon):
    llega(buzon, MALOS["10.000 destinatarios"]())
    assert list(Comunicacion.objects.values_list("para", flat=True)) == [MARTA]


def test_a_zip_bomb_stays_folded_and_is_only_offered(buzon):
    recibido = llega(buzon, MALOS["una bomba zip"]())
    adjunto = recibido.incidencia.adjuntos.get()
    assert adjunto.archivo.tipo == "application/octet-stream"
    assert adjunto.archivo.bytes < 1_000_000


def test_a_receipt_carries_nothing_that_the_sender_wrote(buzon):
    """Spam relay: whoever forges a victim's From would have us send what they want."""
    llega(
        buzon,
        correo(
            de="COMPRA YA http://spam.example <victima@lejos.example>",
            asunto="GANA DINERO http://spam.example",
            texto="http://spam.example",
        ),
    )
    acuse = Comunicacion.objects.get()
    from nucleo.correo_saliente import componer_correo

    mensaje = componer_correo(acuse)
    todo = f"{mensaje.subject} {mensaje.body} {mensaje.alternatives}"
    assert "spam.example" not in todo
    assert "GANA" not in todo
    assert "COMPRA" not in todo
    assert Incidencia.objects.get().codigo in todo


def test_not_even_to_a_proved_address_for_a_mail_proves_nothing(buzon):
    from django.utils import timezone

    from clientes.tests.fabricas import ContactoFactory

    ContactoFactory(correo=MARTA, correo_probado_en=timezone.now())
    llega(buzon, correo(asunto="Asunto secreto", texto="Texto secreto"))
    datos = Comunicacion.objects.get().datos
    assert "secreto" not in str(datos).lower()


def test_receipts_to_one_address_are_few_in_a_day(buzon, settings):
    settings.CORREO_ACUSES_POR_DIA = 2
    for n in range(4):
        llega(buzon, correo(asunto=f"Avería {n}"))
    assert Incidencia.objects.count() == 4
    assert Comunicacion.objects.count() == 2
    ultima = Incidencia.objects.order_by("-pk").first()
    assert "Sin acuse de recibo" in ultima.mensajes.get().texto


@pytest.mark.parametrize("de", ["no-reply@tienda.example", "MAILER-DAEMON@x.example"])
def test_nobody_acknowledges_to_whom_nobody_reads(buzon, de):
    llega(buzon, correo(de=de))
    assert not Comunicacion.objects.exists()


def test_a_loop_stops_after_so_many_and_is_told_in_the_case(buzon, settings):
    settings.CORREO_MAX_POR_HORA = 3
    recibidos = [llega(buzon, correo(asunto=f"Acuse {n}")) for n in range(6)]
    assert [uno.resultado for uno in recibidos] == ["caso"] * 3 + ["bucle"] * 3
    assert Incidencia.objects.count() == 3
    assert list(CorreoEntrante.objects.por_revisar().order_by("pk")) == recibidos[3:]
    ultima = recibidos[2].incidencia
    assert ultima.eventos.filter(codigo="bucle_cortado").count() == 1


def test_our_own_mail_that_comes_back_opens_nothing(buzon):
    assert llega(buzon, correo(de=f"Nosotros <{buzon.correo}>")).resultado == "bucle"
    assert llega(buzon, correo(de=buzon.correo.replace("@", "+x@"))).resultado == "bucle"
    assert not Incidencia.objects.exists()


def test_an_automatic_answer_is_a_note_and_no_contact_of_the_customer(buzon):
    caso = llega(buzon, correo(id="<a@cliente.example>")).incidencia
    antes = caso.contactos_cliente
    recibido = llega(
        buzon,
        correo(
            in_reply_to="<a@cliente.example>",
            auto_submitted="auto-replied",
            asunto="Fuera de la oficina",
            texto="Vuelvo el lunes.",
        ),
    )
    assert recibido.resultado == "automatico"
    assert caso.mensajes.get().texto == "Vuelvo el lunes."
    caso.refresh_from_db()
    assert caso.contactos_cliente == antes
    assert Comunicacion.objects.count() == 1  # the receipt of the case, and no other


def test_a_list_and_a_machine_without_a_case_wait_for_a_person(buzon):
    boletin = llega(buzon, correo(list_id="<novedades.tienda.example>"))
    aviso = llega(buzon, correo(auto_submitted="auto-generated"))
    assert set(CorreoEntrante.objects.por_revisar()) == {boletin, aviso}
    assert not Incidencia.objects.exists()


def test_the_same_mail_to_two_of_our_addresses_is_one_case(buzon):
    crudo = correo(id="<dos@cliente.example>")
    primera = llega(buzon, crudo)
    segunda = llega(BuzonFactory(), crudo)
    assert (segunda.resultado, segunda.incidencia) == ("repetido", primera.incidencia)
    assert Incidencia.objects.count() == 1


@pytest.mark.skipif(not REALES.exists(), reason="no hay correos reales en ../shared/data/correo")
def test_every_real_mail_goes_the_whole_way(imap):
    """From the server to a case or to what waits for a person: none is left in between."""
    crudos = [ruta.read_bytes() for ruta in sorted(REALES.rglob("*.eml"))]
    for ruta in sorted(REALES.rglob("*.txt")):  # replies: put in a mail of their own
        cabeceras = f"From: {ruta.stem}@cliente.example\r\nSubject: {ruta.stem}\r\n"
        cabeceras += "Content-Type: text/plain; charset=utf-8\r\n\r\n"
        crudos.append(cabeceras.encode() + ruta.read_bytes())
    assert len(crudos) >= 28
    for crudo in crudos:
        imap.entregar(crudo)
    assert recoger_buzon(imap.buzon.pk) == len(crudos)
    assert interpretar_pendientes() == len(crudos)
    assert not CorreoEntrante.objects.exclude(
        estado__in=[EstadoCorreo.INTERPRETADO, EstadoCorreo.EN_CUARENTENA]
    ).exists()
    assert Incidencia.objects.count() + CorreoEntrante.objects.por_revisar().count() >= 28
