"""Forms of customers and units: shape only; the services check, write and say what is wrong."""

from clientes.forms.clientes import (
    ClienteForm,
    ConsentimientoForm,
    ContactoForm,
    PosicionForm,
    SedeForm,
)
from clientes.forms.compras import CompraForm
from clientes.forms.equipos import EquipoForm

__all__ = [
    "ClienteForm",
    "CompraForm",
    "ConsentimientoForm",
    "ContactoForm",
    "EquipoForm",
    "PosicionForm",
    "SedeForm",
]
