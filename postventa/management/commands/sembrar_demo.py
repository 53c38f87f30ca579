from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from nucleo.errores import ErrorDeNegocio
from postventa.demo.correo import depositar
from postventa.demo.siembra import sembrar

PASOS = 7


class Command(BaseCommand):
    """Load the demo in an empty database. All or nothing."""

    help = "Carga la empresa de demostración: doce meses de incidencias, órdenes y encuestas."

    def add_arguments(self, parser):
        parser.add_argument(
            "--escala", type=float, default=1.0, help="1 son 5.000 incidencias; 0.02 son 100"
        )

    def handle(self, *, escala, **opciones):
        if not 0 < escala <= 10:
            raise CommandError("La escala va de 0 a 10.")
        with tqdm(total=PASOS, disable=None, leave=False) as barra:

            def paso(nombre):
                barra.set_description(nombre)
                barra.update()

            try:
                cosecha = sembrar(escala=escala, paso=paso)
            except ErrorDeNegocio as error:
                raise CommandError(str(error)) from error
        depositar()
        self.stdout.write(
            self.style.SUCCESS(
                f"Demostración cargada: {cosecha.incidencias} incidencias, "
                f"{cosecha.ordenes} órdenes, {cosecha.respuestas} respuestas de encuesta y "
                f"{cosecha.mediciones} mediciones en {cosecha.segundos:.0f} s."
            )
        )
