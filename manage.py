#!/usr/bin/env python
"""Django's command line. Commands that need a database start the embedded services first."""

import os
import signal
import sys

SIN_BASE_DE_DATOS = {
    "check",
    "collectstatic",
    "compilemessages",
    "help",
    "makemessages",
    "makemigrations",
    "preparar_recursos",
    "spectacular",
    "version",
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "postventa.settings")
    from django.core.management import execute_from_command_line

    from postventa.embebido import ErrorEmbebido
    from postventa.entorno import preparar_entorno

    orden = sys.argv[1] if len(sys.argv) > 1 else "help"
    necesita_base = not (orden.startswith("-") or orden in SIN_BASE_DE_DATOS)
    servicios = preparar_entorno()
    if servicios and necesita_base:
        # The default action would end us without letting the services go.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
        try:
            servicios.entrar()
        except ErrorEmbebido as error:
            sys.exit(str(error))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
