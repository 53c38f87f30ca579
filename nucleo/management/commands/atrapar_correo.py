"""A mail server for the demo that delivers nothing: it keeps what it gets to be read on a page."""

import signal
from threading import Event
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from nucleo.buzon import carpeta, guardar


class Buzon:
    """What aiosmtpd calls with each message."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        guardar(envelope.original_content or b"")
        return "250 Guardado"


class Command(BaseCommand):
    help = "Recibe el correo que envía la demostración y lo guarda para verlo en una página."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--puerto", type=int, default=settings.EMAIL_PORT)

    def handle(self, *, puerto: int, **opciones: Any) -> None:
        """Runs until SIGINT or SIGTERM."""
        parar = Event()
        for senal in (signal.SIGINT, signal.SIGTERM):
            signal.signal(senal, lambda *_: parar.set())
        controlador = Controller(Buzon(), hostname="localhost", port=puerto)
        try:
            controlador.start()
        except OSError as error:
            raise CommandError(f"No se puede escuchar en el puerto {puerto}: {error}") from error
        self.stdout.write(f"El correo queda en {carpeta()} (puerto {puerto}).")
        try:
            parar.wait()
        finally:
            controlador.stop()
