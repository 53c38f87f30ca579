"""What this app brings to common screens: its entry in the rail and its search source."""

from django.utils.translation import gettext_lazy as _

from cuentas.models import ROLES_DE_OFICINA
from incidencias.busqueda import para_el_buscador
from nucleo.registro import registrar_busqueda, registrar_menu


def registrar() -> None:
    """Called once from `IncidenciasConfig.ready`."""
    registrar_menu(
        "incidencias", _("Bandeja"), "incidencias:bandeja", "inbox", ROLES_DE_OFICINA, orden=10
    )
    registrar_busqueda(
        "incidencias", _("Incidencias"), para_el_buscador, ROLES_DE_OFICINA, orden=10
    )
