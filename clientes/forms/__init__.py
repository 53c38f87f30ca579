"""Forms of customers and units: shape only; the services check, write and say what is wrong."""

from clientes.forms.clientes import (
    ClienteForm,
    ConsentimientoForm,
    ContactoForm,
    PosicionForm,
    SedeForm,
)
from clientes.forms.compras import CompraForm
from clientes.forms.documentos import DocumentoForm
from clientes.forms.equipos import (
    EquipoForm,
    FiltroEquipos,
    RetiradaForm,
    SustitucionForm,
    TraspasoForm,
)
from clientes.forms.productos import ProductoForm

__all__ = [
    "ClienteForm",
    "CompraForm",
    "ConsentimientoForm",
    "ContactoForm",
    "DocumentoForm",
    "EquipoForm",
    "FiltroEquipos",
    "PosicionForm",
    "ProductoForm",
    "RetiradaForm",
    "SedeForm",
    "SustitucionForm",
    "TraspasoForm",
]
