"""What this app brings to common screens: its entry in the rail and its search sources."""

from django.utils.translation import gettext_lazy as _

from clientes import paneles
from clientes.busqueda import (
    clientes_para_el_buscador,
    contratos_para_el_buscador,
    equipos_para_el_buscador,
)
from clientes.roles import PONEN_PRECIOS
from cuentas.models import ROLES_DE_OFICINA
from nucleo.palabras import decir_luego
from nucleo.registro import registrar_ajustes, registrar_busqueda, registrar_menu


def registrar() -> None:
    """Called once from `ClientesConfig.ready`."""
    paneles.registrar()
    registrar_menu(
        "clientes", _("Clientes"), "clientes:listado", "users-round", ROLES_DE_OFICINA, orden=50
    )
    registrar_menu(
        "equipos",
        decir_luego(_("[Equipos]")),
        "clientes:equipos",
        "package",
        ROLES_DE_OFICINA,
        orden=55,
    )
    registrar_busqueda(
        "clientes", _("Clientes"), clientes_para_el_buscador, ROLES_DE_OFICINA, orden=20
    )
    registrar_busqueda(
        "equipos", decir_luego(_("[Equipos]")), equipos_para_el_buscador, ROLES_DE_OFICINA, orden=30
    )
    registrar_menu(
        "contratos",
        _("Contratos"),
        "clientes:contratos",
        "scroll-text",
        ROLES_DE_OFICINA,
        orden=55,
    )
    registrar_busqueda(
        "contratos", _("Contratos"), contratos_para_el_buscador, ROLES_DE_OFICINA, orden=35
    )
    registrar_ajustes(
        "tarifas",
        _("Tarifas"),
        "clientes:tarifas",
        "badge-euro",
        PONEN_PRECIOS,
        _("Lo que se cobra y está anunciado: mano de obra, desplazamiento, almacenaje…"),
        orden=24,
    )
    registrar_ajustes(
        "catalogo",
        _("Qué ofrecemos"),
        "clientes:catalogo",
        "store",
        PONEN_PRECIOS,
        _("Qué servicios damos después de la venta, para qué productos y por cuánto."),
        orden=25,
    )
