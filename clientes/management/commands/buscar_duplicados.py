"""Every pair of customers that may be one: after an import, or the first time."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from clientes.duplicados import hallar_todas
from clientes.servicios.duplicados import guardar_parejas


class Command(BaseCommand):
    help = "Busca entre todos los clientes los que parecen el mismo y los apunta para mirarlos."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--simular", action="store_true", help="los cuenta, no los apunta")

    def handle(self, *, simular: bool, **opciones: Any) -> None:
        parejas = hallar_todas()
        if not simular:
            guardar_parejas(parejas)
        verbo = "por apuntar" if simular else "apuntadas"
        self.stdout.write(self.style.SUCCESS(f"{len(parejas)} parejas {verbo}."))
