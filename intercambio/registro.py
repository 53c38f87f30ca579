"""What this app brings to common screens: its page of the settings."""

from django.utils.translation import gettext_lazy as _

from intercambio.permisos import ROLES
from nucleo.registro import registrar_ajustes


def registrar() -> None:
    """Called once from `IntercambioConfig.ready`."""
    registrar_ajustes(
        "importar",
        _("Importar y exportar"),
        "intercambio:inicio",
        "file-spreadsheet",
        ROLES,
        _("Clientes, equipos y compras desde una hoja de cálculo, y al revés."),
        orden=25,
    )
