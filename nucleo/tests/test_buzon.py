"""The demo's mailbox: caught by a real server, shown without anything that runs."""

import os
import signal
import smtplib
import subprocess
import sys
import time
from email.message import EmailMessage
from pathlib import Path

import pytest

from nucleo import buzon
from nucleo.tests.correo import puerto_libre

MALO = (
    "<h1>Hola</h1><script>alert(1)</script><img src='https://espia.example/x.gif'>"
    "<a href='javascript:alert(1)' onclick='x()'>uno</a><a href='https://sat.example/'>dos</a>"
    "<style>body { background: url(https://espia.example) }</style><iframe src='/'></iframe>"
)


@pytest.fixture(autouse=True)
def _carpeta(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def correo(para="cliente@demo.postventa.example", asunto="Su avería", html="") -> EmailMessage:
    mensaje = EmailMessage()
    mensaje["From"], mensaje["To"], mensaje["Subject"] = "sat@demo.example", para, asunto
    mensaje.set_content("Hola, Ñuño.")
    if html:
        mensaje.add_alternative(html, subtype="html")
    mensaje.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="parte.pdf")
    return mensaje


def test_the_latest_comes_first_and_a_mailbox_can_be_chosen():
    for numero, para in enumerate(["ana@x.example", "eva@x.example", "ana@x.example"]):
        buzon.guardar(correo(para, f"correo {numero}").as_bytes())
    assert [uno.asunto for uno in buzon.listar()] == ["correo 2", "correo 1", "correo 0"]
    assert [uno.asunto for uno in buzon.listar("ANA@")] == ["correo 2", "correo 0"]
    assert len(buzon.listar(cuantos=2)) == 2


def test_an_empty_mailbox_is_no_error():
    assert buzon.listar() == []


def test_a_message_gives_its_text_and_files():
    nombre = buzon.guardar(correo().as_bytes()).stem
    leido = buzon.leer(nombre)
    assert buzon.texto_de(leido).strip() == "Hola, Ñuño."
    ((adjunto),) = buzon.adjuntos_de(leido)
    assert (adjunto.nombre, adjunto.tipo, adjunto.datos) == (
        "parte.pdf",
        "application/pdf",
        b"%PDF",
    )


def test_its_html_is_shown_without_what_runs_loads_or_spies():
    leido = buzon.leer(buzon.guardar(correo(html=MALO).as_bytes()).stem)
    limpio = buzon.html_de(leido)
    for peligro in ("script", "alert", "x.gif", "onclick", "iframe", "<img"):
        assert peligro not in limpio
    assert "<h1>Hola</h1>" in limpio
    assert 'href="https://sat.example/"' in limpio


@pytest.mark.parametrize(
    "nombre", ["../settings", "/etc/passwd", "x", "", "20260101T000000000000Z-0"]
)
def test_no_path_comes_in(nombre, tmp_path):
    (tmp_path / "settings.eml").write_bytes(correo().as_bytes())
    buzon.carpeta().mkdir()
    assert buzon.leer(nombre) is None


def test_old_messages_make_room(monkeypatch):
    monkeypatch.setattr(buzon, "MAXIMO", 3)
    for numero in range(5):
        buzon.guardar(correo(asunto=f"correo {numero}").as_bytes())
    assert [uno.asunto for uno in buzon.listar()] == ["correo 4", "correo 3", "correo 2"]


def test_the_command_catches_what_is_sent_to_it_and_stops_when_told(tmp_path):
    puerto = puerto_libre()
    proceso = subprocess.Popen(
        [sys.executable, "manage.py", "atrapar_correo", "--puerto", str(puerto)],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "POSTVENTA_VAR": str(tmp_path)},
        stdout=subprocess.PIPE,
    )
    try:
        assert b"El correo queda en" in proceso.stdout.readline()
        with smtplib.SMTP("localhost", puerto, timeout=10) as servidor:
            servidor.send_message(correo())
        assert [uno.asunto for uno in buzon.listar()] == ["Su avería"]
    finally:
        proceso.send_signal(signal.SIGTERM)
        proceso.stdout.close()
    assert proceso.wait(timeout=10) == 0


def test_two_messages_at_the_same_instant_are_two(monkeypatch):
    buzon.guardar(correo(asunto="uno").as_bytes())
    time.sleep(0.001)
    buzon.guardar(correo(asunto="dos").as_bytes())
    assert len(buzon.listar()) == 2
