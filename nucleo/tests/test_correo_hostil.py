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
from nucleo.tests.correos_raros import RAROS, SURROGATE, anidado

PROHIBIDOS = re.compile("[\x00\ud800-\udfff]")
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
