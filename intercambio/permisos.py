"""Who may bring in, and take away, thousands of customers at once."""

from cuentas.models import CodigoRol
from cuentas.permisos import exige_rol

ROLES = (CodigoRol.ADMINISTRADOR, CodigoRol.GESTOR, CodigoRol.COORDINADOR)
exige_intercambio = exige_rol(*ROLES)
