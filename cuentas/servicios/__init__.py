"""The only door through which accounts are written. Each function is one transaction."""

from cuentas.servicios.accesos import (
    crear_roles,
    crear_token,
    crear_usuario_cliente,
    revocar_token,
    token_de,
)
from cuentas.servicios.ausencias import (
    anotar_ausencia,
    cambiar_disponibilidad,
    configurar_persona,
    quitar_ausencia,
)
from cuentas.servicios.notificaciones import abrir_notificacion, leer_notificaciones, notificar

__all__ = [
    "abrir_notificacion",
    "anotar_ausencia",
    "cambiar_disponibilidad",
    "configurar_persona",
    "crear_roles",
    "crear_token",
    "crear_usuario_cliente",
    "leer_notificaciones",
    "notificar",
    "quitar_ausencia",
    "revocar_token",
    "token_de",
]
