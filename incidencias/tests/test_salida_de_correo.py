"""What we send about a case: from which address, threaded, signed, in whose language."""

import re

import pytest
from django.utils import timezone

from cuentas.tests.fabricas import AgenteFactory, GrupoFactory
from incidencias.models import CorreoEntrante, Rebote
from incidencias.servicios import abrir_incidencia, resolver_incidencia, responder
from incidencias.servicios.composicion import NuevaIncidencia
from incidencias.servicios.correo.rebotes import recoger_fallidas
from incidencias.tests.correos import MARTA, correo, llega
from incidencias.tests.fabricas import BuzonFactory, IncidenciaFactory
from nucleo.entrega import entregar_pendientes
from nucleo.models import Comunicacion
from nucleo.models.comunicaciones import Destino

pytestmark = pytest.mark.django_db
FIRMADA = re.compile(r"averias\+[0-9a-z]+-[a-z2-7]{32}@posventa\.example")


@pytest.fixture
def buzon():
    return BuzonFactory(correo="averias@posventa.example", remitente_nombre="Averías Frío SL")


@pytest.fixture
def agente():
    return AgenteFactory()


def enviados(servidor):
    entregar_pendientes()
    return servidor.mensajes


def test_it_leaves_from_the_mailbox_and_is_answered_to_a_signed_address(buzon, servidor_correo):
    llega(buzon, correo())
    (acuse,) = enviados(servidor_correo)
    assert acuse["From"] == '"Averías Frío SL" <averias@posventa.example>'.replace('"', "")
    assert FIRMADA.fullmatch(acuse["Reply-To"])
    assert acuse["To"] == MARTA


def test_a_mailbox_without_plus_addresses_signs_only_the_references(buzon, servidor_correo):
    buzon.admite_mas = False
    buzon.save()
    llega(buzon, correo())
    (acuse,) = enviados(servidor_correo)
    assert acuse["Reply-To"] == "averias@posventa.example"
    assert re.search(r"<[0-9a-z]+-[a-z2-7]{32}@", acuse["References"])


def test_it_threads_with_the_mail_of_the_customer(buzon, agente, servidor_correo):
    caso = llega(buzon, correo(id="<uno@cliente.example>")).incidencia
    responder(caso.pk, por=agente, texto="¿Qué error marca?")
    acuse, respuesta = sorted(enviados(servidor_correo), key=lambda m: "acuse" in str(m))
    for mensaje in (acuse, respuesta):
        assert mensaje["In-Reply-To"] == "<uno@cliente.example>"
        assert mensaje["References"].endswith("<uno@cliente.example>")


def test_of_two_mails_of_the_same_second_it_answers_the_last(buzon, agente, servidor_correo):
    caso = llega(buzon, correo(id="<uno@cliente.example>")).incidencia
    for otro in ("dos", "tres"):
        asunto = f"Re: {caso.codigo}"
        assert (
            llega(buzon, correo(id=f"<{otro}@cliente.example>", asunto=asunto)).incidencia == caso
        )
    CorreoEntrante.objects.update(recibido_en=timezone.now())
    responder(caso.pk, por=agente, texto="¿Qué error marca?")
    ultima = max(enviados(servidor_correo), key=lambda mensaje: len(mensaje["References"]))
    assert ultima["In-Reply-To"] == "<tres@cliente.example>"


def test_what_the_customer_answers_with_a_real_program_comes_back_to_its_case(
    buzon, agente, servidor_correo
):
    """Out by SMTP, back as a reply to what was received: nothing but its headers is used."""
    caso = llega(buzon, correo()).incidencia
    responder(caso.pk, por=agente, texto="¿Qué error marca?")
    recibida = next(
        m for m in enviados(servidor_correo) if "error" in m.get_body(("plain",)).get_content()
    )
    vuelta = llega(
        buzon,
        correo(
            para=recibida["Reply-To"],
            asunto=f"Re: {recibida['Subject']}",
            in_reply_to=recibida["Message-ID"],
            references=f"{recibida['References']} {recibida['Message-ID']}",
            texto="El E18.",
        ),
    )
    assert (vuelta.incidencia, vuelta.via) == (caso, "token")


def test_what_did_not_come_by_mail_leaves_from_the_one_of_its_group_or_the_default(buzon, agente):
    grupo = GrupoFactory()
    BuzonFactory(correo="frio@posventa.example", grupo=grupo)
    BuzonFactory(correo="info@posventa.example", es_por_defecto=True)
    base = {"asunto": "x", "tipo": "averia", "canal": "presencial"}
    caso = IncidenciaFactory(cliente__correo=MARTA)
    for cual, direccion in ((grupo, "frio@"), (None, "info@")):
        incidencia = abrir_incidencia(
            NuevaIncidencia(cliente=caso.cliente, grupo=cual, **base), por=agente
        )
        remitente = Comunicacion.objects.get(referencia=incidencia.codigo).remitente
        assert direccion in remitente


ESCRITOS = {
    "es": ("La nevera no enfría desde ayer. ¿Cuándo pueden venir?", "Hemos recibido"),
    "ca": ("La rentadora perd aigua i no sé què fer. Quan vindrà el tècnic?", "Hem rebut"),
    "gl": ("A caldeira fai moito ruído. Cando vai vir o técnico á miña casa?", "Recibimos a súa"),
    "eu": ("Hozkailuak ez du hozten atzotik. Noiz etorriko da teknikaria?", "Zure mezua jaso"),
    "en": ("The oven turns itself off. When is the technician coming?", "We received your"),
}


@pytest.mark.parametrize("idioma", ESCRITOS)
def test_it_is_in_the_language_in_which_the_customer_wrote(buzon, agente, servidor_correo, idioma):
    texto, frase = ESCRITOS[idioma]
    caso = llega(buzon, correo(texto=texto)).incidencia
    assert caso.idioma == idioma
    resolver_incidencia(caso.pk, por=agente, solucion="Filtro", causa="suciedad")
    acuse, resuelta = enviados(servidor_correo)
    textos = [m.get_body((t,)).get_content() for m in (acuse, resuelta) for t in ("plain", "html")]
    assert any(frase in texto for texto in textos)
    assert all(caso.codigo in texto for texto in textos)
    if idioma != "es":
        assert not any("Hemos recibido" in t or "ha quedado resuelto" in t for t in textos)


def test_without_any_mailbox_everything_is_as_before(agente):
    caso = IncidenciaFactory(cliente__correo=MARTA)
    responder(caso.pk, por=agente, texto="Hola")
    fila = Comunicacion.objects.get()
    assert (fila.remitente, fila.responder_a) == ("", "")


# --- It does not arrive


def test_a_temporary_refusal_is_tried_again_and_tells_nothing(buzon, servidor_correo):
    llega(buzon, correo())
    servidor_correo.al_destinatario = lambda direccion: "450 buzón ocupado"
    entregar_pendientes()
    assert Comunicacion.objects.get().destino == Destino.PENDIENTE
    assert recoger_fallidas() == 0


def test_a_final_refusal_is_told_in_the_case_and_marks_the_address(buzon, agente, servidor_correo):
    caso = llega(buzon, correo()).incidencia
    type(caso).objects.filter(pk=caso.pk).update(responsable=agente)
    servidor_correo.al_destinatario = lambda direccion: "550 no existe"
    entregar_pendientes()
    assert recoger_fallidas() == 1
    assert recoger_fallidas() == 0  # once
    caso.refresh_from_db()
    assert caso.eventos.filter(codigo="correo_devuelto").count() == 1
    assert "550" in caso.contacto.correo_falla_motivo
    assert agente.notificaciones.count() == 1
    assert Rebote.objects.get().direccion == MARTA


def devolucion(mensaje, direccion, *, estado="5.1.1"):
    """A DSN (RFC 3464) as a server writes it, with the headers of what it gives back."""
    return (
        "From: MAILER-DAEMON@lejos.example\r\n"
        "To: averias@posventa.example\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\n"
        "Message-ID: <dsn1@lejos.example>\r\n"
        "Auto-Submitted: auto-replied\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nNo se pudo entregar.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mx.lejos.example\r\n\r\n"
        f"Final-Recipient: rfc822; {direccion}\r\nAction: failed\r\nStatus: {estado}\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 unknown user\r\n\r\n"
        "--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        f"{mensaje}\r\n--b--\r\n"
    ).encode()


def cabeceras_de(mensaje):
    return "".join(f"{nombre}: {valor}\r\n" for nombre, valor in mensaje.items())


def test_a_bounce_of_ours_marks_the_address_and_tells_the_case(buzon, agente, servidor_correo):
    caso = llega(buzon, correo()).incidencia
    (acuse,) = enviados(servidor_correo)
    recibido = llega(buzon, devolucion(cabeceras_de(acuse), MARTA))
    assert (recibido.resultado, recibido.incidencia) == ("rebote", caso)
    caso.contacto.refresh_from_db()
    assert caso.contacto.correo_falla_en is not None
    assert caso.eventos.filter(codigo="correo_devuelto").exists()
    assert Comunicacion.objects.count() == 1  # nobody answers a bounce


def test_a_bounce_that_anybody_could_write_marks_nobody(buzon, servidor_correo):
    caso = llega(buzon, correo()).incidencia
    (acuse,) = enviados(servidor_correo)
    inventada = f"Message-ID: {acuse['Message-ID']}\r\nSubject: {acuse['Subject']}\r\n"
    recibido = llega(buzon, devolucion(inventada, MARTA))
    assert recibido.estado == "en_cuarentena"
    caso.contacto.refresh_from_db()
    assert caso.contacto.correo_falla_en is None


def test_nor_does_a_true_one_mark_an_address_to_which_the_case_does_not_write(
    buzon, servidor_correo
):
    """Whoever got a mail of theirs gives it back as if it had been sent to somebody else."""
    otro = llega(buzon, correo(de="victima@lejos.example", asunto="x")).incidencia
    llega(buzon, correo())
    acuse = next(m for m in enviados(servidor_correo) if m["To"] == MARTA)
    llega(buzon, devolucion(cabeceras_de(acuse), "victima@lejos.example"))
    otro.contacto.refresh_from_db()
    assert otro.contacto.correo_falla_en is None


def test_an_address_that_answers_again_does_not_fail_any_more(buzon, servidor_correo):
    caso = llega(buzon, correo()).incidencia
    (acuse,) = enviados(servidor_correo)
    llega(buzon, devolucion(cabeceras_de(acuse), MARTA))
    llega(buzon, correo(para=acuse["Reply-To"], texto="Ya va el correo"))
    caso.contacto.refresh_from_db()
    assert caso.contacto.correo_falla_en is None
