from pathlib import Path

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand

from cuentas.models import Usuario
from incidencias.models import Incidencia


class Command(BaseCommand):
    """Leave the database ready to serve. Safe to repeat; a demo cut in half starts over."""

    help = "Migra la base de datos y, si está vacía y DEMO lo pide, carga la demostración."

    def handle(self, **opciones):
        call_command("migrate", interactive=False, verbosity=0)
        # A file tells a demo from a company's own data, and a whole demo from half of one.
        hecha, a_medias = (Path(settings.VAR_DIR) / n for n in ("demo", "demo.a_medias"))
        if a_medias.exists():
            self.stdout.write("La carga de la demostración quedó a medias: empieza de nuevo.")
            call_command("flush", interactive=False, verbosity=0)
        if not settings.DEMO or Usuario.objects.exists() or Incidencia.objects.exists():
            return
        if "sembrar_demo" not in get_commands():
            self.stdout.write("Sin datos de demostración: no existe la orden sembrar_demo.")
            return
        a_medias.touch()
        call_command("sembrar_demo")
        a_medias.rename(hecha)
