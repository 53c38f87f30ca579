"""What this app brings to common screens: its entry in the rail, and what every template knows."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from conocimiento.busqueda import para_el_buscador
from conocimiento.variables import registrar_variable
from cuentas.models import ROLES_DE_OFICINA
from nucleo.empresa import empresa
from nucleo.registro import Comando, registrar_busqueda, registrar_comando, registrar_menu

COMANDOS = (
    ("plantillas", _("Plantillas de respuesta"), "conocimiento:inicio", "message-square-text"),
    ("guiones", _("Guiones y argumentos"), "conocimiento:guiones", "book-open"),
)


def registrar() -> None:
    """Called once from `ConocimientoConfig.ready`."""
    registrar_menu(
        "conocimiento",
        _("Conocimiento"),
        "conocimiento:inicio",
        "book-open",
        ROLES_DE_OFICINA,
        orden=75,
    )
    registrar_busqueda(
        "conocimiento", _("Plantillas y guiones"), para_el_buscador, ROLES_DE_OFICINA, orden=60
    )
    for comando in COMANDOS:
        registrar_comando(
            Comando(
                *comando, permiso=ROLES_DE_OFICINA, palabras=("conocimiento", "texto"), orden=60
            )
        )
    registrar_variable("agente", _("quién escribe"), "Ana Ruiz", lambda c: str(c.usuario))
    registrar_variable("empresa", _("nuestro nombre"), "Hogar Sereno", lambda c: empresa().nombre)
    registrar_variable(
        "telefono", _("nuestro teléfono"), "910 000 000", lambda c: empresa().telefono
    )
