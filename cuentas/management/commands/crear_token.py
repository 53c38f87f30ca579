"""manage.py crear_token CORREO"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cuentas.models import Usuario
from cuentas.servicios import crear_token


class Command(BaseCommand):
    help = "Crea un token de la API para esa persona; es la última palabra que imprime."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("correo")
        parser.add_argument("--nombre", default="Consola", help="para qué es")

    def handle(self, *, correo: str, nombre: str, **opciones: Any) -> None:
        usuario = Usuario.objects.activos().filter(email=correo.strip().lower()).first()
        if usuario is None:
            raise CommandError(f"No hay ningún usuario activo con el correo {correo}.")
        token, claro = crear_token(usuario, nombre=nombre[:80])
        self.stdout.write(f"Token «{token.nombre}» de {usuario.email}, que no se verá más: {claro}")
