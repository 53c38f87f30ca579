"""A real SMTP server for tests, which can refuse, delay and die."""

from __future__ import annotations

from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from socket import socket
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


def puerto_libre() -> int:
    """A port of this machine that nobody is using now."""
    with socket() as enchufe:
        enchufe.bind(("127.0.0.1", 0))
        return enchufe.getsockname()[1]


class ServidorCorreo:
    """`mensajes` holds what was accepted; the two hooks answer something else than 250.

    `al_destinatario(direccion)` and `al_mensaje(mensaje)` return an SMTP answer, or None for
    yes; the second may also raise ConnectionAbortedError: the server hangs up without answering.
    """

    host = "127.0.0.1"

    def __init__(self) -> None:
        self.mensajes: list[EmailMessage] = []
        self.conexiones = 0
        self.al_destinatario: Callable[[str], str | None] = lambda direccion: None
        self.al_mensaje: Callable[[EmailMessage], str | None] = lambda mensaje: None
        self.puerto = puerto_libre()
        self._controlador = Controller(self, hostname=self.host, port=self.puerto)

    def __enter__(self) -> ServidorCorreo:
        self._controlador.start()
        return self

    def __exit__(self, *args: object) -> None:
        if self._controlador.server is not None:
            self._controlador.stop()

    def apagar(self) -> None:
        self._controlador.stop()

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, opciones: Any
    ) -> str:
        respuesta = self.al_destinatario(address)
        if respuesta is None:
            envelope.rcpt_tos.append(address)
        return respuesta or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        mensaje = message_from_bytes(envelope.content, policy=policy.default)
        try:
            respuesta = self.al_mensaje(mensaje)
        except ConnectionAbortedError:
            server.transport.abort()
            return "421 adiós"
        if respuesta is None:
            self.mensajes.append(mensaje)
        return respuesta or "250 OK"
