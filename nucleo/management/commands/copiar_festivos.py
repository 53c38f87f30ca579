"""Copy the official holidays of some years into the database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from nucleo.catalogos import copiar_festivos
from nucleo.festivos import PRIMER_ANIO, ULTIMO_ANIO


class Command(BaseCommand):
    help = (
        "Copia los festivos nacionales y autonómicos de los ejercicios dados (o de los próximos)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("ejercicios", type=int, nargs="*")

    def handle(self, *, ejercicios: list[int], **opciones: Any) -> None:
        for ejercicio in ejercicios:
            if not PRIMER_ANIO <= ejercicio <= ULTIMO_ANIO:
                raise CommandError(f"Solo se conocen de {PRIMER_ANIO} a {ULTIMO_ANIO}.")
        nuevos = copiar_festivos(ejercicios or None)
        self.stdout.write(self.style.SUCCESS(f"{nuevos} festivos nuevos."))
