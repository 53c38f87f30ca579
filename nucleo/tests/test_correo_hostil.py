"""Whatever is sent to us is read within bounds, and nothing that a database refuses comes out."""

import re
import time
import tracemalloc
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nucleo.correo.lectura import MAX_TEXTO, leer
from nucleo.correo.tipos import AdjuntoLeido, CorreoLeido, Defecto
from nucleo.tests.correos import correo, fichero, multiparte, parte, tnef

PROHIBIDOS = re.compile("[\x00\ud800-\udfff]")
HTML = "text/html; charset=utf-8"
SEGUNDOS = 5  # of a busy machine: what is quadratic takes minutes


def textos_de(valor):
    if isinstance(valor, str):
        yield valor
    elif isinstance(valor, AdjuntoLeido):
        yield from (valor.nombre, valor.tipo, valor.cid)
    elif isinstance(valor, tuple):
        for uno in valor:
            yield from textos_de(uno)


def leer_bien(crudo):
    """Read it and look at what every mail owes, however it is."""
    antes = time.monotonic()
    leido = leer(crudo)
    assert time.monotonic() - antes < SEGUNDOS
    assert isinstance(leido, CorreoLeido)
    assert Defecto.ILEGIBLE not in leido.defectos
    for campo in fields(leido):
        for texto in textos_de(getattr(leido, campo.name)):
            assert not PROHIBIDOS.search(texto), campo.name
    assert len(leido.texto) <= MAX_TEXTO
    assert len(leido.cita) <= MAX_TEXTO
    assert len(leido.html) <= 1_000_000
    assert len(leido.asunto) <= 500
    assert "\n" not in leido.asunto
    assert len(leido.para) + len(leido.cc) <= 1_000
    assert len(leido.adjuntos) <= 200
    return leido


def anidado(veces):
    crudo = b"From: a@b.example\n"
    for n in range(veces):
        crudo += b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n)
    return crudo + b"Content-Type: text/plain\n\nhola\n"


def mensajes_dentro(veces):
    crudo = correo()
    for _vez in range(veces):
        crudo = b"Content-Type: message/rfc822\r\n\r\n" + crudo
    return crudo


SURROGATE = b"\xed\xa0\x80"  # as some write it in UTF-8
CON_NULOS = (
    b"From: a\x00@b.example\nSubject: a\x00b" + SURROGATE + b"\nTo: \xff\xfe\n\na\x00b " + SURROGATE
)
PROMESA = b"\x02\x05\x90\x06\x00\x08\0\0\0\xff\xff\xff\xff"  # four thousand million properties
RECEPTORES = ", ".join(f'"N {n}" <p{n}@x.example>' for n in range(10_000))
RAROS = {
    "ten thousand recipients": correo(Cc=RECEPTORES),
    "header of one megabyte": correo(X_Largo="x" * 1_000_000),
    "header of one megabyte, folded": correo(X_Largo="x\r\n " * 250_000),
    "two hundred thousand headers": b"X-A: b\n" * 200_000 + correo(),
    "subject of one megabyte": correo(Subject="=?utf-8?q?=F0=9F=98=80?= " * 50_000),
    "subject of opened words": correo(Subject="=?" * 30_000),
    "sender of parentheses": correo(From="(" * 60_000),
    "sender of quotes": correo(From='"' * 60_000),
    "sender of ats": correo(From="a@" * 30_000),
    "references without end": correo(References="<a" * 30_000),
    "parameters without end": correo(Content_Type="text/plain; " + 'a="' * 20_000),
    "nested a thousand times": anidado(1_000),
    "nested ten thousand times": anidado(10_000),
    "mails inside mails": mensajes_dentro(1_000),
    "a hundred thousand parts": multiparte("mixed", *[b"\na"] * 100_000),
    "a boundary of hyphens": correo("\n---" * 300_000, Content_Type="multipart/mixed; boundary=-"),
    "nearly boundaries": correo("\n--xy" * 300_000, Content_Type="multipart/mixed; boundary=x"),
    "a thousand files": multiparte("mixed", *[fichero(b"x", "a/b", "a.txt")] * 450),
    "one line of five megabytes": correo("hola que tal " * 400_000),
    "blank lines": correo("\n" * 2_000_000),
    "signs of quoting": correo(">\n" * 1_000_000),
    "spaces": correo("hola\n" + " " * 90_000 + ":\n"),
    "announcements": correo("hola\n" + "El 3 de marzo,\nX escribió:\n" * 3_500),
    "signatures": correo("hola\n" + "Enviado desde mi iPhone\n" * 4_000),
    "headers of Outlook": correo("hola\n" + "De: x\n" * 16_000),
    "notices": correo("hola\n" + "Este mensaje y\n" * 7_000),
    "flowed without end": correo("a \n" * 300_000, Content_Type="text/plain; format=flowed"),
    "HTML nested": correo("<div>" * 100_000, Content_Type=HTML),
    "HTML of lists": correo("<ul><li>" * 60_000, Content_Type=HTML),
    "HTML of less-thans": correo("<" * 1_000_000, Content_Type=HTML),
    "HTML of quotes": correo("<blockquote>" * 900 + "x", Content_Type=HTML),
    "HTML of pictures": correo("data:image/png;base64," * 50_000, Content_Type=HTML),
    "UTF-7 of surrogates": correo("+2ADYAA-" * 10_000, Content_Type="text/plain; charset=utf-7"),
    "punycode": correo("a-" * 300_000, Content_Type="text/plain; charset=punycode"),
    "escapes": correo("\\ud800" * 1_000, Content_Type="text/plain; charset=unicode_escape"),
    "any bytes": correo(bytes(range(256)) * 1_000),
    "nothing but nulls": bytes(100_000),
    "nulls and surrogates": CON_NULOS,
    "winmail that promises": multiparte(
        "mixed", fichero(tnef() + PROMESA * 99, "a/b", "winmail.dat")
    ),
    "calendar without end": multiparte("mixed", parte("BEGIN:VEVENT\n" * 20_000, "text/calendar")),
}


@pytest.mark.parametrize("crudo", RAROS.values(), ids=RAROS)
def test_what_is_made_to_hang_us_does_not(crudo):
    leer_bien(crudo)


def test_what_is_past_the_bounds_is_told():
    assert Defecto.DESTINATARIOS_RECORTADOS in leer(RAROS["ten thousand recipients"]).defectos
    assert Defecto.CABECERA_ENORME in leer(RAROS["header of one megabyte"]).defectos
    assert Defecto.ANIDADO_EN_EXCESO in leer(RAROS["nested a thousand times"]).defectos
    assert Defecto.DEMASIADAS_PARTES in leer(RAROS["a hundred thousand parts"]).defectos
    assert Defecto.ADJUNTOS_RECORTADOS in leer(RAROS["a thousand files"]).defectos
    assert Defecto.TEXTO_RECORTADO in leer(RAROS["one line of five megabytes"]).defectos
    assert Defecto.HTML_EXCESIVO in leer(RAROS["HTML nested"]).defectos


def test_what_follows_a_monstrous_header_is_read():
    leido = leer(b"X-Largo: " + b"x" * 1_000_000 + b"\r\n" + correo())
    assert (leido.remite.correo, leido.texto) == ("marta@casa.example", "Hola.")


def test_a_deep_part_is_kept_as_a_file_and_not_lost():
    (adjunto,) = leer(anidado(1_000)).adjuntos
    assert adjunto.contenido.endswith(b"hola\n")


def test_a_bomb_is_carried_and_not_opened():
    bomba = b"PK\x03\x04" + b"\0" * 1_000_000
    (adjunto,) = leer_bien(multiparte("mixed", fichero(bomba, "application/zip", "a.zip"))).adjuntos
    assert adjunto.contenido == bomba


def test_if_reading_fails_the_headers_remain(monkeypatch):
    def falla(*_args):
        raise RecursionError

    monkeypatch.setattr("nucleo.correo.lectura.partir", falla)
    leido = leer(correo("No va."))
    assert leido.remite.correo == "marta@casa.example"
    assert leido.texto == "No va."
    assert leido.defectos == (Defecto.ILEGIBLE,)


def test_if_everything_fails_there_is_still_an_answer(monkeypatch):
    def falla(*_args, **_kwargs):
        raise MemoryError

    monkeypatch.setattr("nucleo.correo.lectura.separar_cabeceras", falla)
    assert leer(correo()).defectos == (Defecto.ILEGIBLE,)


def test_a_mail_of_sixty_megabytes_costs_little_more_than_itself():
    contenido = bytes(range(256)) * 172_000  # 44 MB: 60 in base64
    crudo = multiparte("mixed", parte("Hola"), fichero(contenido, "application/zip", "a.zip"))
    assert len(crudo) > 59_000_000
    tracemalloc.start()
    leido = leer(crudo)
    _ahora, pico = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert leido.adjuntos[0].contenido == contenido
    assert pico < 2.5 * len(crudo)


# --- At random

NOMBRES = st.sampled_from(
    ["From", "To", "Cc", "Subject", "Date", "References", "Content-Type", "Content-Disposition",
     "Content-Transfer-Encoding", "Message-ID", "List-Id", "Auto-Submitted", "Content-ID", "X"]
)  # fmt: skip
VALORES = st.sampled_from(
    b"""multipart/mixed; boundary=b
multipart/alternative; boundary=b
multipart/report; report-type=delivery-status; boundary=b
message/delivery-status
message/rfc822
text/html
text/calendar
text/plain; charset=utf-16
text/plain; charset=hz
text/plain; format=flowed; delsp=yes
application/ms-tnef
base64
quoted-printable
x-uuencode
=?utf-8?b?
a@b.example
attachment; filename*=x'y'z""".split(b"\n")
) | st.binary(max_size=30)
CABECERA = st.tuples(NOMBRES, VALORES).map(lambda una: una[0].encode() + b": " + una[1] + b"\n")
TROZO = st.sampled_from(
    [b"\n", b"\r\n\r\n", b"\n--b\n", b"\n--b--\n", b"<div>", b"</p>", b"> ", b"-- \n", b"=3D",
     b"BEGIN:VEVENT\n", b"BEGIN:VCALENDAR\n", b"END:VCALENDAR", b"De: x\n", b"QUJD", b"\x00",
     b"x 3 escribi\xc3\xb3:\n", b"\x78\x9f\x3e\x22", b"begin 644 a\n", SURROGATE]
) | st.binary(max_size=60)  # fmt: skip
CORREOS = st.lists(CABECERA | TROZO, max_size=25).map(b"".join)


@settings(max_examples=150)
@given(CORREOS)
def test_any_bytes_are_read(crudo):
    leer_bien(crudo)


@pytest.mark.fuzz
@settings(max_examples=3_000)
@given(CORREOS | st.binary(max_size=2_000))
def test_many_more_bytes_are_read(crudo):
    leer_bien(crudo)


@settings(max_examples=100)
@given(st.lists(st.tuples(st.integers(0, 400), st.binary(min_size=1, max_size=4)), max_size=8))
def test_a_winmail_with_its_bytes_changed_is_read_or_kept(cambios):
    datos = bytearray(tnef(("factura.pdf", b"%PDF"), texto="hola", html="<p>hola</p>"))
    for donde, bytes_ in cambios:
        datos[donde : donde + len(bytes_)] = bytes_
    leer_bien(multiparte("mixed", fichero(bytes(datos), "application/ms-tnef", "winmail.dat")))
