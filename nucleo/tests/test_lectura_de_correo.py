"""A mail is read whatever it brings: what its parts say, and the files that come with it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from nucleo.correo.lectura import leer
from nucleo.correo.tipos import CorreoLeido, Defecto, Proteccion
from nucleo.tests.correos import correo, fichero, juntas, multiparte, parte, tnef

AJENOS = Path(__file__).parents[3] / "shared" / "data" / "correo" / "django_helpdesk"
HTML = "text/html; charset=utf-8"


def test_a_plain_mail_says_who_what_and_when():
    leido = leer(correo("No enfría desde ayer.\n"))
    assert leido.remite == ("Marta Ruiz", "marta@casa.example")
    assert leido.para == (("", "atencion@sat.example"),)
    assert (leido.asunto, leido.texto) == ("La nevera no enfría", "No enfría desde ayer.")
    assert leido.fecha.isoformat() == "2026-03-03T09:00:00+00:00"
    assert (leido.mensaje_id, leido.clase) == ("<uno@casa.example>", "persona")
    assert (leido.idioma, leido.defectos) == ("es", ())


def test_nothing_at_all_is_a_mail_without_anything():
    assert leer(b"") == CorreoLeido(defectos=(Defecto.FECHA_ABSURDA, Defecto.SIN_REMITE))


# --- Headers


@pytest.mark.parametrize(
    ("crudo", "asunto"),
    [
        ("=?utf-8?B?QXZlcsOtYQ==?=", "Avería"),
        ("=?iso-8859-1?Q?Aver=EDa_en_la_cocina?=", "Avería en la cocina"),
        ("=?utf-8?q?Aver=C3?= =?utf-8?q?=ADa?=", "Avería"),  # cut in the middle of a letter
        ("=?utf-8?q?Se?= =?utf-8?q?guido?= y =?utf-8?q?suelto?=", "Seguido y suelto"),
        ("Avería sin codificar", "Avería sin codificar"),
        ("=?utf-8?B?QXZlcsOtYQ=?=", "Avería"),  # its padding is short
        ("=?nada-8?q?hola?=", "hola"),
        ("=?utf-8?q?sin cerrar", "=?utf-8?q?sin cerrar"),
        ("🥶🧊❄️ 👩‍🔧", "🥶🧊❄️ 👩‍🔧"),
        ("en\r\n dos líneas", "en dos líneas"),
        ("=?utf-8?q?con_=00nulo_y_=0A_salto?=", "con nulo y salto"),
        ("factura\u202efdp.exe", "facturafdp.exe"),
    ],
)
def test_a_subject_is_read_however_it_is_written(crudo, asunto):
    assert leer(correo(Subject=crudo)).asunto == asunto


def test_a_subject_in_bytes_of_windows_is_read():
    crudo = correo(Subject="PONER").replace(b"PONER", "Avería".encode("cp1252"))
    assert leer(crudo).asunto == "Avería"


@pytest.mark.parametrize(
    ("crudo", "remite"),
    [
        ("marta@casa.example", ("", "marta@casa.example")),
        ("Marta@CASA.example", ("", "marta@casa.example")),
        ('"Ruiz, Marta" <marta@casa.example>', ("Ruiz, Marta", "marta@casa.example")),
        ("=?utf-8?q?Bego=C3=B1a?= <b@casa.example>", ("Begoña", "b@casa.example")),
        ("marta@casa.example (Marta Ruiz)", ("Marta Ruiz", "marta@casa.example")),
        # What it is called is not who it is.
        ('"jefe@sat.example" <otro@fuera.example>', ("jefe@sat.example", "otro@fuera.example")),
        ("uno@a.example, dos@b.example", ("", "uno@a.example")),
    ],
)
def test_the_sender_is_read_however_it_is_written(crudo, remite):
    assert leer(correo(From=crudo)).remite == remite


@pytest.mark.parametrize(
    "crudo",
    [
        "",
        "undisclosed-recipients:;",
        "Marta",
        "<>",
        "marta@",
        "@casa",
        "a b@c.example x",
        "a@b..es",
    ],
)
def test_a_sender_that_nobody_could_answer_is_none(crudo):
    leido = leer(correo(From=crudo))
    assert leido.remite is None
    assert Defecto.SIN_REMITE in leido.defectos


def test_of_two_senders_the_first_counts_and_it_is_told():
    crudo = b"From: uno@a.example\r\n" + correo(From="dos@b.example")
    assert leer(crudo).remite.correo == "uno@a.example"
    assert Defecto.REMITE_REPETIDO in leer(crudo).defectos


def test_an_address_is_delivered_to_though_it_is_in_no_to():
    leido = leer(correo(Delivered_To="Atencion+abc@SAT.example", X_Original_To="<b@sat.example>"))
    assert leido.entregado_a == ("atencion+abc@sat.example", "b@sat.example")


def test_the_thread_is_read_each_identifier_once():
    leido = leer(correo(In_Reply_To="<a@x>", References="<z@x>\r\n <a@x> <a@x> (nota) roto@x"))
    assert leido.en_respuesta_a == ("<a@x>",)
    assert leido.referencias == ("<z@x>", "<a@x>")


@pytest.mark.parametrize(
    ("fecha", "leida"),
    [
        ("Tue, 3 Mar 2026 10:00:00 +0100", "2026-03-03T09:00:00+00:00"),
        ("3 Mar 26 10:00 GMT", "2026-03-03T10:00:00+00:00"),
        ("Tue, 03 Mar 2026 10:00:00 -0000", "2026-03-03T10:00:00+00:00"),
        ("Thu, 1 Jan 1970 00:00:00 +0000", None),
        ("Sun, 1 Jan 2040 00:00:00 +0000", None),
        ("Tue, 3 Mar 2026 10:00:00 +9999", None),
        ("Tue, 31 Feb 2026 10:00:00 +0000", None),
        ("ayer", None),
        ("", None),
    ],
)
def test_a_date_is_read_or_is_none(fecha, leida):
    ahora = datetime(2026, 3, 4, tzinfo=UTC)
    leido = leer(correo(Date=fecha), ahora=ahora)
    assert (leido.fecha and leido.fecha.isoformat()) == leida
    assert (Defecto.FECHA_ABSURDA in leido.defectos) == (leida is None)


# --- Texts


@pytest.mark.parametrize(
    ("tipo", "cuerpo"),
    [
        ("text/plain; charset=utf-8", "Avería ñ €".encode()),
        ("text/plain; charset=iso-8859-1", "Avería ñ €".encode("cp1252")),
        ("text/plain; charset=iso-8859-15", "Avería ñ €".encode("iso-8859-15")),
        ("text/plain; charset=iso-8859-1", "Avería ñ €".encode()),  # it says one and is another
        ("text/plain; charset=us-ascii", "Avería ñ €".encode()),
        ("text/plain; charset=x-inventado", "Avería ñ €".encode()),
        ("text/plain; charset=zlib", "Avería ñ €".encode()),
        ("text/plain", "Avería ñ €".encode()),
        ("text/plain", "Avería ñ €".encode("utf-16")),
        ("text/plain; charset=utf-8", "Avería ñ €".encode("cp1252")),
        ("", "Avería ñ €".encode("cp1252")),
    ],
)
def test_a_text_is_read_whatever_set_it_says_to_be_in(tipo, cuerpo):
    assert leer(correo(b"", Content_Type=tipo) + cuerpo).texto == "Avería ñ €"


def test_a_wrong_set_is_told():
    mal = leer(correo("ñ".encode("cp1252"), Content_Type="text/plain; charset=utf-8"))
    assert Defecto.JUEGO_DE_CARACTERES in mal.defectos
    assert leer(correo("ñ")).defectos == ()


def test_what_says_that_it_is_base64_and_is_not_is_read_as_it_is():
    leido = leer(correo("La nevera no enfría, oigan.", Content_Transfer_Encoding="base64"))
    assert leido.texto == "La nevera no enfría, oigan."
    assert Defecto.CODIFICACION_ROTA in leido.defectos


def test_base64_with_its_padding_short_or_a_footer_behind_is_read():
    leido = leer(correo("TGEgbmV2ZXJh\nIG5vIGVuZnLDrWE\n", Content_Transfer_Encoding="base64"))
    assert leido.texto == "La nevera no enfría"
    pie = leer(correo("TGEgbmV2ZXJhLg==\n____\nlista\n", Content_Transfer_Encoding="base64"))
    assert pie.texto == "La nevera."


def test_flowed_lines_are_joined_again():
    texto = "Esta línea \nsigue aquí.\nEsta no.\n> cita que \n> sigue\n\n-- \nMarta"
    leido = leer(correo(texto, Content_Type="text/plain; charset=utf-8; format=flowed"))
    assert leido.texto == "Esta línea sigue aquí.\nEsta no."
    assert (leido.cita, leido.firma) == ("> cita que sigue", "-- \nMarta")


def test_quote_and_signature_are_apart_and_whole():
    leido = leer(correo("No va.\n\n--\nMarta\n\nEl 3/3/26 a las 10:15, SAT escribió:\n> Buenas"))
    assert leido.texto == "No va."
    assert leido.firma == "--\nMarta"
    assert leido.cita == "El 3/3/26 a las 10:15, SAT escribió:\n> Buenas"


# --- Parts


def test_of_an_alternative_the_plain_one_is_read_and_the_other_shown():
    leido = leer(multiparte("alternative", parte("Hola ñ"), parte("<p>Hola <b>ñ</b></p>", HTML)))
    assert (leido.texto, leido.html) == ("Hola ñ", "<p>Hola <b>ñ</b></p>")
    assert leido.adjuntos == ()


def test_of_html_alone_a_text_is_made():
    html = "<p>Hola:</p><ul><li>no va<li>gotea</ul><div>El 3/3/26, SAT escribió:<br></div>"
    html += "<blockquote>Buenas</blockquote>"
    leido = leer(correo(html, Content_Type=HTML))
    assert leido.texto == "Hola:\n\n- no va\n- gotea"
    assert leido.cita == "El 3/3/26, SAT escribió:\n> Buenas"


def test_a_blank_plain_part_does_not_hide_the_html():
    leido = leer(multiparte("alternative", parte(" \n\n"), parte("<p>Hola</p>", HTML)))
    assert leido.texto == "Hola"


def test_texts_around_a_picture_are_read_in_their_order():
    foto = fichero(b"\xff\xd8", "image/jpeg", "foto.jpg")
    leido = leer(multiparte("mixed", parte("Antes"), foto, parte("Después")))
    assert leido.texto == "Antes\n\nDespués"
    assert [uno.nombre for uno in leido.adjuntos] == ["foto.jpg"]


def test_multiparts_inside_multiparts_are_read():
    alternativa = juntas(parte("Hola"), parte("<p>Hola</p>", HTML), limite="dentro")
    dentro = parte(alternativa, 'multipart/alternative; boundary="dentro"')
    leido = leer(multiparte("mixed", dentro, fichero(b"%PDF", "application/pdf", "a.pdf")))
    assert (leido.texto, leido.html) == ("Hola", "<p>Hola</p>")
    assert leido.adjuntos[0].contenido == b"%PDF"


def test_a_mail_cut_before_its_end_is_read_as_far_as_it_goes():
    crudo = correo(
        juntas(
            parte("Hola"), fichero(b"%PDF-1.7 entero", "application/pdf", "a.pdf"), cierra=False
        ),
        Content_Type='multipart/mixed; boundary="limite"',
    )
    assert leer(crudo).texto == "Hola"
    assert leer(crudo).adjuntos[0].contenido == b"%PDF-1.7 entero"
    assert Defecto.SIN_CIERRE in leer(crudo).defectos


def test_a_multipart_without_its_boundaries_is_read_as_text():
    assert leer(correo("Hola", Content_Type="multipart/mixed; boundary=x")).texto == "Hola"
    assert leer(correo("Hola", Content_Type="multipart/mixed")).texto == "Hola"


def test_a_picture_inside_the_text_is_known_by_its_identifier():
    html = '<p>Mire <img src="cid:f1@x" alt="la placa"></p>'
    foto = parte("/9j/", 'image/jpeg; name="placa.jpg"', Content_ID="<f1@x>",
                 Content_Transfer_Encoding="base64", Content_Disposition="inline")  # fmt: skip
    leido = leer(multiparte("related", parte(html, HTML), foto))
    (adjunto,) = leido.adjuntos
    assert (adjunto.cid, adjunto.es_incrustado, adjunto.nombre) == ("f1@x", True, "placa.jpg")
    assert '<img src="cid:f1@x" alt="la placa">' in leido.html
    assert leido.texto == "Mire [la placa]"


@pytest.mark.parametrize(
    ("disposicion", "nombre"),
    [
        ("attachment; filename=factura.pdf", "factura.pdf"),
        ('attachment; filename="=?utf-8?q?garant=C3=ADa.pdf?="', "garantía.pdf"),
        ("attachment; filename*=utf-8''garant%C3%ADa.pdf", "garantía.pdf"),
        ("attachment; filename*0=gar; filename*1=antia.pdf", "garantia.pdf"),
        ('attachment; filename="../../etc/passwd"', "_.._etc_passwd"),
        ('attachment; filename="C:\\\\Temp\\\\a.pdf"', "C__Temp_a.pdf"),
        (f'attachment; filename="{"x" * 300}.pdf"', f"{'x' * 146}.pdf"),
        ('attachment; filename="a\u202efdp.exe"', "afdp.exe"),
        ("attachment", "adjunto-1.pdf"),
        ("attachment; filename*=nada''a.pdf", "a.pdf"),
        ("attachment; filename*999999999999=x", "x"),
    ],
)
def test_a_file_has_a_name_that_hides_nothing(disposicion, nombre):
    pdf = parte("JVBERg==", "application/pdf", Content_Transfer_Encoding="base64",
                Content_Disposition=disposicion)  # fmt: skip
    (adjunto,) = leer(multiparte("mixed", parte("Hola"), pdf)).adjuntos
    assert (adjunto.nombre, adjunto.contenido) == (nombre, b"%PDF")


def test_a_text_with_a_name_is_a_file_and_not_what_is_said():
    leido = leer(multiparte("mixed", parte("Hola"), parte("x;y", 'text/plain; name="a.csv"')))
    assert (leido.texto, leido.adjuntos[0].contenido) == ("Hola", b"x;y")


# --- What HTML may not do


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        '<img src="https://fuera.example/p.gif">',
        '<img src="//fuera.example/p.gif">',
        '<img src="data:image/png;base64,AAAA">',
        '<div style="background:url(https://fuera.example)">',
        '<a href="javascript:alert(1)">x</a>',
        '<p onclick="alert(1)">x</p>',
        '<iframe src="https://fuera.example"></iframe>',
        '<link rel="stylesheet" href="https://fuera.example/a.css">',
        '<form action="https://fuera.example"><input name="a"></form>',
        '<svg onload="alert(1)"><image href="https://fuera.example/a"/></svg>',
        '<base href="https://fuera.example">',
        '<img src="cid:a" onerror="alert(1)">',
        '<video poster="https://fuera.example/a" src="https://fuera.example/b"></video>',
    ],
)
def test_html_runs_nothing_and_loads_nothing(html):
    leido = leer(correo(f"<p>Hola</p>{html}", Content_Type=HTML))
    assert "Hola" in leido.html
    for malo in ("fuera.example", "alert", "script", "onclick", "style", "data:"):
        assert malo not in leido.html


def test_in_the_place_of_a_picture_from_outside_goes_what_it_was_called():
    html = '<p>A<img src="https://x.example/a.png" alt="Logo &lt;b&gt;de la tienda">B</p>'
    leido = leer(correo(html, Content_Type=HTML))
    assert leido.html == "<p>ALogo &lt;b&gt;de la tiendaB</p>"


def test_a_link_keeps_its_address_in_the_text():
    leido = leer(correo('Vea <a href="https://a.example/x">la factura</a>', Content_Type=HTML))
    assert leido.texto == "Vea la factura <https://a.example/x>"
    assert 'rel="noopener noreferrer nofollow"' in leido.html


# --- Signed, ciphered, packed


def test_what_is_signed_is_read_and_its_signature_kept():
    firma = fichero(b"firma", "application/pkcs7-signature", "smime.p7s")
    leido = leer(multiparte("signed", parte("Hola"), firma))
    assert (leido.texto, leido.proteccion) == ("Hola", Proteccion.SMIME_FIRMADO)
    assert leido.adjuntos[0].nombre == "smime.p7s"


@pytest.mark.parametrize(
    ("tipo", "proteccion"),
    [
        ("application/pkcs7-mime; smime-type=enveloped-data", Proteccion.SMIME_CIFRADO),
        ("application/x-pkcs7-mime; smime-type=signed-data", Proteccion.SMIME_FIRMADO),
    ],
)
def test_what_is_ciphered_stays_as_a_file(tipo, proteccion):
    leido = leer(correo("AAAA", Content_Type=tipo, Content_Transfer_Encoding="base64"))
    assert (leido.texto, leido.proteccion) == ("", proteccion)
    assert leido.adjuntos[0].contenido == b"\0\0\0"


def test_what_is_ciphered_with_pgp_stays_as_files():
    version = parte("Version: 1", "application/pgp-encrypted")
    leido = leer(multiparte("encrypted", version, parte("XXX", "application/octet-stream")))
    assert leido.proteccion == Proteccion.PGP_CIFRADO
    assert len(leido.adjuntos) == 2


def test_pgp_inside_the_text_is_taken_apart():
    firmado = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nHola\n- - guion\n"
    firmado += "-----BEGIN PGP SIGNATURE-----\nxx\n-----END PGP SIGNATURE-----\n"
    leido = leer(correo(firmado))
    assert (leido.texto, leido.proteccion) == ("Hola\n- guion", Proteccion.PGP_FIRMADO)
    cifrado = leer(correo("-----BEGIN PGP MESSAGE-----\n\nxx\n-----END PGP MESSAGE-----"))
    assert (cifrado.texto, cifrado.proteccion) == ("", Proteccion.PGP_CIFRADO)
    assert cifrado.adjuntos[0].nombre == "mensaje.asc"


def test_winmail_is_unpacked():
    datos = tnef(("Factura de la nevera.pdf", b"%PDF"), ("foto.jpg", b"\xff\xd8"))
    winmail = fichero(datos, "application/ms-tnef", "winmail.dat")
    leido = leer(multiparte("mixed", parte("Hola"), winmail))
    assert [(uno.nombre, uno.contenido) for uno in leido.adjuntos] == [
        ("Factura de la nevera.pdf", b"%PDF"),
        ("foto.jpg", b"\xff\xd8"),
    ]
    assert (leido.texto, leido.defectos) == ("Hola", ())


def test_what_is_only_said_inside_winmail_is_read():
    winmail = fichero(tnef(texto="Hola ñ"), "application/ms-tnef", "winmail.dat")
    assert leer(multiparte("mixed", winmail)).texto == "Hola ñ"
    con_html = fichero(tnef(html="<p>Hola <b>ñ</b></p>"), "application/octet-stream", "WINMAIL.DAT")
    assert leer(multiparte("mixed", con_html)).texto == "Hola ñ"


@pytest.mark.parametrize("datos", [b"no es", tnef(("a.pdf", b"x"))[:40], b""])
def test_a_winmail_that_cannot_be_read_stays_as_it_came(datos):
    winmail = fichero(datos, "application/ms-tnef", "winmail.dat")
    leido = leer(multiparte("mixed", parte("Hola"), winmail))
    assert leido.texto == "Hola"
    if datos[:2] != b"x\x9f":
        assert Defecto.TNEF_ILEGIBLE in leido.defectos
        assert [uno.nombre for uno in leido.adjuntos] == ["winmail.dat"]


INVITACION = """BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VEVENT
UID:1
SUMMARY:Visita del perito
DTSTART;TZID=Romance Standard Time:20260303T100000
DTEND;TZID=Romance Standard Time:20260303T113000
LOCATION:C/ Mayor 3\\, Getafe
ORGANIZER;CN=Perito:mailto:perito@seguro.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:marta@casa.example
END:VEVENT
END:VCALENDAR
"""


def test_an_invitation_is_told_in_words_and_kept():
    ics = parte(INVITACION, "text/calendar; charset=utf-8; method=REQUEST")
    leido = leer(multiparte("alternative", parte("Le esperamos."), ics))
    assert leido.texto == (
        "Le esperamos.\n\n"
        "Invitación: Visita del perito\n"
        "Cuándo: martes 3/3/2026, 10:00–11:30 (hora peninsular)\n"
        "Dónde: C/ Mayor 3, Getafe\n"
        "Convoca: Perito <perito@seguro.example>\n"
        "Asisten: marta@casa.example (acepta)"
    )
    assert leido.adjuntos[0].nombre == "adjunto-1.ics"


def test_a_zone_of_ones_own_does_not_stop_it():
    zona = "BEGIN:VTIMEZONE\nTZID:X\nBEGIN:STANDARD\nDTSTART:19000101T000000\nTZOFFSETFROM:+0100\n"
    zona += "TZOFFSETTO:+0100\nRRULE:FREQ=SECONDLY\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT"
    ics = parte(INVITACION.replace("BEGIN:VEVENT", zona), "text/calendar")
    assert "Visita del perito" in leer(multiparte("mixed", ics)).texto


@pytest.mark.parametrize(
    "ics", ["", "nada", "BEGIN:VCALENDAR\nBEGIN:VEVENT", "BEGIN:VEVENT\n" * 99]
)
def test_a_calendar_that_cannot_be_read_is_kept(ics):
    leido = leer(multiparte("mixed", parte("Hola"), parte(ics, "text/calendar")))
    assert leido.texto == "Hola"
    assert Defecto.CALENDARIO_ILEGIBLE in leido.defectos
    assert len(leido.adjuntos) == 1


def test_a_mail_inside_a_mail_is_kept_and_read():
    dentro = correo("Me pide 200 euros.", From="SAT <sat@otro.example>", Subject="Presupuesto")
    leido = leer(multiparte("mixed", parte("Mire esto."), parte(dentro, "message/rfc822")))
    assert leido.texto.startswith("Mire esto.\n\n---------- Mensaje adjunto ----------\nDe: SAT")
    assert leido.texto.endswith("Asunto: Presupuesto\n\nMe pide 200 euros.")
    assert leido.adjuntos[0].tipo == "message/rfc822"
    assert leido.adjuntos[0].nombre.endswith(".eml")
    assert leido.remite.correo == "marta@casa.example"


# --- Written by others


@pytest.mark.skipif(not AJENOS.is_dir(), reason="faltan los correos ajenos (../shared/data/correo)")
@pytest.mark.parametrize(
    ("nombre", "asunto", "texto", "adjuntos"),
    [
        ("all-special-chars", "Testovácí email", "íářčšáíéřášč", []),
        ("blank-body-with-attachment", "Attachment without body", "", ["baf"]),
        ("forwarded-message", "Test with original message", "This is email body", []),
        ("pgp", "example email that crashes", "hi, thanks for looking into", ["signature.asc"]),
        ("quoted_printable", "Český test", "Tohle je test českých písmen odeslaných z gmailu.", []),
        ("utf-nondecodable", "Fwd: Cyklozaměstnavatel", "-------- Forwarded Message", []),
    ],
)
def test_mails_that_nobody_here_wrote_are_read(nombre, asunto, texto, adjuntos):
    leido = leer((AJENOS / f"{nombre}.eml").read_bytes())
    assert leido.asunto.startswith(asunto)
    assert leido.texto.startswith(texto)
    assert bool(leido.texto) == bool(texto)
    assert [uno.nombre for uno in leido.adjuntos] == adjuntos
    assert leido.remite is not None
