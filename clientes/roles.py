"""Who does what with the contracts, tariffs and offers of this app, in one place."""

from cuentas.models import CodigoRol

# Everybody in the office sees them; these write, sign and end them.
CONTRATAN = (
    CodigoRol.AGENTE,
    CodigoRol.COORDINADOR,
    CodigoRol.GESTOR,
    CodigoRol.ADMINISTRADOR,
)
# What we charge and what we offer is decided higher up.
PONEN_PRECIOS = (CodigoRol.GESTOR, CodigoRol.ADMINISTRADOR)
