"""Tables of accounts: who works here, what they are told, and when they are away."""

from cuentas.models.ausencias import Ausencia
from cuentas.models.notificaciones import Notificacion
from cuentas.models.usuarios import (
    ROLES_DE_OFICINA,
    ROLES_DE_PERSONAL,
    Centro,
    CodigoRol,
    Disponibilidad,
    Grupo,
    Habilidad,
    Rol,
    Token,
    Usuario,
    UsuarioManager,
    UsuarioQuerySet,
)

__all__ = [
    "ROLES_DE_OFICINA",
    "ROLES_DE_PERSONAL",
    "Ausencia",
    "Centro",
    "CodigoRol",
    "Disponibilidad",
    "Grupo",
    "Habilidad",
    "Notificacion",
    "Rol",
    "Token",
    "Usuario",
    "UsuarioManager",
    "UsuarioQuerySet",
]
