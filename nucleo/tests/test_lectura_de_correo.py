"""A mail is read whatever it brings: what the parts say, and what they bring."""

from nucleo.correo.lectura import leer
from nucleo.correo.tipos import CorreoLeido

SENCILLO = (
    b"From: Marta Ruiz <Marta@Casa.example>\r\n"
    b"To: atencion@sat.example\r\nSubject: =?utf-8?q?Aver=C3=ADa?=\r\n"
    b"Date: Tue, 3 Mar 2026 10:00:00 +0100\r\nMessage-ID: <a@casa.example>\r\n"
    b"\r\nNo enfr\xc3\xada.\r\n"
)


def test_a_plain_mail_says_who_what_and_when():
    correo = leer(SENCILLO)
    assert correo.remite == ("Marta Ruiz", "marta@casa.example")
    assert (correo.asunto, correo.texto) == ("Avería", "No enfría.")
    assert correo.fecha.isoformat() == "2026-03-03T09:00:00+00:00"
    assert (correo.mensaje_id, correo.clase) == ("<a@casa.example>", "persona")


def test_nothing_at_all_is_a_mail_without_anything():
    assert isinstance(leer(b""), CorreoLeido)
    assert leer(b"").defectos == ("fecha_absurda", "sin_remite")
