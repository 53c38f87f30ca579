"""The only door through which customers and their units are written.

Every function is one transaction: lock → check → change → event. `por` is who acts, `en` when it
really happened (default, now). They raise ErrorDeNegocio, with its field, for whatever a person can
correct.
"""

from clientes.servicios.acceso import probar_correo
from clientes.servicios.coberturas import anular_cobertura, dar_cobertura, garantizar_reparacion
from clientes.servicios.compras import (
    asignar_compra,
    comprobar_compra,
    recibir_compra,
    registrar_compra,
)
from clientes.servicios.consentimientos import otorgar_consentimiento, retirar_consentimiento
from clientes.servicios.documentos import guardar_documento
from clientes.servicios.duplicados import (
    apuntar_duplicados,
    distinguir_clientes,
    fusionar_cliente,
    separar_cliente,
)
from clientes.servicios.equipos import (
    cambiar_equipo,
    devolver_equipo,
    poner_a_disposicion,
    registrar_equipo,
    retirar_equipo,
    retomar_equipo,
    volver_a_usar,
)
from clientes.servicios.etiquetas import anular_etiqueta, emitir_etiquetas, reemitir_etiqueta
from clientes.servicios.fichas import (
    cambiar_cliente,
    cambiar_contacto,
    crear_contacto,
    dar_de_alta_cliente,
)
from clientes.servicios.productos import cambiar_producto, crear_producto
from clientes.servicios.remitentes import (
    alta_provisional,
    marcar_correo_que_falla,
    quitar_correo_que_falla,
)
from clientes.servicios.sedes import cambiar_sede, crear_sede, poner_posicion
from clientes.servicios.traspasos import sustituir_equipo, traspasar_equipo

__all__ = [
    "alta_provisional",
    "anular_cobertura",
    "anular_etiqueta",
    "apuntar_duplicados",
    "asignar_compra",
    "cambiar_cliente",
    "cambiar_contacto",
    "cambiar_equipo",
    "cambiar_producto",
    "cambiar_sede",
    "comprobar_compra",
    "crear_contacto",
    "crear_producto",
    "crear_sede",
    "dar_cobertura",
    "dar_de_alta_cliente",
    "devolver_equipo",
    "distinguir_clientes",
    "emitir_etiquetas",
    "fusionar_cliente",
    "garantizar_reparacion",
    "guardar_documento",
    "marcar_correo_que_falla",
    "otorgar_consentimiento",
    "poner_a_disposicion",
    "poner_posicion",
    "probar_correo",
    "quitar_correo_que_falla",
    "recibir_compra",
    "reemitir_etiqueta",
    "registrar_compra",
    "registrar_equipo",
    "retirar_consentimiento",
    "retirar_equipo",
    "retomar_equipo",
    "separar_cliente",
    "sustituir_equipo",
    "traspasar_equipo",
    "volver_a_usar",
]
