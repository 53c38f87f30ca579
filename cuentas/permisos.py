"""Who may open a page: the roles of this installation over `nucleo.permisos`."""

from cuentas.models import ROLES_DE_OFICINA, ROLES_DE_PERSONAL
from nucleo.permisos import exige_rol

__all__ = ["exige_oficina", "exige_rol"]

exige_oficina = exige_rol(*ROLES_DE_OFICINA)
exige_personal = exige_rol(*ROLES_DE_PERSONAL)
