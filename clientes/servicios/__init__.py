"""The only door through which customers and their units are written.

Every function is one transaction: lock → check → change → event. `por` is who acts, `en` when it
really happened (default, now). They raise ErrorDeNegocio, with its field, for whatever a person can
correct.
"""

from clientes.servicios.acceso import probar_correo
from clientes.servicios.coberturas import anular_cobertura, dar_cobertura
from clientes.servicios.compras import registrar_compra
from clientes.servicios.consentimientos import otorgar_consentimiento, retirar_consentimiento
from clientes.servicios.equipos import (
    cambiar_equipo,
    devolver_equipo,
    poner_a_disposicion,
    registrar_equipo,
)
from clientes.servicios.fichas import (
    cambiar_cliente,
    cambiar_contacto,
    crear_contacto,
    dar_de_alta_cliente,
)
from clientes.servicios.sedes import cambiar_sede, crear_sede, poner_posicion

__all__ = [
    "anular_cobertura",
    "cambiar_cliente",
    "cambiar_contacto",
    "cambiar_equipo",
    "cambiar_sede",
    "crear_contacto",
    "crear_sede",
    "dar_cobertura",
    "dar_de_alta_cliente",
    "devolver_equipo",
    "otorgar_consentimiento",
    "poner_a_disposicion",
    "poner_posicion",
    "probar_correo",
    "registrar_compra",
    "registrar_equipo",
    "retirar_consentimiento",
]
