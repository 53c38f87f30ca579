"""Who may open the pages of customers."""

from cuentas.models import CodigoRol
from cuentas.permisos import exige_rol

exige_cliente = exige_rol(CodigoRol.CLIENTE)
